"""The hold of a running job on its plan: as imports have it, fenced by the plan's attempt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from payung.office.plans.models import RUNNING, Plan, Stage
from payung.office.proposals.lease import LEASE, Hold


@dataclass(frozen=True, slots=True)
class PlanHold(Hold):
    def _mine(self) -> Any:
        return Plan.objects.filter(pk=self.pk, attempt=self.attempt, stage__in=RUNNING)


def take(pk: int) -> PlanHold | None:
    """Take a plan that is queued, or whose job died. None where there is nothing to do, or another has it."""
    with transaction.atomic():
        free = Q(stage=Stage.QUEUED) | Q(stage__in=RUNNING, lease__lt=timezone.now())
        taken = Plan.objects.filter(free, pk=pk).update(
            stage=Stage.READING,
            attempt=F("attempt") + 1,
            tries=F("tries") + 1,
            lease=timezone.now() + LEASE,
            done=0,
        )
        if not taken:
            return None
        return PlanHold(pk, Plan.objects.values_list("attempt", flat=True).get(pk=pk))
