"""What the package says beside what the second computation says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from law_second import contributions, death

# A point that no regulation read settles -> the codes by which the package may name it.
NAMED_BY: dict[str, tuple[str, ...]] = {
    "PP 49/2020 is for certain BPU": ("pp49_certain_bpu",),
    "PP 50/2025 and other payers": ("pp50_third_party",),
    "PP 50/2025 and village money": ("pp50_apbdes",),
    "PP 50/2025 and employers": ("pp50_employer",),
    "PP 7/2025 and who qualifies": ("pp7_conditions",),
    "PP 7/2025 and workplaces of 2025": ("relief_of_newcomers",),
    "JHT of employers": ("employers_jht",),
    "beyond the last rule": ("beyond_known_rules",),
    "parts of a rupiah": ("rounding",),
    "which two of the children": ("scholarship_choice",),
    "the day on which age counts": ("scholarship_age_day",),
    "three months for wage workers": ("jkm_waiting_segment",),
    "article of the three months": ("jkm_waiting_article",),
    "three months or 90 days": ("jkm_waiting_days",),
    "three months without a gap": ("jkm_waiting_unbroken",),
    "months in arrears": ("arrears_window", "membership_may_have_ended"),
    "scholarship without a child": ("children_not_named",),
    "scholarship with grown children": ("scholarship_any_child",),
    "days late of which kind": ("late_payment_days",),
}


def same(theirs: int, ours: Fraction) -> bool:
    """Whole rupiah agree exactly; how a part of a rupiah is rounded no regulation read says."""
    return theirs == ours if ours.denominator == 1 else abs(theirs - ours) < 1


def rupiah(amount: Fraction | int) -> str:
    return f"Rp{float(amount):,.2f}".removesuffix(".00")


def doubts(
    open_points: Mapping[str, Fraction | int | None],
    theirs: list[dict],
    may_be_named: Collection[str] = (),
    *,
    rounded_months: int = 0,
) -> list[str]:
    """Where the law is unsettled the package must say so, and what the other reading would change.

    ``rounded_months``: months in which a part of a rupiah was rounded, each worth up to one rupiah.
    """
    effects = {doubt["code"]: doubt["effect"] for doubt in theirs}
    found = []
    for point, effect in open_points.items():
        named = [code for code in NAMED_BY[point] if code in effects]
        if not named:
            found.append(f"unsettled, but the package names no doubt: {point}")
        elif effect is not None and not (
            same(effects[named[0]], Fraction(effect)) or abs(effects[named[0]] - effect) < rounded_months
        ):
            found.append(
                f"doubt {named[0]}: package {effects[named[0]]} for the other reading, second computation {effect}"
            )
    for point, codes in NAMED_BY.items():
        for code in codes:
            if point in open_points or point in may_be_named:
                continue
            if effects.get(code, 0) != 0:  # a doubt that changes nothing does no harm
                found.append(f"doubt {code}: package {effects[code]}, but this point changes nothing here")
    return found


def contribution(case: dict, theirs: dict) -> list[str]:
    """Every difference in words, both figures and the article; empty where the two agree."""
    ours = contributions.contribution(case)
    found = []
    article = contributions.ARTICLE[case["segment"].upper()]
    lines = {(line["month"], line["programme"]): line for line in theirs["lines"]}
    for line in ours.lines:
        their = lines.pop((line.month, line.programme), None)
        where = f"{line.month} {line.programme}"
        basis = contributions.ARTICLE.get(line.relief or "", article)
        if their is None:
            found.append(f"{where}: no line, second computation {rupiah(line.due)} ({basis})")
            continue
        for what, expected in (("normal", line.normal), ("due", line.due)):
            if not same(their[what], expected):
                found.append(
                    f"{where} {what}: package {rupiah(their[what])}, second computation {rupiah(expected)} ({basis})"
                )
        if not (their["relief"] or "").startswith(line.relief or "") or bool(their["relief"]) != bool(
            line.relief
        ):
            found.append(
                f"{where} relief: package {their['relief']}, second computation {line.relief} ({basis})"
            )
        if ours.base is not None and their["base"] != ours.base:
            found.append(f"{where} base: package {their['base']}, second computation {ours.base} ({basis})")
    found += [
        f"{month} {programme}: a line that the second computation has not" for month, programme in lines
    ]
    for what in ("normal", "due"):
        if theirs[what] != sum(line[what] for line in theirs["lines"]):
            found.append(f"{what}: the total {theirs[what]} is not the sum of the lines")
    rounded = case.get("months", 1) if "parts of a rupiah" in ours.open_points else 0
    return found + doubts(ours.open_points, theirs["doubts"], rounded_months=rounded)


def benefit(case: dict, theirs: dict) -> list[str]:
    """Likewise for a death; where the law leaves the amount open, with the reading that comes nearest."""
    return min((one_reading(ours, theirs) for ours in death.readings(case)), key=len)


def one_reading(ours: death.Expected, theirs: dict) -> list[str]:
    found = []
    lines: dict[str, int] = {}
    for line in theirs["lines"]:
        lines[line["code"]] = lines.get(line["code"], 0) + line["amount"]
    for code in sorted({*lines, *ours.lines}):
        amount = ours.lines.get(code, Fraction(0))
        if not same(lines.get(code, 0), amount):
            found.append(
                f"{code}: package {rupiah(lines.get(code, 0))}, second computation {rupiah(amount)} ({death.ARTICLE[code]})"
            )
    found += scholarship(ours, theirs["scholarship"])
    for what, parts in (
        ("total", sum(lines.values())),
        ("scholarship_total", sum(year["amount"] for year in theirs["scholarship"])),
        ("grand_total", theirs["total"] + theirs["scholarship_total"]),
    ):
        if theirs[what] != parts:
            found.append(f"{what}: {theirs[what]} is not the sum of its parts, {parts}")
    return found + doubts(ours.open_points, theirs["doubts"], ours.may_be_named)


def scholarship(ours: death.Expected, theirs: list[dict]) -> list[str]:
    """Year by year for each child. Of three children or more any two may be the package's: the law names none."""
    schedules: dict[int, list[dict]] = {}
    for year in theirs:
        schedules.setdefault(year["child"] - 1, []).append(year)
    chosen = min(len(ours.children), death.SCHOLARSHIP_CHILDREN)
    found = []
    if len(schedules) != chosen:
        found.append(f"scholarship: package {len(schedules)} children, second computation {chosen}")
    for child, years in schedules.items():
        expected = [(year.level, year.amount) for year in ours.children.get(child, [])]
        if [(year["level"], year["amount"]) for year in years] != expected:
            found.append(
                f"scholarship of child {child + 1}: package {rupiah(sum(year['amount'] for year in years))} in "
                f"{len(years)} years, second computation {rupiah(sum(amount for _, amount in expected))} in "
                f"{len(expected)} years ({death.ARTICLE['scholarship']})"
            )
        starts = [int(year["year"][:4]) for year in years]
        if starts != list(range(starts[0], starts[0] + len(years))):
            found.append(
                f"scholarship of child {child + 1}: the school years do not follow each other: {starts}"
            )
    return found
