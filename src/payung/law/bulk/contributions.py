"""The rules over columns: contributions and death benefits of millions, equal to the single case.

No rule is written a second time: the functions of the single case are asked once for every distinct
situation, and the answers are spread over the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from payung.language import Text
from payung.law.bulk.columns import Codes, Integers, band_codes, check_lengths, ordinals, word_codes
from payung.law.contribution import due_under
from payung.law.fields import check_not_before_law, unusable
from payung.law.member import PAYERS, SECTORS, Member
from payung.law.month import Month
from payung.law.normal_contribution import normal_contribution
from payung.law.parameters import Parameters, current
from payung.law.relief import relief_for, reliefs

PROGRAMMES = ("JKK", "JKM")


@dataclass(frozen=True, slots=True)
class DuePerMonth:
    """Rupiah due by row. ``relief`` indexes ``relief_ids``; 0 is no relief.

    From ``due_per_month`` the arrays are flat, from ``due_schedule`` one row per month.
    """

    jkk: Integers
    jkm: Integers
    relief: NDArray[np.int8]
    relief_ids: tuple[str | None, ...]

    @property
    def due(self) -> Integers:
        return self.jkk + self.jkm

    def to_arrow(self) -> pa.Table:
        """Columns ``jkk``, ``jkm`` (int64) and ``relief`` (string, null for none), months one after another."""
        names = pa.array(self.relief_ids, pa.string())
        return pa.table(
            {
                "jkk": self.jkk.ravel(),
                "jkm": self.jkm.ravel(),
                "relief": names.take(pa.array(self.relief.ravel())),
            }
        )


def due_per_month(
    month: ArrayLike,
    income: ArrayLike,
    sector: Any,
    payer: Any,
    registered: ArrayLike | None = None,
    *,
    parameters: Parameters | None = None,
) -> DuePerMonth:
    """JKK and JKM of BPU, one row per person-month.

    ``month`` and ``registered`` are numbers such as 202605; ``registered`` 0, or none at all, is a member of
    long standing. ``sector`` and ``payer`` are words: an Arrow array (dictionary-encoded is quickest), a
    sequence, or one word for all. Equal lengths, or single values. Raises UnusableInput.
    """
    law = parameters or current()
    months = ordinals("month", month)
    people = _people(income, sector, payer, registered, law)
    if registered is not None:
        _refuse_before_registration(months, ordinals("registered", registered))
    check_lengths(month=months, income=people.codes)
    distinct, slots = _distinct(months)
    tables = _tables([_month(ordinal) for ordinal in distinct], people.layout, law)
    codes = np.atleast_1d(slots * people.layout.size + people.codes)
    return DuePerMonth(
        jkk=tables.due[0].ravel().take(codes),
        jkm=tables.due[1].ravel().take(codes),
        relief=tables.relief.ravel().take(codes),
        relief_ids=tables.relief_ids,
    )


def due_schedule(
    first: Month,
    months: int,
    income: ArrayLike,
    sector: Any,
    payer: Any,
    registered: ArrayLike | None = None,
    *,
    parameters: Parameters | None = None,
) -> DuePerMonth:
    """The same people over a run of months: arrays of shape (months, people). Raises UnusableInput."""
    law = parameters or current()
    people = _people(income, sector, payer, registered, law)
    if registered is not None:
        _refuse_before_registration(np.int64(first.ordinal), ordinals("registered", registered))
    tables = _tables(list(first.span(months)), people.layout, law)
    shape = (months, people.codes.size)
    jkk, jkm = np.empty(shape, np.int64), np.empty(shape, np.int64)
    relief = np.empty(shape, np.int8)
    for row in range(months):
        tables.due[0][row].take(people.codes, out=jkk[row], mode="clip")
        tables.due[1][row].take(people.codes, out=jkm[row], mode="clip")
        tables.relief[row].take(people.codes, out=relief[row], mode="clip")
    return DuePerMonth(jkk, jkm, relief, tables.relief_ids)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a person's situation becomes one number: (sector, payer, registration, income band)."""

    incomes: tuple[int, ...]  # the lowest income of each band, over every version of the bands
    registrations: tuple[Month | None, ...]  # one that stands for each class of first months

    @property
    def size(self) -> int:
        return len(SECTORS) * len(PAYERS) * len(self.registrations) * len(self.incomes)


@dataclass(frozen=True, slots=True)
class _People:
    layout: _Layout
    codes: Codes


@dataclass(frozen=True, slots=True)
class _Tables:
    """Answers by month and situation: ``due`` of shape (programme, month, situation)."""

    due: Integers
    relief: NDArray[np.int8]
    relief_ids: tuple[str | None, ...]


def _people(
    income: ArrayLike, sector: Any, payer: Any, registered: ArrayLike | None, law: Parameters
) -> _People:
    layout = _layout(law, registered is not None)
    sectors, payers = word_codes("sector", sector, SECTORS), word_codes("payer", payer, PAYERS)
    incomes = band_codes(income, layout.incomes)
    check_lengths(income=incomes, sector=sectors, payer=payers)
    codes: Any = sectors * len(PAYERS) + payers
    if registered is not None:
        starts = np.array([month.ordinal for month in layout.registrations if month is not None])
        classes = np.searchsorted(starts, ordinals("registered", registered), side="right")
        check_lengths(income=incomes, registered=classes)
        codes = codes * len(layout.registrations) + classes
    return _People(layout, np.atleast_1d(codes * len(layout.incomes) + incomes).astype(np.intp, copy=False))


@lru_cache(maxsize=16)
def _layout(law: Parameters, with_registered: bool) -> _Layout:
    """First months matter only between a relief's cut-off and its end; each month there is its own class."""
    bounds = {row["income_from"] for dated in law["contribution/bpu/bands"].values for row in dated.value}
    starts: set[int] = set()
    if with_registered:
        for relief in reliefs(law):
            if relief.registered_up_to is not None:
                starts |= set(range(relief.registered_up_to.ordinal + 1, relief.last.ordinal + 2))
    return _Layout(tuple(sorted(bounds)), (None, *(_month(ordinal) for ordinal in sorted(starts))))


def _tables(months: Sequence[Month], layout: _Layout, law: Parameters) -> _Tables:
    due = np.empty((len(PROGRAMMES), len(months), layout.size), np.int64)
    relief = np.empty((len(months), layout.size), np.int8)
    for row, month in enumerate(months):
        due[:, row], relief[row] = _month_table(month, layout, law)
    return _Tables(due, relief, _relief_ids(law))


def _relief_ids(law: Parameters) -> tuple[str | None, ...]:
    return (None, *dict.fromkeys(relief.id for relief in reliefs(law)))


@lru_cache(maxsize=512)
def _month_table(month: Month, layout: _Layout, law: Parameters) -> tuple[Integers, NDArray[np.int8]]:
    """The single case, asked for every situation in one month: rupiah by programme, and the relief."""
    check_not_before_law("month", month.first_day(), law.first_day)
    normals = [
        normal_contribution(
            Member(income=income, sector=SECTORS[0], payer=PAYERS[0]), month.first_day(), 1, law
        )
        for income in layout.incomes
    ]
    decisions = [
        relief_for(Member(income=0, sector=sector, payer=payer, registered=registered), month, law)
        for sector in SECTORS
        for payer in PAYERS
        for registered in layout.registrations
    ]
    ids = _relief_ids(law)
    by_decision = {}
    for relief, reach in dict.fromkeys(decisions):
        answers = [[due_under(normal, relief, reach) for normal in each[:2]] for each in normals]
        due = np.array([[amount for _, amount in each] for each in answers], np.int64).T
        used = np.array([ids.index(each[0][0].id if each[0][0] else None) for each in answers], np.int8)
        by_decision[relief, reach] = (due, used)
    parts = [by_decision[decision] for decision in decisions]
    return np.concatenate([due for due, _ in parts], axis=1), np.concatenate([used for _, used in parts])


def _distinct(months: Any) -> tuple[Codes, Codes]:
    """The distinct ordinals and each row's position among them, by counting instead of sorting."""
    if not months.size:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    lowest = months.min()
    seen = np.bincount(np.ravel(months - lowest)) > 0
    return np.flatnonzero(seen) + lowest, (np.cumsum(seen) - 1).take(months - lowest)


def _month(ordinal: Any) -> Month:
    year, month = divmod(int(ordinal), 12)
    return Month(year, month + 1)


def _refuse_before_registration(months: Any, registered: Any) -> None:
    early = int(np.count_nonzero(registered > months))
    if early:
        raise unusable(
            "registered",
            Text(f"{early} baris mendahului kepesertaannya", f"{early} rows are before their membership"),
            Text("Iuran mulai pada bulan kepesertaan", "Contributions begin with the month of membership"),
        )
