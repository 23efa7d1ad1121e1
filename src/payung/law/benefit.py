"""What a family is owed after an accident, an occupational disease or a death, line by line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from payung.language import Language, Text, rupiah
from payung.law.accident_death import accident_death
from payung.law.calendar_days import add_months
from payung.law.case import Case
from payung.law.deadlines import Deadline, deadlines
from payung.law.death import death_benefit
from payung.law.disability import partial_disability, total_disability
from payung.law.documents_needed import documents_needed
from payung.law.doubt import Doubt
from payung.law.late_payment import Delay, late_payment
from payung.law.line import BenefitLine, Part
from payung.law.parameters import Parameters, current
from payung.law.periodic import periodic
from payung.law.scholarship import Schedule, lump_sum, schedule
from payung.law.temporary_inability import temporary_inability
from payung.law.transport import medical, transport
from payung.law.unpaid import unpaid_doubt


@dataclass(frozen=True, slots=True)
class Benefit:
    """The whole answer; every amount in whole rupiah.

    Before PP 82/2019 the scholarship is one sum and a line of ``lines``; since then a schedule of its own.
    """

    case: Case
    lines: tuple[BenefitLine, ...]
    scholarship: Schedule
    doubts: tuple[Doubt, ...]
    deadlines: tuple[Deadline, ...]
    documents: tuple[Text, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def grand_total(self) -> int:
        return self.total + self.scholarship.total

    @property
    def law_versions(self) -> tuple[str, ...]:
        """The regulations that the answer rests on, in the order of use."""
        rules = [rule for line in self.lines for rule in line.rules] + list(self.scholarship.rules)
        return tuple(dict.fromkeys(rule.citation.regulation for rule in rules))

    def to_json(self, language: Language = "id") -> dict[str, Any]:
        return {
            "law_versions": list(self.law_versions),
            "lines": [line.to_json(language) for line in self.lines],
            "total": self.total,
            "scholarship": [year.to_json() for year in self.scholarship.years],
            "scholarship_total": self.scholarship.total,
            "grand_total": self.grand_total,
            "doubts": [doubt.to_json(language) for doubt in self.doubts],
            "deadlines": [deadline.to_json(language) for deadline in self.deadlines],
            "documents": [document.to(language) for document in self.documents],
        }


def benefit(case: Case, parameters: Parameters | None = None) -> Benefit:
    """The entitlement of one case. The law is that of the accident, or of the death where there was none."""
    law = parameters or current()
    parts, years = _entitlement(case, law)
    late = _late(case, sum(part.total for part in parts), law)
    lines = tuple(line for part in (*parts, late) for line in part.lines)
    grand_total = sum(line.amount for line in lines) + years.total
    doubts = [doubt for part in (*parts, late) for doubt in part.doubts]
    doubts += [*_unverified(lines), *years.doubts, *_membership_doubts(case, grand_total, law)]
    doubts += [*_left_out(case), *_transition(case, grand_total, law), *_beyond(case, law)]
    has_scholarship = bool(years.years)
    return Benefit(
        case=case,
        lines=lines,
        scholarship=years,
        doubts=tuple(doubts),
        deadlines=deadlines(
            case.day,
            law,
            from_work=case.from_work,
            doctor_statement=case.doctor_statement,
            complete=case.documents_complete,
            scholarship=has_scholarship,
            days=case.working_days,
        ),
        documents=documents_needed(
            case.day, law, from_work=case.from_work, died=case.died, scholarship=has_scholarship
        ),
    )


def _entitlement(case: Case, law: Parameters) -> tuple[list[Part], Schedule]:
    parts = _work_parts(case, law) if case.from_work else [_death_part(case, law)]
    if not _scholarship_due(case, law):
        return parts, Schedule()
    return [*parts, lump_sum(case.children, case.day, law)], schedule(case.children or (), case.day, law)


def _work_parts(case: Case, law: Parameters) -> list[Part]:
    parts = [
        medical(case.medical, case.day, law),
        transport(case.transport, case.day, law),
        temporary_inability(case.wage, case.unable_months, case.unable_days, case.day, law),
    ]
    if case.outcome == "partial":
        parts.append(
            partial_disability(case.wage, case.disabilities, case.day, law, left_handed=case.left_handed)
        )
    elif case.outcome == "total":
        parts += [total_disability(case.wage, case.day, law), Part((periodic("jkk", case.day, law),))]
    elif case.died:
        parts.append(accident_death(case.wage, case.day, law))
    return parts


def _death_part(case: Case, law: Parameters) -> Part:
    registered, paid_months = _membership(case)
    return death_benefit(registered, paid_months, case.day, case.segment, law)


def _membership(case: Case) -> tuple[date, int]:
    assert case.registered is not None, "a death case states its registration"
    assert case.paid_months is not None, "a death case states its paid months"
    return case.registered, case.paid_months


def _scholarship_due(case: Case, law: Parameters) -> bool:
    """After death or total disability from work; after another death only with enough months paid."""
    if case.from_work:
        return case.outcome in ("total", "death")
    return _membership(case)[1] >= law.amount("scholarship/jkm_minimum_months", case.day)


def _late(case: Case, amount: int, law: Parameters) -> Part:
    if case.compensation_days:
        return late_payment(amount, Delay.of_days(case.compensation_days), case.day, law)
    if case.documents_complete is None or case.paid_on is None:
        return Part()
    allowed = law.amount(f"deadlines/{'jkk' if case.from_work else 'jkm'}_payment", case.day)
    limit = case.working_days.after(case.documents_complete, allowed)
    return late_payment(amount, Delay.between(limit, case.paid_on, case.working_days), case.day, law)


def _membership_doubts(case: Case, total: int, law: Parameters) -> list[Doubt]:
    if case.registered is None or case.paid_months is None:
        return []
    found = unpaid_doubt(case.segment, case.registered, case.paid_months, case.day, total, law)
    return [found] if found else []


_UNVERIFIED = Text(
    "{code}: bersandar pada aturan yang belum terverifikasi ({law}).",
    "{code}: rests on a rule that is unverified ({law}).",
)


def _unverified(lines: tuple[BenefitLine, ...]) -> list[Doubt]:
    """Lines that rest on a recalled or weakly sourced rule; partial disability says so itself."""
    found = [x for x in lines if x.confidence == "unverified" and x.code != "partial_disability"]
    return [
        Doubt(f"unverified:{line.code}", _UNVERIFIED.format(code=line.code, law=line.citation_text()))
        for line in {line.code: line for line in found}.values()
    ]


_LEFT_OUT = Text(
    "Isian {fields} tidak dihitung: {why}.",
    "The fields {fields} are left out: {why}.",
)
_NOT_FROM_WORK = Text("kematian bukan karena kerja", "the death is not from work")
_NO_PARTIAL = Text(
    "cacat dihitung hanya bila outcome “partial”", "disabilities count only if the outcome is “partial”"
)


def _left_out(case: Case) -> list[Doubt]:
    """Whatever was given and does not count is said, so that nobody takes it for counted."""
    if not case.from_work:
        given = {
            "unable_months": case.unable_months,
            "unable_days": case.unable_days,
            "disabilities": case.disabilities,
            "transport": any(case.transport.values()),
            "medical": case.medical,
        }
        names = ", ".join(name for name, value in given.items() if value)
        return [Doubt("left_out", _LEFT_OUT.format(fields=names, why=_NOT_FROM_WORK))] if names else []
    if case.disabilities and case.outcome != "partial":
        return [Doubt("left_out", _LEFT_OUT.format(fields="disabilities", why=_NO_PARTIAL))]
    return []


_TRANSITION = Text(
    "Kecelakaan mendahului perubahan hukum {day}, akibatnya berlanjut sesudahnya. Dipakai hukum hari kecelakaan; aturan "
    "peralihan belum dibaca. Menurut hukum baru jumlahnya {total}.",
    "The accident is before the change of law of {day}, its consequences run on after it. The law of the day of the "
    "accident is used; transitional clauses have not been read. Under the new law the sum is {total}.",
)


def _transition(case: Case, total: int, law: Parameters) -> list[Doubt]:
    """Only if the inability to work runs across a change: both sums, by the same rules."""
    if not case.from_work or not (case.unable_months or case.unable_days):
        return []
    first_version = law["jkk/temporary_inability/stages"].at(case.day)
    months_after = add_months(case.day, case.unable_months)
    last_day = months_after.fromordinal(months_after.toordinal() + case.unable_days)
    if first_version.end is None or last_day <= first_version.end:
        return []
    changed = first_version.end.fromordinal(first_version.end.toordinal() + 1)
    parts, years = _entitlement(replace(case, day=changed), law)
    late = _late(replace(case, day=changed), sum(part.total for part in parts), law)
    newer = sum(part.total for part in parts) + late.total + years.total
    if newer == total:
        return []
    said = _TRANSITION.format(day=changed.isoformat(), total=rupiah(newer))
    return [Doubt("transition", said, newer - total)]


def _beyond(case: Case, law: Parameters) -> list[Doubt]:
    if case.day <= law.horizon:
        return []
    return [
        Doubt(
            "beyond_known_rules",
            Text(
                "Tanggalnya setelah aturan terakhir yang dimuat; dianggap aturan yang ada tetap berlaku.",
                "The date lies beyond the last rule that is loaded; the present rules are taken to go on.",
            ),
        )
    ]
