"""Synthetic decrees and lists that the tests of documents share."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from payung.documents.decree import Decree, DecreeLine
from payung.documents.signature import Signatory
from payung.law.month import Month

FIRST = (
    "Siti",
    "Ahmad",
    "Yusnimar",
    "Syafrizal",
    "Nurhayati",
    "Zulkifli",
    "Ratna Dewi",
    "M. Ridwan",
    "José",
    "Upik",
)
LAST = ("Chaniago", "Piliang", "Koto", "bin Abdurrahman Sikumbang", "Guci", "Tanjung", "")
WORK = (
    "Petani penggarap",
    "Tukang ojek",
    "Buruh bangunan",
    "Pemulung",
    "Pedagang kaki lima makanan dan minuman",
)
FUNDS = ("APBD 2026", "Pokir DPRD", "APBDes")
DISTRICTS = ("Sijunjung", "Koto VII", "Kupitan", "Lubuk Tarok")
SIGNATORY = Signatory("BUPATI SIJUNJUNG", "Drs. H. Contoh Nama, M.Si.")


def decree(**changes: object) -> Decree:
    """A decree with a number and a date."""
    values: dict[str, object] = {
        "regulation": "Keputusan Bupati Sijunjung",
        "number": "188.45/123/KPTS-BPT-2026",
        "signed": date(2026, 4, 20),
        "about": "Penetapan Peserta Perlindungan Jaminan Sosial Ketenagakerjaan bagi Pekerja Rentan Tahun 2026",
        "region": "Kabupaten Sijunjung",
        "programme": "Satu Nagari 100 Pekerja Rentan",
        "first": Month(2026, 5),
        "last": Month(2026, 12),
        "signatory": SIGNATORY,
        "list_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
    return Decree(**{**values, **changes})  # type: ignore[arg-type]


def people(count: int, per_village: int = 100) -> list[DecreeLine]:
    """``count`` lines over villages of ``per_village``, every name and number made up."""
    names = [f"{first} {last}".strip() for first, last in product(FIRST, LAST)]
    return [
        DecreeLine(
            line=at + 1,
            name=names[at % len(names)],
            nik=f"130304{(at % 28) + 1:02}0580{at % 10000:04}",
            birth_date=date(1965, 1, 1) + timedelta(days=at % 12000),
            village=f"Nagari Contoh {at // per_village + 1}",
            district=DISTRICTS[at // per_village * len(DISTRICTS) // (count // per_village + 1)],
            occupation=WORK[at % len(WORK)],
            fund=FUNDS[at % len(FUNDS)],
            months=8,
            amount=8 * 16_800,
        )
        for at in range(count)
    ]
