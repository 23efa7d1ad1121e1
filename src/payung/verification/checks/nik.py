"""What is wrong with the NIK itself. Reading has found it; here it becomes a reason."""

from payung.language import Text
from payung.verification.check import Check, Outcome

_LAW = Text(
    "UU 23/2006 pasal 13: setiap penduduk wajib memiliki NIK, berlaku seumur hidup",
    "Law 23/2006, article 13: every resident has a NIK, valid for life",
)
_STRUCTURE = Text(
    "Susunan NIK: enam angka wilayah, enam angka tanggal lahir (perempuan +40), empat angka urut",
    "Structure of the NIK: six digits of area, six of the birth date (women +40), four of serial",
)
# Digits, or what stands in their place.
_WRITTEN = "coalesce(nullif(p.nik, ''), nullif(p.nik_written, ''))"


def _found(
    problem: str,
    rank: int,
    message: Text,
    basis: Text,
    remedy: Text,
    *,
    outcome: Outcome = "review",
    value: str = "NULL",
) -> Check:
    return Check(
        code=problem,
        outcome=outcome,
        rank=rank,
        sql=f"SELECT position, {value} AS value FROM problem JOIN people p USING (position) WHERE code = '{problem}'",
        message=message,
        basis=basis,
        remedy=remedy,
    )


CHECKS = (
    _found(
        "nik.missing",
        10,
        Text("NIK belum diisi", "The NIK is missing"),
        _LAW,
        Text("Isi NIK 16 angka sesuai KTP atau KK", "Fill in the 16 digits of the identity or family card"),
    ),
    _found(
        "nik.malformed",
        20,
        Text(
            "NIK “{value}” tidak benar: harus 16 angka dengan tanggal lahir yang mungkin",
            "The NIK “{value}” is not right: 16 digits with a possible birth date",
        ),
        _STRUCTURE,
        Text(
            "Salin ulang NIK dari KTP atau KK, angka demi angka",
            "Copy the NIK from the card again, digit by digit",
        ),
        value=_WRITTEN,
    ),
    _found(
        "nik.digits_lost",
        30,
        Text(
            "Angka terakhir NIK hilang karena lembar kerja menyimpannya sebagai bilangan",
            "The last digits of the NIK are lost: the spreadsheet kept it as a number",
        ),
        _STRUCTURE,
        Text(
            "Ubah kolom NIK menjadi Teks, lalu ketik ulang NIK dari KTP atau KK",
            "Make the NIK column Text, then type the NIK again from the card",
        ),
        value=_WRITTEN,
    ),
    _found(
        "nik.birthdate_differs",
        40,
        Text(
            "Tanggal lahir dalam NIK berbeda dari yang tertulis ({value})",
            "The birth date in the NIK differs from the one given ({value})",
        ),
        _STRUCTURE,
        Text(
            "Cocokkan NIK dan tanggal lahir dengan KTP; bila KTP memang demikian, tanyakan ke Disdukcapil",
            "Compare NIK and birth date with the card; if the card says so, ask the civil registry",
        ),
        value="p.birth_date",
    ),
    _found(
        "nik.sex_differs",
        50,
        Text(
            "Jenis kelamin menurut NIK berbeda dari yang tertulis ({value})",
            "The sex in the NIK differs from the one given ({value})",
        ),
        _STRUCTURE,
        Text("Cocokkan NIK dan jenis kelamin dengan KTP", "Compare NIK and sex with the card"),
        value="p.sex",
    ),
    _found(
        "nik.area_unknown",
        60,
        Text(
            "Enam angka pertama NIK bukan kode kecamatan yang dikenal sekarang",
            "The first six digits of the NIK are no district known today",
        ),
        _STRUCTURE,
        Text(
            "Tidak perlu diperbaiki bila KTP memang demikian (wilayah dapat dimekarkan)",
            "Nothing to mend if the card says so (districts are split)",
        ),
        outcome="none",
        value="left(p.nik, 6)",
    ),
)
