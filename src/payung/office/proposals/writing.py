"""The steps of an import between taking a submission and its final act: read, recognise, verify, write."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone

from payung import intake, verification
from payung.intake.schema import PEOPLE
from payung.language import Text
from payung.office.core import store
from payung.office.core.bulk import insert_rows
from payung.office.proposals import earlier, matched, mending, reasons, rows
from payung.office.proposals.lease import Hold
from payung.office.proposals.models import SEALED_FILE, Finding, Outcome, Row, SkippedRow, Stage, Submission
from payung.office.proposals.rows import Found, Judged, Person
from payung.office.proposals.rules import Rules
from payung.office.proposals.villages import Placed, Villages
from payung.office.proposals.works import Works
from payung.office.references import snapshot
from payung.office.references.models import Kind

CHUNK = 2_500
# What a row needs of what was read: all but the file, which is the upload itself.
_READ = [name for name in PEOPLE.names if name != "file"]


@dataclass(frozen=True, slots=True)
class Result:
    """What the final act needs to know of the work."""

    rules: Rules
    people: int
    skipped: int
    replaced: tuple[int, ...]
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _People:
    """The proposed people: the table as read, and by position what the office made of them."""

    table: pa.Table
    indexes: list[bytes | None]
    placed: list[Placed]
    mends: Mapping[int, int]


def check_and_write(submission: Submission, rules: Rules, hold: Hold) -> Result:
    """Do all of it; every write renews the hold. Raises UnusableInput, lease.Replaced."""
    reading = _read(submission, hold)
    villages = Villages(submission.area)
    people, skipped = _recognise(submission, reading, villages)
    hold.renew(stage=Stage.VERIFYING, done=0, todo=people.table.num_rows)
    judged, deciles = _verify(submission, people, rules, hold)
    works = Works(submission.programme)
    total = people.table.num_rows + len(skipped)
    hold.renew(stage=Stage.WRITING, done=0, todo=total)
    done = _write_people(submission, people, judged, deciles, works, hold)
    _write_skipped(submission, skipped, hold, done)
    return Result(rules, people.table.num_rows, len(skipped), tuple(people.mends.values()), _report(reading))


def _read(submission: Submission, hold: Hold) -> intake.Reading:
    ending = Path(submission.file_name).suffix.lower()
    with store.opened(submission.file, SEALED_FILE, ending) as path:
        return intake.read(
            [intake.Source(path, submission.file_name)],
            area=Villages(submission.area).region,
            mapping=submission.mapping or None,
            on=submission.verified_on or timezone.localdate(),
            progress=_Progress(hold, Stage.READING),
        )


def _recognise(
    submission: Submission, reading: intake.Reading, villages: Villages
) -> tuple[_People, list[dict[str, Any]]]:
    """People with their places; those of a mending list that changed nothing join the skipped rows.

    Column by column: a list may have a million rows, and a dictionary for each would take gigabytes.
    """
    table = reading.people
    indexes = [rows.nik_index(nik, problems) for nik, problems in _columns(table, "nik", "problems")]
    skipped = reading.skipped.select(["sheet", "row", "why", "cells"]).to_pylist()
    mends: dict[int, int] = {}
    if submission.mends:
        read = [dict(line, identifier=_identifier(line)) for line in _lines(table)]
        known = zip(range(len(read)), read, indexes, strict=True)
        mended = mending.recognise(submission.mends, known, submission.area_id)
        kept = [position for position in range(len(read)) if position not in mended.left]
        skipped += [
            {"sheet": read[at]["sheet"], "row": read[at]["row"], "why": why, "cells": read[at]["cells"]}
            for at, why in mended.left.items()
        ]
        mends = {new: mended.replaces[old] for new, old in enumerate(kept) if old in mended.replaces}
        table = table.take(pa.array(kept, pa.int64()))
        indexes = [indexes[at] for at in kept]
    placed = [villages.place(*written) for written in _columns(table, "village_code", "village", "district")]
    return _People(table, indexes, placed, mends), skipped


def _columns(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


def _identifier(line: Mapping[str, Any]) -> str:
    if mending.IDENTIFIER not in line["cells"]:
        return ""
    return str(json.loads(line["cells"]).get(mending.IDENTIFIER, ""))


def _verify(
    submission: Submission, people: _People, rules: Rules, hold: Hold
) -> tuple[list[Judged], Mapping[int, int]]:
    """The engine's findings and the office's own, judged together; the registry's decile by position."""
    on = submission.verified_on or timezone.localdate()
    found: dict[int, list[Found]] = defaultdict(list)
    with snapshot.opened(rules.lists.values()) as lists:
        told = verification.verify(
            _with_villages(people), rules.engine, lists, on=on, progress=_Steps(hold, people.table.num_rows)
        )
        registry = next((each for each in lists if each.kind == snapshot.engine_kind(Kind.REGISTRY)), None)
        deciles = _deciles(registry.data, people.table) if registry else {}
        known = matched.of_findings(told.findings, lists)
    list_ids = {each.public_id: each.pk for each in rules.lists.values()}
    for batch in told.findings.to_batches(max_chunksize=10_000):
        for line in batch.to_pylist():
            found[line["position"]].append(_engine_finding(line, list_ids, known))
    for own in _office_findings(submission, people):
        reason = reasons.reason(own.code)
        told_already = {each.code for each in found[own.position]}
        if own.code == reasons.UNKNOWN_VILLAGE and reasons.OUTSIDE in told_already:
            continue
        found[own.position].append(Found(own.code, reason.outcome, said={"value": own.value}))
    nothing = rows.judge(())
    judged = [
        rows.judge(found[position]) if position in found else nothing
        for position in range(people.table.num_rows)
    ]
    return judged, deciles


def _with_villages(people: _People) -> pa.Table:
    """The table with the code of every village that the office knows; what is written stays where it does not."""
    written = people.table.column("village_code").to_pylist()
    codes = [place.code if place.known else code for place, code in zip(people.placed, written, strict=True)]
    at = people.table.schema.get_field_index("village_code")
    return people.table.set_column(at, "village_code", pa.array(codes, pa.string()))


def _engine_finding(line: Mapping[str, Any], list_ids: Mapping[str, int], known: matched.Known) -> Found:
    said: dict[str, Any] = json.loads(line["detail"]) if line["detail"] else {}
    said |= known.get((line["list"], said.get("matched_nik", "")), {})
    score = said.get("score")
    return Found(
        code=line["code"],
        outcome=Outcome.ELIGIBLE if line["outcome"] == "none" else line["outcome"],
        list_id=list_ids.get(line["list"]),
        score=score,
        said={key: value for key, value in said.items() if key != "score"},
    )


def _office_findings(submission: Submission, people: _People) -> Iterator[earlier.Known]:
    villages = [place.code for place in people.placed]
    # A number that cannot be a NIK is often the same for several people: it names nobody.
    indexes = [
        None if "nik.malformed" in problems else index
        for index, problems in zip(people.indexes, people.table.column("problems").to_pylist(), strict=True)
    ]
    yield from earlier.covered_elsewhere(indexes, submission.programme)
    yield from earlier.proposed_already(
        indexes, villages, submission.programme, submission.pk, people.mends.values()
    )
    names = people.table.column("village").to_pylist()
    codes = people.table.column("village_code").to_pylist()
    for position, place in enumerate(people.placed):
        if not place.known:
            written = " ".join(part for part in (names[position], codes[position]) if part)
            yield earlier.Known(position, reasons.UNKNOWN_VILLAGE, written or "-")


def _deciles(registry: Any, people: pa.Table) -> dict[int, int]:
    """Position -> decile, for those whose NIK the registry has with one."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        positions = pa.array(range(people.num_rows), pa.int64())
        con.register("people", pa.table({"position": positions, "nik": people.column("nik")}))
        path = str(registry).replace("'", "''")
        return dict(
            con.execute(
                f"""SELECT p.position, min(try_cast(r.decile AS SMALLINT)) AS decile
                FROM people p JOIN read_parquet('{path}') r ON r.nik = p.nik
                WHERE length(p.nik) = 16 GROUP BY p.position HAVING decile BETWEEN 1 AND 10"""
            ).fetchall()
        )


def _write_people(
    submission: Submission,
    people: _People,
    judged: Sequence[Judged],
    deciles: Mapping[int, int],
    works: Works,
    hold: Hold,
) -> int:
    done = 0
    for start in range(0, people.table.num_rows, CHUNK):
        lines = _lines(people.table.slice(start, CHUNK))
        chunk = [
            Person(
                read=line,
                placed=people.placed[at],
                index=people.indexes[at],
                judged=judged[at],
                work=works.of(line["occupation"]),
                decile=deciles.get(at),
                mends=people.mends.get(at),
            )
            for at, line in enumerate(lines, start=start)
        ]
        done += len(chunk)
        with transaction.atomic():
            hold.renew(done=done)
            _insert(submission, chunk, start)
    return done


def _insert(submission: Submission, chunk: Sequence[Person], start: int) -> None:
    values = (
        rows.row_values(person, submission.pk, submission.programme_id, at)
        for at, person in enumerate(chunk, start=start)
    )
    insert_rows(Row, rows.ROW_FIELDS, values)
    ids = dict(
        Row.objects.filter(
            submission=submission, position__range=(start, start + len(chunk) - 1)
        ).values_list("position", "id")
    )
    findings = (
        value
        for at, person in enumerate(chunk, start=start)
        for value in rows.finding_values(person.judged.found, ids[at])
    )
    insert_rows(Finding, rows.FINDING_FIELDS, findings)


def _write_skipped(
    submission: Submission, skipped: Sequence[Mapping[str, Any]], hold: Hold, done: int
) -> None:
    for start in range(0, len(skipped), CHUNK):
        chunk = skipped[start : start + CHUNK]
        with transaction.atomic():
            hold.renew(done=done + start + len(chunk))
            values = (
                rows.skipped_values(each, submission.pk, at) for at, each in enumerate(chunk, start=start)
            )
            insert_rows(SkippedRow, rows.SKIPPED_FIELDS, values)


def delete_partial(submission_id: int) -> None:
    """What a dead attempt left. Set-based: nothing is loaded."""
    with connection.cursor() as cursor:
        for statement in (
            "DELETE FROM proposals_finding WHERE row_id IN (SELECT id FROM proposals_row WHERE submission_id = %s)",
            "DELETE FROM proposals_row WHERE submission_id = %s",
            "DELETE FROM proposals_skippedrow WHERE submission_id = %s",
        ):
            cursor.execute(statement, [submission_id])


def _lines(table: pa.Table) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = table.select(_READ).to_pylist()
    return lines


def _report(reading: intake.Reading) -> dict[str, Any]:
    """What was understood, sheet by sheet, without any cell: it rests in the clear."""
    sheets = [
        {
            "sheet": each.name,
            "hidden": each.hidden,
            "rows": each.rows,
            "people": each.people,
            "columns": each.columns,
        }
        for _, of_file in reading.files
        for each in of_file
    ]
    return {"sheets": sheets, "notices": [{"id": each.id, "en": each.en} for each in reading.notices]}


class _Progress:
    """Rows read, told to the submission; each call also finds out whether the job still has its hold."""

    def __init__(self, hold: Hold, stage: Stage) -> None:
        self.hold, self.stage = hold, stage

    def __call__(self, done: int, total: int) -> None:
        self.hold.renew(stage=self.stage, done=done, todo=max(done, total))


class _Steps:
    """The engine's steps, as a share of the people."""

    def __init__(self, hold: Hold, people: int) -> None:
        self.hold, self.people = hold, people

    def __call__(self, what: Text, done: int, total: int) -> None:
        self.hold.renew(done=self.people * done // max(total, 1))
