"""Red flags: each rule says what it looks for, why that matters, from which number on, and the query that finds it.

A flag is no verdict: it says where to look. To add a rule, write its query and add it to ``RULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractHour
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.office.audit.deaths import months_of_death
from payung.office.audit.shared import Group, one_account, sharing
from payung.office.core.bulk import staged
from payung.office.decisions.models import Decision, Line, State
from payung.office.journal.models import Entry
from payung.office.proposals.models import Outcome, Row, Standing
from payung.office.proposals.tallying import counted_rows
from payung.office.summaries import spans

Behind = Literal["months", "people", "rows", "decisions", "entries"]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing a rule found. ``key`` names it for good; ``what`` is shown, and never names a citizen."""

    key: str
    area: str
    what: str
    count: int
    rupiah: int = 0
    programme: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """``find`` asks the whole office with the thresholds; ``behind`` says what kind of rows a flag opens."""

    code: str
    what: str | Promise
    why: str | Promise
    unit: str | Promise
    limits: Mapping[str, int]
    find: Callable[[Mapping[str, int]], Iterator[Found]]
    behind: Behind


_TAKEN = (Standing.ACCEPTED, Standing.LISTED, Standing.DECIDED)
# Months are counted by the histories that people share, and only who was paid for is looked up.
_PAID_AFTER = """
SELECT p.id, p.public_id, p.village_id, a.name, f.month, f.months, f.due FROM (
    SELECT d.person_id, d.month, COUNT(*) AS months, SUM(COALESCE(m.due, 0)) AS due
    FROM staged_death d JOIN {standing} k ON k.person_id = d.person_id
    JOIN {months} m ON m.history_id = k.history_id AND m.month > d.month
    WHERE m.payment_id IS NOT NULL GROUP BY d.person_id, d.month HAVING COUNT(*) >= %s) f
JOIN people_person p ON p.id = f.person_id JOIN areas_area a ON a.code = p.village_id ORDER BY p.id
"""


def _paid_after_death(limits: Mapping[str, int]) -> Iterator[Found]:
    kinds = {"person_id": "int", "month": "int"}
    standing, months = spans.relations()
    with staged("staged_death", kinds, months_of_death().items()), connection.cursor() as sql:
        sql.execute(_PAID_AFTER.format(standing=standing, months=months), [limits["months"]])
        found = sql.fetchall()
    for person, public_id, village, name, died_in, count, rupiah in found:
        facts = {"died_in": died_in}
        yield Found(f"person:{public_id}", village, name, count, int(rupiah), facts=facts, people=(person,))


def _shared(groups: Iterable[Group]) -> Iterator[Found]:
    return (
        Found(group.key, group.area, group.area_name, len(group.people), people=group.people)
        for group in groups
    )


def _same_phone(limits: Mapping[str, int]) -> Iterator[Found]:
    return _shared(sharing("phone", limits["people"]))


def _many_on_kk(limits: Mapping[str, int]) -> Iterator[Found]:
    return _shared(sharing("kk", limits["people"]))


def _same_account(limits: Mapping[str, int]) -> Iterator[Found]:
    return _shared(one_account(limits["people"]))


def _no_refusals(limits: Mapping[str, int]) -> Iterator[Found]:
    rows = (
        counted_rows()
        .exclude(standing=Standing.MENDED)
        .order_by()
        .values("programme", "programme__name", "programme__public_id", "village", "village__name")
        .annotate(
            n=Sum("heads"),
            no=Sum("heads", filter=Q(outcome=Outcome.REFUSED) | Q(standing=Standing.DROPPED), default=0),
        )
        .filter(n__gte=limits["rows"], no=0)
    )
    for row in rows.iterator(chunk_size=2000):
        yield Found(
            f"{row['programme__public_id']}:{row['village']}",
            row["village"],
            f"{row['village__name']}, {row['programme__name']}"[:200],
            row["n"],
            programme=row["programme"],
        )


def _same_pair(limits: Mapping[str, int]) -> Iterator[Found]:
    rows = (
        Decision.objects.filter(state=State.APPROVED)
        .order_by()
        .values(
            "programme__area",
            "submitted_by",
            "approved_by",
            "submitted_by__username",
            "approved_by__username",
        )
        .annotate(n=Count("pk"), rupiah_in_all=Sum("rupiah", default=0))
        .filter(n__gte=limits["decisions"])
    )
    for row in rows:
        yield Found(
            f"{row['programme__area']}:{row['submitted_by']}:{row['approved_by']}",
            row["programme__area"],
            f"{row['submitted_by__username']} → {row['approved_by__username']}",
            row["n"],
            int(row["rupiah_in_all"]),
            facts={"submitted_by": row["submitted_by"], "approved_by": row["approved_by"]},
        )


def _own_review(limits: Mapping[str, int]) -> Iterator[Found]:
    rows = (
        Row.objects.filter(standing__in=_TAKEN, reviewed_by=F("submission__uploaded_by"), confirmed_by=None)
        .order_by()
        .values("programme", "programme__name", "programme__public_id", "programme__area", "reviewed_by")
        .annotate(n=Count("pk"), user=F("reviewed_by__username"))
        .filter(n__gte=limits["rows"])
    )
    for row in rows:
        yield Found(
            f"{row['programme__public_id']}:{row['reviewed_by']}",
            row["programme__area"],
            f"{row['user']}, {row['programme__name']}"[:200],
            row["n"],
            programme=row["programme"],
            facts={"user": row["reviewed_by"]},
        )


# Acts that change many rows at once, and where the journal says how many.
_BULK = {
    "proposals.review_many": "rows",
    "proposals.confirm_many": "accepted",
    "decision.approve": "people",
    "decision.generate": "people",
    "sweep.confirm_many": "people",
    "sweep.payer_many": "people",
    "sweep.jobs_many": "people",
    "bills.issue": "people",
    "payment.record": "people",
    "payment.reverse": "people",
}


def _night(limits: Mapping[str, int]) -> Iterator[Found]:
    many = Q()
    for name, key in _BULK.items():
        many |= Q(**{"act": name, f"facts__{key}__gte": limits["rows"]})
    entries = (
        Entry.objects.filter(many, actor__isnull=False)
        .exclude(area_code="")
        .annotate(hour=ExtractHour("at", tzinfo=timezone.get_default_timezone()))
        .filter(Q(hour__gte=limits["from_hour"]) | Q(hour__lt=limits["until_hour"]))
    )
    for entry in entries.order_by("seq").iterator(chunk_size=2000):
        local = timezone.localtime(entry.at, timezone.get_default_timezone())
        yield Found(
            f"entry:{entry.seq}",
            entry.area_code,
            f"{entry.actor_name}, {local:%Y-%m-%d %H.%M}",
            int(entry.facts[_BULK[entry.act]]),
            facts={"act": entry.act, "seq": entry.seq},
        )


def late_lines(hours: int) -> QuerySet[Line]:
    """Lines of approved lists whose proposal came in within some hours before the approval."""
    return Line.objects.filter(
        taken=True,
        decision__state=State.APPROVED,
        row__submission__uploaded__gte=F("decision__approved") - timedelta(hours=hours),
    )


def _just_before(limits: Mapping[str, int]) -> Iterator[Found]:
    rows = (
        late_lines(limits["hours"])
        .order_by()
        .values("decision", "decision__public_id", "decision__number", "decision__programme")
        .annotate(n=Count("pk"), rupiah_of=Sum("rupiah", default=0), area=F("decision__programme__area"))
        .filter(n__gte=limits["people"])
    )
    for row in rows:
        yield Found(
            f"decision:{row['decision__public_id']}",
            row["area"],
            row["decision__number"],
            row["n"],
            int(row["rupiah_of"]),
            programme=row["decision__programme"],
            facts={"decision": row["decision"]},
        )


def _bulk_yes(limits: Mapping[str, int]) -> Iterator[Found]:
    rows = (
        Row.objects.filter(together__verdict=Standing.ACCEPTED, standing__in=_TAKEN)
        .order_by()
        .values("together", "together__public_id", "programme", "programme__name", "programme__area")
        .annotate(n=Count("pk"), user=F("together__made_by__username"))
        .filter(n__gte=limits["rows"])
    )
    for row in rows:
        yield Found(
            f"together:{row['together__public_id']}:{row['programme']}",
            row["programme__area"],
            f"{row['user']}, {row['programme__name']}"[:200],
            row["n"],
            programme=row["programme"],
            facts={"together": row["together"]},
        )


def _late_criteria(limits: Mapping[str, int]) -> Iterator[Found]:
    changed = Decision.objects.filter(
        state=State.APPROVED,
        criteria__version__gt=1,
        criteria__made__gte=F("generated") - timedelta(days=limits["days"]),
    ).select_related("programme", "criteria")
    for decision in changed.order_by("pk"):
        yield Found(
            f"decision:{decision.public_id}",
            decision.programme.area_id,
            f"{decision.number}, v{decision.criteria.version}",
            decision.people,
            decision.rupiah,
            programme=decision.programme_id,
            facts={"decision": decision.pk, "version": decision.criteria.version},
        )


_PEOPLE, _ROWS, _DECREES = _("People"), _("Proposals"), _("Decrees")

RULES: tuple[Rule, ...] = (
    Rule(
        "paid_after_death",
        _("Paid after death"),
        _(
            "Months after the month of death are money to be claimed back; many of them in one village show that deaths are not reported."
        ),
        _("Person-months"),
        {"months": 1},
        _paid_after_death,
        "months",
    ),
    Rule(
        "same_phone",
        _("One phone for many people"),
        _(
            "A number that many people share may be a middleman's, or was filled in to get past an empty field."
        ),
        _PEOPLE,
        {"people": 5},
        _same_phone,
        "people",
    ),
    Rule(
        "same_account",
        _("One bank account for several families"),
        _("Money for different families that goes to one account may not reach the heirs."),
        _PEOPLE,
        {"people": 2},
        _same_account,
        "people",
    ),
    Rule(
        "many_on_kk",
        _("Many members on one family card"),
        _("Aid meant for breadwinners that gathers in one family, or a card used for strangers."),
        _PEOPLE,
        {"people": 4},
        _many_on_kk,
        "people",
    ),
    Rule(
        "no_refusals",
        _("A village where nobody was refused"),
        _(
            "Elsewhere 6 to 58 of 100 names fall out. A village without any may know its people well, or its list was not looked at."
        ),
        _ROWS,
        {"rows": 30},
        _no_refusals,
        "rows",
    ),
    Rule(
        "same_pair",
        _("The same two people submit and approve"),
        _(
            "Two signatures guard a decree only where the second one looks. One pair for every decree is a circle."
        ),
        _DECREES,
        {"decisions": 3},
        _same_pair,
        "decisions",
    ),
    Rule(
        "own_review",
        _("Reviewed by whoever sent the list"),
        _("Who sent in a name also decided its doubts, and no second reviewer confirmed it."),
        _ROWS,
        {"rows": 10},
        _own_review,
        "rows",
    ),
    Rule(
        "bulk_yes",
        _("Many doubts settled in one act"),
        _("One justification for many people: nobody may have looked at each of them."),
        _ROWS,
        {"rows": 50},
        _bulk_yes,
        "rows",
    ),
    Rule(
        "night",
        _("Bulk changes at night"),
        _("Large acts outside office hours may be another person's with a known password."),
        _("Rows"),
        {"rows": 20, "from_hour": 22, "until_hour": 5},
        _night,
        "entries",
    ),
    Rule(
        "just_before",
        _("Names sent in just before the approval"),
        _("Proposals of the last hours may have been added to a list that others had checked."),
        _PEOPLE,
        {"people": 1, "hours": 24},
        _just_before,
        "rows",
    ),
    Rule(
        "late_criteria",
        _("Criteria changed just before the list"),
        _(
            "A new version of the criteria shortly before the list was drawn up may have been made for somebody."
        ),
        _PEOPLE,
        {"days": 7},
        _late_criteria,
        "decisions",
    ),
)
BY_CODE = {rule.code: rule for rule in RULES}
LIMIT_WORDS = {
    "months": _("person-months from"),
    "people": _("people from"),
    "rows": _("rows from"),
    "decisions": _("decrees from"),
    "hours": _("hours before"),
    "days": _("days before"),
    "from_hour": _("from the hour"),
    "until_hour": _("until the hour"),
}
