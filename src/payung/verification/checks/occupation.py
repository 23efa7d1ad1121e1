"""The occupation, where the programme lists those it covers."""

from payung.language import Text
from payung.verification.check import Check

_NEEDS = frozenset({"programme.occupations"})
_BASIS = Text("Kriteria program: daftar pekerjaan", "The programme's criteria: list of occupations")

CHECKS = (
    Check(
        code="occupation.missing",
        outcome="review",
        rank=230,
        needs=_NEEDS,
        sql="SELECT position FROM person WHERE occupation IS NULL",
        message=Text("Pekerjaan belum diisi", "The occupation is missing"),
        basis=_BASIS,
        remedy=Text("Isi pekerjaan yang benar-benar dijalani", "Fill in the work that is really done"),
    ),
    Check(
        code="occupation.unlisted",
        outcome="refused",
        rank=240,
        needs=_NEEDS,
        sql="SELECT position, occupation AS value FROM person JOIN occupation_listed USING (occupation) WHERE NOT listed",
        message=Text(
            "Pekerjaan “{value}” tidak termasuk yang ditanggung program",
            "The occupation “{value}” is not one that the programme covers",
        ),
        basis=_BASIS,
        remedy=Text(
            "Bila pekerjaannya lain, perbaiki; bila benar, ganti dengan orang lain",
            "If the work is another, correct it; otherwise name somebody else",
        ),
    ),
)
