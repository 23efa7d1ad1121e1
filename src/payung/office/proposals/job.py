"""The import job: a sealed file becomes verified rows, or nothing at all.

Killed at any step, it is taken up again and ends with the same rows: what a dead attempt left is deleted first,
rows are nobody's to see while they arrive, and one final act makes them stand, with the counts and the journal line.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.core import store
from payung.office.proposals.actions import importing, submitting
from payung.office.proposals.lease import Hold, Replaced
from payung.office.proposals.models import COMING, RUNNING, Stage, Submission
from payung.office.proposals.rules import rules_for
from payung.office.proposals.tasks import enqueue, import_submission
from payung.office.proposals.writing import check_and_write

log = logging.getLogger(__name__)
MOST_TRIES = 6
_BROKEN = UnusableInput(
    Text("pemeriksaan berkas ini terputus berkali-kali", "the check of this file broke off several times"),
    Text(
        "Kirim ulang dalam beberapa berkas yang lebih kecil; bila tetap terputus, beri tahu administrator",
        "Send it again as several smaller files; if it breaks off again, tell the administrator",
    ),
)


def run(hold: Hold) -> str:
    """Do the whole import under a hold; returns how it ended, in a word."""
    submission = Submission.objects.select_related("programme", "area", "uploaded_by", "mends").get(
        pk=hold.pk
    )
    actor = submission.uploaded_by
    try:
        if submission.tries > MOST_TRIES:
            raise _BROKEN
        rules = rules_for(submission.programme, submission.verified_on or timezone.localdate())
        if rules.hold:
            importing.hold_back(actor, hold, rules.hold)
            return "held"
        importing.clear(hold)
        result = check_and_write(submission, rules, hold)
        importing.finish(actor, hold, result)
    except Replaced:
        log.info("submission %s: this attempt was replaced or cancelled", submission.public_id)
        return "replaced"
    except UnusableInput as error:
        importing.give_up(actor, hold, error)
        return "unusable"
    except BaseException:
        hold.let_go()
        raise
    return "ready"


def recover(now: datetime | None = None) -> int:
    """Take up what a dead process left, and what waited for a list that is there now; returns how many.

    Runs when a worker starts and every half minute. Leases in the future belong to jobs that live.
    """
    now = now or timezone.now()
    store.sweep()
    waiting = _in_queue()
    orphans = Submission.objects.filter(
        Q(stage__in=RUNNING, lease__lt=now) | Q(stage=Stage.QUEUED), stage__in=COMING
    ).exclude(pk__in=waiting)
    with transaction.atomic():
        found = list(orphans)
        _bury([each.pk for each in found])
        for each in found:
            Submission.objects.filter(pk=each.pk, stage__in=RUNNING).update(lease=now)
            enqueue(each)
    return len(found) + sum(map(_resumed, _held()))


def _held() -> list[Submission]:
    return list(Submission.objects.filter(stage=Stage.HELD).select_related("programme", "uploaded_by"))


def _resumed(held: Submission) -> bool:
    """Queue a held submission whose list is there now."""
    try:
        if rules_for(held.programme, timezone.localdate()).hold:
            return False
        submitting.requeue(held.uploaded_by, held)
    except UnusableInput as error:  # criteria that cannot be read, or somebody was quicker: the others go on
        log.warning("submission %s stays held: %s", held.public_id, error)
        return False
    return True


def _in_queue() -> set[int]:
    ready = DBTaskResult.objects.ready().filter(task_path=import_submission.module_path)
    return {arguments["args"][0] for arguments in ready.values_list("args_kwargs", flat=True)}


def _bury(pks: list[int]) -> None:
    """Tasks that still say they run, of submissions whose lease has lapsed: their worker is dead."""
    running = DBTaskResult.objects.running().filter(task_path=import_submission.module_path)
    dead = [each.pk for each in running if each.args_kwargs["args"][0] in set(pks)]
    DBTaskResult.objects.filter(pk__in=dead).update(status="FAILED", finished_at=timezone.now())
