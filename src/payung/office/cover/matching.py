"""What each row of a return list means for the people of a decree. Nothing is guessed: what is not clear says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from payung.exchange.tabled import Tabled
from payung.office.core.bulk import staged
from payung.office.core.vault import blind_index
from payung.office.cover.models import Membership, Verdict
from payung.office.decisions.models import Decision

# The list's problems that make a row unclear, with what the office should ask; the rest are only remarks.
_UNCLEAR = (
    "kpj.missing",
    "kpj.malformed",
    "kpj.twice",
    "nik.missing",
    "nik.malformed",
    "nik.digits_lost",
    "status.unknown",
)


@dataclass(frozen=True, slots=True)
class Known:
    """The people of the decree by blind index, and who holds which member number already."""

    people: Mapping[bytes, int]
    members: Mapping[int, bytes]  # person -> blind index of the KPJ
    holders: Mapping[bytes, int]  # the other way round, also of people of other decrees


@dataclass(frozen=True, slots=True)
class Answer:
    """One row with its verdict. ``member``: the person holds this KPJ already. ``cells``: what the row said."""

    sheet: str
    row: int
    verdict: Verdict
    reason: str = ""
    person: int | None = None
    kpj: str = ""
    since: date | None = None
    member: bool = False
    cells: Mapping[str, Any] = field(default_factory=dict)


def known(decision: Decision, listed: Tabled) -> Known:
    taken = decision.lines.filter(taken=True)
    people = {
        bytes(index): person
        for index, person in taken.values_list("person__nik_index", "person_id").iterator()
    }
    of_people = Membership.objects.filter(person__in=taken.values("person_id"))
    members = {person: bytes(index) for person, index in of_people.values_list("person_id", "kpj_index")}
    numbers = ((blind_index(kpj),) for kpj in set(listed.table["kpj"].to_pylist()) if kpj)
    with staged("staged_kpj", {"kpj_index": "bytes"}, numbers), connection.cursor() as sql:
        sql.execute(
            "SELECT m.kpj_index, m.person_id FROM cover_membership m JOIN staged_kpj s ON s.kpj_index = m.kpj_index"
        )
        holders = {bytes(index): person for index, person in sql.fetchall()}
    return Known(people, members, holders)


def judge(listed: Tabled, among: Known) -> Iterator[Answer]:
    """Every row once, in the order of the list; then the skipped ones."""
    asks: dict[tuple[str, int], str] = {}
    for problem in listed.problems:
        if problem.code in _UNCLEAR:
            asks.setdefault((problem.sheet, problem.row), problem.what.id)
    seen: dict[int, int] = {}
    for row in listed.table.to_pylist():
        answer = _judge(row, among, asks.get((row["sheet"], row["row"]), ""), seen)
        if answer.verdict == Verdict.ACCEPTED and answer.person is not None:
            seen[answer.person] = answer.row
        yield answer
    for skipped in listed.skipped:
        yield Answer(skipped.sheet, skipped.row, Verdict.SKIPPED, skipped.why, cells={"text": skipped.text})


def _judge(row: Mapping[str, Any], among: Known, ask: str, seen: Mapping[int, int]) -> Answer:
    since = date.fromisoformat(row["start_date"]) if row["start_date"] else None
    cells = {key: row[key] for key in ("nik", "kpj", "name")}
    person = among.people.get(blind_index(row["nik"])) if row["nik"] else None

    def answer(verdict: Verdict, reason: str = "", *, member: bool = False) -> Answer:
        return Answer(row["sheet"], row["row"], verdict, reason, person, row["kpj"], since, member, cells)

    if person is None:
        return answer(Verdict.UNCLEAR if ask else Verdict.UNKNOWN, ask or row["reason"])
    if row["accepted"] is False:
        return answer(Verdict.REFUSED, row["reason"])
    if ask or row["accepted"] is None:
        return answer(Verdict.UNCLEAR, ask)
    if person in seen:
        return answer(Verdict.UNCLEAR, f"NIK ini sudah ada di baris {seen[person]}")
    index = blind_index(row["kpj"])
    if among.holders.get(index, person) != person:
        return answer(Verdict.UNCLEAR, "KPJ ini sudah dimiliki orang lain")
    held = among.members.get(person)
    if held is not None and held != index:
        return answer(Verdict.UNCLEAR, "Orang ini sudah punya KPJ lain")
    return answer(Verdict.ACCEPTED, member=held is not None)
