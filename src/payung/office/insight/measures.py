"""Which figures of an area can stand above and below a fraction: published, of BPJS's list, and our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.cover.models import PersonMonth
from payung.office.decisions.models import Decision, State
from payung.office.insight import coverage
from payung.office.insight.models import PARTS, CoverageFigure, PublishedCount, Segment


@dataclass(frozen=True, slots=True)
class Measure:
    """So many people, counted so, on a day. ``key`` names it in an address."""

    key: str
    segment: str
    people: int
    definition: str
    source: str
    dated: date
    href_name: str = ""
    href_id: str = ""

    @property
    def series(self) -> tuple[str, str]:
        """Counts of one series may be compared with each other."""
        return self.segment, self.definition


def protected(user: Any, area: Area) -> list[Measure]:
    """People protected, the newest first: published figures and counts, and segments of one day added up."""
    found = [_of_figure(each, each.numerator, "a") for each in _figures(user, area)]
    counts = [_of_count(each) for each in _counts(user, area, PublishedCount.What.PROTECTED)]
    counts += _of_list(area)
    return sorted([*found, *counts, *_together(counts)], key=_newest)


def workforce(user: Any, area: Area) -> list[Measure]:
    """People who should be protected, the newest first; the stock of a target is one too."""
    found = [_of_figure(each, each.denominator, "b") for each in _figures(user, area)]
    counts = [_of_count(each) for each in _counts(user, area, PublishedCount.What.WORKFORCE)]
    stocks = [
        Measure(
            f"t{each.public_id}",
            Segment.VULNERABLE,
            each.stock,
            each.about,
            each.about,
            date(each.year, 1, 1),
        )
        for each in coverage.targets(user).filter(area=area).exclude(stock=None)
        if each.stock
    ]
    return sorted([*found, *counts, *stocks], key=_newest)


def _newest(each: Measure) -> tuple[int, str, str]:
    return -each.dated.toordinal(), each.segment, each.key


def _figures(user: Any, area: Area) -> Iterable[CoverageFigure]:
    return coverage.figures(user).filter(area=area)


def _counts(user: Any, area: Area, what: str) -> Iterable[PublishedCount]:
    seen = PublishedCount.objects.filter(scope(user, May.SEE_INSIGHT).around("area"))
    return seen.filter(area=area, what=what)


def _of_figure(each: CoverageFigure, people: int, part: str) -> Measure:
    return Measure(
        f"{part}{each.public_id}", each.segment, people, each.definition, each.source, each.dated,
        "coverage_figure", each.public_id,
    )  # fmt: skip


def _of_count(each: PublishedCount) -> Measure:
    return Measure(f"c{each.public_id}", each.segment, each.people, each.definition, each.source, each.dated)


_SEGMENTS = {"PU": Segment.PU, "BPU": Segment.BPU, "JAKON": Segment.CONSTRUCTION, "PMI": Segment.MIGRANT}


def _of_list(area: Area) -> list[Measure]:
    """The newest list of active members that covers the area, by segment."""
    active = coverage.active_members(area)
    if active is None:
        return []
    source = active.source
    return [
        Measure(f"l{name.lower()}", _SEGMENTS[name], people, source.name, source.source, source.dated)
        for name, people in active.by_segment.items()
        if name in _SEGMENTS
    ]


def _together(counts: list[Measure]) -> list[Measure]:
    """The segments of BPJS that one source counted on one day, added up where it gave no sum itself."""
    groups: dict[tuple[str, str, date], list[Measure]] = defaultdict(list)
    for each in counts:
        groups[each.definition, each.source, each.dated].append(each)
    return [
        Measure(
            f"s{parts[0].key}", Segment.ALL, sum(each.people for each in parts), definition, source, dated
        )
        for (definition, source, dated), of in groups.items()
        if (parts := [each for each in of if each.segment in PARTS])
        and len(parts) > 1
        and all(each.segment != Segment.ALL for each in of)
    ]


def own_months(user: Any, area: Area, today: date) -> list[Measure]:
    """Our own person-months as numerators: this month's by gate, and everybody ever paid for."""
    counted = coverage.own(user, area, today)
    month = Month.from_number(counted.month)
    pairs = (("decided", counted.decided), ("enrolled", counted.enrolled), ("paid", counted.paid))
    return [Measure(f"own-{gate}", Segment.BPU, people, gate, str(month), today) for gate, people in pairs]


@dataclass(frozen=True, slots=True)
class InHand:
    """A list that brings people: decided (a decree stands) or planned (a draft, or waiting for approval)."""

    decision: Decision
    people: int
    renewed: int

    @property
    def is_decided(self) -> bool:
        return self.decision.state == State.APPROVED


def in_hand(user: Any, area: Area, since: date) -> list[InHand]:
    """Lists for the area that a count of that day cannot know: decided after it, or still to be decided. People who
    had a month before the list begins are protected already and bring nobody new."""
    # A list that is not decided yet is seen by those alone who see decisions.
    planned = Q(state__in=(State.DRAFT, State.SUBMITTED)) & scope(user, May.SEE_DECISIONS).within(
        "programme__area"
    )
    later = Q(state=State.APPROVED, dated__gt=since) | planned
    lists = Decision.objects.filter(
        scope(user, May.SEE_INSIGHT).within("programme__area"), later, programme__area_id=area.pk
    ).select_related("programme")
    newest: dict[int, Decision] = {}
    found = []
    for each in lists.filter(people__gt=0).order_by("pk"):
        if each.state == State.APPROVED:
            found.append(each)
        # Of a programme's lists one can be approved next: the one that waits for it, else the newest draft.
        elif each.state == State.SUBMITTED or newest.get(each.programme_id, each).state == State.DRAFT:
            newest[each.programme_id] = each
    return [InHand(each, each.people, _renewed(each)) for each in [*found, *newest.values()]]


def _renewed(decision: Decision) -> int:
    had = PersonMonth.objects.filter(
        person__lines__decision=decision, person__lines__taken=True, month__lt=decision.first_month,
        withdrawn_by=None,
    )  # fmt: skip
    return had.order_by().values("person_id").distinct().count()
