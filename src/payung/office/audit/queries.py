"""What pages of the audit ask, held to the areas that the auditor serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from payung.office.accounts.permissions import May, scope
from payung.office.audit.deaths import dead_months
from payung.office.audit.models import Archive, Flag, FlagState, Look, Sample
from payung.office.audit.rules import BY_CODE, RULES, Rule, late_lines
from payung.office.cover.models import PersonMonth
from payung.office.decisions.models import Decision, State
from payung.office.journal.models import Entry
from payung.office.journal.queries import entries_of
from payung.office.people.models import Person
from payung.office.programmes.models import Programme
from payung.office.proposals.models import Row


def programmes(user: Any) -> QuerySet[Programme]:
    """Programmes whose whole area the auditor serves."""
    return Programme.objects.filter(scope(user, May.AUDIT).within("area")).select_related("area")


def archives(user: Any) -> QuerySet[Archive]:
    seen = Archive.objects.filter(scope(user, May.AUDIT).within("programme__area"))
    return seen.select_related("programme__area", "asked_by")


def samples(user: Any) -> QuerySet[Sample]:
    seen = Sample.objects.filter(scope(user, May.AUDIT).within("programme__area"))
    return seen.select_related("programme", "drawn_by")


def flags(user: Any) -> QuerySet[Flag]:
    return Flag.objects.filter(scope(user, May.AUDIT).within("area")).select_related(
        "area", "programme", "decided_by"
    )


def last_look() -> Look | None:
    return Look.objects.first()


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule with how many flags stand, and in which state."""

    rule: Rule
    new: int = 0
    explained: int = 0
    passed: int = 0
    rupiah: int = 0

    @property
    def standing(self) -> int:
        return self.new + self.explained + self.passed


def by_rule(user: Any) -> list[Counted]:
    """All rules, in their order, in one query."""
    rows = (
        flags(user)
        .filter(standing=True)
        .order_by()
        .values("rule")
        .annotate(
            **{state.value: Count("pk", filter=Q(state=state)) for state in FlagState},
            rupiah_in_all=Sum("rupiah", default=0),
        )
    )
    found: dict[str, dict[str, Any]] = {row["rule"]: dict(row) for row in rows}
    return [
        Counted(rule, row["new"], row["explained"], row["passed"], int(row["rupiah_in_all"]))
        if (row := found.get(rule.code))
        else Counted(rule)
        for rule in RULES
    ]


def new_flags(user: Any) -> int:
    return flags(user).filter(standing=True, state=FlagState.NEW).count()


# Behind a flag, by the kind of its rule


def months_behind(user: Any, flag: Flag) -> QuerySet[PersonMonth]:
    seen = scope(user, May.SEE_PEOPLE).within("village")
    return (
        dead_months()
        .filter(seen, person__in=flag.people.values("pk"))
        .select_related("person", "village", "fund", "payment")
    )


def people_behind(user: Any, flag: Flag) -> QuerySet[Person]:
    seen = scope(user, May.SEE_PEOPLE).within("village")
    return Person.objects.filter(seen, pk__in=flag.people.values("pk")).select_related("village")


def rows_behind(user: Any, flag: Flag) -> QuerySet[Row]:
    seen = Row.objects.filter(scope(user, May.SEE_PROPOSALS).within("village"))
    if flag.rule == "no_refusals":
        found = seen.filter(programme=flag.programme, village=flag.area)
    elif flag.rule == "own_review":
        user_of = flag.facts["user"]
        found = seen.filter(
            programme=flag.programme, reviewed_by=user_of, submission__uploaded_by=user_of, confirmed_by=None
        )
    elif flag.rule == "bulk_yes":
        found = seen.filter(together=flag.facts["together"], programme=flag.programme)
    else:
        lines = late_lines(BY_CODE["just_before"].limits["hours"]).filter(decision=flag.facts["decision"])
        found = seen.filter(pk__in=lines.values("row"))
    return found.select_related("village", "submission__uploaded_by", "reviewed_by")


def decisions_behind(user: Any, flag: Flag) -> QuerySet[Decision]:
    seen = Decision.objects.filter(
        scope(user, May.SEE_DECISIONS).within("programme__area"), state=State.APPROVED
    )
    if flag.rule == "same_pair":
        found = seen.filter(
            programme__area=flag.area,
            submitted_by=flag.facts["submitted_by"],
            approved_by=flag.facts["approved_by"],
        )
    else:
        found = seen.filter(pk=flag.facts["decision"])
    return found.select_related("programme", "criteria", "submitted_by", "approved_by")


def entries_behind(user: Any, flag: Flag) -> QuerySet[Entry]:
    """Journal entries: those that the rule looked at, and what was answered to the flag."""
    seen = entries_of(user)
    which = Q(subject=f"flag:{flag.public_id}")
    if "seq" in flag.facts:
        which |= Q(seq=flag.facts["seq"])
    if "decision" in flag.facts:
        named = Decision.objects.filter(pk=flag.facts["decision"]).values_list("public_id", flat=True)
        which |= Q(subject__in=[f"decision:{name}" for name in named])
    if flag.key.startswith("together:"):
        which |= Q(subject=f"rows:{flag.key.split(':')[1]}")
    return seen.filter(which).order_by("-seq")
