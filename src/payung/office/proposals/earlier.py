"""What the office knows already of proposed people: covered by another programme, or standing in this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db.models import Max, Min

from payung.law.month import Month
from payung.office.people.models import Person
from payung.office.programmes.models import Programme
from payung.office.proposals import reasons
from payung.office.proposals.models import Row, Stage, Standing

_AT_ONCE = 5_000
STANDS = (Standing.ACCEPTED, Standing.LISTED, Standing.DECIDED)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """One finding that the office adds to those of the engine; ``value`` goes into its sentence."""

    position: int
    code: str
    value: str


def covered_elsewhere(indexes: Sequence[bytes | None], programme: Programme) -> Iterator[Known]:
    """People for whom another programme pays a month of this one. ``indexes``: the blind index of each position."""
    first = Month.from_number(programme.first_month)
    last = first + (programme.months - 1)
    positions = _positions(indexes)
    for chunk in _chunks(positions):
        paid = (
            Person.objects.filter(
                nik_index__in=chunk,
                months__month__range=(first.number, last.number),
                months__withdrawn_by__isnull=True,
            )
            .values_list("nik_index", "months__programme_id", "months__programme__name")
            .annotate(start=Min("months__month"), end=Max("months__month"))
            .order_by("nik_index", "months__programme_id")
        )
        for index, programme_id, name, start, end in paid:
            if programme_id == programme.pk:
                continue
            months = f"{Month.from_number(start)} - {Month.from_number(end)}"
            for position in positions[bytes(index or b"")]:
                yield Known(position, reasons.PAYER, f"{name}, {months}")


def proposed_already(
    indexes: Sequence[bytes | None],
    villages: Sequence[str],
    programme: Programme,
    submission_id: int,
    mended: Iterable[int],
) -> Iterator[Known]:
    """People who stand, or wait for review, in an earlier list of the programme: from the same village it is a
    repetition; from another village somebody has to decide. ``mended``: rows that this list replaces."""
    positions, replaced = _positions(indexes), set(mended)
    for chunk in _chunks(positions):
        rows = (
            Row.objects.filter(
                programme=programme,
                nik_index__in=chunk,
                nik_index__isnull=False,
                standing__in=(*STANDS, Standing.OPEN, Standing.SECOND),
                submission__stage=Stage.READY,
            )
            .exclude(submission_id=submission_id)
            .values_list("id", "nik_index", "village_id", "village__name", "submission__file_name", "row")
            .order_by("nik_index", "id")
        )
        told: set[int] = set()
        for row_id, index, village, village_name, file_name, line in rows:
            if row_id in replaced:
                continue
            for position in positions[bytes(index or b"")]:
                if position in told:
                    continue
                told.add(position)
                code = reasons.ALREADY if village == villages[position] else reasons.ACROSS
                yield Known(position, code, f"{village_name}, {file_name}, {line}")


def _positions(indexes: Sequence[bytes | None]) -> dict[bytes, list[int]]:
    positions: dict[bytes, list[int]] = defaultdict(list)
    for position, index in enumerate(indexes):
        if index is not None:
            positions[index].append(position)
    return positions


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, _AT_ONCE)):
        yield chunk
