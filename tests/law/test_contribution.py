"""Contributions: bands, reliefs with the months beside them, payers, segments, doubts."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.law.contribution import contribution
from payung.law.member import PAYERS, SECTORS
from payung.law.month import Month

# Annex II of PP 44/2015: the lower bound of each band and its nominal base.
BANDS = [
    (0, 1_000_000),
    *((1_100_000 + 200_000 * step, 1_200_000 + 200_000 * step) for step in range(8)),
    *((2_700_000 + 500_000 * step, 2_950_000 + 500_000 * step) for step in range(11)),
    *((8_200_000 + 1_000_000 * step, 8_700_000 + 1_000_000 * step) for step in range(13)),
]


def ask(month="2026-05", months=1, income=1_000_000, sector="other", payer="apbd", **more):
    return contribution(
        month=Month.parse(month), months=months, income=income, sector=sector, payer=payer, **more
    )


def codes(answer):
    return {doubt.code: doubt.effect for doubt in answer.doubts}


def test_there_are_33_bands_from_1_000_000_to_20_700_000():
    assert len(BANDS) == 33
    assert (BANDS[0][1], BANDS[-1]) == (1_000_000, (20_200_000, 20_700_000))


@pytest.mark.parametrize(
    ("income", "base"),
    [(low, base) for low, base in BANDS]
    + [(low - 1, before) for (_, before), (low, _) in pairwise(BANDS)]
    + [(low - 1_000, before) for (_, before), (low, _) in pairwise(BANDS)]
    + [(90_000_000, 20_700_000)],
)
def test_each_edge_of_each_band(income, base):
    answer = ask(income=income, jht=True)
    assert [line.base for line in answer.lines] == [base] * 3
    assert [line.due for line in answer.lines] == [base // 100, 6_800, base // 50]


@pytest.mark.parametrize(
    ("month", "sector", "relief", "due"),
    [
        ("2020-07", "other", None, 16_800),
        ("2020-08", "other", "PP49_2020", 168),
        ("2021-01", "other", "PP49_2020", 168),
        ("2021-02", "other", None, 16_800),
        ("2025-12", "transport", None, 16_800),
        ("2026-01", "transport", "PP50_2025_TRANSPORT", 8_400),
        ("2027-03", "transport", "PP50_2025_TRANSPORT", 8_400),
        ("2027-04", "transport", None, 16_800),
        ("2026-03", "other", None, 16_800),
        ("2026-04", "other", "PP50_2025_OTHER", 8_400),
        ("2026-12", "other", "PP50_2025_OTHER", 8_400),
        ("2027-01", "other", None, 16_800),
    ],
)
def test_first_and_last_month_of_each_relief_and_the_months_beside(month, sector, relief, due):
    answer = ask(month, sector=sector, payer="self")
    assert {line.relief for line in answer.lines} == {relief}
    assert (answer.due, answer.normal) == (due, 16_800)


@pytest.mark.parametrize(
    ("payer", "due", "doubt"),
    [
        ("self", 8_400, {}),
        ("apbn", 16_800, {}),
        ("apbd", 16_800, {}),
        ("apbdes", 16_800, {"pp50_apbdes": -8_400}),
        ("csr", 8_400, {"pp50_third_party": 8_400}),
        ("baznas", 8_400, {"pp50_third_party": 8_400}),
        ("donor", 8_400, {"pp50_third_party": 8_400}),
    ],
)
def test_whose_money_pays_decides_the_relief_of_2026_and_the_doubt_says_what_is_at_stake(payer, due, doubt):
    answer = ask(payer=payer)
    assert answer.due == due
    assert codes(answer) == doubt
    assert any("PP 50/2025" in citation.id for citation in answer.citations)


@pytest.mark.parametrize(
    ("registered", "months_of_relief"),
    [
        ("2020-07", 6),
        ("2020-08", 4),
        ("2020-09", 3),
        ("2020-10", 2),
        ("2020-11", 1),
        ("2020-12", 0),
        ("2021-01", 0),
    ],
)
def test_new_members_have_the_covid_relief_from_their_third_month(registered, months_of_relief):
    first = max(Month(2020, 8), Month.parse(registered))
    months = Month(2021, 1) - first + 1
    answer = ask(str(first), months, registered=Month.parse(registered))
    assert answer.due == 168 * months_of_relief + 16_800 * (months - months_of_relief)


def test_jht_is_never_reduced():
    lines = {line.programme: line for line in ask(payer="self", jht=True).lines}
    assert (lines["JHT"].due, lines["JHT"].relief) == (20_000, None)


def test_a_relief_that_has_ended_is_watched_and_its_extension_priced():
    assert codes(ask("2027-01", 3, payer="self")) == {"pp50_extension": -25_200}
    assert codes(ask("2027-01", 3, payer="apbd")) == {}


def test_months_beyond_the_last_known_rule_warn():
    assert "beyond_known_rules" not in codes(ask("2027-03"))
    assert "beyond_known_rules" in codes(ask("2027-04"))
    assert "beyond_known_rules" in codes(ask("2027-03", 2))


def test_the_covid_relief_says_that_its_reach_was_not_read():
    assert codes(ask("2020-08", 6)) == {"pp49_certain_bpu": 100_800 - 1_008}


def test_a_bpu_who_employs_others_pays_in_full_with_a_doubt():
    answer = ask(payer="self", employer=True)
    assert answer.due == 16_800
    assert codes(answer) == {"pp50_employer": -8_400, "employers_jht": 20_000}


@pytest.mark.parametrize(
    ("risk_class", "jkk"), [(1, 9_600), (2, 21_600), (3, 35_600), (4, 50_800), (5, 69_600)]
)
def test_wage_workers_pay_by_risk_class(risk_class, jkk):
    answer = ask(income=4_000_000, segment="pu", payer="self", risk_class=risk_class)
    assert {line.programme: line.due for line in answer.lines} == {"JKK": jkk, "JKM": 12_000}


@pytest.mark.parametrize(
    ("month", "shares"),
    [
        ("2024-06", {"JKK": 4_000, "JKM": 8_000, "JKP": 9_600}),
        ("2025-02", {"JKK": 4_000, "JKM": 8_000, "JKP": 9_600}),
        ("2025-03", {"JKK": 4_000, "JKM": 12_000, "JKP": 5_600}),
    ],
)
def test_jkp_takes_a_share_and_the_total_stays(month, shares):
    answer = ask(month, income=4_000_000, segment="pu", payer="self", jkp=True)
    assert {line.programme: line.due for line in answer.lines} == shares
    assert answer.due == 21_600
    assert ("change_within_month" in codes(answer)) == (month == "2025-02")


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("2025-01", 9_600),
        ("2025-02", 4_800),
        ("2025-07", 4_800),
        ("2025-08", 4_800),
        ("2026-01", 4_800),
        ("2026-02", 9_600),
    ],
)
def test_labour_intensive_industry_pays_half_of_jkk_only(month, due):
    answer = ask(month, income=4_000_000, segment="pu", payer="self", labour_intensive=True)
    assert {line.programme: line.due for line in answer.lines} == {"JKK": due, "JKM": 12_000}


def test_the_labour_intensive_relief_says_what_a_flag_cannot_show():
    def doubts(month, **more):
        return codes(ask(month, income=4_000_000, segment="pu", payer="self", labour_intensive=True, **more))

    assert doubts("2025-02")["pp7_conditions"] == 4_800
    assert "relief_of_newcomers" not in doubts("2025-02", registered=Month(2025, 1))
    assert doubts("2025-03", registered=Month(2025, 2))["relief_of_newcomers"] == 4_800
    assert "pp7_conditions" not in doubts("2025-01")
    assert "pp7_conditions" not in doubts("2026-02")


def test_a_bpu_who_employs_others_without_jht_is_a_doubt_worth_the_jht():
    assert codes(ask("2025-05", 3, payer="self", employer=True)) == {"employers_jht": 3 * 20_000}
    assert codes(ask("2025-05", 3, payer="self", employer=True, jht=True)) == {}
    assert codes(ask("2025-05", 3, payer="self")) == {}


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (0, 0),
        (100_000_000, 240_000),
        (100_000_001, 240_000),
        (500_000_000, 1_000_000),
        (6_000_000_000, 7_550_000),
    ],
)
def test_construction_is_charged_slice_by_slice(value, due):
    assert ask(income=0, segment="construction", payer="self", contract_value=value).due == due


def test_construction_had_the_covid_relief():
    assert (
        ask("2020-09", income=0, segment="construction", payer="self", contract_value=500_000_000).due
        == 10_000
    )


def test_migrants_pay_a_package():
    assert ask(months=24, income=0, segment="pmi", payer="self").due == 370_000


def test_what_is_unverified_says_so():
    answer = ask(income=4_000_000, segment="pu", payer="self", jht=True)
    assert "unverified:contribution/pu/jht_rate" in codes(answer)
    assert any("belum terverifikasi" in citation.id for citation in answer.citations)


@settings(deadline=None)
@given(
    month=st.integers(0, 150),
    months=st.integers(1, 30),
    income=st.integers(0, 30_000_000),
    sector=st.sampled_from(SECTORS),
    payer=st.sampled_from(PAYERS),
    jht=st.booleans(),
)
def test_totals_are_the_sums_of_lines_in_whole_rupiah_and_never_above_normal(
    month, months, income, sector, payer, jht
):
    answer = ask(str(Month(2015, 7) + month), months, income, sector, payer, jht=jht)
    assert answer.due == sum(line.due for line in answer.lines)
    assert answer.normal == sum(line.normal for line in answer.lines)
    assert len(answer.lines) == months * (3 if jht else 2)
    assert all(type(line.due) is int and 0 <= line.due <= line.normal for line in answer.lines)
    assert all((line.relief is None) == (line.due == line.normal) for line in answer.lines)


@settings(deadline=None)
@given(low=st.integers(0, 25_000_000), more=st.integers(0, 5_000_000))
def test_more_income_never_costs_less(low, more):
    assert ask(income=low).due <= ask(income=low + more).due


def test_an_early_member_is_taken_as_settled_and_the_doubt_says_so():
    early = {"registered": Month(2019, 1)}
    assert codes(ask("2020-08", **early))["taken_as_settled"] == 16_800 - 168
    assert "taken_as_settled" not in codes(ask("2020-08", **early, paid_through=Month(2020, 7)))
    assert "taken_as_settled" not in codes(ask("2020-12", registered=Month(2020, 9)))
