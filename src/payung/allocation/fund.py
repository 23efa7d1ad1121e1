"""A fund: whose money, how much of it, and whom it may pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.member import PAYERS, SECTORS


@dataclass(frozen=True, slots=True)
class Condition:
    """What a fund asks of one further column: one of ``any``, none of ``none``, a number within bounds.

    ``None`` is not asked. An empty cell meets no bound and is none of the words in ``any``.
    """

    any: tuple[str, ...] | None = None
    none: tuple[str, ...] | None = None
    least: int | None = None
    most: int | None = None

    @property
    def numeric(self) -> bool:
        return self.least is not None or self.most is not None


@dataclass(frozen=True, slots=True)
class Fund:
    """``ceiling`` in rupiah of which ``committed`` is spoken for; ``places`` in people; ``None`` is no limit.

    ``villages`` are codes of villages, or of districts and regencies for all their villages. ``groups``: any of
    them. ``min_months``: it pays for no shorter plan. Raises UnusableInput naming fund and key.
    """

    id: str
    payer: str
    ceiling: int | None = None
    places: int | None = None
    rank: int = 1
    villages: tuple[str, ...] | None = None
    groups: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    where: Mapping[str, Condition] = field(default_factory=dict)
    committed: int = 0
    min_months: int = 1

    def __post_init__(self) -> None:
        if self.payer not in PAYERS:
            raise self.wrong("payer", _not_one_of(self.payer, PAYERS))
        for key in ("ceiling", "places", "committed"):
            if (getattr(self, key) or 0) < 0:
                raise self.wrong(key, Text("tidak boleh negatif", "cannot be negative"))
        for key in ("villages", "groups", "sectors"):
            if getattr(self, key) == ():
                raise self.wrong(key, NOBODY)
        for sector in self.sectors or ():
            if sector not in SECTORS:
                raise self.wrong("sectors", _not_one_of(sector, SECTORS))
        self._check_limits()
        self._check_conditions()

    def _check_limits(self) -> None:
        if self.places == 0 and self.ceiling:
            raise self.wrong(
                "places",
                Text(
                    "0 bertentangan dengan ceiling yang masih ada", "0 contradicts a ceiling that has money"
                ),
            )
        if self.committed and self.ceiling is None:
            raise self.wrong("committed", Text("diisi tanpa ceiling", "is given without a ceiling"))
        if self.ceiling is not None and self.committed > self.ceiling:
            raise self.wrong(
                "ceiling",
                Text(
                    f"lebih kecil daripada yang sudah terikat ({self.committed})",
                    f"is below what is already committed ({self.committed})",
                ),
            )

    def _check_conditions(self) -> None:
        for column, asked in self.where.items():
            empty = asked.any == () or (
                asked.least is not None and asked.most is not None and asked.least > asked.most
            )
            if empty or (asked.any is not None and set(asked.any) <= set(asked.none or ())):
                raise self.wrong(f"where.{column}", NOBODY)

    @property
    def money(self) -> int | None:
        """Rupiah that may still be spent; None: no ceiling."""
        return None if self.ceiling is None else self.ceiling - self.committed

    def wrong(self, key: str, why: Text) -> UnusableInput:
        return UnusableInput(
            Text("dana “{id}”: “{key}” {why}", "fund “{id}”: “{key}” {why}").format(
                id=self.id, key=key, why=why
            ),
            Text(f"Perbaiki “{key}” pada dana itu", f"Correct “{key}” of that fund"),
        )


NOBODY = Text("tidak membolehkan siapa pun dibayar", "lets nobody be paid")


def _not_one_of(word: str, known: tuple[str, ...]) -> Text:
    return Text("“{word}” tidak dikenal; pilih {known}", "“{word}” is not known; choose {known}").format(
        word=word, known=", ".join(known)
    )
