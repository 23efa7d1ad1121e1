"""What replaces income while unable to work (STMB; PP 44/2015, raised by PP 82/2019)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from payung.language import Text, rupiah
from payung.law.line import Part, benefit_line, plain, whole
from payung.law.parameters import Dated, Parameters
from payung.law.parameters.store import percent

_MONTHS = Text("{n} bulan × {percent}% × {wage} = {amount}", "{n} months × {percent}% × {wage} = {amount}")
_DAYS = Text(
    "{n} hari × {percent}% × {wage} / {month} = {amount}",
    "{n} days × {percent}% × {wage} / {month} = {amount}",
)


def temporary_inability(wage: int, months: int, days: int, accident: date, parameters: Parameters) -> Part:
    """One line per stage reached. Stages follow the law on the day of the accident, to the end."""
    stages = parameters.at("jkk/temporary_inability/stages", accident)
    day_count = parameters.at("jkk/temporary_inability/day_count", accident)
    month_days = int(day_count.value)
    unable = months * month_days + days
    rows = stages.value
    starts = [(row["from_month"] - 1) * month_days for row in rows]
    ends = [*starts[1:], max(unable, starts[-1])]
    lines = []
    for row, start, end in zip(rows, starts, ends, strict=True):
        inside = max(0, min(unable, end) - start)
        if not inside:
            continue
        amount = whole(wage * percent(row["percent"]) * inside / month_days)
        working = _working(row["percent"], inside, wage, amount, month_days)
        rules: tuple[Dated, ...] = (stages,) if inside % month_days == 0 else (stages, day_count)
        own = row.get("confidence")
        line = benefit_line(
            "temporary_inability", amount, Fraction(inside, month_days), working, *rules, confidence=own
        )
        lines.append(line)
    return Part(tuple(lines))


def _working(stage_percent: int, days: int, wage: int, amount: int, month_days: int) -> Text:
    by_month = days % month_days == 0
    return (_MONTHS if by_month else _DAYS).format(
        n=days // month_days if by_month else days,
        percent=plain(stage_percent),
        wage=rupiah(wage),
        month=month_days,
        amount=rupiah(amount),
    )
