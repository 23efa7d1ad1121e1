"""Complaints about one field of the input: every error names it."""

from __future__ import annotations

from datetime import date

from payung.errors import Place, UnusableInput
from payung.language import Text, same


def unusable(field: str, what: Text, mend: Text) -> UnusableInput:
    """An error that names the field."""
    return UnusableInput(what, mend, Place(column=field))


def check_rupiah(field: str, amount: object) -> int:
    """A whole, non-negative amount of rupiah. Raises UnusableInput."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise unusable(
            field,
            Text("Bukan rupiah bulat", "Not whole rupiah"),
            Text("Tulis angka bulat tanpa titik, misalnya 1000000", "Write a whole number, such as 1000000"),
        )
    if amount < 0:
        raise unusable(
            field,
            Text("Rupiah tidak boleh negatif", "Rupiah cannot be negative"),
            Text("Tulis 0 atau lebih", "Write 0 or more"),
        )
    return amount


def check_count(field: str, count: object, least: int = 0) -> int:
    """A whole number, at least ``least``. Raises UnusableInput."""
    if isinstance(count, bool) or not isinstance(count, int) or count < least:
        raise unusable(
            field,
            Text("Bukan bilangan bulat yang sah", "Not a whole number that can be used"),
            Text(f"Tulis bilangan bulat, paling kecil {least}", f"Write a whole number, at least {least}"),
        )
    return count


def check_choice(field: str, value: object, choices: tuple[str, ...]) -> str:
    """One of the known words. Raises UnusableInput naming them."""
    if not isinstance(value, str) or value not in choices:
        raise unusable(
            field,
            Text("“{value}” tidak dikenal", "“{value}” is not known").format(value=same(str(value))),
            Text("Pilih: {choices}", "Choose from: {choices}").format(choices=same(", ".join(choices))),
        )
    return value


def check_not_before_law(field: str, day: date, first: date) -> None:
    """Raises UnusableInput for a day before the first law known here."""
    if day < first:
        raise unusable(
            field,
            Text(
                f"Sebelum {first.isoformat()} tidak ada aturan yang dimuat",
                f"No rule is loaded for days before {first.isoformat()}",
            ),
            Text(
                f"Gunakan tanggal sejak {first.isoformat()} (PP 44/2015)",
                f"Use a date from {first.isoformat()} (PP 44/2015)",
            ),
        )
