"""Contributions and death benefits computed a second way, and compared with the package over random cases.

    python scripts/law_crosscheck.py                         10,000 cases
    python scripts/law_crosscheck.py --cases 500 --seed 7

The second computation is in scripts/law_second, written from the regulations without looking into src/payung/law;
the package is asked through its commands, as anybody would ask it. Ends with 1 where the two differ.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from law_second import compare
from law_second.cases import KINDS, draw

from payung.cli import main as payung

Answered = tuple[str, dict, dict | str]  # kind, case, what the package printed or why it refused
DEATHS = ("death", "accident", "disease")


@dataclass
class Difference:
    kind: str
    case: str  # as it was given to the command
    what: list[str]  # both figures and the article, a line for each


@dataclass
class Outcome:
    cases: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)


def words_of(case: dict) -> list[str]:
    """The case as the flags of ``payung contribution``."""
    words = []
    for name, value in case.items():
        words.append("--" + name.replace("_", "-"))
        if value is not True:
            words.append(str(value))
    return words


def ask(words: list[str]) -> dict | str:
    """What the command printed, or its complaint."""
    out, complaint = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaint):
            code = payung([words[0], "--lang", "en", *words[1:]])
    except SystemExit as end:  # argparse
        code = int(end.code or 0)
    return json.loads(out.getvalue()) if code == 0 else complaint.getvalue().strip()


def answers(count: int, seed: int) -> Iterator[Answered]:
    """Random cases, each with the package's answer."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "case.json"
        for kind, case in draw(count, seed):
            if kind in DEATHS:
                paper.write_text(json.dumps(case), encoding="utf-8")
                yield kind, case, ask(["benefit", str(paper)])
            else:
                yield kind, case, ask(["contribution", *words_of(case)])


def cross_check(answered: Iterable[Answered]) -> Outcome:
    """The second computation of every case, held against the package's answer."""
    outcome = Outcome()
    for kind, case, answer in answered:
        outcome.cases[kind] += 1
        if isinstance(answer, str):
            what = [f"the package refuses the case: {answer}"]
        else:
            what = (compare.benefit if kind in DEATHS else compare.contribution)(case, answer)
        if not what:
            outcome.agreed[kind] += 1
            continue
        shown = json.dumps(case) if kind in DEATHS else " ".join(words_of(case))
        outcome.differences.append(Difference(kind, shown, what))
    return outcome


def report(outcome: Outcome, seed: int, seconds: float) -> None:
    for difference in outcome.differences:
        print(f"DIFFERS {difference.kind}: {difference.case}")
        for line in difference.what:
            print(f"    {line}")
    print(f"\n{'kind':<14}{'cases':>8}{'agree':>8}{'differ':>8}")
    for kind in KINDS:
        cases, agreed = outcome.cases[kind], outcome.agreed[kind]
        print(f"{kind:<14}{cases:>8,}{agreed:>8,}{cases - agreed:>8,}")
    cases, agreed = outcome.cases.total(), outcome.agreed.total()
    print(f"{'all':<14}{cases:>8,}{agreed:>8,}{cases - agreed:>8,}")
    print(f"seed {seed}, {seconds:.0f} s")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Contributions and death benefits, computed a second way.")
    parser.add_argument("--cases", type=int, default=10_000, metavar="N", help="how many random cases")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed draws the same cases")
    arguments = parser.parse_args(argv)
    began = time.monotonic()
    outcome = cross_check(answers(arguments.cases, arguments.seed))
    report(outcome, arguments.seed, time.monotonic() - began)
    return 1 if outcome.differences else 0


if __name__ == "__main__":
    sys.exit(main())
