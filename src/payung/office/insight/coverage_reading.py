"""Tables of BPS and BPJS read by what their columns mean: figures, counts, and a finding for every row that gives none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from payung.errors import Place, UnusableInput
from payung.exchange.bpjs_billing import read_amount
from payung.exchange.listing import squeeze
from payung.identity import dates
from payung.intake.source import Source
from payung.intake.workbook import open_sheets, text_of
from payung.language import Text, number
from payung.law.coverage import coverage_share
from payung.office.insight.area_names import Names

ROWS, COLUMNS = 5_000, 60
Cells = dict[str, list[tuple[int, list[Any]]]]  # sheet -> its rows that are not blank
_NOTHING = {"", "-", "–", "—", "...", "…", "na", "n/a", "x"}  # how tables say that they do not know
_TOTAL = re.compile(r"^(grand ?)?(sub ?)?(total|jumlah|jml)\b", re.IGNORECASE)
# Headings by which a column is guessed; the office corrects the guess.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("kode", "kodewilayah", "kodekemendagri", "code"),
    "area": (
        "wilayah", "kabupatenkota", "kabupaten", "kabkota",
        "kota", "kecamatan", "desa", "nagari", "kelurahan",
        "desakelurahan", "namawilayah", "area", "daerah", "desanagari",
    ),
    "segment": ("segmen", "segment", "jeniskepesertaan"),
    "definition": ("definisi", "yangdihitung", "definition", "keterangan"),
    "protected": ("peserta", "pesertaaktif", "jumlahpeserta", "tenagakerjaaktif", "terlindungi", "pembilang", "numerator"),
    "workforce": (
        "pendudukbekerja", "bekerja", "angkatankerja", "jumlahpekerja", "potensi", "penyebut", "semesta", "denominator",
        "pekerja",
    ),
    "published": ("persen", "persentase", "cakupan", "coverage", "ucj", "percent"),
    "dated": ("tanggal", "pertanggal", "tanggaldata", "date", "periode"),
    "protected:pu": ("pu", "pesertapu", "penerimaupah"),
    "protected:bpu": ("bpu", "pesertabpu", "bukanpenerimaupah"),
    "protected:construction": ("jakon", "jasakonstruksi", "konstruksi"),
    "protected:migrant": ("pmi", "pekerjamigran", "pekerjamigranindonesia"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a row gives for one segment: both parts, or one of them."""

    area: str
    segment: str
    definition: str
    protected: int | None
    workforce: int | None
    published: int | None
    dated: date


@dataclass(slots=True)
class Row:
    """A row of the table with what it gives and what was found about it. ``stops`` keep it out."""

    sheet: str
    row: int
    cells: list[str]
    area: str = ""
    found: list[Found] = field(default_factory=list)
    stops: list[Text] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)
    skipped: Text | None = None

    @property
    def state(self) -> str:
        if self.skipped:
            return "skipped"
        return "refused" if self.stops else "kept"


def read_cells(path: Path, name: str) -> Cells:
    """Every row that is not blank of the sheets that are shown. Raises UnusableInput."""
    source, sheets, rows = Source(path, name), {}, 0
    for sheet in open_sheets(source):
        if sheet.hidden:
            continue
        kept: list[tuple[int, list[Any]]] = []
        for at, cells in enumerate(sheet.rows(), start=1):
            if not any(text_of(cell).strip() for cell in cells):
                continue
            rows += 1
            if rows > ROWS or len(cells) > COLUMNS * 10:
                raise source.refuse(
                    Text(
                        f"tabel lebih dari {number(ROWS)} baris",
                        f"the table has more than {number(ROWS, 'en')} rows",
                    ),
                    Text(
                        "Kirim tabel per wilayah, bukan daftar orang",
                        "Send a table of areas, not a list of people",
                    ),
                )
            kept.append((at, [_kept(cell) for cell in cells[:COLUMNS]]))
        if kept:
            sheets[sheet.name] = kept
    if not sheets:
        raise source.refuse(
            Text("tidak ada baris yang berisi", "no row has anything in it"),
            Text("Periksa berkasnya", "Look at the file"),
        )
    return sheets


def _kept(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return (
        cell if isinstance(cell, int | float) and not isinstance(cell, bool) else text_of(cell).strip()[:300]
    )


def guess(cells: Cells) -> dict[str, Any]:
    """The sheet, the heading row and the meaning of each column, as far as headings tell."""
    best: tuple[int, str, int, dict[str, str]] = (-1, next(iter(cells)), cells[next(iter(cells))][0][0], {})
    for sheet, rows in cells.items():
        for at, row in rows[:20]:
            known = _meanings(row)
            if len(known) > best[0]:
                best = (len(known), sheet, at, known)
    return {"sheet": best[1], "header": best[2], "columns": best[3]}


def _meanings(row: list[Any]) -> dict[str, str]:
    known: dict[str, str] = {}
    for at, cell in enumerate(row):
        bare = squeeze(text_of(cell))
        means = next((key for key, names in _HEADINGS.items() if bare in names), "")
        if means and means not in known.values():
            known[str(at)] = means
    return known


@dataclass(frozen=True, slots=True)
class Asked:
    """What the office said about the table: the meaning of columns, and what holds where no column says it."""

    sheet: str
    header: int
    columns: Mapping[str, str]
    segment: str
    segments: Mapping[str, str]  # squeezed word of the table -> segment
    protected: str
    workforce: str
    dated: date
    today: date


def check(asked: Asked) -> None:
    """Raises UnusableInput where the columns cannot give figures."""
    used = list(asked.columns.values())
    if not {"area", "code"} & set(used):
        raise _columns(
            Text("tidak ada kolom nama atau kode wilayah", "there is no column with the area’s name or code")
        )
    if not any(means.startswith(("protected", "workforce")) for means in used):
        raise _columns(Text("tidak ada kolom angka orang", "there is no column with numbers of people"))
    for means in used:
        if used.count(means) > 1:
            raise _columns(Text(f"dua kolom berarti sama ({means})", f"two columns mean the same ({means})"))


def _columns(what: Text) -> UnusableInput:
    return UnusableInput(
        what,
        Text("Pilih arti kolomnya di bawah", "Choose the meaning of the columns below"),
        Place(column="columns"),
    )


def read_rows(cells: Cells, asked: Asked, names: Names) -> list[Row]:
    """Every row that is not blank, with what it gives or why it gives nothing."""
    told: list[Row] = []
    level = 0
    for sheet, rows in cells.items():
        for at, content in rows:
            row = Row(
                sheet,
                at,
                [text_of(cell) if not isinstance(cell, float) else _plain(cell) for cell in content],
            )
            told.append(row)
            if sheet != asked.sheet:
                row.skipped = Text("lembar lain, tidak dibaca", "another sheet, not read")
            elif at < asked.header:
                row.skipped = Text("di atas judul kolom", "above the headings")
            elif at == asked.header:
                row.skipped = Text("judul kolom", "heading")
                level = _level(row.cells, asked.columns)
            else:
                _read(row, content, asked, names, level)
    _twice(told)
    return told


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _level(cells: list[str], columns: Mapping[str, str]) -> int:
    at = next((int(at) for at, means in columns.items() if means == "area"), -1)
    heading = squeeze(cells[at]) if 0 <= at < len(cells) else ""
    words = (("kec", 3), ("kab", 2), ("kota", 2), ("prov", 1), ("desa", 4), ("nagari", 4), ("kelurahan", 4))
    return next((level for word, level in words if word in heading), 0)


def _read(row: Row, content: list[Any], asked: Asked, names: Names, level: int) -> None:
    said = {means: content[int(at)] for at, means in asked.columns.items() if int(at) < len(content)}
    name, code = text_of(said.get("area", "")).strip(), _code(said.get("code", ""))
    if name and _TOTAL.match(name):
        row.skipped = Text("baris jumlah", "a total")
        return
    if not name and not code:
        row.skipped = Text("tidak menyebut wilayah", "names no area")
        return
    figures = {
        means: cell
        for means, cell in said.items()
        if means.startswith(("protected", "workforce"))
        and squeeze(text_of(cell)) not in _NOTHING
        and text_of(cell).strip() not in _NOTHING
    }
    if not figures:
        row.skipped = Text("tidak ada angka di baris ini", "no figure in this row")
        return
    row.area, wrong = names.find(code, name, level)
    if wrong:
        row.stops.append(wrong)
    dated = _date(said.get("dated", ""), asked.dated)
    if dated is None or dated > asked.today:
        row.stops.append(
            Text("tanggalnya tidak jelas atau belum tiba", "the date is not clear or lies ahead")
        )
    segment = _segment(said.get("segment", ""), asked)
    if segment is None:
        row.stops.append(
            Text(f"segmen “{said['segment']}” tidak dikenal", f"the segment “{said['segment']}” is not known")
        )
    numbers = dict(_numbers(row, figures))
    if not row.stops:
        assert dated is not None
        assert segment is not None
        row.found = list(_found(row, said, numbers, segment, dated, asked))
    if row.stops:
        row.found = []


def _code(cell: Any) -> str:
    return _plain(cell) if isinstance(cell, float) else text_of(cell).strip()


def _date(cell: Any, fallback: date) -> date | None:
    text = text_of(cell).strip()
    if not text:
        return fallback
    return dates.parse(text).on_calendar()


def _segment(cell: Any, asked: Asked) -> str | None:
    text = squeeze(text_of(cell))
    return asked.segments.get(text) if text else asked.segment


def _numbers(row: Row, figures: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for means, cell in figures.items():
        people = read_amount(cell)
        if people is None:
            row.stops.append(
                Text(
                    f"“{text_of(cell)}” bukan jumlah orang yang bulat",
                    f"“{text_of(cell)}” is no whole number of people",
                )
            )
        elif people > 10**12:
            row.stops.append(Text("angkanya terlalu besar", "the number is too large"))
        elif people == 0 and means.startswith("workforce"):
            row.stops.append(
                Text(
                    "penyebutnya 0: tidak ada cakupan yang dapat dihitung",
                    "the denominator is 0: no share can be computed",
                )
            )
        else:
            yield means, people


def _found(
    row: Row, said: Mapping[str, Any], numbers: Mapping[str, int], segment: str, dated: date, asked: Asked
) -> Iterator[Found]:
    pairs: dict[str, dict[str, int]] = defaultdict(dict)
    for means, people in numbers.items():
        what, _, own = means.partition(":")
        pairs[own or segment][what] = people
    definition = text_of(said.get("definition", "")).strip()[:250]
    for of, parts in pairs.items():
        protected, workforce = parts.get("protected"), parts.get("workforce")
        published = None
        if protected is not None and workforce is not None:
            both = definition or f"{asked.protected} / {asked.workforce}"[:250]
            share = coverage_share(protected, workforce).percent
            if len(pairs) == 1:
                published = _percent(said.get("published", ""), share)
            if published is not None and published != int(share * 100):
                told = Decimal(published) / 100
                row.remarks.append(
                    Text(f"persentase tercetak {told}% bukan hasil bagiannya ({share}%)",
                         f"the printed percentage {told}% is not that of its parts ({share}%)")
                )  # fmt: skip
            if protected > workforce:
                row.remarks.append(Text("di atas 100%: disimpan apa adanya", "above 100%: kept as it is"))
        else:
            both = definition or (asked.protected if workforce is None else asked.workforce)
        yield Found(row.area, of, both, protected, workforce, published, dated)


def _percent(cell: Any, share: Decimal) -> int | None:
    """Hundredths of a percent. A spreadsheet keeps 50,88% as 0.5088: the reading nearer to the parts is meant."""
    text = text_of(cell).strip().rstrip("% ").replace(",", ".")
    if not text or text in _NOTHING:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value < 0:
        return None
    if isinstance(cell, float) and abs(value * 100 - share) < abs(value - share):
        value *= 100
    return int((value * 100).to_integral_value()) if value < 10**6 else None


def _twice(rows: list[Row]) -> None:
    """The same area, segment, date and definition with other figures: one of the rows is wrong, and neither is kept."""
    seen: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        for one in row.found:
            kind = (one.protected is None, one.workforce is None)
            seen[one.area, one.segment, one.definition, one.dated, kind].append(row)
    for same in seen.values():
        if len(same) > 1:
            places = ", ".join(str(row.row) for row in same)
            for row in same:
                row.stops.append(
                    Text(
                        f"wilayah dan segmen yang sama di baris {places}",
                        f"the same area and segment in rows {places}",
                    )
                )
                row.found = []
