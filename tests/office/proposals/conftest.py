"""A programme of the regency, its registry, and a way to drive a file through."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from office.kept import kept
from office.proposals.people import line, registry, workbook
from payung.office.areas.models import Area
from payung.office.programmes.models import Criteria, Programme
from payung.office.proposals import job, lease
from payung.office.proposals.actions import submitting
from payung.office.references import actions as reference_actions
from payung.office.references.models import Kind

RULES = {"min_age": 18, "max_age": 65, "registry_required": True, "max_decile": 5}


def make_programme(area: str = "13.03", name: str = "Siaga Kita", **rules: object) -> Programme:
    programme = Programme.objects.create(
        area_id=area, name=name, first_month=202601, months=12, priority=["decile"]
    )
    Criteria.objects.create(
        programme=programme, version=1, valid_from=date(2020, 1, 1), rules={**RULES, **rules}
    )
    return programme


@kept
def programme(areas: None) -> Programme:
    return make_programme()


@kept
def dtsen(verifier):
    """The registry of the regency, ten days old: people 1 to 60."""
    return add_list(verifier, Kind.REGISTRY, registry(range(1, 61)))


def add_list(actor, kind, content, *, days=10, area="13.03", name="DTSEN 2026", file_name="dtsen.csv"):
    return reference_actions.add_from_file(
        actor,
        area=Area.objects.get(code=area),
        kind=kind,
        name=name,
        source="Dinas Sosial",
        dated=timezone.localdate() - timedelta(days=days),
        chunks=[content],
        file_name=file_name,
    )


def send(actor, programme, content=None, *, area="13.03.04.2001", file_name="usulan.xlsx", mends=None):
    """Upload and confirm; the check is queued, not run."""
    content = workbook([line(1), line(2)]) if content is None else content
    submission = submitting.upload(
        actor,
        programme=programme,
        area=Area.objects.get(code=area),
        file_name=file_name,
        chunks=[content],
        mends=mends,
    )
    return submitting.confirm(actor, submission)


def check(submission):
    """Run the queued check here; returns the submission as it stands then."""
    hold = lease.take(submission.pk)
    job.run(hold)
    submission.refresh_from_db()
    return submission


@pytest.fixture
def cover(manager):
    """Make the person of a row covered by another programme for its months, as a decision would."""
    from payung.office.core.vault import seal_fields
    from payung.office.cover.models import PersonMonth
    from payung.office.decisions.models import Decision, Line
    from payung.office.funding.models import Fund, Sponsor
    from payung.office.people.models import SEALED, Person

    def make(row, programme):
        person = Person.objects.create(
            nik_index=row.nik_index, nik_tail=row.nik_tail, sealed=seal_fields({}, SEALED), name=row.name,
            birth_date=row.birth_date, sex=row.sex, village=row.village,
        )  # fmt: skip
        sponsor = Sponsor.objects.create(area_id="13.03", name="APBD")
        fund = Fund.objects.create(
            sponsor=sponsor, area_id="13.03", name="APBD 2026", payer="apbd", year=2026
        )
        decision = Decision.objects.create(
            programme=programme,
            criteria=programme.criteria.get(),
            first_month=202601,
            months=12,
            generated_by=manager,
        )
        taken = Line.objects.create(
            decision=decision, number=1, taken=True, row=row, person=person, village=row.village, fund=fund,
            first_month=202601, months=12,
        )  # fmt: skip
        PersonMonth.objects.create(
            person=person, month=202603, programme=programme, fund=fund, village=row.village, line=taken
        )

    return make
