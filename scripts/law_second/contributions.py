"""What is due for one worker in one contribution month, from the regulations. Amounts are rupiah.

Months are text, "2020-08": they compare as they read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

# PP 44/2015, Lampiran II: income from, income to, nominal base.
BPU_BANDS: list[tuple[int, int | None, int]] = [
    (0, 1_099_000, 1_000_000),
    (1_100_000, 1_299_000, 1_200_000),
    (1_300_000, 1_499_000, 1_400_000),
    (1_500_000, 1_699_000, 1_600_000),
    (1_700_000, 1_899_000, 1_800_000),
    (1_900_000, 2_099_000, 2_000_000),
    (2_100_000, 2_299_000, 2_200_000),
    (2_300_000, 2_499_000, 2_400_000),
    (2_500_000, 2_699_000, 2_600_000),
    (2_700_000, 3_199_000, 2_950_000),
    (3_200_000, 3_699_000, 3_450_000),
    (3_700_000, 4_199_000, 3_950_000),
    (4_200_000, 4_699_000, 4_450_000),
    (4_700_000, 5_199_000, 4_950_000),
    (5_200_000, 5_699_000, 5_450_000),
    (5_700_000, 6_199_000, 5_950_000),
    (6_200_000, 6_699_000, 6_450_000),
    (6_700_000, 7_199_000, 6_950_000),
    (7_200_000, 7_699_000, 7_450_000),
    (7_700_000, 8_199_000, 7_950_000),
    (8_200_000, 9_199_000, 8_700_000),
    (9_200_000, 10_199_000, 9_700_000),
    (10_200_000, 11_199_000, 10_700_000),
    (11_200_000, 12_199_000, 11_700_000),
    (12_200_000, 13_199_000, 12_700_000),
    (13_200_000, 14_199_000, 13_700_000),
    (14_200_000, 15_199_000, 14_700_000),
    (15_200_000, 16_199_000, 15_700_000),
    (16_200_000, 17_199_000, 16_700_000),
    (17_200_000, 18_199_000, 17_700_000),
    (18_200_000, 19_199_000, 18_700_000),
    (19_200_000, 20_199_000, 19_700_000),
    (20_200_000, None, 20_700_000),
]
BPU_JKK = Fraction(1, 100)  # of the nominal base
BPU_JKM = 6_800  # a person and month, PP 44/2015
BPU_JHT = Fraction(2, 100)  # of the nominal base, PP 46/2015

# PP 44/2015 arts 16 and 18: of the monthly wage.
PU_JKK = {1: "0.24", 2: "0.54", 3: "0.89", 4: "1.27", 5: "1.74"}
PU_JKM = "0.30"
# PP 49/2023 arts 16A and 18A: the parts that go to JKP for those who are in JKP.
PU_JKK_TO_JKP = "0.14"
PU_JKM_TO_JKP = "0.10"

# Construction, wages unknown: slice of the contract value up to, JKK, JKM (percent of the slice).
CONSTRUCTION: list[tuple[int | None, str, str]] = [
    (100_000_000, "0.21", "0.03"),
    (500_000_000, "0.17", "0.02"),
    (1_000_000_000, "0.13", "0.02"),
    (5_000_000_000, "0.11", "0.01"),
    (None, "0.09", "0.01"),
]
CONSTRUCTION_WAGES = ("1.74", "0.30")  # wages known

# Permenaker 4/2023: JKK and JKM together for a placement of so many months.
PMI = {6: 108_000, 12: 189_000, 24: 370_000}

LAST_KNOWN_MONTH = "2027-03"  # no rule read reaches further than the relief of PP 50/2025

ARTICLE = {
    "BPU": "PP 44/2015 Lampiran II",
    "PU": "PP 44/2015 arts 16, 18; PP 49/2023 arts 16A, 18A; PP 6/2025 art 11",
    "CONSTRUCTION": "PP 44/2015, slices of the contract value",
    "PMI": "Permenaker 4/2023",
    "PP49_2020": "PP 49/2020 arts 9, 10, 13",
    "PP7_2025": "PP 7/2025 art 4(1), PP 36/2025 art 10A",
    "PP50_2025": "PP 50/2025 arts 3, 4",
}


def percent(rate: str) -> Fraction:
    return Fraction(rate) / 100


def month_after(month: str, count: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@dataclass
class Due:
    """One line: what is due for a programme in a month, before and after relief."""

    month: str
    programme: str
    normal: Fraction
    due: Fraction
    relief: str | None


@dataclass
class Expected:
    lines: list[Due] = field(default_factory=list)
    base: int | None = None
    # Doubts that the answer must name, with what the other reading would add (None where nobody can say).
    open_points: dict[str, Fraction | None] = field(default_factory=dict)

    def doubt(self, point: str, effect: Fraction | None) -> None:
        before = self.open_points.get(point, Fraction(0))
        self.open_points[point] = None if before is None or effect is None else before + effect


def nominal_base(income: int) -> int:
    """The bands run in steps of Rp1,000: one that is not reached by the last rupiah is not reached."""
    return max(base for lowest, _, base in BPU_BANDS if lowest <= income)


def covid_relief(month: str, registered: str | None, paid_through: str | None) -> bool:
    """PP 49/2020: 1% is paid for August 2020 to January 2021, art 13 saying by whom."""
    if not "2020-08" <= month <= "2021-01":
        return False
    if registered is None or registered <= "2020-07":  # art 13: all paid up to and with July 2020
        return paid_through is None or paid_through >= "2020-07"
    return month >= month_after(registered, 2)  # art 13: from the third month of membership


def half_relief(month: str, sector: str, payer: str, employer: bool) -> bool:
    """PP 50/2025: half is paid by BPU of the transport sector, and by others for fewer months."""
    if payer in ("apbn", "apbd"):  # art 3
        return False
    if payer == "apbdes":  # unsettled: budgeted in full until the branch has answered
        return False
    if employer:  # art 3: workers outside an employment relation and self-employed
        return False
    if sector == "transport":
        return "2026-01" <= month <= "2027-03"
    return "2026-04" <= month <= "2026-12"


def bpu(case: dict, month: str, answer: Expected) -> None:
    base = nominal_base(case["income"])
    answer.base = base
    payer, sector, employer = case["payer"], case["sector"], case.get("employer", False)
    jkk, jkm = base * BPU_JKK, Fraction(BPU_JKM)
    factor, relief = Fraction(1), None
    if covid_relief(month, case.get("registered"), case.get("paid_through")):
        factor, relief = Fraction(1, 100), "PP49_2020"
        answer.doubt("PP 49/2020 is for certain BPU", (jkk + jkm) * (1 - factor))
    elif half_relief(month, sector, payer, employer):
        factor, relief = Fraction(1, 2), "PP50_2025"
        if payer in ("csr", "baznas", "donor"):
            answer.doubt("PP 50/2025 and other payers", (jkk + jkm) / 2)
    elif payer not in ("apbn", "apbd") and half_relief(month, sector, "self", employer=False):
        alone = not (employer and payer == "apbdes")  # with both, neither answer alone changes the sum
        if payer == "apbdes":
            answer.doubt("PP 50/2025 and village money", -(jkk + jkm) / 2 if alone else None)
        if employer:
            answer.doubt("PP 50/2025 and employers", -(jkk + jkm) / 2 if alone else None)
    answer.lines.append(Due(month, "JKK", jkk, jkk * factor, relief))
    answer.lines.append(Due(month, "JKM", jkm, jkm * factor, relief))
    if case.get("jht"):
        answer.lines.append(Due(month, "JHT", base * BPU_JHT, base * BPU_JHT, None))
    elif employer:  # Permenaker 5/2021 arts 31-32, as reported: no choice for who employs others
        answer.doubt("JHT of employers", base * BPU_JHT)


def labour_intensive_relief(case: dict, month: str) -> bool:
    """PP 7/2025: half of JKK, for those who paid up to January 2025; PP 36/2025 carries it to January 2026."""
    paid_through = case.get("paid_through")
    paid = paid_through is None or paid_through >= "2025-01"
    return bool(case.get("labour_intensive")) and paid and "2025-02" <= month <= "2026-01"


def pu(case: dict, month: str, answer: Expected) -> None:
    jkk_rate, jkm_rate = percent(PU_JKK[case["risk_class"]]), percent(PU_JKM)
    jkp_rate = Fraction(
        0
    )  # what JKP takes out of the two; the state's part is no contribution of the employer
    if case.get("jkp"):
        jkk_rate -= percent(PU_JKK_TO_JKP)
        jkp_rate += percent(PU_JKK_TO_JKP)
        if month <= "2025-01":  # PP 6/2025, in force 7 February 2025
            jkm_rate -= percent(PU_JKM_TO_JKP)
            jkp_rate += percent(PU_JKM_TO_JKP)
    jkk_factor, jkm_factor, relief = Fraction(1), Fraction(1), None
    if covid_relief(month, case.get("registered"), case.get("paid_through")):
        jkk_factor, jkm_factor, relief = Fraction(1, 100), Fraction(1, 100), "PP49_2020"
    elif labour_intensive_relief(case, month):
        jkk_factor, relief = Fraction(1, 2), "PP7_2025"
    wage = case["income"]
    if relief == "PP7_2025":  # six industries, 50 workers, paid up to January 2025: a flag cannot show them
        answer.doubt("PP 7/2025 and who qualifies", wage * jkk_rate / 2)
        if case.get("registered", "") > "2025-01":
            answer.doubt("PP 7/2025 and workplaces of 2025", wage * jkk_rate / 2)
    jkm_relief = relief if jkm_factor != 1 else None
    answer.lines.append(Due(month, "JKK", wage * jkk_rate, wage * jkk_rate * jkk_factor, relief))
    answer.lines.append(Due(month, "JKM", wage * jkm_rate, wage * jkm_rate * jkm_factor, jkm_relief))
    if jkp_rate:
        answer.lines.append(Due(month, "JKP", wage * jkp_rate, wage * jkp_rate, None))


def construction(case: dict, month: str, answer: Expected) -> None:
    jkk = jkm = Fraction(0)
    if "contract_value" in case:
        below = 0
        for upto, jkk_rate, jkm_rate in CONSTRUCTION:
            piece = max(0, min(case["contract_value"], upto or case["contract_value"]) - below)
            jkk += piece * percent(jkk_rate)
            jkm += piece * percent(jkm_rate)
            below = upto or 0
    else:
        jkk, jkm = (case["income"] * percent(rate) for rate in CONSTRUCTION_WAGES)
    relieved = covid_relief(month, None, None)
    factor, relief = (Fraction(1, 100), "PP49_2020") if relieved else (Fraction(1), None)
    answer.lines.append(Due(month, "JKK", jkk, jkk * factor, relief))
    answer.lines.append(Due(month, "JKM", jkm, jkm * factor, relief))


def contribution(case: dict) -> Expected:
    """All months of a case; the keys are the flags of ``payung contribution``."""
    answer = Expected()
    if case["segment"] == "pmi":
        whole = Fraction(PMI[case["months"]])
        answer.lines.append(Due(case["month"], "JKK+JKM", whole, whole, None))
        return answer
    rule = {"bpu": bpu, "pu": pu, "construction": construction}[case["segment"]]
    for count in range(case["months"]):
        month = month_after(case["month"], count)
        rule(case, month, answer)
        if month > LAST_KNOWN_MONTH:
            answer.doubt("beyond the last rule", None)
    if any(amount.denominator != 1 for line in answer.lines for amount in (line.normal, line.due)):
        answer.doubt("parts of a rupiah", None)
    return answer
