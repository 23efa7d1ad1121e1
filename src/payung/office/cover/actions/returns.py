"""The return list of BPJS: every row ends as enrolled, refused, unknown, unclear or skipped; months follow in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from payung.errors import UnusableInput
from payung.exchange.bpjs_return import read_return
from payung.exchange.tabled import Tabled
from payung.language import Text
from payung.law.month import Month, date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.core import store
from payung.office.core.bulk import insert_rows, staged
from payung.office.core.identifiers import public_id
from payung.office.core.vault import blind_index, seal, seal_fields
from payung.office.cover.matching import Answer, judge, known
from payung.office.cover.models import (
    SEALED_KPJ,
    SEALED_RETURN,
    EnrolmentReturn,
    Membership,
    ReturnLine,
    Verdict,
)
from payung.office.decisions.models import Decision, State
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme

_ENROL = """
UPDATE cover_personmonth SET enrolled_by_id = %s, answer_id = NULL
FROM staged_enrolled e
WHERE cover_personmonth.person_id = e.person_id AND cover_personmonth.month >= e.since
  AND cover_personmonth.line_id IN (SELECT id FROM decisions_line WHERE decision_id = %s)
  AND cover_personmonth.enrolled_by_id IS NULL AND cover_personmonth.withdrawn_by_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM billing_closing k
                  WHERE k.programme_id = cover_personmonth.programme_id AND k.month = cover_personmonth.month)
"""
# Months that stay without enrolment say which answer they stand under; the last row about a person counts.
_WORDINGS = """
INSERT INTO cover_answer (verdict, reason)
SELECT DISTINCT verdict, reason FROM cover_returnline
WHERE enrolment_return_id = %s AND person_id IS NOT NULL
ON CONFLICT DO NOTHING
"""
_ANSWERED = """
UPDATE cover_personmonth SET answer_id = a.id
FROM cover_returnline r JOIN cover_answer a ON a.verdict = r.verdict AND a.reason = r.reason
WHERE r.id IN (SELECT MAX(id) FROM cover_returnline WHERE enrolment_return_id = %s AND person_id IS NOT NULL
               GROUP BY person_id)
  AND cover_personmonth.person_id = r.person_id
  AND cover_personmonth.line_id IN (SELECT id FROM decisions_line WHERE decision_id = %s)
  AND cover_personmonth.enrolled_by_id IS NULL AND cover_personmonth.withdrawn_by_id IS NULL
"""


@act("enrolment.return")
def import_return(actor: Any, decision: Decision, path: Path, *, file_name: str) -> EnrolmentReturn:
    """Take in one return list for an approved list. Raises UnusableInput for the same file twice.

    A later list may enrol whom an earlier one refused; nobody enrolled is taken back by it. Months whose books are
    closed stay as they are.
    """
    area = decision.programme.area_id
    require(actor, May.RETURN_ENROLMENT, area)
    # A closing of the programme's months waits for the same row.
    list(Programme.objects.select_for_update(no_key=True).filter(pk=decision.programme_id))
    kept = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    if kept.state != State.APPROVED:
        raise UnusableInput(
            Text("Daftar ini belum disetujui", "This list is not approved"),
            Text("Pilih SK yang sudah disetujui", "Choose an approved decree"),
        )
    listed = read_return(path, file_name)
    with store.keeping(path, SEALED_RETURN) as stored:
        return _take_in(actor, kept, listed, stored, file_name)


def _take_in(
    actor: Any, decision: Decision, listed: Tabled, stored: store.Kept, file_name: str
) -> EnrolmentReturn:
    _check_new(decision, stored.sha256)
    answers = list(judge(listed, known(decision, listed)))
    counts = Counter(answer.verdict for answer in answers)
    made = EnrolmentReturn.objects.create(
        decision=decision,
        file_name=file_name[:200],
        file=stored.name,
        sha256=stored.sha256,
        rows=len(answers),
        accepted=counts[Verdict.ACCEPTED],
        refused=counts[Verdict.REFUSED],
        unknown=counts[Verdict.UNKNOWN],
        unclear=counts[Verdict.UNCLEAR],
        skipped=counts[Verdict.SKIPPED],
        imported_by=actor,
    )
    insert_rows(ReturnLine, _LINE, _lines(made, answers))
    accepted = [answer for answer in answers if answer.verdict == Verdict.ACCEPTED]
    insert_rows(Membership, _MEMBER, _members(made, accepted))
    made.months = _enrol(made, decision, accepted)
    _say_why_not(made, decision)
    made.save(update_fields=["months"])
    record(
        f"decision:{decision.public_id}",
        area=decision.programme.area_id,
        facts={
            "return": made.public_id,
            "sha256": made.sha256,
            "rows": made.rows,
            "months": made.months,
            **{verdict.value: counts[verdict] for verdict in Verdict},
        },
    )
    return made


_LINE = ("enrolment_return", "sheet", "row", "person", "verdict", "reason", "sealed")
_MEMBER = ("person", "kpj_index", "kpj_tail", "sealed", "since", "returned_in", "card_code")


def _lines(made: EnrolmentReturn, answers: Iterable[Answer]) -> Iterator[tuple[Any, ...]]:
    for answer in answers:
        private = seal_fields(answer.cells, SEALED_RETURN)
        yield (
            made.pk,
            answer.sheet[:120],
            answer.row,
            answer.person,
            answer.verdict.value,
            answer.reason[:300],
            private,
        )


def _members(made: EnrolmentReturn, accepted: Iterable[Answer]) -> Iterator[tuple[Any, ...]]:
    for answer in accepted:
        if not answer.member:
            kpj = answer.kpj
            sealed = seal(kpj.encode(), SEALED_KPJ)
            yield answer.person, blind_index(kpj), kpj[-4:], sealed, answer.since, made.pk, public_id()


def _enrol(made: EnrolmentReturn, decision: Decision, accepted: Iterable[Answer]) -> int:
    """From the month in which cover starts as BPJS has it; without a date, all months of the list."""
    rows = ((answer.person, _month(answer.since)) for answer in accepted)
    with staged("staged_enrolled", {"person_id": "int", "since": "int"}, rows), connection.cursor() as sql:
        sql.execute(_ENROL, [made.pk, decision.pk])
        return int(sql.rowcount)


def _say_why_not(made: EnrolmentReturn, decision: Decision) -> None:
    with connection.cursor() as sql:
        sql.execute(_WORDINGS, [made.pk])
        sql.execute(_ANSWERED, [made.pk, decision.pk])


def _month(since: date | None) -> int:
    return Month.of(since).number if since else 0


def _check_new(decision: Decision, sha256: str) -> None:
    earlier = EnrolmentReturn.objects.filter(decision=decision, sha256=sha256).first()
    if earlier:
        on = earlier.imported.date()
        raise UnusableInput(
            Text(
                f"Berkas ini sudah dimuat pada {date_in_words(on, 'id')} ({earlier.file_name})",
                f"This file was taken in on {date_in_words(on, 'en')} already ({earlier.file_name})",
            ),
            Text(
                "Muat daftar balikan yang baru; tidak ada yang berubah",
                "Load the newer list; nothing was changed",
            ),
        )
