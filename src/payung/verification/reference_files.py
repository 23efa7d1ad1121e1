"""Reference lists from files: CSV, Parquet, and workbooks. Every cell of a CSV or workbook arrives as text."""

from __future__ import annotations

import csv
import io
import json
import mmap
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from payung import intake
from payung.errors import Place, UnusableInput
from payung.identity import nik
from payung.intake import families, fields, foreign
from payung.language import Text
from payung.verification import references
from payung.verification.references import COLUMNS, Kind, ReferenceList

_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TEXTS = (".csv", ".tsv", ".txt")
# The heading stands within so many lines.
_HEAD = 30
# So many lines below it are looked at to know whether it lists families.
_LOOKED_AT = 300
# So many bytes of a CSV are looked at to know its encoding.
_START = 65536
_FIFTEEN_DIGITS = 10**15
_SAMPLED = 1_000  # what a programme that wrote the list did to its NIKs, it did to all


def read_reference(path: str | Path, kind: Kind, *, dated: date | None = None) -> ReferenceList:
    """Read the list at ``path``. Raises UnusableInput where it is no list of this kind."""
    path = Path(path)
    place = Place(file=str(path))
    if not path.is_file():
        raise UnusableInput(
            Text(
                f"daftar {references.NAMES[kind].id} tidak ditemukan",
                f"the list of {references.NAMES[kind].en} is not there",
            ),
            Text("Periksa nama dan letak berkas", "Check the file's name and place"),
            place,
        )
    table: pa.Table | None = None
    refused: UnusableInput | None = None
    notices: list[Text] = []
    ending = path.suffix.lower()
    try:
        if ending in (".parquet", ".pq"):
            return references.parquet(path, kind, dated=dated)
        if ending in _TEXTS:
            table = _from_csv(path, kind)
        elif ending in _WORKBOOKS:
            table = _from_workbook(path, kind, notices)
        else:
            refused = _of_no_kind(ending, place)
    except CalamineError as error:
        refused = _damaged(error, place)
    except (pa.ArrowInvalid, OSError) as error:
        refused = _damaged(error, place)
        if ending not in _TEXTS:  # a CSV may have a total below the list, or remarks beside it
            raise refused from error
    if table is None:
        refused = refused or references.lacking_nik(kind, [], place)
        table, told = _as_proposals_are_read(path, kind, refused)
        notices = [*told]
    table = _still_active(table, kind)
    digest = references.sha256_of(path)
    given = ReferenceList(kind, path.name, table, digest, table.num_rows, dated, tuple(notices))
    _refuse_lost_niks(given, table)
    return given


def _refuse_lost_niks(given: ReferenceList, table: pa.Table) -> None:
    """A list in which no NIK is whole would find nobody, and so let everybody pass. Deaths may be known by name alone."""
    column = references.columns_of(table.schema, given).get("nik")
    if column is None:
        return
    texts = table[column].slice(0, _SAMPLED).cast(pa.string()).fill_null("")
    digits = pc.replace_substring_regex(texts, references.DECIMALS, r"\1")
    digits = pc.replace_substring_regex(digits, "[^0-9]", "")
    whole = pc.sum(pc.equal(pc.utf8_length(digits), nik.LENGTH)).as_py() or 0
    rounded = pc.sum(pc.match_substring_regex(texts, references.ROUNDED)).as_py() or 0
    if rounded > whole or (not whole and len(texts) and given.kind != "deaths"):
        raise references.lost_niks(given, column)


def _of_no_kind(ending: str, place: Place) -> UnusableInput:
    return UnusableInput(
        Text(f"jenis berkas “{ending}” tidak dikenal", f"file type “{ending}” is not known"),
        Text("Simpan sebagai CSV, XLSX atau Parquet", "Save it as CSV, XLSX or Parquet"),
        place,
    )


def _as_proposals_are_read(
    path: Path, kind: Kind, refused: UnusableInput
) -> tuple[pa.Table, tuple[Text, ...]]:
    """What is no plain table under one heading (a page saved as .xls, a heading in two rows, a register in blocks of
    families), read as a village's list is, and what is to be told of that. Raises UnusableInput: what the file is, where
    that can be told, else ``refused``."""
    wanted = COLUMNS[kind]
    heard = [name for name in fields.REFERENCE_FIELDS if name in wanted]
    try:
        reading = intake.read([path], extra=heard, keep_cells=kind == "active")
    except UnusableInput as error:
        with path.open("rb") as stream:
            other = foreign.told(stream.read(_START), path.name)
        raise (UnusableInput(*other, refused.place) if other else refused) from error
    people = reading.people
    lost = pc.match_substring(people["problems"], "nik.digits_lost")  # such a number identifies nobody
    niks = pc.if_else(lost, "", people["nik"])
    identified = people["name"] if kind == "deaths" else niks
    if not pc.any(pc.not_equal(identified, "")).as_py():
        raise refused
    niks = pc.if_else(lost, references.LOST, niks)
    people = people.set_column(people.column_names.index("nik"), "nik", niks)
    if kind == "active":
        people = people.filter(
            pa.array([not _is_gone(json.loads(cells)) for cells in people["cells"].to_pylist()])
        )
    there = {name for _, sheets in reading.files for sheet in sheets for name in sheet.columns}
    kept = [name for name in wanted if name in people.column_names and (name not in heard or name in there)]
    table = people.select(kept)
    table = table.append_column(references.ROW, people["row"])
    if len(pc.unique(people["sheet"])) > 1:
        table = table.append_column(references.SHEET, people["sheet"])
    return table, tuple(_without_file(notice, path.name) for notice in reading.notices)


def _without_file(notice: Text, name: str) -> Text:
    """The notice without the name of the file, which whoever shows it knows (and under another name, perhaps)."""
    for sign in (": ", ", "):
        notice = Text(notice.id.removeprefix(name + sign), notice.en.removeprefix(name + sign))
    return notice


_STATUS = re.compile(
    r"(status|keaktifan|statusaktif|statuskepesertaan|statuspeserta|statuskeaktifan|statustk)"
)
_GONE = r"(?i)^\s*(non|tidak|tdk|in)[\s-]*aktif|^\s*(inactive|berhenti|keluar|berakhir|nonaktif)\b"


def _is_gone(cells: dict[str, str]) -> bool:
    """Whether the cells of a member, by heading, call him a member no more."""
    return any(
        _STATUS.fullmatch(fields.squeeze(heading)) and re.search(_GONE, text)
        for heading, text in cells.items()
    )


def _still_active(table: pa.Table, kind: Kind) -> pa.Table:
    """Without those whom a list of members itself calls members no more."""
    if kind != "active":
        return table
    for heading in table.column_names:
        if _STATUS.fullmatch(fields.squeeze(heading)) and table.schema.field(heading).type == pa.string():
            gone = pc.match_substring_regex(table[heading], _GONE)
            table = table.filter(pc.invert(pc.fill_null(gone, False)))
    return table


def _damaged(error: Exception, place: Place) -> UnusableInput:
    why = str(error).splitlines()[0]
    return UnusableInput(
        Text(f"berkas tidak dapat dibaca: {why}", f"the file cannot be read: {why}"),
        Text("Buka di Excel, simpan ulang, lalu coba lagi", "Open it in Excel, save it again, then retry"),
        place,
    )


def _from_csv(path: Path, kind: Kind) -> pa.Table | None:
    """None where no line of it is a heading, where it is a list of families, or where a cell holds several lines of it.
    Raises ``ArrowInvalid`` where its lines are not all alike."""
    with open(path, "rb") as stream:
        start = stream.read(_START)
    encoding = _encoding(start)
    lines = start.decode(encoding, errors="ignore").splitlines()[:_LOOKED_AT]
    for at, line in enumerate(lines[:_HEAD]):
        delimiter = max(",;\t|", key=line.count)
        headings = next(csv.reader([line], delimiter=delimiter), [])
        if _is_heading(headings, kind):
            if _is_of_families(headings, list(csv.reader(lines[at + 1 :], delimiter=delimiter)), kind):
                return None
            table = _parse_csv(path, encoding, delimiter, at, _distinct(headings))
            return None if _swallows_lines(path, table) else _with_rows(table, path, at + 1)
    return None


def _swallows_lines(path: Path, table: pa.Table) -> bool:
    """Whether a quotation mark that was never meant as one has put a whole line into a cell: a person would be lost."""
    with open(path, "rb") as stream:
        if os.fstat(stream.fileno()).st_size == 0:
            return False
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as held:
            if held.find(b'"') < 0:
                return False
    return any(
        pc.any(pc.match_substring_regex(column, r"(?s)\n.*\d{14}")).as_py()
        for column in table.columns
        if pc.any(pc.match_substring(column, "\n")).as_py()
    )


def _with_rows(table: pa.Table, path: Path, above: int) -> pa.Table:
    """The table with the line of the file of each of its rows, where every line below the heading is one row."""
    lines, last = 0, b"\n"
    with open(path, "rb") as stream:
        while part := stream.read(1 << 20):
            lines, last = lines + part.count(b"\n"), part[-1:]
    if lines + (last not in (b"\n", b"\0")) != above + table.num_rows:
        return table
    return table.append_column(references.ROW, pa.array(np.arange(above + 1, above + 1 + table.num_rows)))


def _encoding(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    whole_lines = start if len(start) < _START else start[: start.rfind(b"\n") + 1]
    try:
        whole_lines.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _parse_csv(path: Path, encoding: str, delimiter: str, at: int, headings: list[str]) -> pa.Table:
    def parse(source: Any, encoding: str) -> pa.Table:
        return pcsv.read_csv(
            source,
            pcsv.ReadOptions(encoding=encoding, skip_rows=at + 1, column_names=headings),
            pcsv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            pcsv.ConvertOptions(
                column_types={heading: pa.string() for heading in headings}, strings_can_be_null=False
            ),
        )

    if encoding == "utf-16":  # Arrow does not know it by its byte order mark
        return parse(io.BytesIO(path.read_text("utf-16").encode()), "utf8")
    try:
        return parse(path, "utf8" if encoding == "utf-8" else encoding)
    except pa.ArrowInvalid as error:
        if "UTF8" not in str(error):
            raise
        return parse(path, "windows-1252")  # a letter of it far below the lines that were looked at


def _is_heading(cells: Sequence[str], kind: Kind) -> bool:
    """At least the NIK (or, for deaths, the name) and one more column of this list."""
    wanted = COLUMNS[kind]
    known = {references.field_of(cell.strip().lstrip("\ufeff"), wanted)[0] for cell in cells} & set(wanted)
    return ("nik" in known or (kind == "deaths" and "name" in known)) and (len(known) > 1 or len(cells) == 1)


def _is_of_families(headings: Sequence[str], rows: Sequence[list[Any]], kind: Kind) -> bool:
    """Whether a card number that is wanted stands but once for a family: a table cannot say that."""
    return "kk" in COLUMNS[kind] and families.are_shown(headings, rows[:_LOOKED_AT])


def _distinct(headings: Sequence[str]) -> list[str]:
    """Headings as unique names: an empty or repeated one gets its column number."""
    seen: set[str] = set()
    names = []
    for at, heading in enumerate(headings, start=1):
        name = heading.strip().lstrip("\ufeff")
        name = name if name and name not in seen else f"{name}#{at}"
        seen.add(name)
        names.append(name)
    return names


def _from_workbook(path: Path, kind: Kind, notices: list[Text]) -> pa.Table | None:
    """None where no row of it is a heading, or where it is a list of families. ``notices`` are told of sheets that were
    left out."""
    tables: dict[str, pa.Table] = {}
    left_out: list[Text] = []
    book = CalamineWorkbook.from_path(path)
    for meta in book.sheets_metadata:
        sheet = book.get_sheet_by_name(meta.name)
        visible = meta.visible == SheetVisibleEnum.Visible
        rows = sheet.to_python(skip_empty_area=False) if visible else []
        at = _heading_at(rows, kind)
        if at is None:
            held = sheet.height if not visible else sum(any(cell != "" for cell in row) for row in rows)
            left_out += [_left_out(meta.name, held, visible)] if held else []
            continue
        headings = _distinct([str(cell) for cell in rows[at]])
        below = [(n, row) for n, row in enumerate(rows[at + 1 :], at + 2) if any(cell != "" for cell in row)]
        if _is_of_families(headings, [row for _, row in below], kind):
            return None
        tables[meta.name] = _table_of(below, headings)
    if not tables:
        return None
    notices += left_out
    if len(tables) == 1:
        return next(iter(tables.values()))
    named = (
        table.append_column(references.SHEET, pa.repeat(pa.scalar(name, pa.string()), table.num_rows))
        for name, table in tables.items()
    )
    return pa.concat_tables(named, promote_options="default")


def _left_out(sheet: str, rows: int, visible: bool) -> Text:
    if visible:
        return Text(
            f"lembar “{sheet}” ({rows} baris) tidak dibaca: tidak ada judul kolom NIK di atasnya",
            f"the sheet “{sheet}” ({rows} rows) was not read: no heading of NIKs stands at its top",
        )
    return Text(
        f"lembar tersembunyi “{sheet}” ({rows} baris) tidak dibaca",
        f"the hidden sheet “{sheet}” ({rows} rows) was not read",
    )


def _heading_at(rows: list[list[Any]], kind: Kind) -> int | None:
    return next(
        (at for at, row in enumerate(rows[:_HEAD]) if _is_heading([str(cell) for cell in row], kind)), None
    )


def _table_of(rows: list[tuple[int, list[Any]]], headings: list[str]) -> pa.Table:
    columns = zip(*(row for _, row in rows), strict=True) if rows else ([] for _ in headings)
    texts = {
        heading: pa.array([_text(cell, heading) for cell in column], pa.string())
        for heading, column in zip(headings, columns, strict=True)
    }
    return pa.table({**texts, references.ROW: pa.array([number for number, _ in rows], pa.int64())})


def _text(cell: Any, heading: str) -> str:
    """A cell as text. A long number that ends in 0 was rounded by the spreadsheet: it identifies nobody."""
    if isinstance(cell, float) and cell.is_integer():
        whole = int(cell)
        known = fields.recognise(heading)
        if whole >= _FIFTEEN_DIGITS and whole % 10 == 0 and known and known[0] in ("nik", "kk"):
            return references.LOST
        return str(whole)
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell)
