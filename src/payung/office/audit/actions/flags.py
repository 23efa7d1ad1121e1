"""Red flags: the daily look by all rules, and what an auditor makes of a flag."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, require, scope
from payung.office.audit.models import Flag, FlagState, Look
from payung.office.audit.rules import RULES, Found, Rule
from payung.office.audit.sealed import Sealed
from payung.office.core.bulk import insert_rows
from payung.office.journal.acts import act, record

_AGAIN = ["area", "programme", "what", "count", "rupiah", "facts", "last_seen", "standing"]
_BATCH = 1_000


@act("audit.look")
def look(actor: Any, day: date) -> Look:
    """Let every rule look at the whole office. ``actor`` None is the office itself, once a day.

    What was found before keeps its answer, unless it has grown past what was answered.
    """
    if actor is not None and not scope(actor, May.AUDIT):
        raise Refused(May.AUDIT)
    now, sealed = timezone.now(), Sealed()
    counts: dict[str, int] = {}
    added = 0
    for rule in RULES:
        found = list(rule.find(rule.limits, sealed))
        counts[rule.code] = len(found)
        added += _keep(rule, found, now)
    made = Look.objects.create(
        day=day,
        thresholds={rule.code: dict(rule.limits) for rule in RULES},
        found=sum(counts.values()),
        added=added,
    )
    record("audit", facts={"day": day, "found": counts, "added": added})
    return made


def _keep(rule: Rule, found: Sequence[Found], now: datetime) -> int:
    """Flags of a rule as it found them now; returns how many were never seen before."""
    of_rule = Flag.objects.filter(rule=rule.code)
    before = of_rule.count()
    Flag.objects.bulk_create(
        [
            Flag(
                rule=rule.code,
                key=each.key,
                area_id=each.area,
                programme_id=each.programme,
                what=each.what,
                count=each.count,
                rupiah=each.rupiah,
                facts=dict(each.facts),
                first_seen=now,
                last_seen=now,
            )
            for each in found
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["rule", "key"],
        update_fields=_AGAIN,
    )
    of_rule.filter(last_seen__lt=now, standing=True).update(standing=False)
    of_rule.exclude(state=FlagState.NEW).filter(standing=True, count__gt=F("answered_count")).update(
        state=FlagState.NEW, why="", decided_by=None, decided=None
    )
    keys = dict(of_rule.filter(standing=True).values_list("key", "pk"))
    behind = Flag.people.through
    behind.objects.filter(flag__rule=rule.code).delete()
    insert_rows(
        behind, ["flag", "person"], ((keys[each.key], person) for each in found for person in each.people)
    )
    return of_rule.count() - before


def look_if_due(day: date) -> Look | None:
    """The office's own look of the day, unless there was one."""
    if Look.objects.filter(day=day).exists():
        return None
    with transaction.atomic():
        return look(None, day)


@act("audit.flag")
def answer(actor: Any, flag: Flag, state: str, why: str) -> Flag:
    """Explained, passed on, or new again, with the reason. Raises UnusableInput."""
    require(actor, May.AUDIT, flag.area_id)
    why = " ".join(why.split())
    if not why:
        raise UnusableInput(
            Text("Alasannya belum diisi", "The reason is missing"),
            Text(
                "Tulis penjelasannya, atau kepada siapa diteruskan",
                "Write what explains it, or to whom it was passed on",
            ),
            Place(column="why"),
        )
    kept = Flag.objects.select_for_update(no_key=True).get(pk=flag.pk)
    before = kept.state
    again = state == FlagState.NEW
    kept.state = FlagState(state)
    kept.why = "" if again else why
    kept.decided_by = None if again else actor
    kept.decided = None if again else timezone.now()
    kept.answered_count = kept.count
    kept.save(update_fields=["state", "why", "decided_by", "decided", "answered_count"])
    record(
        f"flag:{kept.public_id}",
        area=kept.area_id,
        why=why,
        facts={"rule": kept.rule, "key": kept.key, "before": before, "after": state, "count": kept.count},
    )
    return kept
