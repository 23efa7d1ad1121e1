"""Acts on tables of BPS and BPJS: keep the cells, say what the columns mean, keep the figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from payung.errors import UnusableInput
from payung.exchange.listing import squeeze
from payung.language import Text
from payung.office.accounts.permissions import May, require, scope
from payung.office.areas.models import Area
from payung.office.core.store import private_file
from payung.office.cover.months import inside
from payung.office.insight import coverage_reading as reading
from payung.office.insight.actions import not_ahead
from payung.office.insight.area_names import Names
from payung.office.insight.models import CoverageFigure, CoverageImport, PublishedCount, Segment
from payung.office.journal.acts import act, record

# As tables of BPJS and offices call the segments, beside our own codes.
_SEGMENTS = {
    "semua": Segment.ALL, "seluruh": Segment.ALL, "total": Segment.ALL, "penerimaupah": Segment.PU,
    "bukanpenerimaupah": Segment.BPU, "informal": Segment.BPU, "formal": Segment.PU, "jakon": Segment.CONSTRUCTION,
    "jasakonstruksi": Segment.CONSTRUCTION, "konstruksi": Segment.CONSTRUCTION, "pmi": Segment.MIGRANT,
    "migran": Segment.MIGRANT, "pekerjamigran": Segment.MIGRANT, "rentan": Segment.VULNERABLE,
    "pekerjarentan": Segment.VULNERABLE,
} | {segment.value: segment for segment in Segment}  # fmt: skip


def imports(user: Any) -> QuerySet[CoverageImport]:
    return CoverageImport.objects.filter(scope(user, May.MANAGE_COVERAGE).within("area")).select_related(
        "area"
    )


@act("coverage.upload")
def upload(
    actor: Any, *, area: Area, file_name: str, chunks: Iterable[bytes], source: str, dated: date,
    segment: str, protected: str, workforce: str,
) -> CoverageImport:  # fmt: skip
    """Keep the table's cells for its preview; nothing is a figure yet. Raises UnusableInput."""
    require(actor, May.MANAGE_COVERAGE, area.pk)
    not_ahead(dated)
    digest = hashlib.sha256()
    with private_file(Path(file_name).suffix.lower()) as (path, stream):
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        cells = reading.read_cells(path, file_name)
    made = CoverageImport.objects.create(
        area=area, file_name=file_name[:200], sha256=digest.hexdigest(), source=source, dated=dated,
        segment=segment, protected=protected, workforce=workforce, cells=cells,
        columns=reading.guess(cells), uploaded_by=actor,
    )  # fmt: skip
    record(
        f"coverage_import:{made.public_id}",
        area=area.pk,
        facts={"file": made.file_name, "sha256": made.sha256, "rows": sum(map(len, cells.values()))},
    )
    return made


@act("coverage.columns")
def set_columns(
    actor: Any, given: CoverageImport, *, sheet: str, header: int, columns: dict[str, str]
) -> None:
    """Say what each column means. Raises UnusableInput where no figure could come of it."""
    require(actor, May.MANAGE_COVERAGE, given.area_id)
    locked = _in_preview(given)
    locked.columns = {"sheet": sheet, "header": header, "columns": {at: m for at, m in columns.items() if m}}
    reading.check(asked(locked))
    locked.save(update_fields=["columns"])
    record(f"coverage_import:{given.public_id}", area=given.area_id, facts={"columns": locked.columns})


@act("coverage.import")
def keep(actor: Any, given: CoverageImport) -> CoverageImport:
    """Keep what the rows give; what is there already stays as it is and is told of."""
    require(actor, May.MANAGE_COVERAGE, given.area_id)
    locked = _in_preview(given)
    reading.check(asked(locked))
    told = rows(locked)
    found = [one for row in told for one in row.found]
    if not found:
        raise UnusableInput(
            Text("Tidak ada baris yang dapat disimpan", "No row can be kept"),
            Text("Perbaiki arti kolom atau berkasnya", "Mend the meaning of the columns, or the file"),
        )
    figures = [
        CoverageFigure(
            area_id=one.area, segment=one.segment, definition=one.definition, numerator=one.protected,
            denominator=one.workforce, published=one.published, source=locked.source, dated=one.dated,
            imported=locked,
        )
        for one in found
        if one.protected is not None and one.workforce is not None
    ]  # fmt: skip
    counts = [
        PublishedCount(
            area_id=one.area, segment=one.segment, what=what, definition=one.definition, people=people,
            source=locked.source, dated=one.dated, imported=locked,
        )
        for one in found
        for what, people, other in (
            (PublishedCount.What.PROTECTED, one.protected, one.workforce),
            (PublishedCount.What.WORKFORCE, one.workforce, one.protected),
        )
        if people is not None and other is None
    ]  # fmt: skip
    CoverageFigure.objects.bulk_create(figures)
    PublishedCount.objects.bulk_create(counts, ignore_conflicts=True)
    locked.stage = CoverageImport.Stage.KEPT
    locked.outcome = [_told(row) for row in told]
    locked.save(update_fields=["stage", "outcome"])
    record(
        f"coverage_import:{given.public_id}",
        area=given.area_id,
        facts={"figures": len(figures), "counts": len(counts), **tally(told)},
    )
    return locked


def tally(told: list[reading.Row]) -> dict[str, int]:
    return {state: sum(row.state == state for row in told) for state in ("kept", "refused", "skipped")}


def _told(row: reading.Row) -> dict[str, Any]:
    words = [row.skipped] if row.skipped else [*row.stops, *row.remarks]
    return {
        "sheet": row.sheet, "row": row.row, "state": row.state, "area": row.area,
        "id": [text.id for text in words], "en": [text.en for text in words],
    }  # fmt: skip


def _in_preview(given: CoverageImport) -> CoverageImport:
    locked = CoverageImport.objects.select_for_update().get(pk=given.pk)
    if locked.stage != CoverageImport.Stage.PREVIEW:
        raise UnusableInput(
            Text("Tabel ini sudah disimpan", "This table is kept already"),
            Text("Kirim berkasnya lagi untuk membaca ulang", "Send the file again to read it anew"),
        )
    return locked


def asked(given: CoverageImport) -> reading.Asked:
    known = given.columns
    return reading.Asked(
        sheet=known["sheet"], header=known["header"], columns=known["columns"], segment=given.segment,
        segments={squeeze(word): str(segment) for word, segment in _SEGMENTS.items()},
        protected=given.protected, workforce=given.workforce, dated=given.dated, today=timezone.localdate(),
    )  # fmt: skip


def rows(given: CoverageImport) -> list[reading.Row]:
    """The rows as they would be kept now, those that are there already told of."""
    areas = Area.objects.filter(inside(given.area_id, ""))
    names = Names(areas.values_list("code", "name", "level"))
    told = reading.read_rows(given.cells, asked(given), names)
    _leave_out_known(given, told)
    return told


def _leave_out_known(given: CoverageImport, told: list[reading.Row]) -> None:
    """Figures that stand in the tables already, from this source, are not kept twice."""
    codes = {one.area for row in told for one in row.found}
    there = set(
        CoverageFigure.objects.filter(area_id__in=codes, source=given.source).values_list(
            "area_id", "segment", "definition", "dated"
        )
    )
    counts = set(
        PublishedCount.objects.filter(area_id__in=codes, source=given.source).values_list(
            "area_id", "segment", "definition", "dated", "what"
        )
    )
    for row in told:
        fresh = [one for one in row.found if not _is_known(one, there, counts)]
        if len(fresh) < len(row.found):
            row.remarks.append(
                Text("angka ini sudah ada dari sumber yang sama", "this figure is there already")
            )
            if not fresh:
                row.skipped = Text("sudah ada dari sumber yang sama", "there already, from the same source")
            row.found = fresh


def _is_known(one: reading.Found, there: set[Any], counts: set[Any]) -> bool:
    key = (one.area, one.segment, one.definition, one.dated)
    if one.protected is not None and one.workforce is not None:
        return key in there
    return (*key, "workforce" if one.protected is None else "protected") in counts
