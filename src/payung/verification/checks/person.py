"""What a row must say of the person: a name, and a birth date that can be."""

from payung.language import Text
from payung.verification.check import Check

_IDENTITY = Text(
    "Data pokok peserta: NIK, nama, tanggal lahir", "A member's basic data: NIK, name, birth date"
)

# A birth date that the NIK gives as well is not wanting.
_BIRTH_DATE = """SELECT position{value} FROM problem JOIN person p USING (position)
    WHERE code = '{code}' AND p.nik_born IS NULL"""

CHECKS = (
    Check(
        code="name.missing",
        outcome="review",
        rank=70,
        sql="SELECT position FROM problem WHERE code = 'name.missing'",
        message=Text("Nama belum diisi", "The name is missing"),
        basis=_IDENTITY,
        remedy=Text("Isi nama lengkap sesuai KTP", "Fill in the full name as on the card"),
    ),
    Check(
        code="birthdate.missing",
        outcome="review",
        rank=80,
        sql=_BIRTH_DATE.format(code="birthdate.missing", value=""),
        message=Text(
            "Tanggal lahir belum diisi dan NIK tidak memberinya",
            "The birth date is missing, and the NIK gives none",
        ),
        basis=_IDENTITY,
        remedy=Text(
            "Isi tanggal lahir sesuai KTP, misalnya 12-05-1980", "Fill in the birth date, such as 12-05-1980"
        ),
    ),
    Check(
        code="birthdate.impossible",
        outcome="review",
        rank=90,
        sql=_BIRTH_DATE.format(code="birthdate.impossible", value=""),
        message=Text("Tanggal lahir yang tertulis tidak mungkin ada", "The birth date given cannot be"),
        basis=_IDENTITY,
        remedy=Text(
            "Perbaiki tanggal lahir sesuai KTP, misalnya 12-05-1980",
            "Correct the birth date, such as 12-05-1980",
        ),
    ),
)
