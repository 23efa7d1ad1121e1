"""The demonstration's figures come out of ``payung verify`` on its files, reviews answered by the plan."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from payung.cli import main
from payung.synthetic.examples import FILES, ON, write_examples
from payung.synthetic.plan import Plan, ProgrammePlan

VERIFIED = ("madiun-2020", "sijunjung-2023", "sawahlunto-petani-2025")
# What verification must say of each case that was written.
REASONS: dict[str, set[str]] = {
    "clean": set(),
    "returning": set(),
    "twice-here": set(),
    "absent": {"registry.absent"},
    "nik-slip": {"registry.probable"},
    "nik-missing": {"nik.missing"},
    "nik-missing-absent": {"nik.missing"},
    "nik-malformed": {"nik.malformed"},
    "nik-malformed-absent": {"nik.malformed"},
    "nik-rounded": {"nik.digits_lost"},
    "nik-borrowed": {"registry.name_differs"},
    "name-other": {"registry.name_differs"},
    "date-swapped": {"nik.birthdate_differs"},
    "sex-other": {"nik.sex_differs"},
    "work-missing": {"occupation.missing"},
    "work-unlisted": {"occupation.unlisted"},
    "active": {"active.elsewhere"},
    "active-absent": {"active.elsewhere", "registry.absent"},
    "deceased": {"deceased"},
    "deceased-other-nik": {"deceased.probable"},
    "excluded": {"excluded.group"},
    "other-payer": {"payer.other"},
    "too-old": {"age.above"},
    "too-young": {"age.below"},
    "twice-here-again": {"duplicate.in_list"},
    "both-lists": {"duplicate.across_lists"},
    "both-lists-other": {"duplicate.across_lists"},
}


def decisions(folder: Path) -> list[dict[str, str]]:
    with (folder / "decisions.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def verified(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of results for a programme's files; each is verified once."""

    @cache
    def run(key: str) -> Path:
        programme = plan.programme(key)
        out = tmp_path_factory.mktemp(key)
        words = ["verify", *(str(proposal.path) for proposal in programme.proposals)]
        words += ["--programme", str(programme.criteria_path), "--on", str(programme.on), "--out", str(out)]
        for reference in programme.references:
            words += [f"--{reference.kind}", str(reference.path)]
        assert main(words) == 0
        return out

    return run


def is_taken(row: dict[str, str], programme: ProgrammePlan) -> bool:
    answer = programme.line(row["file"], row["sheet"], int(row["row"])).accept
    return row["outcome"] == "eligible" or (row["outcome"] == "review" and answer)


@pytest.mark.parametrize("key", VERIFIED)
def test_the_figures_come_out_and_only_the_worthy_are_taken(
    key: str, plan: Plan, verified: Callable[[str], Path]
) -> None:
    programme = plan.programme(key)
    rows = decisions(verified(key))
    assert len(rows) == programme.expected["people"]
    astray: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        truth = programme.line(row["file"], row["sheet"], int(row["row"]))
        if is_taken(row, programme) != truth.accept:
            astray[truth.case, row["outcome"], row["reasons"]] += 1
    assert not astray
    assert sum(is_taken(row, programme) for row in rows) == programme.expected["accepted"]


def test_madiun_keeps_737_of_4500_places(plan: Plan, verified: Callable[[str], Path]) -> None:
    madiun = plan.programme("madiun-2020")
    rows = decisions(verified(madiun.key))
    assert len(rows) == 8_962
    assert (madiun.criteria.total or 0) - sum(is_taken(row, madiun) for row in rows) == 737


@pytest.mark.parametrize("key", VERIFIED)
def test_every_case_gets_the_reason_it_was_made_for(
    key: str, plan: Plan, verified: Callable[[str], Path]
) -> None:
    programme = plan.programme(key)
    for row in decisions(verified(key)):
        truth = programme.line(row["file"], row["sheet"], int(row["row"]))
        reasons = set(row["reasons"].split(";"))
        # Who is not in the registry may have a namesake there, which is for a person to look at.
        expected = REASONS[truth.case] - ({"registry.absent"} if "registry.probable" in reasons else set())
        assert expected <= reasons, (truth, row)


def test_madiun_falls_out_mostly_for_want_of_the_registry(verified: Callable[[str], Path]) -> None:
    out = verified("madiun-2020")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["people"] == 8_962
    assert summary["by_reason"]["registry.absent"] > 0.85 * summary["refused"]
    assert len(list((out / "replies").glob("*.xlsx"))) == 27


def test_the_samples_show_every_outcome(tmp_path: Path) -> None:
    truth = {line.row: line for line in write_examples(tmp_path)}
    words = ["verify", str(tmp_path / "usulan.xlsx"), "--programme", str(tmp_path / "siaga-kita.toml")]
    words += ["--on", str(ON), "--out", str(tmp_path / "hasil")]
    for kind, name in FILES.items():
        words += [f"--{kind}", str(tmp_path / name)]
    assert main(words) == 0
    rows = decisions(tmp_path / "hasil")
    assert sorted(int(row["row"]) for row in rows) == sorted(truth)
    assert {row["outcome"] for row in rows} == {"eligible", "review", "refused"}
    for row in rows:
        line = truth[int(row["row"])]
        assert line.accept or row["outcome"] != "eligible"
        assert not line.accept or row["outcome"] != "refused"
