"""The job of a plan: gather, solve, freeze; or say why it cannot be. Killed anywhere, it is taken up again."""

from __future__ import annotations

import logging
from datetime import date
from itertools import count

from django.db.models import Q
from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.plans import solving
from payung.office.plans.actions import freezing
from payung.office.plans.gathering import Gathered, gather, gathered_of
from payung.office.plans.lease import PlanHold
from payung.office.plans.models import RUNNING, Plan, Stage
from payung.office.plans.tasks import make_plan
from payung.office.proposals.lease import Replaced

log = logging.getLogger(__name__)
STEPS = 8  # shown as progress
_MOST_TRIES = 4
_BROKEN = UnusableInput(
    Text("pembuatan rencana ini terputus berkali-kali", "making this plan broke off several times"),
    Text("Beri tahu administrator, lalu buat lagi", "Tell the administrator, then make it again"),
)


def run(hold: PlanHold) -> str:
    """Make the whole plan under a hold; returns how it ended, in a word."""
    plan = Plan.objects.select_related("programme", "made_by", "base").get(pk=hold.pk)
    steps = count(1)

    def tell(stage: Stage) -> None:
        hold.renew(stage=stage, done=min(next(steps), STEPS))

    try:
        if plan.tries > _MOST_TRIES:
            raise _BROKEN
        tell(Stage.READING)
        given: Gathered = gathered_of(plan.base) if plan.base else gather(plan)
        solved = solving.solve(plan, given, lambda _said: tell(Stage.SOLVING))
        tell(Stage.WRITING)
        freezing.freeze(plan.made_by, hold, given, solved)
    except Replaced:
        log.info("plan %s: this attempt was replaced", plan.public_id)
        return "replaced"
    except UnusableInput as error:
        freezing.give_up(plan.made_by, hold, error)
        return "unusable"
    except BaseException:
        hold.let_go()
        raise
    return "ready"


def recover(day: date) -> int:
    """Queue again what a dead worker left; returns how many."""
    now = timezone.now()
    dead = Plan.objects.filter(Q(stage__in=RUNNING, lease__lt=now))
    left = list(dead.values_list("pk", flat=True))
    for pk in left:
        # The lease is pushed on, so that the next look does not queue it once more.
        if Plan.objects.filter(pk=pk, stage__in=RUNNING, lease__lt=now).update(
            stage=Stage.QUEUED, lease=None
        ):
            make_plan.enqueue(pk)
    return len(left)
