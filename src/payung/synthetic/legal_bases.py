"""Regulations that more than one demonstration programme rests on."""

from __future__ import annotations

from datetime import date

from payung.language import Text
from payung.synthetic.plan import LegalBasis

INSTRUCTION_2_2021 = LegalBasis(
    "Instruksi Presiden Nomor 2 Tahun 2021",
    date(2021, 3, 25),
    Text("Optimalisasi jaminan sosial ketenagakerjaan", "Furthering employment social security"),
)
REGULATION_44_2015 = LegalBasis(
    "Peraturan Pemerintah Nomor 44 Tahun 2015",
    date(2015, 6, 30),
    Text("Jaminan kecelakaan kerja dan kematian", "Accident and death cover"),
)
