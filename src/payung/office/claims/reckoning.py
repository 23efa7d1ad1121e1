"""What a claim asks of the law: the person's standing on the day, and the benefit engine's answer, ready to be frozen.

The rules are the engine's. Here a person's months become a case, as ``payung benefit`` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from payung.errors import Place, UnusableInput
from payung.language import LANGUAGES, Text, rupiah
from payung.law.benefit import Benefit, benefit
from payung.law.benefit_text import CODE_WORDS
from payung.law.calendar_days import WorkingDays
from payung.law.case import read_case
from payung.law.continuity import STATUS_WORDS, Continuity
from payung.law.deadlines import Deadline, deadlines
from payung.law.documents_needed import documents_needed
from payung.law.month import Month, date_in_words
from payung.law.parameters import current
from payung.office.cover.models import Membership, PersonMonth
from payung.office.cover.participants import standing
from payung.office.people.models import Person

UNCOVERED = ("never", "ended")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as far as it is known. ``more`` are further fields of the engine's case."""

    kind: str
    day: date
    outcome: str
    died_on: date | None = None
    children: tuple[Mapping[str, Any], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def died(self) -> bool:
        return self.outcome == "death"

    @property
    def from_work(self) -> bool:
        return self.kind != "death"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The engine's answer with what it was asked; ``month`` is the person-month that covered the day."""

    case: dict[str, Any]
    answer: dict[str, Any]  # language -> JSON
    standing: dict[str, Any]
    law_versions: list[str]
    total: int
    scholarship_total: int
    month: PersonMonth
    papers: tuple[Text, ...]
    school: tuple[dict[str, Any], ...]


def reckon(person: Person, event: Event, today: date) -> Reckoned:
    """Raises UnusableInput for a day ahead, before membership, or where the engine finds a fact unusable."""
    _check_days(event, today)
    months = _months(person)
    _check_member(person, months, event.day)
    held = standing(person, months, event.day)
    case = _case(event, held, months)
    engine = benefit(read_case(case, current()))
    covered = held.status not in UNCOVERED
    return Reckoned(
        case=case,
        answer={language: _answer(engine, held, language, covered=covered) for language in LANGUAGES},
        standing={language: held.to_json(language) for language in LANGUAGES},
        law_versions=list(engine.law_versions) if covered else [],
        total=engine.total if covered else 0,
        scholarship_total=engine.scholarship.total if covered else 0,
        month=_covering(months, event.day),
        papers=engine.documents,
        school=tuple(year.to_json() for year in engine.scholarship.years) if covered else (),
    )


def _check_days(event: Event, today: date) -> None:
    for name, day in (("day", event.day), ("died_on", event.died_on)):
        if day is not None and day > today:
            raise UnusableInput(
                Text(
                    f"{date_in_words(day, 'id')} belum tiba", f"{date_in_words(day, 'en')} has not come yet"
                ),
                Text("Periksa tanggalnya", "Check the date"),
                Place(column=name),
            )
    if event.died and event.died_on is not None and event.died_on < event.day:
        raise UnusableInput(
            Text("Tanggal meninggal mendahului kejadian", "The death lies before the event"),
            Text("Periksa kedua tanggalnya", "Check both dates"),
            Place(column="died_on"),
        )


def _months(person: Person) -> list[PersonMonth]:
    found = PersonMonth.objects.filter(person=person, withdrawn_by=None)
    return list(found.select_related("programme", "fund", "village").order_by("month"))


def _check_member(person: Person, months: list[PersonMonth], day: date) -> None:
    """Cover begins with the first decided month, or earlier where BPJS says so."""
    if not months:
        raise UnusableInput(
            Text(
                f"{person.name} tidak punya bulan perlindungan yang berlaku",
                f"{person.name} has no month of cover in force",
            ),
            Text("Periksa orangnya; tidak ada yang dicatat", "Check the person; nothing was recorded"),
            Place(column="day"),
        )
    first = Month.from_number(months[0].month).first_day()
    since = Membership.objects.filter(person=person).values_list("since", flat=True).first()
    start = min(first, since) if since else first
    if day < start:
        raise UnusableInput(
            Text(
                f"Kejadian {date_in_words(day, 'id')} mendahului kepesertaan, yang mulai {date_in_words(start, 'id')}; "
                "tidak ada manfaat",
                f"The event of {date_in_words(day, 'en')} lies before membership, which began "
                f"{date_in_words(start, 'en')}; nothing is due",
            ),
            Text("Periksa tanggalnya; tidak ada yang dicatat", "Check the date; nothing was recorded"),
            Place(column="day"),
        )


def _covering(months: list[PersonMonth], day: date) -> PersonMonth:
    """The person-month of the day, else the last before it, else the first."""
    number = Month.of(day).number
    before = [each for each in months if each.month <= number]
    return before[-1] if before else months[0]


def _case(event: Event, held: Continuity, months: list[PersonMonth]) -> dict[str, Any]:
    month = _covering(months, event.day)
    case: dict[str, Any] = {
        "event": event.kind,
        "date": event.day.isoformat(),
        "segment": "bpu",
        "income": month.programme.income,
        "outcome": event.outcome,
        **{key: value for key, value in event.more.items() if value not in (None, "", 0, {}, [])},
    }
    if held.member_since is not None and held.status not in UNCOVERED:
        since = held.member_since  # months of an earlier membership, ended since, do not count
        span = range(Month.of(since).number, Month.of(event.day).number + 1)
        paid = sum(1 for each in months if each.payment_id and each.month in span)
        case |= {"registered": since.isoformat(), "paid_months": paid}
    elif event.kind == "death":  # the engine asks for both; its sums are not used where there is no cover
        case |= {"registered": event.day.isoformat(), "paid_months": 0}
    if event.children:
        case["children"] = [dict(child) for child in event.children]
    return case


def _answer(engine: Benefit, held: Continuity, language: Any, *, covered: bool) -> dict[str, Any]:
    answer = engine.to_json(language)
    if covered:
        known = {doubt["text"] for doubt in answer["doubts"]}
        extra = [doubt.to_json(language) for doubt in held.doubts]
        answer["doubts"] += [doubt for doubt in extra if doubt["text"] not in known]
        return answer
    nothing = {"lines": [], "total": 0, "scholarship": [], "scholarship_total": 0, "grand_total": 0}
    return answer | nothing | {"law_versions": [], "doubts": []}


def words_for_family(answer: Mapping[str, Any], standing_words: Mapping[str, Any], language: Any) -> str:
    """One paragraph: what is due, for what, and whether more may come."""
    if not answer["lines"] and not answer["scholarship_total"]:
        status = STATUS_WORDS[standing_words["status"]].to(language)
        if standing_words["status"] in UNCOVERED:
            return _NOTHING.to(language).format(status=status)
        return _NOTHING_YET.to(language)
    parts = ", ".join(
        f"{CODE_WORDS[line['code']].to(language)[0].lower()}{CODE_WORDS[line['code']].to(language)[1:]} "
        f"{rupiah(line['amount'])}"
        for line in answer["lines"]
    )
    said = _DUE.to(language).format(total=rupiah(answer["total"]), parts=parts)
    if answer["scholarship_total"]:
        said += " " + _SCHOOL.to(language).format(total=rupiah(answer["scholarship_total"]))
    return said


_DUE = Text("Keluarga berhak atas {total}: {parts}.", "The family is owed {total}: {parts}.")
_SCHOOL = Text(
    "Ditambah beasiswa {total}, diajukan setiap tahun selama anak bersekolah.",
    "And scholarships of {total}, claimed every year while the children are at school.",
)
_NOTHING = Text(
    "Pada hari itu kepesertaan {status}: BPJS tidak membayar. Tanyakan ke dinas sebelum keluarga diberi tahu.",
    "On that day the membership was {status}: BPJS pays nothing. Ask the office before telling the family.",
)
_NOTHING_YET = Text(
    "Perawatan dibayar BPJS sampai sembuh. Jumlah lain terlihat sesudah biaya dan lama tidak bekerja diisi.",
    "BPJS pays for treatment until recovery. Other sums appear once costs and time without work are filled in.",
)


def deadlines_of(
    event: Event,
    *,
    doctor_statement: date | None,
    complete: date | None,
    scholarship: bool,
    days: WorkingDays,
) -> tuple[Deadline, ...]:
    """By the law of the event's day and the working days of the office, with what is known by now."""
    return deadlines(
        event.day,
        current(),
        from_work=event.from_work,
        doctor_statement=doctor_statement,
        complete=complete,
        scholarship=scholarship,
        days=days,
    )


def papers_of(event: Event, *, scholarship: bool) -> tuple[Text, ...]:
    return documents_needed(
        event.day, current(), from_work=event.from_work, died=event.died, scholarship=scholarship
    )


@dataclass(frozen=True, slots=True)
class StillPaid:
    """Months after a death that somebody still pays for: ``paid`` to claim back, the others to stop."""

    paid_months: int
    paid_rupiah: int
    open_months: int
    open_rupiah: int


def still_paid(person: Person, died_on: date) -> StillPaid:
    """Months after the month of death; that month itself is owed."""
    after = PersonMonth.objects.filter(person=person, withdrawn_by=None, month__gt=Month.of(died_on).number)
    rows = list(after.values_list("payment_id", "due", "planned"))
    paid = [due or 0 for payment, due, _planned in rows if payment]
    still = [due if due is not None else planned for payment, due, planned in rows if not payment]
    return StillPaid(len(paid), sum(paid), len(still), sum(still))
