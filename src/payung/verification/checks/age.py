"""Old enough, and young enough to be registered for the first time."""

from payung.language import Text
from payung.verification.check import Check

_AGE = "SELECT position, age_on(born, on_day)::VARCHAR AS value FROM person, programme WHERE "

CHECKS = (
    Check(
        code="age.below",
        outcome="refused",
        rank=100,
        needs=frozenset({"programme.min_age"}),
        sql=_AGE + "born > grown_if_born",
        message=Text(
            "Baru berumur {value} tahun, di bawah batas umur program",
            "Only {value} years old, below the programme's minimum age",
        ),
        basis=Text("Kriteria program: umur terendah", "The programme's criteria: minimum age"),
        remedy=Text(
            "Usulkan lagi setelah cukup umur; bila tanggal lahir salah, perbaiki sesuai KTP",
            "Propose again when old enough; if the birth date is wrong, correct it",
        ),
    ),
    Check(
        code="age.above",
        outcome="refused",
        rank=110,
        needs=frozenset({"programme.max_age"}),
        sql=_AGE + "born <= old_if_born",
        message=Text(
            "Sudah berumur {value} tahun, mencapai batas umur program",
            "Already {value} years old, at or above the programme's age limit",
        ),
        basis=Text(
            "Kriteria program; peserta BPU baru harus di bawah 65 tahun (Permenaker 5/2021, pasal belum diperiksa)",
            "The programme's criteria; a new BPU member must be under 65 (Permenaker 5/2021, article not verified)",
        ),
        remedy=Text(
            "Ganti dengan orang lain; bila tanggal lahir salah, perbaiki sesuai KTP",
            "Name somebody else; if the birth date is wrong, correct it",
        ),
    ),
)
