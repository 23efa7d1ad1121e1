"""Acts on coverage figures and targets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.coverage import coverage_share
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.insight.models import CoverageFigure, PublishedCount, Target
from payung.office.journal.acts import act, record


@act("coverage.add")
def add_figure(
    actor: Any,
    *,
    area: Area,
    segment: str,
    definition: str,
    numerator: int,
    denominator: int,
    published: int | None,
    source: str,
    dated: date,
    note: str = "",
) -> CoverageFigure:
    """A figure from outside with its parts. ``published`` in hundredths of a percent, as printed, even if wrong."""
    require(actor, May.MANAGE_COVERAGE, area.pk)
    coverage_share(numerator, denominator)  # the law of shares says what is no share
    not_ahead(dated)
    figure = CoverageFigure.objects.create(
        area=area,
        segment=segment,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        published=published,
        source=source,
        dated=dated,
        note=note,
    )
    record(
        f"coverage:{figure.public_id}",
        area=area.pk,
        facts={
            "segment": segment,
            "numerator": numerator,
            "denominator": denominator,
            "published": published,
        },
    )
    return figure


@act("coverage.target")
def add_target(actor: Any, *, area: Area, year: int, people: int, stock: int | None, about: str) -> Target:
    """How many people the area means to protect in the year."""
    require(actor, May.MANAGE_COVERAGE, area.pk)
    try:
        with transaction.atomic():
            target = Target.objects.create(area=area, year=year, people=people, stock=stock, about=about)
    except IntegrityError:
        raise UnusableInput(
            Text("Sasaran itu sudah ada", "This target is there already"),
            Text("Tulis tahun atau uraian lain", "Write another year or description"),
            Place(column="about"),
        ) from None
    record(
        f"target:{target.public_id}",
        area=area.pk,
        facts={"year": year, "people": people, "stock": stock},
    )
    return target


@act("coverage.count")
def add_count(
    actor: Any, *, area: Area, segment: str, what: str, definition: str, people: int, source: str, dated: date
) -> PublishedCount:
    """One part of a share by itself: members protected, or the workforce."""
    require(actor, May.MANAGE_COVERAGE, area.pk)
    if what == PublishedCount.What.WORKFORCE:
        coverage_share(0, people)  # a denominator of zero is none
    not_ahead(dated)
    try:
        with transaction.atomic():
            made = PublishedCount.objects.create(
                area=area,
                segment=segment,
                what=what,
                definition=definition,
                people=people,
                source=source,
                dated=dated,
            )
    except IntegrityError:
        raise UnusableInput(
            Text("Angka itu sudah ada", "This count is there already"),
            Text("Tulis tanggal, definisi atau sumber lain", "Write another date, definition or source"),
            Place(column="dated"),
        ) from None
    record(
        f"coverage_count:{made.public_id}",
        area=area.pk,
        facts={"segment": segment, "what": what, "people": people},
    )
    return made


def not_ahead(dated: date) -> None:
    if dated > timezone.localdate():
        raise UnusableInput(
            Text("Tanggal data belum tiba", "The date of the data has not come yet"),
            Text("Tulis tanggal keadaan angka itu", "Write the day on which the figure stood so"),
            Place(column="dated"),
        )
