"""Everybody in cover, as a sweep looks at them; and who of them a list names by number, found blind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from payung.office.accounts.permissions import Scope
from payung.office.areas.models import Area
from payung.office.core.bulk import staged
from payung.office.core.vault import blind_index
from payung.office.cover.models import PersonMonth
from payung.office.people.models import Person
from payung.verification.sweeps import MEMBERS

_BY_NUMBER = """
SELECT p.id, s.line FROM people_person p JOIN staged_number s ON s.nik_index = p.nik_index
WHERE EXISTS (SELECT 1 FROM cover_personmonth m WHERE m.person_id = p.id AND m.withdrawn_by_id IS NULL)
"""


def in_cover(area: Area) -> QuerySet[Person]:
    """People of the area's villages who hold a month of any programme, and are not known to have died."""
    held = PersonMonth.objects.filter(person=OuterRef("pk"), withdrawn_by=None)
    inside = Scope(frozenset({area.code})).within("village")
    return Person.objects.filter(Exists(held), inside, died=None)


def as_table(people: QuerySet[Person], niks: Mapping[int, str]) -> pa.Table:
    """Members as the engine takes them. Numbers stay sealed: ``niks`` gives those that the list itself names."""
    columns: dict[str, list[Any]] = {name: [] for name in MEMBERS.names}
    for key, name, born, sex, village in (
        people.order_by("pk")
        .values_list("pk", "name", "birth_date", "sex", "village_id")
        .iterator(chunk_size=10_000)
    ):
        values = (key, niks.get(key, ""), name, born, sex, village)
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    return pa.table(columns, schema=MEMBERS)


def by_number(niks: Sequence[str]) -> dict[int, list[int]]:
    """Person -> the lines (places in ``niks``) that hold their number. Only blind indexes reach the database."""
    indexed = ((line, blind_index(nik)) for line, nik in enumerate(niks) if len(nik) == 16)
    found: dict[int, list[int]] = {}
    with (
        transaction.atomic(),
        staged("staged_number", {"line": "int", "nik_index": "bytes"}, indexed),
        connection.cursor() as sql,
    ):
        sql.execute(_BY_NUMBER)
        for person, line in sql.fetchall():
            found.setdefault(person, []).append(line)
    return found


def niks_of(lines: Mapping[int, Iterable[int]], niks: Sequence[str]) -> dict[int, str]:
    return {person: niks[next(iter(at))] for person, at in lines.items()}
