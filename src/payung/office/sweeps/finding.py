"""The looking itself: a list against everybody in cover. It reads only; what it finds is written by one act."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
from django.db import connection, transaction

from payung.identity import names
from payung.law.month import Month
from payung.office.areas.models import Area
from payung.office.core.bulk import staged
from payung.office.core.vault import blind_index
from payung.office.cover.models import PersonMonth
from payung.office.people.models import Person
from payung.office.references import snapshot
from payung.office.references.models import ReferenceList
from payung.office.sweeps import members
from payung.office.sweeps.models import How, Kind
from payung.verification import sweeps

_LAST = 999912
_HOW = {"certain": How.CERTAIN, "name_differs": How.NAME_DIFFERS, "probable": How.PROBABLE}
_OVERLAP = """
SELECT s.line, COUNT(m.id), MIN(m.month), MAX(m.month) FROM staged_payer s
JOIN cover_personmonth m ON m.person_id = s.person AND m.withdrawn_by_id IS NULL AND m.month BETWEEN s.first AND s.last
GROUP BY s.line
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One match, not written yet. ``said`` is sealed with it; ``identity`` tells it from every other finding."""

    person: int
    how: How
    identity: str
    other: int | None = None
    score: float | None = None
    died: date | None = None
    began: date | None = None
    payer: str = ""
    first_month: int | None = None
    last_month: int | None = None
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> bytes:
        return blind_index(self.identity)


@dataclass(frozen=True, slots=True)
class Looked:
    """What one sweep saw: how many members, and whom it found."""

    kind: Kind
    members: int
    found: tuple[Found, ...]
    silent: int = 0  # lines of the list of whom nothing can be said


def deaths(given: ReferenceList, today: date) -> Looked:
    """Members of the list's area whom its deaths name, by number with an agreeing name, or probably."""
    people = members.in_cover(given.area)
    with snapshot.opened([given]) as (opened,):
        niks = _niks(opened.data)
        table = members.as_table(people, members.niks_of(members.by_number(niks), niks))
        told = sweeps.find_dead(table, opened, on=today).to_pylist()
    known = {person.pk: person for person in Person.objects.filter(pk__in=[row["id"] for row in told])}
    return Looked(
        Kind.DEATH, table.num_rows, tuple(_death(row, known[row["id"]]) for row in told if row["id"] in known)
    )


def _death(row: Mapping[str, Any], person: Person) -> Found:
    died: date | None = row["died"]
    identity = (
        f"death|{person.public_id}|{row['nik'] or ''}|{(row['name'] or '').upper()}|{row['written'] or ''}"
    )
    return Found(
        person=person.pk,
        how=_HOW[row["how"]],
        identity=identity,
        score=row["score"],
        died=died,
        first_month=after(died) if died else None,
        said={
            **_said(row, "nik", "name", "sex", "village_code", "written"),
            "birth_date": row["born"].isoformat() if row["born"] else "",
            "explanation": json.loads(row["explanation"]) if row["explanation"] else {},
        },
    )


def after(day: date) -> int:
    """The first month that nobody needed to pay: the one after that of the death, or of the first day at work."""
    return (Month.of(day) + 1).number


def twice(area: Area) -> Looked:
    """Pairs of members who may be one person: nearly the same name, birth date and village, other numbers."""
    table = members.as_table(members.in_cover(area), {})
    told = sweeps.find_twice(table).to_pylist()
    keys = {row["id"] for row in told} | {row["other"] for row in told}
    public = dict(Person.objects.filter(pk__in=keys).values_list("pk", "public_id"))
    held = _held(keys)
    found = []
    for row in told:
        both = sorted(held[row["id"]] & held[row["other"]])
        found.append(
            Found(
                # Who came later leaves, unless the reviewer says that the earlier number is the wrong one.
                person=row["other"],
                other=row["id"],
                how=How.PROBABLE,
                identity="twice|" + "|".join(sorted((public[row["id"]], public[row["other"]]))),
                score=row["score"],
                first_month=both[0] if both else None,
                last_month=both[-1] if both else None,
                said={"explanation": json.loads(row["explanation"])},
            )
        )
    return Looked(Kind.TWICE, table.num_rows, tuple(found))


def payers(given: ReferenceList, today: date) -> Looked:
    """Members for whom another payer covers a month that a programme of ours holds."""
    with snapshot.opened([given]) as (opened,):
        lines = sweeps.other_payments(opened, on=today).to_pylist()
    people = members.in_cover(given.area)
    count = people.count()
    at = members.by_number([line["nik"] for line in lines])
    inside = dict(people.filter(pk__in=list(at)).values_list("pk", "public_id"))
    wanted = [(line, person) for person, places in at.items() if person in inside for line in places]
    found = []
    for number, first, last in _overlaps(wanted, lines):
        line, person = wanted[number]
        payer = (lines[line]["payer"] or "-")[:120]
        found.append(
            Found(
                person=person,
                how=How.NIK,
                identity=f"payer|{inside[person]}|{payer.upper()}|{lines[line]['first']}|{lines[line]['last']}",
                payer=payer,
                first_month=first,
                last_month=last if lines[line]["last"] else None,
                said=_said(lines[line], "nik", "payer"),
            )
        )
    return Looked(Kind.PAYER, count, tuple(found))


def jobs(given: ReferenceList, today: date) -> Looked:
    """Members of the list's area whom a list of active members knows as wage workers. Where it gives no day, the job
    had begun by the day of the list."""
    with snapshot.opened([given]) as (opened,):
        told = sweeps.wage_jobs(opened, on=today)
    lines = told.lines.to_pylist()
    people = members.in_cover(given.area)
    at = {person: places[0] for person, places in members.by_number([line["nik"] for line in lines]).items()}
    known = list(people.filter(pk__in=list(at)).order_by("pk"))
    agreed = names.agreement([(person.name, lines[at[person.pk]]["name"] or "") for person in known])
    found = tuple(
        _job(person, lines[at[person.pk]], score or 0.0, given.dated)
        for person, score in zip(known, agreed, strict=True)
    )
    return Looked(Kind.JOB, people.count(), found, told.silent)


def _job(person: Person, line: Mapping[str, Any], score: float, dated: date) -> Found:
    began: date | None = line["since"]
    named = How.CERTAIN if score >= names.AGREES else How.NAME_DIFFERS
    return Found(
        person=person.pk,
        how=named if line["name"] else How.NIK,
        identity=f"job|{person.public_id}|{began or ''}",
        score=round(score, 4) if line["name"] else None,
        began=began,
        first_month=after(began or dated),
        said=_said(line, "nik", "name") | {"written": began.isoformat() if began else ""},
    )


def _overlaps(wanted: list[tuple[int, int]], lines: list[dict[str, Any]]) -> list[tuple[int, int, int]]:
    """Of each line and person the months that are held twice: place in ``wanted``, first and last."""
    rows = (
        (at, person, lines[line]["first"] or 0, lines[line]["last"] or _LAST)
        for at, (line, person) in enumerate(wanted)
    )
    columns = {"line": "int", "person": "int", "first": "int", "last": "int"}
    with transaction.atomic(), staged("staged_payer", columns, rows), connection.cursor() as sql:
        sql.execute(_OVERLAP)
        return [(at, first, last) for at, _count, first, last in sorted(sql.fetchall())]


def _held(people: Iterable[int]) -> Mapping[int, set[int]]:
    held: dict[int, set[int]] = defaultdict(set)
    months = PersonMonth.objects.filter(person__in=list(people), withdrawn_by=None)
    for person, month in months.values_list("person_id", "month"):
        held[person].add(month)
    return held


def _niks(path: Any) -> list[str]:
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        found = con.execute(
            "SELECT DISTINCT nik FROM read_parquet(?) WHERE length(nik) = 16 ORDER BY nik", [str(path)]
        ).fetchall()
    return [nik for (nik,) in found]


def _said(row: Mapping[str, Any], *fields: str) -> dict[str, str]:
    return {name: str(row[name]) for name in fields if row[name]}


def chunks(found: Iterable[Found], size: int = 5_000) -> Iterator[list[Found]]:
    part: list[Found] = []
    for each in found:
        part.append(each)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
