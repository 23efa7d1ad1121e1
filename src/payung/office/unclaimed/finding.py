"""Whom a word of a death may mean: by NIK, or by the name within the village, as the other lists are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from payung.errors import UnusableInput
from payung.identity.names import AGREES, agreement
from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.claims.reckoning import Event, reckon
from payung.office.core.vault import blind_index
from payung.office.decisions.models import Withdrawal
from payung.office.people.models import Person

_MOST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who may be meant. ``same_birth`` None where no birth date was told."""

    person: Person
    agreement: float
    same_birth: bool | None


def candidates(
    user: Any, village: str, *, name: str, birth_date: date | None = None, nik: str = ""
) -> list[Candidate]:
    """Members of the village whom the user may report for, the likeliest first; by the NIK alone where it is told."""
    members = Person.objects.filter(
        scope(user, May.REPORT_EVENT).within("village"), village=village
    ).select_related("village")
    if nik:
        found = Person.objects.filter(
            scope(user, May.REPORT_EVENT).within("village"), nik_index=blind_index(nik)
        ).select_related("village")
        return [
            Candidate(one, 1.0, None if birth_date is None else one.birth_date == birth_date) for one in found
        ]
    names = list(members.values_list("pk", "name", "birth_date"))
    if not names:
        return []
    scores = agreement([(name, each) for _pk, each, _born in names])
    likely = [
        (score, None if birth_date is None else born == birth_date, pk)
        for score, (pk, _name, born) in zip(scores, names, strict=True)
        if score >= AGREES or (birth_date is not None and born == birth_date and score >= AGREES / 2)
    ]
    likely.sort(key=lambda each: (not each[1], -each[0], each[2]))
    people = members.in_bulk([pk for _score, _same, pk in likely[:_MOST]])
    return [Candidate(people[pk], score, same) for score, same, pk in likely[:_MOST]]


def worth(person: Person, died: date, today: date) -> int:
    """Rupiah that the law pays for a death on that day, scholarship apart; nothing for one who was no member."""
    try:
        return reckon(person, Event("death", died, "death", died), today).total
    except UnusableInput:
        return 0


# Somebody who was paid for together with others of the village, and stops where most of them go on.
_SILENT = """
WITH last AS (
    SELECT person_id, MAX(month) AS month FROM cover_personmonth
    WHERE payment_id IS NOT NULL AND withdrawn_by_id IS NULL GROUP BY person_id
), member AS (
    SELECT DISTINCT person_id, programme_id, village_id FROM cover_personmonth
    WHERE payment_id IS NOT NULL AND withdrawn_by_id IS NULL
), ended AS (
    SELECT programme_id, village_id, MAX(month) AS month FROM cover_personmonth
    WHERE payment_id IS NOT NULL AND withdrawn_by_id IS NULL GROUP BY programme_id, village_id
), standing AS (
    SELECT m.person_id, m.programme_id, m.village_id, l.month, e.month AS ended
    FROM member m JOIN last l ON l.person_id = m.person_id
    JOIN ended e ON e.programme_id = m.programme_id AND e.village_id = m.village_id
), cohort AS (
    SELECT programme_id, village_id FROM standing GROUP BY programme_id, village_id
    HAVING SUM(CASE WHEN month > ended THEN 1 ELSE 0 END) * 2 > COUNT(*)
)
SELECT s.person_id, MAX(s.month) FROM standing s
JOIN cohort c ON c.programme_id = s.programme_id AND c.village_id = s.village_id
WHERE s.month <= s.ended AND s.month < %s
AND NOT EXISTS (SELECT 1 FROM cover_personmonth w WHERE w.person_id = s.person_id
    AND (w.withdrawn_by_id IS NOT NULL OR w.month > s.month))
AND NOT EXISTS (SELECT 1 FROM unclaimed_notice n WHERE n.person_id = s.person_id)
AND NOT EXISTS (SELECT 1 FROM claims_claim k WHERE k.person_id = s.person_id AND k.state <> 'cancelled')
AND NOT EXISTS (SELECT 1 FROM sweeps_match d WHERE d.person_id = s.person_id AND d.kind = 'death')
GROUP BY s.person_id ORDER BY s.person_id
"""


def silent(today: date) -> list[tuple[int, int]]:
    """People not seen any more, each with the last paid month (yyyymm)."""
    with connection.cursor() as sql:
        sql.execute(_SILENT, [Month.of(today).number])
        return [(person, month) for person, month in sql.fetchall()]


def withdrawn_as_dead() -> list[int]:
    """People whom an approved decision took off as died, with no notice yet and no claim."""
    taken = Withdrawal.objects.filter(why=Withdrawal.Why.DIED, decision__state="approved")
    found = taken.filter(line__person__death_notices=None, line__person__claims=None)
    return sorted(
        set(found.exclude(line__person__matches__kind="death").values_list("line__person", flat=True))
    )
