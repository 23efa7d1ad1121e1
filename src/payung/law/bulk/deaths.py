"""Death benefits over columns, equal to the single case: constants come from it, once per version of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from payung.language import Text
from payung.law.bulk.columns import Integers, band_codes, check_lengths, integers
from payung.law.death import full_death_benefit
from payung.law.fields import check_choice, check_not_before_law, unusable
from payung.law.normal_contribution import bands
from payung.law.parameters import Parameters, current
from payung.law.parameters.store import percent
from payung.law.periodic import funeral, periodic

Days = NDArray[np.datetime64]
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31


@dataclass(frozen=True, slots=True)
class DeathBenefits:
    """Rupiah by row, scholarship apart. ``short``: membership too short, only the reduced JKM is paid."""

    death_grant: Integers
    funeral: Integers
    periodic: Integers
    short: NDArray[np.bool_]

    @property
    def total(self) -> Integers:
        return self.death_grant + self.funeral + self.periodic


@dataclass(frozen=True, slots=True)
class _Version:
    """The amounts between two changes of the law: index 0 death from work, 1 other death."""

    start: date
    grant_floor: int
    wages: int
    jkm_grant: int
    funeral: tuple[int, int]
    periodic: tuple[int, int]
    wait_months: int
    short_amount: int
    arrears: int


def death_benefit(
    *,
    day: ArrayLike,
    from_work: ArrayLike,
    income: ArrayLike,
    registered: ArrayLike,
    paid_months: ArrayLike,
    segment: str = "bpu",
    parameters: Parameters | None = None,
) -> DeathBenefits:
    """The death benefit of each member.

    ``day`` (of the accident, or of the death where there was none) and ``registered`` are datetime64[D];
    ``from_work`` is boolean; ``income`` is declared income for ``bpu``, the wage for ``pu``. That paid months
    fit the membership is for the record-keeper to know; it is not tested here. Raises UnusableInput.
    """
    law = parameters or current()
    check_choice("segment", segment, ("bpu", "pu"))
    days, joined = np.asarray(day, "datetime64[D]"), np.asarray(registered, "datetime64[D]")
    work, wage = np.asarray(from_work, dtype=bool), _wage(income, segment, law)
    paid = integers("paid_months", paid_months)
    check_lengths(date=days, registered=joined, from_work=work, income=wage, paid_months=paid)
    _check_days(days, joined, law)
    days, joined, work, wage, paid = np.broadcast_arrays(*np.atleast_1d(days, joined, work, wage, paid))
    versions = _versions(law, segment)
    slot = _slots(days, versions)
    column = slot * 2 + ~work
    grant = _by([value for v in versions for value in (0, v.jkm_grant)], column)
    floor = _by([v.grant_floor for v in versions], slot)
    wages = _by([v.wages for v in versions], slot)
    grant = np.where(work, np.maximum(wage * wages, floor), grant)
    buried = _by([value for v in versions for value in v.funeral], column)
    monthly = _by([value for v in versions for value in v.periodic], column)
    short = _short(days, joined, paid, slot, ~work, versions)
    rows = np.flatnonzero(short)
    grant[rows], monthly[rows] = 0, 0
    buried[rows] = _by([v.short_amount for v in versions], slot[rows])
    return DeathBenefits(grant, buried, monthly, short)


@lru_cache(maxsize=16)
def _versions(law: Parameters, segment: str) -> tuple[_Version, ...]:
    """One for every day on which any of the rules changes."""
    paths = [
        path
        for path in law
        if path.startswith(("jkk/death", "jkk/funeral", "jkk/periodic", "jkk/wage_multiple", "jkm/"))
    ]
    starts = sorted({dated.start for path in paths for dated in law[path].values})
    return tuple(_version(start, segment, law) for start in starts)


def _version(start: date, segment: str, law: Parameters) -> _Version:
    full = {line.code: line.amount for line in full_death_benefit(start, law).lines}
    share = percent(law.at("jkk/death/percent", start).value) * law.amount("jkk/wage_multiple", start)
    if share.denominator != 1:
        raise unusable(
            "parameters",
            Text(
                "Santunan kematian bukan kelipatan upah yang bulat", "The grant is no whole number of wages"
            ),
            Text("Hitung kasus demi kasus dengan payung benefit", "Compute case by case with payung benefit"),
        )
    waiting = law.at("jkm/waiting", start).value
    return _Version(
        start=start,
        grant_floor=law.amount("jkm/death_grant", start),
        wages=int(share),
        jkm_grant=full["death_grant"],
        funeral=(funeral("jkk", start, law).amount, full["funeral"]),
        periodic=(periodic("jkk", start, law).amount, full["periodic"]),
        wait_months=waiting["months"] if segment in waiting["segments"] else 0,
        short_amount=waiting["amount"],
        arrears=law.amount("membership/arrears_months", start),
    )


def _by(values: list[int], index: NDArray[Any]) -> Integers:
    return np.array(values, np.int64).take(index, mode="clip")


def _slots(days: Days, versions: tuple[_Version, ...]) -> NDArray[np.int64]:
    """Which version holds on each day; versions are few, so comparing beats searching."""
    slot = np.zeros(days.shape, np.int64)
    for version in versions[1:]:
        slot += days >= np.datetime64(version.start)
    return slot


def _wage(income: ArrayLike, segment: str, law: Parameters) -> Integers:
    if segment == "pu":
        return integers("income", income)
    history = law["contribution/bpu/bands"].values
    if len(history) > 1:
        raise unusable(
            "parameters",
            Text("Pita penghasilan berubah menurut waktu", "The income bands change over time"),
            Text("Hitung kasus demi kasus dengan payung benefit", "Compute case by case with payung benefit"),
        )
    bounds, bases = bands(law, history[0].start)
    return np.array(bases, np.int64).take(band_codes(income, bounds), mode="clip")


def _short(
    days: Days,
    joined: Days,
    paid: Integers,
    slot: NDArray[np.int64],
    not_from_work: NDArray[np.bool_],
    versions: tuple[_Version, ...],
) -> NDArray[np.bool_]:
    """Membership too short for the full JKM. Calendars are opened only for rows near the edge."""
    wait = _by([v.wait_months for v in versions], slot)
    member_days = (days - joined).astype(np.int64)
    asked = not_from_work & (wait > 0)
    short = asked & (member_days < wait * _SHORTEST_MONTH)
    near = np.flatnonzero(asked & ~short & (member_days < wait * _LONGEST_MONTH))
    short[near] = _add_months(joined[near], wait[near]) > days[near]
    few = np.flatnonzero(asked & ~short & (paid < wait))
    elapsed = (days[few].astype("datetime64[M]") - joined[few].astype("datetime64[M]")).astype(np.int64)
    short[few] = elapsed - paid[few] > _by([v.arrears for v in versions], slot[few])
    return short


def _add_months(days: Days, months: Integers) -> Days:
    """The same day of a later month, or its last where that is shorter."""
    month = days.astype("datetime64[M]")
    later = month + months.astype("timedelta64[M]")
    last = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    same_day: Days = later.astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    return np.asarray(np.minimum(same_day, last))


def _check_days(days: Days, joined: Days, law: Parameters) -> None:
    if not days.size:
        return
    if np.isnat(days).any() or np.isnat(joined).any():
        raise unusable(
            "date",
            Text("Ada tanggal kosong", "Some dates are missing"),
            Text("Isi semua tanggal", "Give every date"),
        )
    check_not_before_law("date", days.min().item(), law.first_day)
    late = int(np.count_nonzero(joined > days))
    if late:
        raise unusable(
            "registered",
            Text(f"{late} baris terdaftar setelah kejadian", f"{late} rows are registered after the event"),
            Text("Periksa tanggal terdaftar", "Check the days of registration"),
        )
