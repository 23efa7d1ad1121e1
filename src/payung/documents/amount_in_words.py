"""Numbers written out in Indonesian (terbilang), as bills and receipts carry them beside the figures."""

from __future__ import annotations

from payung.errors import UnusableInput
from payung.language import Text

_ONES = (
    "",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")


def number_in_words(number: int) -> str:
    """A whole number below 10^18 in words. Raises UnusableInput beyond.

    >>> number_in_words(1_016_800)
    'satu juta enam belas ribu delapan ratus'
    """
    if number < 0:
        return f"minus {number_in_words(-number)}"
    if number == 0:
        return "nol"
    if number >= 1000 ** len(_SCALES):
        raise UnusableInput(
            Text(f"{number} terlalu besar untuk ditulis", f"{number} is too large to write out"),
            Text("Periksa jumlahnya", "Check the amount"),
        )
    words: list[str] = []
    for power in reversed(range(len(_SCALES))):
        part = number // 1000**power % 1000
        if part == 1 and power == 1:
            words.append("seribu")
        elif part:
            words += [_below_thousand(part), _SCALES[power]]
    return " ".join(filter(None, words))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    lead = {0: "", 1: "seratus"}.get(hundreds, f"{_ONES[hundreds]} ratus")
    return f"{lead} {_below_hundred(rest)}".strip()


def _below_hundred(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_ONES[ones]} belas" if tens == 1 else f"{_ONES[tens]} puluh {_ONES[ones]}".strip()


def rupiah_in_words(amount: int) -> str:
    """Whole rupiah in words.

    >>> rupiah_in_words(907_200_000)
    'sembilan ratus tujuh juta dua ratus ribu rupiah'
    """
    return f"{number_in_words(amount)} rupiah"
