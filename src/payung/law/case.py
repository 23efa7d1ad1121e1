"""One family's case: what happened to a member, as the benefit contract writes it, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from payung.language import Text
from payung.law.calendar_days import NATIONAL, WorkingDays, add_years, age
from payung.law.case_fields import Fields
from payung.law.disability import Disability
from payung.law.fields import check_not_before_law, unusable
from payung.law.month import Month
from payung.law.normal_contribution import nominal_base
from payung.law.parameters import Parameters
from payung.law.scholarship import LEVELS, Child
from payung.law.transport import MODES

EVENTS = ("accident", "disease", "death")
OUTCOMES = ("recovered", "partial", "total", "death")
SEGMENTS = ("bpu", "pu")
_KNOWN = frozenset(
    {
        "event", "date", "segment", "income", "wage", "registered", "paid_months", "outcome", "unable_months",
        "unable_days", "disabilities", "transport", "medical", "children", "compensation_days", "left_handed",
        "born", "doctor_statement", "documents_complete", "paid_on", "days_off", "days_on",
    }
)  # fmt: skip
_POSTHUMOUS_DAYS = 300


@dataclass(frozen=True, slots=True)
class Case:
    """``day``: of the accident or diagnosis, or of the death where there was none.

    ``wage``: the wage of PU, the nominal base of a BPU's band, in rupiah. ``children`` None: not said.
    """

    event: str
    day: date
    wage: int
    segment: str = "bpu"
    outcome: str = "death"
    registered: date | None = None
    paid_months: int | None = None
    unable_months: int = 0
    unable_days: int = 0
    disabilities: tuple[Disability, ...] = ()
    transport: Mapping[str, int] = field(default_factory=dict)
    medical: int = 0
    children: tuple[Child, ...] | None = None
    compensation_days: int = 0
    left_handed: bool = False
    born: date | None = None
    doctor_statement: date | None = None
    documents_complete: date | None = None
    paid_on: date | None = None
    working_days: WorkingDays = NATIONAL  # the office may know of days that the list of holidays does not

    @property
    def from_work(self) -> bool:
        return self.event != "death"

    @property
    def died(self) -> bool:
        return self.outcome == "death"


def read_case(raw: object, parameters: Parameters) -> Case:
    """A case from JSON's own types. Raises UnusableInput naming the field, such as ``children[0].born``."""
    if not isinstance(raw, Mapping):
        raise unusable(
            "case",
            Text("Kasus bukan objek JSON", "The case is not a JSON object"),
            Text('Tulis {"event": …, "date": …}', 'Write {"event": …, "date": …}'),
        )
    fields = Fields(raw)
    fields.refuse_unknown(_KNOWN)
    event = fields.choice("event", EVENTS)
    day = fields.day("date")
    check_not_before_law("date", day, parameters.first_day)
    segment = fields.choice("segment", SEGMENTS, default="bpu")
    case = Case(
        event=event,
        day=day,
        segment=segment,
        wage=_wage(fields, segment, day, parameters),
        outcome=_outcome(fields, event),
        registered=fields.day("registered") if event == "death" else fields.day_or_none("registered"),
        paid_months=fields.whole("paid_months") if event == "death" else fields.whole_or_none("paid_months"),
        unable_months=fields.whole("unable_months", default=0),
        unable_days=fields.whole("unable_days", default=0),
        disabilities=tuple(_disability(each) for each in fields.objects("disabilities") or ()),
        transport=_transport(fields),
        medical=fields.rupiah("medical", default=0),
        children=_children(fields),
        compensation_days=fields.whole("compensation_days", default=0),
        left_handed=fields.flag("left_handed"),
        born=fields.day_or_none("born"),
        doctor_statement=fields.day_or_none("doctor_statement"),
        documents_complete=fields.day_or_none("documents_complete"),
        paid_on=fields.day_or_none("paid_on"),
        working_days=WorkingDays(frozenset(fields.days("days_off")), frozenset(fields.days("days_on"))),
    )
    if case.outcome == "partial" and not case.disabilities:
        raise unusable(
            "disabilities",
            Text("Cacat sebagian tanpa bagian tubuh", "Partial disability without a part of the body"),
            Text("Isi sekurangnya satu cacat", "Give at least one disability"),
        )
    _check_membership(case)
    _check_order(case)
    _check_children(case, parameters)
    return case


def _wage(fields: Fields, segment: str, day: date, parameters: Parameters) -> int:
    """BPU declare an income and are insured on the base of its band; PU on the wage itself."""
    if segment == "bpu":
        return nominal_base(fields.rupiah("income"), day, parameters)
    return fields.rupiah("wage" if "wage" in fields else "income")


def _outcome(fields: Fields, event: str) -> str:
    if event != "death":
        return fields.choice("outcome", OUTCOMES)
    outcome = fields.choice("outcome", OUTCOMES, default="death")
    if outcome != "death":
        raise unusable(
            "outcome",
            Text("Kejadian “death” hanya berakhir “death”", "The event “death” ends only in “death”"),
            Text("Tulis death, atau ubah event", "Write death, or change the event"),
        )
    return outcome


def _disability(fields: Fields) -> Disability:
    loss = fields.fraction("loss", default=Fraction(1))
    if not 0 < loss <= 1:
        raise unusable(
            fields.name("loss"),
            Text("Bagian yang hilang di luar 0 sampai 1", "The share lost is not between 0 and 1"),
            Text("Tulis misalnya 0.5 untuk 50%", "Write such as 0.5 for 50%"),
        )
    chosen = fields.fraction("percent") if "percent" in fields else None
    return Disability(fields.text("part"), loss, fields.whole_or_none("steps"), chosen)


def _transport(fields: Fields) -> dict[str, int]:
    bills = fields.object("transport")
    if bills is None:
        return {}
    bills.refuse_unknown(frozenset(MODES))
    return {mode: bills.rupiah(mode, default=0) for mode in MODES}


def _children(fields: Fields) -> tuple[Child, ...] | None:
    found = fields.objects("children")
    return None if found is None else tuple(_child(each) for each in found)


def _child(fields: Fields) -> Child:
    born = fields.day("born")
    level = fields.choice("level", LEVELS) if fields.given("level") else None
    return Child(
        born=born,
        level=level,
        grade=fields.whole("grade", default=1, least=1),
        married=fields.since("married", born),
        working=fields.since("working", born),
        working_as=fields.text("working_as") if fields.given("working_as") else None,
    )


def _check_membership(case: Case) -> None:
    if case.registered is None:
        return
    if case.registered > case.day:
        raise unusable(
            "registered",
            Text("Terdaftar setelah kejadian", "Registered after the event"),
            Text(
                "Periksa tanggal terdaftar dan tanggal kejadian",
                "Check the day of registration and of the event",
            ),
        )
    longest = Month.of(case.day) - Month.of(case.registered) + 1
    if case.paid_months is not None and case.paid_months > longest:
        raise unusable(
            "paid_months",
            Text(
                f"{case.paid_months} bulan lunas melebihi masa kepesertaan ({longest} bulan)",
                f"{case.paid_months} paid months exceed the membership ({longest} months)",
            ),
            Text(
                "Hitung bulan iuran sampai bulan kejadian saja", "Count months up to that of the event only"
            ),
        )


def _check_order(case: Case) -> None:
    """No paper about an event is older than the event, and nothing is paid before the papers are in."""
    steps = (
        ("doctor_statement", case.doctor_statement, case.day),
        ("documents_complete", case.documents_complete, case.day),
        ("paid_on", case.paid_on, case.documents_complete or case.day),
    )
    for name, day, earliest in steps:
        if day is not None and day < earliest:
            raise unusable(
                name,
                Text(f"Mendahului {earliest.isoformat()}", f"Before {earliest.isoformat()}"),
                Text("Periksa tanggalnya", "Check the date"),
            )


def _check_children(case: Case, parameters: Parameters) -> None:
    """A child is younger than its parent, whose age the registration bounds where it is not given."""
    limit = parameters["membership/registration_age"].values[-1].value
    oldest = case.born or add_years(case.registered or case.day, -limit)
    for number, child in enumerate(case.children or ()):
        if child.born <= oldest:
            raise unusable(
                f"children[{number}].born",
                Text("Anak lebih tua dari orang tuanya", "The child is older than the parent"),
                Text("Periksa tanggal lahir anak", "Check the child's date of birth"),
            )
        if (child.born - case.day).days > _POSTHUMOUS_DAYS:
            raise unusable(
                f"children[{number}].born",
                Text("Anak lahir lama setelah kejadian", "The child was born long after the event"),
                Text("Periksa tanggal lahir anak", "Check the child's date of birth"),
            )
        _check_school(number, child, case.day, parameters)


def _check_school(number: int, child: Child, event: date, parameters: Parameters) -> None:
    rule = parameters["scholarship/levels"].find(event)
    if rule is None:
        return
    longest = {row["level"]: row["years"] for row in rule.value}
    if child.level is None:
        school_age = parameters.at("scholarship/start_age", event).value["SD"]
        end_age = parameters.amount("scholarship/end_age", event)
        if school_age <= age(child.born, event) < end_age and not (child.married or child.working):
            raise unusable(
                f"children[{number}].level",
                Text("Jenjang sekolah belum diisi", "The level of school is missing"),
                Text(f"Pilih: {', '.join(LEVELS)}", f"Choose from: {', '.join(LEVELS)}"),
            )
    elif child.grade > longest[child.level]:
        raise unusable(
            f"children[{number}].grade",
            Text(
                f"{child.level} hanya {longest[child.level]} tahun",
                f"{child.level} has {longest[child.level]} years",
            ),
            Text("Periksa kelasnya", "Check the grade"),
        )
