"""From when to when a regulation or an agreement holds, and what stands in the way of one more agreement.

Registers are small (tens of rows in an office), so chains are followed in memory after one query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from payung.office.programmes.models import Agreement, LegalBasis, Programme, Scope, StartRule

WARNED = (90, 60, 30)  # days before the end
SOON = WARNED[0]


def basis_from(basis: LegalBasis) -> date:
    return basis.valid_from or basis.dated


def basis_until(basis: LegalBasis) -> date | None:
    """The last day in force: its own, or the day before its successor begins, whichever comes first."""
    days = [basis.until] if basis.until else []
    if basis.replaced_by is not None:
        days.append(basis_from(basis.replaced_by) - timedelta(days=1))
    return min(days, default=None)


def basis_state(basis: LegalBasis, on: date) -> str:
    """``coming``, ``holds`` or ``lapsed`` on the day."""
    if on < basis_from(basis):
        return "coming"
    until = basis_until(basis)
    return "lapsed" if until is not None and until < on else "holds"


def lapsed_bases(programme: Programme, on: date) -> list[LegalBasis]:
    """What the programme cites and is no longer in force on the day. Wants ``bases__replaced_by`` fetched."""
    return [basis for basis in programme.bases.all() if basis_state(basis, on) == "lapsed"]


def agreement_state(agreement: Agreement, on: date, *, extended: bool) -> str:
    """``coming``, ``runs``, ``ending`` (within the days of warning, nothing follows), ``followed`` or ``ended``."""
    if on < agreement.starts:
        return "coming"
    if agreement.ends < on:
        return "followed" if extended else "ended"
    if not extended and (agreement.ends - on).days <= SOON:
        return "ending"
    return "runs"


def same_scope(one: Agreement, other: Agreement) -> bool:
    """Whether both are for the same people. What is ``other`` is told apart by its subject."""
    if one.area_id != other.area_id or one.scope != other.scope:
        return False
    return one.scope != Scope.OTHER or _squeezed(one.about) == _squeezed(other.about)


def _squeezed(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def chain(agreement: Agreement, by_id: Mapping[int, Agreement]) -> list[Agreement]:
    """From the first agreement to the last extension."""
    following = {one.extends_id: one for one in by_id.values() if one.extends_id}
    first = agreement
    while first.extends_id and first.extends_id in by_id:
        first = by_id[first.extends_id]
    found = [first]
    while (after := following.get(found[-1].pk)) is not None:
        found.append(after)
    return found


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another agreement of the same scope, and the days on which both would hold."""

    other: Agreement
    first: date
    last: date


def overlaps(agreement: Agreement, others: Iterable[Agreement]) -> list[Overlap]:
    """Days on which another agreement of the same scope holds as well, earliest first."""
    found = []
    for other in others:
        first, last = max(agreement.starts, other.starts), min(agreement.ends, other.ends)
        if other.pk != agreement.pk and first <= last and same_scope(agreement, other):
            found.append(Overlap(other, first, last))
    return sorted(found, key=lambda each: each.first)


def gap_before(agreement: Agreement) -> int:
    """Days without any agreement between the extended one and this."""
    if agreement.extends is None:
        return 0
    return max(0, (agreement.starts - agreement.extends.ends).days - 1)


def cover_starts(agreement: Agreement, received: date) -> date:
    """From when somebody is covered whose complete form reached BPJS on the day."""
    return (
        agreement.starts if agreement.start_rule == StartRule.AGREEMENT else max(received, agreement.starts)
    )


def threshold(days_left: int) -> int | None:
    """Which warning is due: the smallest that has been reached."""
    return min((each for each in WARNED if 0 <= days_left <= each), default=None)


def by_id(agreements: Iterable[Any]) -> dict[int, Agreement]:
    return {one.pk: one for one in agreements}
