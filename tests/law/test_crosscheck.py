"""The package against a second computation of the same law, written without knowledge of it."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import law_crosscheck  # noqa: E402 (found by the line above)
from law_second import contributions, death  # noqa: E402

sys.path.remove(str(SCRIPTS))

SEED = 20261121


@pytest.fixture(scope="module")
def answered() -> list[law_crosscheck.Answered]:
    """A thousand cases with what the package says of each; asked once, compared many times."""
    return list(law_crosscheck.answers(1_000, SEED))


def unexplained(outcome: law_crosscheck.Outcome) -> list[str]:
    return ["\n    ".join([difference.case, *difference.what]) for difference in outcome.differences]


def test_both_computations_agree_on_a_thousand_random_cases(
    answered: list[law_crosscheck.Answered],
) -> None:
    outcome = law_crosscheck.cross_check(answered)
    assert not unexplained(outcome), "\n".join(unexplained(outcome))


def test_the_thousand_cases_reach_every_kind_and_every_relief(
    answered: list[law_crosscheck.Answered],
) -> None:
    assert {kind for kind, _, _ in answered} == set(law_crosscheck.KINDS)
    printed = [answer for _, _, answer in answered if isinstance(answer, dict)]
    assert len(printed) == len(answered)
    lines = [line for answer in printed for line in answer["lines"]]
    assert {line.get("relief") for line in lines} >= {
        None,
        "PP49_2020",
        "PP7_2025",
        "PP50_2025_TRANSPORT",
        "PP50_2025_OTHER",
    }
    assert {line["code"] for line in lines if "code" in line} == {
        "death_grant",
        "funeral",
        "periodic",
        "scholarship",
        "late_payment",
    }
    assert any(answer.get("scholarship") for answer in printed)


BPU = {"segment": "bpu", "income": 1_000_000, "sector": "other", "payer": "self"}
COVID = {"month": "2020-08", "months": 6}


@pytest.mark.parametrize(
    ("case", "due"),
    [
        ({**BPU, "month": "2026-01", "months": 12, "payer": "apbd"}, 201_600),
        ({**BPU, "month": "2026-01", "months": 12, "sector": "transport"}, 100_800),
        ({**BPU, "month": "2026-01", "months": 12}, 126_000),
        ({**BPU, **COVID}, 1_008),
        ({**BPU, **COVID, "paid_through": "2020-06"}, 100_800),
        ({**BPU, "month": "2020-09", "months": 5, "registered": "2020-09"}, 34_104),
        ({**BPU, "month": "2020-12", "months": 2, "registered": "2020-12"}, 33_600),
        (
            {"segment": "construction", "month": "2024-05", "months": 1, "contract_value": 2_000_000_000},
            2_950_000,
        ),
    ],
)
def test_the_second_computation_gives_the_worked_contributions(case: dict, due: int) -> None:
    assert sum(line.due for line in contributions.contribution(case).lines) == due


@pytest.mark.parametrize(
    ("event", "day", "registered", "paid", "total"),
    [
        ("accident", "2024-05-10", "2022-05-01", 25, 70_000_000),
        ("death", "2024-05-10", "2022-05-01", 25, 42_000_000),
        ("death", "2025-08-12", "2025-06-13", 2, 10_000_000),
        ("death", "2023-08-12", "2023-06-13", 2, 42_000_000),
        ("death", "2025-08-30", "2025-06-01", 3, 10_000_000),
        ("death", "2019-10-27", "2017-01-01", 34, 24_000_000),
    ],
)
def test_the_second_computation_gives_the_worked_deaths(
    event: str, day: str, registered: str, paid: int, total: int
) -> None:
    case = {"event": event, "date": day, "segment": "bpu", "income": 1_000_000}
    expected = death.death({**case, "registered": registered, "paid_months": paid})
    assert sum(expected.lines.values()) == total


def test_the_second_computation_gives_the_worked_scholarships() -> None:
    day = date(2024, 5, 10)
    first = death.school_years(date(2017, 1, 1), "SD", 1, day)
    second = death.school_years(date(2008, 1, 1), "SMA", 1, day)
    whole = death.school_years(date(2020, 1, 1), "TK", 1, day)
    assert [sum(year.amount for year in years) for years in (first, second, whole)] == [
        72_000_000,
        57_000_000,
        87_000_000,
    ]


# One wrong figure of each sort: an amount, a rate, a day, a count of months, an age.
WRONG = [
    (contributions, "BPU_JKM", 6_900),
    (contributions, "BPU_JKK", Fraction(2, 100)),
    (contributions, "PU_JKM", "0.31"),
    (contributions, "BPU_BANDS", [(0, None, 1_000_000)]),
    (death, "FUNERAL", (3_000_000, 10_000_001)),
    (death, "CHANGE_2019", date(2019, 12, 3)),
    (death, "NEW_SCHOLARSHIP_JKM_MONTHS", 35),
    (death, "WAITING_MONTHS", 2),
    (death, "SCHOLARSHIP_ENDS_AT", 24),
]


@pytest.mark.parametrize(("module", "name", "wrong"), WRONG, ids=[name for _, name, _ in WRONG])
def test_a_wrong_figure_on_one_side_is_caught(
    answered: list[law_crosscheck.Answered],
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    wrong: object,
) -> None:
    monkeypatch.setattr(module, name, wrong)
    assert unexplained(law_crosscheck.cross_check(answered))


def test_the_command_prints_both_figures_and_the_article_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contributions, "BPU_JKM", 6_900)
    assert law_crosscheck.main(["--cases", "30", "--seed", "4"]) == 1
    printed = capsys.readouterr().out
    assert "JKM due: package Rp6,800, second computation Rp6,900 (PP 44/2015 Lampiran II)" in printed
    assert "DIFFERS bpu: --segment bpu --month" in printed


def test_the_command_ends_with_0_where_all_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert law_crosscheck.main(["--cases", "30", "--seed", "4"]) == 0
    assert "DIFFERS" not in capsys.readouterr().out


def test_the_same_seed_draws_the_same_cases_and_another_seed_others() -> None:
    assert list(law_crosscheck.draw(50, 1)) == list(law_crosscheck.draw(50, 1))
    assert list(law_crosscheck.draw(50, 1)) != list(law_crosscheck.draw(50, 2))
