"""What contribution is due for a member and a run of months, with reliefs, citations and doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from payung.language import Language, Text
from payung.law.doubt import Doubt
from payung.law.fields import check_count, check_not_before_law, unusable
from payung.law.line import whole
from payung.law.member import Member
from payung.law.month import Month
from payung.law.normal_contribution import Normal, normal_contribution
from payung.law.parameters import Dated, Parameters, current
from payung.law.relief import Reach, Relief, ended_reliefs, relief_for

_FURTHEST = Month(2100, 12)


@dataclass(frozen=True, slots=True)
class Line:
    """One programme in one contribution month; amounts in whole rupiah.

    ``base`` is the member's nominal base or wage, also where the programme is a flat amount (JKM of BPU).
    """

    month: Month
    programme: str
    base: int
    normal: int
    relief: str | None
    due: int

    def to_json(self) -> dict[str, Any]:
        return {
            "month": str(self.month),
            "programme": self.programme,
            "base": self.base,
            "normal": self.normal,
            "relief": self.relief,
            "due": self.due,
        }


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule that the figure rests on, with what it is about; ``relief`` is its id where it is one."""

    about: Text
    dated: Dated
    relief: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """The answer: lines by month and programme, their sums, what they rest on and what is unsettled."""

    start: Month
    months: int
    member: Member
    lines: tuple[Line, ...]
    rules: tuple[Cited, ...]
    doubts: tuple[Doubt, ...]

    @property
    def normal(self) -> int:
        return sum(line.normal for line in self.lines)

    @property
    def due(self) -> int:
        return sum(line.due for line in self.lines)

    @property
    def citations(self) -> tuple[Text, ...]:
        """Each rule once, in the order of use; what is not verified says so."""
        return tuple(dict.fromkeys(rule.dated.cited_text() for rule in self.rules))

    def to_json(self, language: Language = "id") -> dict[str, Any]:
        return {
            "from": str(self.start),
            "months": self.months,
            "lines": [line.to_json() for line in self.lines],
            "normal": self.normal,
            "due": self.due,
            "citations": [citation.to(language) for citation in self.citations],
            "doubts": [doubt.to_json(language) for doubt in self.doubts],
        }


def contribution(
    *,
    month: Month,
    months: int = 1,
    income: int,
    sector: str,
    payer: str,
    jht: bool = False,
    segment: str = "bpu",
    registered: Month | None = None,
    paid_through: Month | None = None,
    employer: bool = False,
    risk_class: int = 1,
    jkp: bool = False,
    labour_intensive: bool = False,
    contract_value: int | None = None,
    parameters: Parameters | None = None,
) -> Contribution:
    """The contribution for ``months`` contribution months from ``month``.

    Rates follow the contribution month, not the day of payment. Raises UnusableInput naming the field.
    """
    member = Member(
        income=income,
        sector=sector,
        payer=payer,
        segment=segment,
        jht=jht,
        registered=registered,
        paid_through=paid_through,
        employer=employer,
        risk_class=risk_class,
        jkp=jkp,
        labour_intensive=labour_intensive,
        contract_value=contract_value,
    )
    law = parameters or current()
    _check_months(month, months, registered, law)
    asked = [month] if member.billed_once else list(month.span(months))
    reckoning = _Reckoning(member, months, law)
    for each in asked:
        reckoning.add_month(each)
    return Contribution(
        start=month,
        months=months,
        member=member,
        lines=tuple(reckoning.lines),
        rules=tuple(reckoning.rules.values()),
        doubts=reckoning.doubts(),
    )


class _Reckoning:
    """Gathers lines, rules and doubts month by month."""

    def __init__(self, member: Member, months: int, law: Parameters) -> None:
        self.member = member
        self.months = months
        self.law = law
        self.lines: list[Line] = []
        self.rules: dict[tuple[str, str], Cited] = {}
        self._doubts: dict[str, tuple[Text, int | None]] = {}

    def add_month(self, month: Month) -> None:
        relief, reach = relief_for(self.member, month, self.law)
        ended = ended_reliefs(self.member, month, self.law)
        for normal in normal_contribution(self.member, month.first_day(), self.months, self.law):
            self._add_line(month, normal, relief, reach, ended)
        self._doubt_employers_jht(month)
        if month > Month.of(self.law.horizon):
            self._doubt(BEYOND[0], BEYOND[1], None)
        self._doubt_change_within(month)

    def _add_line(
        self, month: Month, normal: Normal, relief: Relief | None, reach: Reach, ended: Iterable[Relief]
    ) -> None:
        full = whole(normal.amount)
        reached = relief is not None and normal.programme in relief.programmes
        applied, due = due_under(normal, relief, reach)
        self.lines.append(
            Line(month, normal.programme, normal.base, full, applied.id if applied else None, due)
        )
        for path in normal.rules:
            self._cite(path, self.law.at(path, month.first_day()))
        relieved = normal.amount * (applied.pays_percent if applied else 100) / 100
        if normal.amount.denominator != 1 or relieved.denominator != 1:
            self._doubt(ROUNDED[0], ROUNDED[1], None)
        if relief is not None and reached:
            cited = Cited(relief.description, relief.dated, relief.id)
            self.rules.setdefault((relief.id, str(relief.first)), cited)
        if relief is not None and reached and reach != "excluded":
            effect = full - due if reach == "yes" else _reduced(normal, relief) - full
            self._open_points(relief, effect, after_end=False)
            if applied and applied.takes_as_settled(self.member) and applied.paid_up_to is not None:
                self._doubt(SETTLED[0], SETTLED[1].format(month=_said(applied.paid_up_to)), effect)
            if applied and applied.leaves_newcomers_open(self.member) and applied.paid_up_to is not None:
                self._doubt(NEWCOMER[0], NEWCOMER[1].format(month=_said(applied.paid_up_to)), effect)
        for past in ended:
            if normal.programme in past.programmes:
                self._open_points(past, _reduced(normal, past) - full, after_end=True)

    def _open_points(self, relief: Relief, effect: int, *, after_end: bool) -> None:
        for point in relief.open_points:
            if point.concerns(self.member, after_end=after_end):
                self._doubt(point.code, point.text, effect)

    def _cite(self, path: str, dated: Dated) -> None:
        self.rules.setdefault((path, dated.start.isoformat()), Cited(self.law[path].description, dated))
        if dated.confidence == "unverified":
            text = UNVERIFIED.format(what=self.law[path].description, law=dated.citation.text())
            self._doubt(f"unverified:{path}", text, None)

    def _doubt_employers_jht(self, month: Month) -> None:
        """JHT is said to be no choice for BPU who employ others (Permenaker 5/2021 arts 31-32)."""
        if self.member.employer and not self.member.jht:
            asked = normal_contribution(
                replace(self.member, jht=True), month.first_day(), self.months, self.law
            )
            self._doubt(JHT[0], JHT[1], sum(whole(each.amount) for each in asked if each.programme == "JHT"))

    def _doubt_change_within(self, month: Month) -> None:
        """A rate that changes inside the month: the rate of its first day is taken."""
        path = "contribution/pu/jkp_recomposition"
        if self.member.jkp and self.law[path].find(month.first_day()) != self.law[path].find(
            month.last_day()
        ):
            self._doubt("change_within_month", CHANGE.format(month=str(month)), 0)

    def _doubt(self, code: str, text: Text, effect: int | None) -> None:
        known = self._doubts.get(code, (text, 0 if effect is not None else None))[1]
        self._doubts[code] = (text, None if effect is None or known is None else known + effect)

    def doubts(self) -> tuple[Doubt, ...]:
        return tuple(Doubt(code, text, effect) for code, (text, effect) in self._doubts.items())


BEYOND = (
    "beyond_known_rules",
    Text(
        "Ada bulan setelah aturan terakhir yang dimuat; dianggap aturan yang ada tetap berlaku.",
        "There are months beyond the last rule that is loaded; the present rules are taken to go on.",
    ),
)
SETTLED = (
    "taken_as_settled",
    Text(
        "Keringanan mensyaratkan iuran lunas sampai {month}; dianggap lunas karena tunggakan tidak disebut.",
        "The relief asks for contributions paid up to {month}; taken as paid, for no arrears are named.",
    ),
)
NEWCOMER = (
    "relief_of_newcomers",
    Text(
        "Keringanan mensyaratkan iuran lunas sampai {month}; bagi yang terdaftar sesudahnya aturannya belum dibaca dan keringanan diberikan.",
        "The relief asks for contributions paid up to {month}; for who registered later no rule has been read, and the relief is given.",
    ),
)
JHT = (
    "employers_jht",
    Text(
        "BPU yang memberi kerja dikabarkan wajib ikut JHT (Permenaker 5/2021 pasal 31-32); dihitung tanpa JHT karena tidak diminta.",
        "BPU who employ others are said to be bound to join JHT (Permenaker 5/2021 arts 31-32); computed without it, for it was not asked.",
    ),
)
ROUNDED = (
    "rounding",
    Text(
        "Hasil pecahan dibulatkan ke rupiah terdekat; aturan pembulatannya belum dibaca.",
        "Fractions are rounded to the nearest rupiah; the rule of rounding has not been read.",
    ),
)
UNVERIFIED = Text(
    "“{what}” ({law}) belum terverifikasi: dari ingatan atau satu sumber lemah.",
    "“{what}” ({law}) is unverified: recalled, or from one weak source.",
)
CHANGE = Text(
    "Pembagian ke JKP berubah di tengah bulan {month}; dipakai aturan hari pertama. Jumlah iuran tetap.",
    "The share moved to JKP changes inside {month}; the rule of its first day is taken. The total is unchanged.",
)


def _said(month: Month) -> Text:
    return Text(month.to("id"), month.to("en"))


def due_under(normal: Normal, relief: Relief | None, reach: Reach) -> tuple[Relief | None, int]:
    """The relief that lowers this programme's contribution, if any, and the rupiah then due."""
    if relief is None or reach != "yes" or normal.programme not in relief.programmes:
        return None, whole(normal.amount)
    return relief, _reduced(normal, relief)


def _reduced(normal: Normal, relief: Relief) -> int:
    return whole(normal.amount * relief.pays_percent / 100)


def _check_months(month: Month, months: int, registered: Month | None, law: Parameters) -> None:
    check_not_before_law("month", month.first_day(), law.first_day)
    check_count("months", months, 1)
    if month > _FURTHEST or months > (_FURTHEST - month) + 1:
        raise unusable(
            "months",
            Text(f"Melewati {_FURTHEST}", f"Beyond {_FURTHEST}"),
            Text("Kurangi jumlah bulannya", "Ask for fewer months"),
        )
    if registered is not None and month < registered:
        raise unusable(
            "registered",
            Text(
                f"Bulan {month} mendahului kepesertaan ({registered})",
                f"Month {month} is before the membership ({registered})",
            ),
            Text(
                "Periksa bulan pertama dan bulan terdaftar; iuran mulai pada bulan kepesertaan",
                "Check the first month and the month registered; contributions begin with the month of membership",
            ),
        )
