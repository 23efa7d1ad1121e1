"""From what was gathered to the plan: payung.allocation decides; this puts the office's words into its terms and back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from payung.allocation import Fund as EngineFund
from payung.allocation import Problem, Terms, allocate, allocate_greedily
from payung.allocation.columns import table, texts, whole
from payung.allocation.reasons import TOTAL
from payung.errors import UnusableInput
from payung.language import Language, Text, number
from payung.law.death import death_benefit, full_death_benefit
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.areas.models import Area
from payung.office.decisions import reasons
from payung.office.funding.models import Fund
from payung.office.funding.terms import DECILE, WORK, engine_fund, paid_by
from payung.office.plans.gathering import Gathered, Person
from payung.office.plans.models import Aim, Plan

Tell = Callable[[Text], None]
LEVELS = 50  # of weight, along the programme's order
_HEAVY = 1_000  # what anybody weighs where the number of people comes first
_TIME = 120.0


@dataclass(frozen=True, slots=True)
class Place:
    """One person's outcome: a fund (its key) and cost, or a place in the queue and a reason (its number)."""

    fund: int | None = None
    rupiah: int = 0
    loss: int = 0
    queue: int | None = None
    reason: int | None = None


@dataclass
class Solved:
    """``places`` and ``people`` go together. ``reasons``: (code, Indonesian, English) to people."""

    people: list[Person]
    places: list[Place]
    reasons: dict[tuple[str, str, str], int]
    flows: dict[tuple[int, str], tuple[int, int]]
    greedy: dict[tuple[int, str], tuple[int, int]]
    marginal: dict[int, int | None]
    money: dict[int, int | None]
    idle: dict[int, int]
    quota: dict[str, int]
    facts: dict[str, Any]
    proven: bool
    months: int = 0
    losses: dict[str, int] = field(default_factory=dict)


def effective_quota(plan: Plan, inputs: Mapping[str, Any]) -> tuple[dict[str, int], int | None]:
    """Places left by village, and in total, under the plan's changes: both may bind."""
    places, total = dict(inputs["places"]), inputs["total"]
    if (each := plan.changes.get("places")) is not None:
        places = {code: max(0, each - inputs["taken"].get(code, 0)) for code in inputs["villages"]}
    elif places:
        places |= {code: 0 for code in inputs["villages"] if code not in places}
    if (all_ := plan.changes.get("total")) is not None:
        total = all_ - inputs.get("total_taken", 0)
    return {code: max(0, left) for code, left in places.items()}, None if total is None else max(0, total)


def solve(plan: Plan, given: Gathered, tell: Tell) -> Solved:
    """Raises UnusableInput where rules contradict, nobody can be placed, or no fund pays for so few months."""
    quota, total = effective_quota(plan, given.inputs)
    open_ = [each for each in given.inputs["funds"] if each["rules"].get("places") != 0]
    asked = [each for each in open_ if _least(each) <= plan.months]
    idle = {each["pk"]: _least(each) for each in given.inputs["funds"] if _least(each) > plan.months}
    if not asked:
        raise UnusableInput(
            Text(
                f"Tidak ada dana yang membayar rencana sependek {plan.months} bulan",
                f"No fund pays for a plan as short as {plan.months} months",
            ),
            Text(
                "Buat rencana yang lebih panjang, atau ubah aturan dananya",
                "Plan more months, or change the rules",
            ),
        )
    funds = [_fund(plan, each) for each in asked]
    free = [at for at, one in enumerate(given.people) if not one.barred]
    solved = _Work(plan, given, asked, funds, idle, quota)
    if free:
        solved.allocate(free, total, tell)
    return solved.finish()


def _least(said: Mapping[str, Any]) -> int:
    return int(said["rules"].get("min_months") or 1)


def _fund(plan: Plan, said: Mapping[str, Any]) -> EngineFund:
    """The fund as it stood, its ceiling cut as the plan supposes."""
    ceiling = said["ceiling"]
    percent = plan.changes.get("cuts", {}).get(said["fund"])
    if percent is not None:
        if ceiling is None:
            raise UnusableInput(
                Text(f"Dana {said['name']} tidak berpagu", f"The fund {said['name']} has no ceiling"),
                Text("Pilih dana yang berpagu", "Choose a fund with a ceiling"),
            )
        ceiling = ceiling * percent // 100
    stood = Fund(
        area_id=said["area"],
        payer=said["payer"],
        ceiling=ceiling,
        committed=said["committed"],
        kind=said["kind"],
    )
    return engine_fund(stood, said["rules"], id=said["name"], rank=said["rank"])


class _Work:
    def __init__(
        self,
        plan: Plan,
        given: Gathered,
        asked: list[dict[str, Any]],
        funds: list[EngineFund],
        idle: dict[int, int],
        quota: dict[str, int],
    ) -> None:
        self.plan, self.given, self.asked, self.funds, self.quota = plan, given, asked, funds, quota
        self.key = {fund.id: said["pk"] for fund, said in zip(funds, asked, strict=True)}
        self.places: list[Place | None] = [None] * len(given.people)
        self.solved = Solved(
            given.people, [], {}, {}, {}, dict.fromkeys(self.key.values()),
            {said["pk"]: fund.money for fund, said in zip(funds, asked, strict=True)}, idle, quota, {}, True,
            plan.months,
        )  # fmt: skip
        self.count: Counter[tuple[str, str, str]] = Counter()
        self.number: dict[tuple[str, str, str], int] = {}
        self.names: dict[str, str] = {}

    def allocate(self, free: list[int], total: int | None, tell: Tell) -> None:
        problem = self._problem(free, total)
        best = allocate(problem, time_limit=_TIME, progress=tell, both=True)
        for id, fund, cost in zip(
            *(best.plan.column(c).to_pylist() for c in ("id", "fund", "cost")), strict=True
        ):
            at = int(id)
            self.places[at] = Place(self.key[fund], cost, self._loss(self.given.people[at]))
        assert best.translated is not None
        columns = [best.waiting.column(name).to_pylist() for name in ("id", "position", "why", "binding")]
        for id, position, why, binding, english in zip(*columns, best.translated.to_pylist(), strict=True):
            reason = self._reason(*self._said(binding, why, english, total))
            self.places[int(id)] = Place(queue=position, reason=reason)
        self.solved.marginal |= {self.key[id]: more for id, more in best.summary["marginal"].items()}
        self.solved.proven = best.summary["gap"] == 0 and best.summary["settled"]
        tell(Text("membandingkan dengan rencana dari atas daftar", "comparing with the plan from the top"))
        clerk = allocate_greedily(problem)
        self.solved.greedy = self._flows(
            zip(*(clerk.plan.column(c).to_pylist() for c in ("id", "fund", "cost")), strict=True)
        )
        self.solved.flows = self._flows(
            zip(*(best.plan.column(c).to_pylist() for c in ("id", "fund", "cost")), strict=True)
        )
        self.solved.facts |= {
            "seconds": best.summary["seconds"],
            "doubts": [[said.id, said.en] for said in self._doubts(problem)],
            "greedy": {"people": clerk.plan.num_rows, "rupiah": sum(clerk.summary["spent"].values())},
            "objective": best.summary["objective"],
            "bound": best.summary["bound"],
            "greedy_objective": clerk.summary["objective"],
        }

    def _doubts(self, problem: Problem) -> tuple[Text, ...]:
        from payung.allocation import costs

        return costs(problem.terms).doubts

    def _problem(self, free: list[int], total: int | None) -> Problem:
        people = [self.given.people[at] for at in free]
        kinds = sorted({kind for said in self.asked for kind in said["rules"].get("not_covered_by", ())})
        columns: dict[str, Any] = {
            "id": texts([f"{at:08}" for at in free]),
            "village_code": texts([one.village for one in people]),
            "priority": whole(self._weights(free)),
            "sector": texts([one.sector for one in people]),
            "groups": texts([";".join(one.traits.get("groups", ())) for one in people]),
            WORK: texts([str(one.traits.get("work", "")) for one in people]),
            DECILE: texts([str(one.traits.get("decile", "")) for one in people]),
        }
        for kind in kinds:
            columns[paid_by(kind)] = texts(
                ["" if kind in one.traits.get("paid", ()) else "ya" for one in people]
            )
        until = self.plan.changes.get("relief_until")
        programme = self.plan.programme
        terms = Terms(
            start=Month.from_number(self.plan.first_month),
            months=self.plan.months,
            funds=tuple(self.funds),
            income=programme.income,
            jht=programme.with_jht,
            full_rate_from=Month.from_number(until) + 1 if until else None,
        )
        return Problem(table(**columns), terms, dict(self.quota), places=total)

    def _weights(self, free: list[int]) -> list[int]:
        """Falling along the programme's order, in a few levels; people alike are told apart by their position.

        Where the order counts most the weights fall as squares: one from the top outweighs several from the end.
        """
        levels = [LEVELS - rank * LEVELS // len(free) for rank in range(len(free))]
        if self.plan.aim == Aim.PEOPLE:
            return [_HEAVY + level for level in levels]
        return [level * level for level in levels]

    def _flows(self, paid: Any) -> dict[tuple[int, str], tuple[int, int]]:
        sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        for id, fund, cost in paid:
            into = sums[self.key[fund], self.given.people[int(id)].village]
            into[0] += 1
            into[1] += cost
        return {key: (people, rupiah) for key, (people, rupiah) in sorted(sums.items())}

    def _said(self, binding: str, why: str, english: str, total: int | None) -> tuple[str, str, str]:
        if binding.startswith("quota:"):
            village = binding.removeprefix("quota:").partition(";")[0]
            if name := self._names().get(village):
                why, english = why.replace(village, name, 1), english.replace(village, name, 1)
        if TOTAL in binding.split(";"):
            why = why.replace(*_in_all("Tempat seluruhnya", "Kuota seluruh program", total, "id"))
            english = english.replace(
                *_in_all("The places in all are", "The programme's quota is", total, "en")
            )
        code = next(
            (code for start, code in _CODES.items() if binding.startswith(start)), reasons.FUND_CEILING
        )
        return code, why, english

    def _names(self) -> dict[str, str]:
        if not self.names:
            areas = Area.objects.filter(code__in=self.given.inputs["villages"])
            self.names = dict(areas.values_list("code", "name"))
        return self.names

    def _reason(self, code: str, why: str, english: str) -> int:
        key = (code, why, english)
        self.count[key] += 1
        return self.number.setdefault(key, len(self.number))

    def _loss(self, one: Person) -> int:
        """What the family would not get if the member died as the plan's months are over."""
        known = self.solved.losses
        key = f"{one.since}/{one.traits.get('months', 0)}"
        if key not in known:
            law, since = current(), Month.from_number(one.since)
            end = (Month.from_number(self.plan.first_month) + self.plan.months).first_day()
            paid = int(one.traits.get("months", 0)) + self.plan.months
            got = death_benefit(since.first_day(), paid, end, "bpu", law).total
            known[key] = max(0, full_death_benefit(end, law).total - got)
        return known[key]

    def finish(self) -> Solved:
        """Those who cannot be taken at all stand at the end of the queue, with their reason."""
        behind = max((place.queue or 0 for place in self.places if place), default=0)
        for at, place in enumerate(self.places):
            if place is None:
                behind += 1
                barred = self.given.people[at].barred
                words = reasons.in_words(barred)
                self.places[at] = Place(queue=behind, reason=self._reason(barred, words.id, words.en))
        self.solved.places = [place for place in self.places if place is not None]
        self.solved.reasons = {key: self.count[key] for key in self.number}
        return self.solved


_CODES = {"quota:": reasons.VILLAGE_QUOTA, TOTAL: reasons.TOTAL_QUOTA, "no_fund": reasons.NO_FUND}


def _in_all(engine: str, office: str, total: int | None, language: Language) -> tuple[str, str]:
    """The engine's words for places in all, and ours: they are what is left of the programme's quota."""
    count = number(total or 0, language)
    full, left = ("penuh", "tempat tersisa") if language == "id" else ("full", "places left")
    return f"{engine} {full} ({count}).", f"{office} {full} ({count} {left})."
