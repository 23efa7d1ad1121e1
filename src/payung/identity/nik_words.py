"""What is wrong with a number that is no NIK, in words for whoever wrote it; masked where others read them."""

from __future__ import annotations

from datetime import date

from payung.identity.nik import LENGTH, is_well_formed, read_number
from payung.language import Text, number

CODE = "nik.malformed"  # the reason that is put into these words
_TAIL = 4
_ANY = Text(
    "NIK tidak benar: harus 16 angka dengan tanggal lahir yang mungkin",
    "The NIK is not right: 16 digits with a possible birth date",
)
_LETTERS = Text(
    "NIK tertulis “{written}”: ada huruf di antara angkanya ({letters}); mungkin yang dimaksud {repair}",
    "The NIK is written “{written}”: there are letters among the digits ({letters}); perhaps {repair} is meant",
)
_SIGNS = Text(
    "NIK tertulis “{written}”: ada tanda selain angka; NIK terdiri dari 16 angka",
    "The NIK is written “{written}”: there are signs other than digits; a NIK has 16 digits",
)
_COUNT = Text(
    "NIK “{written}” berisi {n} angka, seharusnya 16",
    "The NIK “{written}” has {n} digits, not 16",
)
_SERIAL = Text(
    "NIK “{written}” tidak mungkin: nomor urutnya (empat angka terakhir) 0000",
    "The NIK “{written}” cannot be: its serial (the last four digits) is 0000",
)
_BIRTH = Text(
    "NIK “{written}” tidak mungkin: angka ke-7 sampai ke-12 bukan tanggal lahir",
    "The NIK “{written}” cannot be: its digits 7 to 12 are no birth date",
)


def malformed(written: str, mask: str = "") -> Text:
    """Why what is ``written`` is no NIK. With a ``mask`` (one sign) only letters and the last digits are told.

    >>> malformed("357701l2O5800001", "•").id
    'NIK tertulis “••••••l•O•••0001”: ada huruf di antara angkanya (l O); mungkin yang dimaksud ••••••••••••0001'
    >>> malformed("35770112058000").en
    'The NIK “35770112058000” has 14 digits, not 16'
    """
    if not any(sign.isalnum() for sign in written):
        return _ANY
    read = read_number(written)
    said = {"written": hidden(written, mask)}
    if not read.digits:
        if not is_well_formed(read.repair, date.today()):  # noqa: DTZ011 - the century alone hangs on it
            return _SIGNS.format(**said)
        letters = " ".join(dict.fromkeys(sign for sign in written if sign.isalpha() or sign == "|"))
        return _LETTERS.format(**said, letters=letters, repair=hidden(read.repair, mask))
    if len(read.digits) != LENGTH:
        n = len(read.digits)
        return _COUNT.format(**said, n=Text(number(n), number(n, "en")))
    return (_SERIAL if read.digits.endswith("0000") else _BIRTH).format(**said)


def hidden(written: str, mask: str) -> str:
    """The digits but the last four behind the mask; letters stay, since they are what is wrong.

    >>> hidden("3577 0112 0580 0001", "*")
    '**** **** **** 0001'
    """
    if not mask:
        return written
    shown = max(len(written) - _TAIL, 0)
    return "".join(mask if sign.isdigit() else sign for sign in written[:shown]) + written[shown:]
