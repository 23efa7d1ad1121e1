"""Acts of the import job. Their actor is who sent the file; what they may was settled when it was confirmed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Q, TextField, Value, When
from django.db.models.functions import Concat

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.core.bulk import insert_rows
from payung.office.core.vault import seal_fields
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme
from payung.office.proposals import reasons, rows
from payung.office.proposals.earlier import STANDS
from payung.office.proposals.lease import Hold, Replaced
from payung.office.proposals.models import (
    MENDABLE,
    RUNNING,
    SEALED_FINDING,
    Finding,
    Outcome,
    Row,
    Stage,
    Standing,
    Submission,
)
from payung.office.proposals.writing import Result, delete_partial
from payung.office.references.models import Kind


def clear(hold: Hold) -> None:
    """Delete what a dead attempt left, under the hold. No act: nobody ever saw those rows."""
    with transaction.atomic():
        hold.renew()
        delete_partial(hold.pk)


@act("proposals.import")
def finish(actor: Any, hold: Hold, result: Result) -> None:
    """The one act that makes a file's rows stand, all together. Raises Replaced with nothing changed."""
    submission = _held(hold)
    lock_programme(submission.programme_id)
    _hold_latecomers(submission)
    Row.objects.filter(pk__in=result.replaced, standing__in=MENDABLE).update(standing=Standing.MENDED)
    arrived = Row.objects.filter(submission=submission)
    arrived.update(
        standing=Case(
            When(outcome=Outcome.ELIGIBLE, then=Value(Standing.ACCEPTED)),
            When(outcome=Outcome.REVIEW, then=Value(Standing.OPEN)),
            default=Value(Standing.DROPPED),
        )
    )
    counts = arrived.aggregate(
        eligible=Count("pk", filter=Q(outcome=Outcome.ELIGIBLE)),
        review=Count("pk", filter=Q(outcome=Outcome.REVIEW)),
        refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
    )
    submission.stage, submission.lease = Stage.READY, None
    submission.people, submission.skipped = result.people, result.skipped
    submission.eligible, submission.review, submission.refused = (
        counts["eligible"],
        counts["review"],
        counts["refused"],
    )
    submission.done = submission.todo = result.people + result.skipped
    submission.report, submission.criteria = result.report, result.rules.criteria
    submission.rules_version = _rules_version()
    submission.unchecked = [kind for kind in Kind if kind not in result.rules.lists]
    submission.problem_id = submission.problem_en = ""
    submission.preview = None
    submission.save()
    submission.lists.set(result.rules.lists.values())
    record(
        f"submission:{submission.public_id}",
        area=submission.area_id,
        facts={
            "people": result.people,
            "skipped": result.skipped,
            "mended": len(result.replaced),
            **counts,
            "sha256": submission.sha256,
            "criteria": result.rules.criteria.version if result.rules.criteria else None,
            "rules_version": submission.rules_version,
            "lists": {each.public_id: each.sha256 for each in result.rules.lists.values()},
        },
    )


def _hold_latecomers(submission: Submission) -> None:
    """Eligible rows whose person came to stand in the programme while this file was being checked: held for review."""
    standing = Row.objects.filter(programme_id=submission.programme_id, standing__in=STANDS)
    late = Row.objects.filter(
        submission=submission, outcome=Outcome.ELIGIBLE, nik_index__in=standing.values("nik_index")
    )
    ids = list(late.values_list("pk", flat=True))
    if not ids:
        return
    Row.objects.filter(pk__in=ids).update(
        outcome=Outcome.REVIEW,
        reasons=Case(
            When(reasons="", then=Value(reasons.ACROSS)),
            default=Concat(Value(f"{reasons.ACROSS};"), "reasons"),
        ),
        codes=Case(  # whatever stands there is a hint, and hints come last
            When(codes="", then=Value(reasons.ACROSS)),
            default=Concat(Value(f"{reasons.ACROSS};"), "codes", output_field=TextField()),
            output_field=TextField(),
        ),
    )
    sealed = seal_fields({"value": "-"}, SEALED_FINDING)
    insert_rows(
        Finding,
        rows.FINDING_FIELDS,
        ((pk, reasons.ACROSS, Outcome.REVIEW, None, None, sealed) for pk in ids),
    )


@act("proposals.import_hold")
def hold_back(actor: Any, hold: Hold, why: Text) -> None:
    """Nothing can be checked now: wait for the list, and say so."""
    submission = _held(hold)
    submission.stage, submission.lease = Stage.HELD, None
    submission.problem_id, submission.problem_en = why.id, why.en
    submission.save(update_fields=["stage", "lease", "problem_id", "problem_en"])
    record(f"submission:{submission.public_id}", area=submission.area_id, why=why.en)


@act("proposals.import_unusable")
def give_up(actor: Any, hold: Hold, error: UnusableInput) -> None:
    """The file cannot be used: say why, keep the file, and leave no row."""
    submission = _held(hold)
    delete_partial(submission.pk)
    submission.stage, submission.lease = Stage.UNUSABLE, None
    submission.problem_id, submission.problem_en = error.to("id"), error.to("en")
    submission.save(update_fields=["stage", "lease", "problem_id", "problem_en"])
    record(f"submission:{submission.public_id}", area=submission.area_id, why=error.what.en)


def lock_programme(pk: int) -> None:
    """One act at a time makes people stand in a programme."""
    Programme.objects.select_for_update().get(pk=pk)


def _held(hold: Hold) -> Submission:
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .filter(pk=hold.pk, attempt=hold.attempt, stage__in=RUNNING)
        .first()
    )
    if submission is None:
        raise Replaced(str(hold.pk))
    return submission


def _rules_version() -> str:
    from payung.verification import RULES_VERSION

    return RULES_VERSION
