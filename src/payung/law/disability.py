"""What a lasting disability pays: partial by the table, or permanent and total (PP 44/2015, its Annex III)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from payung.language import Text, rupiah, same
from payung.law.doubt import Doubt
from payung.law.fields import unusable
from payung.law.line import BenefitLine, Part, benefit_line, plain, whole
from payung.law.parameters import Confidence, Dated, Parameters
from payung.law.parameters.store import percent

TABLE = "jkk/partial_disability/table"
_ANATOMICAL = Text(
    "{part}: {percent}% × {multiple} × {wage} = {amount}",
    "{part}: {percent}% × {multiple} × {wage} = {amount}",
)
_FUNCTIONAL = Text(
    "{part}: {loss}% fungsi × {percent}% × {multiple} × {wage} = {amount}",
    "{part}: {loss}% of function × {percent}% × {multiple} × {wage} = {amount}",
)
_CUT = Text(
    "; jumlah persen melewati {cap}%, yang di atasnya belum diputuskan",
    "; the percentages exceed {cap}%, what lies above is undecided",
)


@dataclass(frozen=True, slots=True)
class Disability:
    """``loss``: share of function lost, 1 for the whole part. ``steps``: how many 10 dB or 10%, for graded
    parts. ``chosen_percent``: the doctor's percentage, for parts whose row is a range."""

    part: str
    loss: Fraction = Fraction(1)
    steps: int | None = None
    chosen_percent: Fraction | None = None


@lru_cache(maxsize=8)
def table(parameters: Parameters, day: date) -> dict[str, dict[str, Any]]:
    """The rows of the disability table by code of the part, aliases included."""
    rows = parameters.at(TABLE, day).value
    by_part = {row["part"]: row for row in rows}
    return by_part | {row["alias"]: row for row in rows if "alias" in row}


def partial_disability(
    wage: int,
    disabilities: tuple[Disability, ...],
    accident: date,
    parameters: Parameters,
    *,
    left_handed: bool = False,
) -> Part:
    """One line per disability. A sum above the cap is undecided: what lies above stays out, as a doubt."""
    dated = parameters.at(TABLE, accident)
    multiple = parameters.at("jkk/wage_multiple", accident)
    cap_rule = parameters.at("jkk/partial_disability/sum_cap", accident)
    cap = Fraction(cap_rule.value)
    lines, granted, asked = [], Fraction(0), Fraction(0)
    for number, disability in enumerate(disabilities):
        row = _row(disability, number, accident, parameters, left_handed=left_handed)
        share = _percent(disability, row, number)
        asked += share * disability.loss
        counted = min(share * disability.loss, cap - granted)
        granted += counted
        lines.append(_line(wage, disability, row, share, counted, (dated, multiple), cap_rule))
    return Part(tuple(lines), _doubts(wage * multiple.value, asked, granted, lines, cap))


def _line(
    wage: int,
    disability: Disability,
    row: dict[str, Any],
    share: Fraction,
    counted: Fraction,
    rules: tuple[Dated, Dated],
    cap_rule: Dated,
) -> BenefitLine:
    multiple = rules[1].value
    amount = whole(wage * multiple * counted / 100)
    cut = counted < share * disability.loss
    working = (_ANATOMICAL if disability.loss == 1 else _FUNCTIONAL).format(
        part=Text(row["id"], row["en"]),
        loss=plain(disability.loss * 100),
        percent=plain(share),
        multiple=multiple,
        wage=rupiah(wage),
        amount=rupiah(amount),
    )
    if cut:
        said = _CUT.format(cap=plain(Fraction(cap_rule.value)))
        working = Text(working.id + said.id, working.en + said.en)
    cited = (*rules, cap_rule) if cut else rules
    # The table as a whole is marked by its weakest row; each row carries its own mark.
    own: Confidence = "unverified" if cut else row["confidence"]
    line = benefit_line("partial_disability", amount, multiple * counted / 100, working, *cited)
    return BenefitLine(line.code, line.amount, line.quantity, line.working, line.rules, own)


def _doubts(
    wages: int, asked: Fraction, granted: Fraction, lines: list[BenefitLine], cap: Fraction
) -> tuple[Doubt, ...]:
    doubts = []
    if asked > granted:
        text = Text(
            "Jumlah persen beberapa cacat {asked}% melewati {cap}%; batasnya belum dibaca. Kelebihannya "
            "belum diputuskan, bukan hak. Tanyakan ke BPJS.",
            "The percentages add up to {asked}%, above {cap}%; the cap has not been read. What lies above is "
            "undecided, not an entitlement. Ask BPJS.",
        ).format(asked=plain(asked), cap=plain(cap))
        doubts.append(Doubt("disability_sum_cap", text, whole(wages * (asked - granted) / 100)))
    if any(line.confidence == "unverified" for line in lines):
        text = Text(
            "Persen bagian tubuh ini dari ingatan atas tabel lama; Lampiran III belum dibuka.",
            "The percentage of this part is recalled from an older table; Annex III has not been opened.",
        )
        doubts.append(Doubt("disability_table_unverified", text))
    return tuple(doubts)


def _row(
    disability: Disability, number: int, day: date, parameters: Parameters, *, left_handed: bool
) -> dict[str, Any]:
    rows = table(parameters, day)
    row = rows.get(disability.part)
    if row is None:
        raise unusable(
            f"disabilities[{number}].part",
            Text("Bagian tubuh “{part}” tidak dikenal", "The part of the body “{part}” is not known").format(
                part=same(disability.part)
            ),
            Text("Pilih: {known}", "Choose from: {known}").format(known=same(", ".join(rows))),
        )
    return (
        rows[row["mirror"]] | {"id": row["id"], "en": row["en"]} if left_handed and "mirror" in row else row
    )


def _percent(disability: Disability, row: dict[str, Any], number: int) -> Fraction:
    field = f"disabilities[{number}]"
    highest = Fraction(row["percent"])
    if row.get("steps"):
        if disability.steps is None:
            raise unusable(
                f"{field}.steps",
                Text("Banyaknya tingkat belum diisi", "The number of steps is missing"),
                Text(
                    "Tulis berapa kali 10 (dB atau persen), misalnya 3",
                    "Write how many times 10 (dB or percent), such as 3",
                ),
            )
        return highest * disability.steps
    if "lowest_percent" in row:
        lowest = Fraction(row["lowest_percent"])
        if disability.chosen_percent is None or not lowest <= disability.chosen_percent <= highest:
            raise unusable(
                f"{field}.percent",
                Text(
                    f"Persen dokter antara {lowest} dan {highest}",
                    f"The doctor's percent: {lowest} to {highest}",
                ),
                Text(f"Tulis misalnya {lowest}", f"Write such as {lowest}"),
            )
        return disability.chosen_percent
    return highest


def total_disability(wage: int, accident: date, parameters: Parameters) -> Part:
    """Permanent and total: 70% of 80 wages."""
    share = parameters.at("jkk/total_disability/percent", accident)
    multiple = parameters.at("jkk/wage_multiple", accident)
    wages = percent(share.value) * multiple.value
    amount = whole(wage * wages)
    working = Text(
        f"{share.value}% × {multiple.value} × {rupiah(wage)} = {rupiah(amount)}",
        f"{share.value}% × {multiple.value} × {rupiah(wage)} = {rupiah(amount)}",
    )
    return Part((benefit_line("total_disability", amount, wages, working, share, multiple),))
