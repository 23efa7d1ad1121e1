"""Labelled pairs of lists to train and to measure linkage on: who is wanted, who is known, and who is truly whom.

``easy``: at most one manner or fault a person, little missing. ``hard``: every person with errors, two at once for a third, now
and then three, many fields missing on both sides; about eight in a hundred of the wanted have a double in the known list (a
twin, a parent of the same name, a neighbour of the same name and birth date), several times as many as in life.
``severe``: the same with more errors and about twenty doubles in a hundred. Of the wanted, half are known at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import pyarrow as pa

from payung.synthetic.families import Person, population
from payung.synthetic.linkage_errors import BEFORE_TITLES, KINDS, Record, moved, new_card, spelled_otherwise

FIELDS = ("name", "birth_date", "sex", "village_code", "mother_name", "kk")
SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("nik", pa.string()),
        ("name", pa.string()),
        ("born", pa.date32()),
        ("sex", pa.string()),
        ("kk", pa.string()),
        ("village_code", pa.string()),
        ("mother_name", pa.string()),
        ("entity", pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How bad a list is. ``errors``: how likely none, one, two, three errors are; ``missing``: share by field;
    ``doubles``: the share of the wanted that is sought among those with a double, beside those met by chance."""

    errors: tuple[float, ...]
    missing: dict[str, float]
    doubles: float


REGISTRY = {"mother_name": 0.2, "kk": 0.02, "village_code": 0.005, "birth_date": 0.003, "sex": 0.002}
EASY = Manner((0.4, 0.6), {"mother_name": 0.1, "kk": 0.05, "sex": 0.01}, 0.02)
HARD = Manner(
    (0.0, 0.6, 0.35, 0.05),
    {"mother_name": 0.3, "kk": 0.2, "sex": 0.03, "village_code": 0.02, "birth_date": 0.015},
    0.03,
)
SEVERE = Manner((0.0, 0.5, 0.35, 0.15), HARD.missing, 0.15)
MANNERS = {"easy": EASY, "hard": HARD, "severe": SEVERE}
# Shares of the known who stand there twice: under a second NIK, and again on the same family card.
TWO_NIKS, TWICE_IN_HOUSE = 0.01, 0.005


@dataclass(frozen=True, slots=True)
class Lists:
    """``wanted`` and ``known`` with ``SCHEMA``; the same ``entity`` is the same person.

    ``errors`` gives the kinds of error of each wanted line, in order; ``ties`` what double it has in the known list.
    """

    wanted: pa.Table
    known: pa.Table
    errors: Sequence[tuple[str, ...]]
    ties: Sequence[str]

    def truth(self) -> set[tuple[int, int]]:
        """The pairs of ids, wanted and known, that are one person; somebody who stands twice makes two."""
        lines: dict[int, list[int]] = {}
        for at, entity in enumerate(self.known["entity"].to_pylist()):
            lines.setdefault(entity, []).append(at)
        wanted = enumerate(self.wanted["entity"].to_pylist())
        return {(at, other) for at, entity in wanted for other in lines.get(entity, ())}


def lists(manner: str, wanted: int, known: int, seed: int, *, places: int = 60) -> Lists:
    """``wanted`` people against ``known`` lines, half of the wanted among them. The same arguments give the same lists.

    Raises ValueError where the wanted are more than half the known.
    """
    if wanted * 2 > known:
        raise ValueError(f"{known} known are too few for {wanted} wanted")
    how, rng = MANNERS[manner], Random(seed)  # noqa: S311 - made-up data
    absent_count = wanted // 2
    extra = round(known * (TWO_NIKS + TWICE_IN_HOUSE))
    people = population(known - extra + absent_count, seed, places=places)
    absent = _chosen(people, absent_count, how.doubles, rng, set())
    gone = {person.entity for person in absent}
    present = _chosen(people, wanted - absent_count, how.doubles, rng, gone)
    standing = [person for person in people if person.entity not in gone]
    records = [_registered(person, rng) for person in standing]
    records += [_again(person, rng) for person in rng.sample(standing, extra)]
    rng.shuffle(records)
    asked = [*present, *absent]
    rng.shuffle(asked)
    written = [_written(person, how, rng) for person in asked]
    return Lists(
        _table([record for record, _ in written]),
        _table(records),
        [errors for _, errors in written],
        [person.tie if person.double not in gone else "" for person in asked],
    )


def _chosen(people: list[Person], count: int, doubles: float, rng: Random, but: set[int]) -> list[Person]:
    """Of each pair of doubles one alone, so that the other stays in the known list."""
    tied = [
        p for p in people if p.tie and p.entity < p.double and p.entity not in but and p.double not in but
    ]
    few = rng.sample(tied, min(len(tied), round(count * doubles)))
    taken = but | {p.entity for p in few} | {p.double for p in few}
    return [*few, *rng.sample([p for p in people if p.entity not in taken], count - len(few))]


def _record(person: Person) -> Record:
    return {
        "nik": person.nik,
        "name": person.name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "kk": person.kk,
        "village_code": person.village_code,
        "mother_name": person.mother_name,
        "entity": person.entity,
    }


def _lose(record: Record, missing: dict[str, float], rng: Random) -> None:
    for field, share in missing.items():
        if rng.random() < share:
            record[field] = None if field == "birth_date" else ""


def _registered(person: Person, rng: Random) -> Record:
    record = _record(person)
    record["name"] = record["name"].upper()
    _lose(record, REGISTRY, rng)
    return record


def _again(person: Person, rng: Random) -> Record:
    """The same person once more: under a NIK of another district, or written otherwise on the same card."""
    record = _record(person)
    record["nik"] = f"{rng.randint(110101, 769999)}{person.nik[6:12]}{rng.randint(9001, 9999)}"
    if rng.random() < TWO_NIKS / (TWO_NIKS + TWICE_IN_HOUSE):
        (moved if rng.random() < 0.6 else new_card)(record, rng)
    if rng.random() < 0.5:
        record["name"] = spelled_otherwise(record["name"], rng)
    record["name"] = record["name"].upper()
    _lose(record, REGISTRY, rng)
    return record


def _written(person: Person, how: Manner, rng: Random) -> tuple[Record, tuple[str, ...]]:
    record = _record(person)
    _lose(record, how.missing, rng)
    kinds, weights = list(KINDS), [weight for weight, _ in KINDS.values()]
    left = rng.choices(range(len(how.errors)), how.errors)[0]
    done: list[str] = []
    while left:
        kind = rng.choices(kinds, weights)[0]
        if kind in BEFORE_TITLES and not {"title", "bin, binti"}.isdisjoint(done):
            continue
        if kind not in done and KINDS[kind][1](record, rng):
            done.append(kind)
            left -= 1
    if rng.random() < 0.4:
        record["name"] = record["name"].upper()
    return record, tuple(done)


def _table(records: list[Record]) -> pa.Table:
    columns = {
        name: [record.get("birth_date" if name == "born" else name) for record in records]
        for name in SCHEMA.names[1:]
    }
    return pa.table({"id": range(len(records)), **columns}, schema=SCHEMA)
