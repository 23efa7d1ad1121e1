"""Cover on the day of death: the months paid then, and what a death on that day pays by the law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from payung.errors import UnusableInput
from payung.law.benefit import Benefit, benefit
from payung.law.case import read_case
from payung.law.continuity import Continuity, continuity
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.cover.models import Membership, PersonMonth


@dataclass(frozen=True, slots=True)
class History:
    """What was paid for a person, and since when BPJS holds them. ``income`` of the last programme that paid."""

    paid: tuple[Month, ...] = ()
    registered: date | None = None
    income: int = 0

    @property
    def since(self) -> date | None:
        """A start after the first paid month cannot be counted from: the months themselves are taken then."""
        if not self.paid:
            return None
        if self.registered and Month.of(self.registered) <= min(self.paid):
            return self.registered
        return min(self.paid).first_day()


def histories(people: Iterable[int]) -> Mapping[int, History]:
    """In two queries, for as many people as there are matches."""
    keys = list(people)
    paid: dict[int, list[Month]] = defaultdict(list)
    incomes: dict[int, int] = {}
    months = PersonMonth.objects.filter(person__in=keys, payment__isnull=False, withdrawn_by=None)
    for person, month, income in months.order_by("month").values_list(
        "person_id", "month", "programme__income"
    ):
        paid[person].append(Month.from_number(month))
        incomes[person] = income
    since = dict(Membership.objects.filter(person__in=keys).values_list("person_id", "since"))
    return {key: History(tuple(paid[key]), since.get(key), incomes.get(key, 0)) for key in keys}


def on_the_day(history: History, died: date) -> Continuity:
    """How the member stood on that day. Raises UnusableInput for a day before the law."""
    return continuity(history.paid, died, registered=history.since)


def reckoned(history: History, died: date | None) -> tuple[int | None, int | None]:
    """Months paid at death, and rupiah that it pays, scholarship apart; None where there is no day to reckon by."""
    if died is None:
        return None, None
    try:
        told = on_the_day(history, died)
    except UnusableInput:
        return None, None
    return told.paid_months, told.death_today[0].amount if told.death_today else 0


def entitlement(history: History, died: date) -> Benefit | None:
    """The whole of it: lines, deadlines, documents. None where no month was paid before the death."""
    paid = [month for month in history.paid if month <= Month.of(died)]
    if not paid or history.since is None or history.since > died:
        return None
    law = current()
    raw = {
        "event": "death",
        "date": died.isoformat(),
        "segment": "bpu",
        "income": history.income,
        "registered": history.since.isoformat(),
        "paid_months": len(paid),
    }
    try:
        return benefit(read_case(raw, law), law)
    except UnusableInput:
        return None
