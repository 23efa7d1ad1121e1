"""The contribution as a person would write it out: months in runs of the same amount, then the sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from payung.language import Language, Text, rupiah
from payung.law.contribution import Contribution, Line
from payung.law.month import Month

_HEAD = Text("Iuran {start} sampai {end}", "Contribution from {start} to {end}")
_SINGLE = Text("Iuran {start}", "Contribution for {start}")
_BASE = Text("Dasar upah: {base}", "Wage base: {base}")
_RUN = Text("{months} bulan ({span})", "{months} months ({span})")
_RELIEF = Text(" (normal {normal}; keringanan {relief})", " (in full {normal}; relief {relief})")
_DUE = Text("Jumlah yang dibayar: {due}", "To be paid: {due}")
_SAVED = Text(" (tanpa keringanan {normal})", " (without relief {normal})")
_LAW = Text("Dasar hukum:", "Legal basis:")
_OPEN = Text("Belum pasti:", "Unsettled:")


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring months whose lines are the same."""

    months: tuple[Month, ...]
    lines: tuple[Line, ...]


def as_text(answer: Contribution, language: Language) -> str:
    """Several lines of plain text, ending with a line feed."""
    last = answer.start + (answer.months - 1)
    head = _SINGLE if answer.months == 1 else _HEAD
    said = [head.to(language).format(start=answer.start.to(language), end=last.to(language))]
    base = answer.lines[0].base
    if base:
        said.append(_BASE.to(language).format(base=rupiah(base)))
    said.append("")
    reliefs = {rule.relief: rule.dated.citation.regulation for rule in answer.rules if rule.relief}
    for run in _runs(answer.lines):
        said += _say_run(run, reliefs, language)
    saved = _SAVED.to(language).format(normal=rupiah(answer.normal)) if answer.normal != answer.due else ""
    said += ["", _DUE.to(language).format(due=rupiah(answer.due)) + saved, "", _LAW.to(language)]
    said += [f"- {rule.about.to(language)}: {rule.dated.cited(language)}" for rule in answer.rules]
    if answer.doubts:
        said += ["", _OPEN.to(language)]
        said += [f"- {doubt.sentence(language)}" for doubt in answer.doubts]
    return "\n".join(said) + "\n"


def _runs(lines: tuple[Line, ...]) -> list[_Run]:
    by_month: dict[Month, list[Line]] = {}
    for line in lines:
        by_month.setdefault(line.month, []).append(line)
    runs: list[_Run] = []
    for month, own in by_month.items():
        if runs and _same(runs[-1].lines, own):
            runs[-1] = _Run((*runs[-1].months, month), runs[-1].lines)
        else:
            runs.append(_Run((month,), tuple(own)))
    return runs


def _same(one: tuple[Line, ...], other: list[Line]) -> bool:
    def amounts(lines: tuple[Line, ...] | list[Line]) -> list[tuple[object, ...]]:
        return [(line.programme, line.base, line.normal, line.relief, line.due) for line in lines]

    return amounts(one) == amounts(other)


def _say_run(run: _Run, reliefs: Mapping[str, str], language: Language) -> list[str]:
    first, last = run.months[0].to(language), run.months[-1].to(language)
    count = len(run.months)
    span = first if count == 1 else f"{first} – {last}"
    said = [span if count == 1 else _RUN.to(language).format(months=count, span=span)]
    for line in run.lines:
        relief = (
            _RELIEF.to(language).format(normal=rupiah(line.normal), relief=reliefs[line.relief])
            if line.relief
            else ""
        )
        said.append(f"  {line.programme} {rupiah(line.due)}{relief}")
    month_due = sum(line.due for line in run.lines)
    parts = " + ".join(rupiah(line.due) for line in run.lines)
    times = f"; × {count} = {rupiah(month_due * count)}" if count > 1 else ""
    said.append(
        f"  {parts} = {rupiah(month_due)}{times}" if len(run.lines) > 1 else f"  = {rupiah(month_due)}{times}"
    )
    return said
