"""Red flags: the daily look by all rules, and what an auditor makes of a flag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, require, scope
from payung.office.audit.models import Flag, FlagState, Look
from payung.office.audit.rules import RULES, Found, Rule
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
    now = timezone.now()
    counts: dict[str, int] = {}
    added = 0
    for rule in RULES:
        counts[rule.code], new = _keep(rule, rule.find(rule.limits), now)
        added += new
    made = Look.objects.create(
        day=day,
        thresholds={rule.code: dict(rule.limits) for rule in RULES},
        found=sum(counts.values()),
        added=added,
    )
    record("audit", facts={"day": day, "found": counts, "added": added})
    return made


def _keep(rule: Rule, found: Iterator[Found], now: datetime) -> tuple[int, int]:
    """Flags of a rule as it finds them now; returns how many, and how many of them were never seen before."""
    of_rule = Flag.objects.filter(rule=rule.code)
    before, count = of_rule.count(), 0
    Flag.people.through.objects.filter(flag__rule=rule.code).delete()
    while batch := list(islice(found, _BATCH)):
        _keep_some(rule, batch, now)
        count += len(batch)
    of_rule.filter(last_seen__lt=now, standing=True).update(standing=False)
    of_rule.exclude(state=FlagState.NEW).filter(standing=True, count__gt=F("answered_count")).update(
        state=FlagState.NEW, why="", decided_by=None, decided=None
    )
    return count, of_rule.count() - before


def _keep_some(rule: Rule, found: Sequence[Found], now: datetime) -> None:
    """As many as one statement writes, with the people behind them."""
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
        update_conflicts=True,
        unique_fields=["rule", "key"],
        update_fields=_AGAIN,
    )
    kept = Flag.objects.filter(rule=rule.code, key__in=[each.key for each in found])
    keys = dict(kept.values_list("key", "pk"))
    insert_rows(
        Flag.people.through,
        ["flag", "person"],
        ((keys[each.key], person) for each in found for person in each.people),
    )


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
