"""What a family is owed after a death, by accident at work (JKK) or not (JKM), from the regulations.

Amounts are rupiah, dates are ``datetime.date``. The day that counts is the day of the accident, or of the death
where there was none.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from law_second.contributions import nominal_base

FIRST_DAY = date(2015, 7, 1)  # PP 44/2015
CHANGE_2019 = date(2019, 12, 2)  # PP 82/2019 art II
CHANGE_2025 = date(2025, 2, 24)  # Permenaker 1/2025, promulgated

# Before and from PP 82/2019.
JKM_GRANT = (16_200_000, 20_000_000)  # art 34
FUNERAL = (3_000_000, 10_000_000)
PERIODIC = (24 * 200_000, 24 * 500_000)  # paid at once
JKK_GRANT_WAGES = Fraction(60, 100) * 80  # 60% x 80 wages; at least the grant of JKM
OLD_SCHOLARSHIP = 12_000_000  # one amount for a participant
OLD_SCHOLARSHIP_JKM_MONTHS = 5 * 12
NEW_SCHOLARSHIP_JKM_MONTHS = 3 * 12

WAITING_MONTHS = 3  # Permenaker 1/2025: BPU who die sooner leave the funeral alone
WAITING_DAYS = 90  # how others count the same three months

LATE_A_DAY = Fraction(1, 100)  # PP 44/2015 arts 37(3), 40(4)

# PP 82/2019: level, years, rupiah for a child and year.
SCHOLARSHIP = [
    ("TK", 2, 1_500_000),
    ("SD", 6, 1_500_000),
    ("SMP", 3, 2_000_000),
    ("SMA", 3, 3_000_000),
    ("PT", 5, 12_000_000),
]
SCHOLARSHIP_CHILDREN = 2
SCHOLARSHIP_ENDS_AT = 23  # years of age

ARTICLE = {
    "death_grant": "PP 44/2015 arts 25, 34 (PP 82/2019); JKK 60% x 80 wages, JKM one amount",
    "funeral": "PP 44/2015 arts 25, 34 (PP 82/2019); Permenaker 1/2025 for the first three months",
    "periodic": "PP 44/2015 arts 25, 34 (PP 82/2019): 24 months at once",
    "scholarship": "PP 44/2015, one amount; PP 82/2019 year by year, Permenaker 1/2025 art 103",
    "late_payment": "PP 44/2015 arts 37(3), 40(4)",
}


@dataclass
class SchoolYear:
    level: str
    amount: int


@dataclass
class Expected:
    lines: dict[str, Fraction] = field(default_factory=dict)
    children: dict[int, list[SchoolYear]] = field(default_factory=dict)  # by place in the case, from 0
    # Doubts that the answer must name, with what the other reading would add (None where it is not compared).
    open_points: dict[str, int | None] = field(default_factory=dict)
    may_be_named: set[str] = field(default_factory=set)  # doubts that it may name or leave


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def school_years(born: date, level: str, grade: int, day: date) -> list[SchoolYear]:
    """One claim a year, grade after grade, as long as the child is younger than 23 on that day of the year."""
    years: list[SchoolYear] = []
    names = [name for name, _, _ in SCHOLARSHIP]
    age = age_on(born, day)
    for name, length, amount in SCHOLARSHIP[names.index(level) :]:
        for _ in range(grade, length + 1):
            if age >= SCHOLARSHIP_ENDS_AT:
                return years
            years.append(SchoolYear(name, amount))
            age += 1
        grade = 1
    return years


def start_of_school_year(day: date, first_of_july: int) -> date:
    start = date(day.year, 7, first_of_july)
    return start if start <= day else start.replace(year=day.year - 1)


def scholarship(case: dict, day: date, answer: Expected) -> None:
    """PP 82/2019: each child in school, year by year. Which two of three children no regulation read says."""
    age_day_matters = False
    for place, child in enumerate(case.get("children", [])):
        born = date.fromisoformat(child["born"])
        years = school_years(born, child["level"], child["grade"], day)
        if not years:
            continue
        answer.children[place] = years
        # On which day of the year age 23 counts is not said: it could be the start of the school year, in July.
        starts = (start_of_school_year(day, 1), start_of_school_year(day, 15))
        others = [school_years(born, child["level"], child["grade"], start) != years for start in starts]
        age_day_matters |= all(others)
        if any(others):
            answer.may_be_named.add("the day on which age counts")
    if len(answer.children) > SCHOLARSHIP_CHILDREN:  # then it depends on who is taken
        answer.open_points["which two of the children"] = None
    elif age_day_matters:
        answer.open_points["the day on which age counts"] = None


def waiting_applies(case: dict, day: date, answer: Expected, *, broken: bool) -> bool:
    """Permenaker 1/2025: a BPU dead before three months of membership; ``broken``: a gap starts them anew."""
    if day < CHANGE_2025:
        return False
    registered = date.fromisoformat(case["registered"])
    by_calendar = day < add_months(registered, WAITING_MONTHS)
    by_days = (day - registered).days < WAITING_DAYS
    grant = JKM_GRANT[1] + PERIODIC[1]  # what hangs on the three months
    if case["segment"] != "bpu":
        if by_calendar:
            answer.open_points["three months for wage workers"] = -grant
        return False
    applies = by_calendar or broken
    if applies:
        answer.open_points["article of the three months"] = grant
    if by_calendar != by_days:
        answer.open_points["three months or 90 days"] = grant if by_calendar else -grant
    if not by_calendar and unpaid_months(case, day) > 0:
        answer.open_points["three months without a gap"] = grant if broken else -grant
    return applies


def unpaid_months(case: dict, day: date) -> int:
    """Months of membership not paid, the month of the event left out: it is payable until the 15th of the next."""
    registered = date.fromisoformat(case["registered"])
    months = (day.year - registered.year) * 12 + day.month - registered.month
    return months - int(case["paid_months"])


def readings(case: dict) -> list[Expected]:
    """What the case comes to; twice where the regulations read leave the amount itself open.

    Three months "active and paying" are reported, no more. Whoever was registered longer ago but has paid fewer than
    three months in all was never three months without a gap; whether that cuts the benefit nobody has read.
    """
    plain = death(case)
    if "three months without a gap" in plain.open_points and case["paid_months"] < WAITING_MONTHS:
        return [plain, death(case, broken=True)]
    return [plain]


def death(case: dict, *, broken: bool = False) -> Expected:
    """All amounts of a case of the contract ``payung benefit`` with outcome death."""
    answer = Expected()
    day = date.fromisoformat(case["date"])
    new = day >= CHANGE_2019
    at_work = case["event"] != "death"
    if case["segment"] == "bpu" and unpaid_months(case, day) > 0:
        answer.open_points["months in arrears"] = None

    if at_work:
        wage = case["wage"] if case["segment"] == "pu" else nominal_base(case["income"])
        answer.lines["death_grant"] = max(wage * JKK_GRANT_WAGES, Fraction(JKM_GRANT[new]))
    elif waiting_applies(case, day, answer, broken=broken):
        answer.lines["funeral"] = Fraction(FUNERAL[new])
        return late(case, answer)
    else:
        answer.lines["death_grant"] = Fraction(JKM_GRANT[new])
    answer.lines["funeral"] = Fraction(FUNERAL[new])
    answer.lines["periodic"] = Fraction(PERIODIC[new])

    if not new and (at_work or case["paid_months"] >= OLD_SCHOLARSHIP_JKM_MONTHS):
        # "one amount for a participant": whether it needs a child, and a young one, is not said
        ages = [age_on(date.fromisoformat(child["born"]), day) for child in case.get("children", [])]
        if ages and min(ages) >= SCHOLARSHIP_ENDS_AT:
            answer.open_points["scholarship with grown children"] = OLD_SCHOLARSHIP
        else:
            answer.lines["scholarship"] = Fraction(OLD_SCHOLARSHIP)
        if not ages:
            answer.open_points["scholarship without a child"] = -OLD_SCHOLARSHIP
    if new and (at_work or case["paid_months"] >= NEW_SCHOLARSHIP_JKM_MONTHS):
        scholarship(case, day, answer)
    return late(case, answer)


def late(case: dict, answer: Expected) -> Expected:
    """1% for each day that the insurer was late, on what it owed by then: not on school years to come."""
    if days := case.get("compensation_days", 0):
        answer.lines["late_payment"] = sum(answer.lines.values()) * LATE_A_DAY * days
        # The other readings would change this line too: their sums are not compared.
        answer.open_points = dict.fromkeys(answer.open_points)
        if days >= 7:  # a week has days of rest: whether they count, arts 37 and 40 do not say
            answer.open_points["days late of which kind"] = None
    return answer
