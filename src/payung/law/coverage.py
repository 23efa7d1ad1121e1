"""The coverage share: participants of a stated workforce, never clipped, compared with what was published."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from payung.language import Text
from payung.law.fields import unusable

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """``percent`` with two decimals; may exceed 100, for the denominator is an estimate."""

    numerator: int
    denominator: int
    percent: Decimal
    published: Decimal | None = None

    @property
    def matches(self) -> bool:
        """False where a published share is not that of its published parts."""
        return self.published is None or self.published.quantize(_CENT, ROUND_HALF_UP) == self.percent

    @property
    def remark(self) -> Text | None:
        if not self.matches:
            return Text(
                f"Tidak cocok: {self.numerator} / {self.denominator} = {self.percent}%, diumumkan {self.published}%",
                f"Does not match: {self.numerator} / {self.denominator} = {self.percent}%, published {self.published}%",
            )
        if self.numerator > self.denominator:
            return Text(
                "Di atas 100% karena penyebutnya perkiraan",
                "Above 100% because the denominator is an estimate",
            )
        return None


def coverage_share(numerator: int, denominator: int, published: Decimal | None = None) -> Share:
    """Raises UnusableInput where the denominator is not positive."""
    if denominator <= 0:
        raise unusable(
            "denominator",
            Text("Penyebut harus lebih dari 0", "The denominator must be above 0"),
            Text(
                "Isi jumlah pekerja beserta sumber dan tanggalnya", "Give the workforce, with source and date"
            ),
        )
    share = (Decimal(numerator) * 100 / Decimal(denominator)).quantize(_CENT, ROUND_HALF_UP)
    return Share(numerator, denominator, share, published)
