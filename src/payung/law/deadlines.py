"""What must be done by when after an event (Permenaker 1/2025 arts 8 and 19; PP 44/2015 arts 26, 37, 40)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from payung.language import Language, Text
from payung.law.calendar_days import NATIONAL, WorkingDays, add_years
from payung.law.parameters import Dated, Parameters

_HOURS_IN_DAY = 24


@dataclass(frozen=True, slots=True)
class Deadline:
    """``by`` None: no last day, or one that hangs on a day not yet known; ``what`` says which."""

    what: Text
    by: date | None
    rule: Dated

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "what": self.what.to(language),
            "by": None if self.by is None else self.by.isoformat(),
            "citation": self.rule.cited(language),
        }


def deadlines(
    event: date,
    parameters: Parameters,
    *,
    from_work: bool,
    doctor_statement: date | None = None,
    complete: date | None = None,
    scholarship: bool = False,
    days: WorkingDays = NATIONAL,
) -> tuple[Deadline, ...]:
    """``doctor_statement`` starts stage II, ``complete`` (all documents in) starts the time to pay."""
    found = (
        [
            _stage_one(event, parameters),
            _stage_two(event, doctor_statement, parameters),
            _expiry(event, parameters),
        ]
        if from_work
        else [_no_expiry(event, parameters)]
    )
    found.append(_payment("jkk" if from_work else "jkm", event, complete, parameters, days))
    if scholarship:
        rule = parameters.at("deadlines/scholarship_claim", event)
        found.append(Deadline(_stated("Beasiswa: ", "Scholarship: ", rule), None, rule))
    return tuple(found)


def _stage_one(event: date, parameters: Parameters) -> Deadline:
    rule = parameters.at("deadlines/stage_one", event)
    days = rule.value // _HOURS_IN_DAY
    what = Text(
        f"Laporan tahap I ke BPJS dan dinas tenaga kerja ({days} × 24 jam); kelompok atau desa boleh melapor",
        f"Stage I report to BPJS and the labour office ({days} × 24 hours); the group or village may report",
    )
    return Deadline(what, event + timedelta(days=days), rule)


def _stage_two(event: date, statement: date | None, parameters: Parameters) -> Deadline:
    rule = parameters.at("deadlines/stage_two", event)
    days = rule.value // _HOURS_IN_DAY
    what = Text(
        f"Laporan tahap II, sekaligus klaim ({days} × 24 jam sejak surat dokter)",
        f"Stage II report, which is the claim ({days} × 24 hours from the doctor's statement)",
    )
    return Deadline(what, statement + timedelta(days=days) if statement else None, rule)


def _expiry(event: date, parameters: Parameters) -> Deadline:
    rule = parameters.at("jkk/claim_expiry", event)
    what = Text(
        f"Hak menuntut manfaat JKK berakhir ({rule.value} tahun)",
        f"The right to claim JKK ends ({rule.value} years)",
    )
    return Deadline(what, add_years(event, rule.value), rule)


def _no_expiry(event: date, parameters: Parameters) -> Deadline:
    rule = parameters.at("deadlines/jkm_claim", event)
    return Deadline(_stated("Klaim JKM: ", "JKM claim: ", rule), None, rule)


def _payment(
    programme: str, event: date, complete: date | None, parameters: Parameters, days: WorkingDays
) -> Deadline:
    rule = parameters.at(f"deadlines/{programme}_payment", event)
    late = parameters.at("deadlines/late_penalty", event).value
    what = Text(
        f"BPJS membayar paling lambat {rule.value} hari kerja setelah dokumen lengkap; sesudahnya {late}% per hari",
        f"BPJS pays within {rule.value} working days of complete documents; after that {late}% a day",
    )
    return Deadline(what, days.after(complete, rule.value) if complete else None, rule)


def _stated(indonesian: str, english: str, rule: Dated) -> Text:
    return Text(indonesian + rule.value["id"], english + rule.value["en"])
