"""Text laid out as reports are printed: columns of fixed width, rules and frames between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intake.people import Someone, people
from intake.writers import A, B, C, case, xlsx

_HEAD = ("NO", "NIK", "NAMA LENGKAP", "TGL LAHIR", "JK", "ALAMAT")


def _cells(listed: Sequence[Someone], start: int = 1) -> list[tuple[str, ...]]:
    return [(str(n), p.nik, p.name, p.dmy(), p.sex, p.address) for n, p in enumerate(listed, start)]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _laid(row: Sequence[str], widths: Sequence[int], gap: int) -> str:
    return (" " * gap).join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _expected(*listed: Someone) -> list[dict[str, str]]:
    return [{**each.expected, "address": each.address} for each in listed]


@case("lebar_tetap.txt", _expected(A, B, C), {"title": 1, "header": 1})
def columns_between_blanks_below_a_title(path: Path) -> None:
    rows = [_HEAD, *_cells((A, B, C))]
    lines = [_laid(row, _widths(rows), 2) for row in rows]
    path.write_text("\n".join(["LAPORAN PENDUDUK NAGARI AIE AMO", "", *lines]), encoding="utf-8")


@case("lebar_tetap_rapat.txt", _expected(*people(8)), {"header": 1})
def columns_with_one_blank_between_them(path: Path) -> None:
    rows = [_HEAD, *_cells(people(8))]
    path.write_text("\n".join(_laid(row, _widths(rows), 1) for row in rows), encoding="utf-8")


@case("lebar_tetap_garis.txt", _expected(A, B, C), {"title": 3, "header": 1, "total": 1})
def columns_under_a_rule_of_dashes(path: Path) -> None:
    rows = [_HEAD, *_cells((A, B, C))]
    widths = _widths(rows)
    rule = "  ".join("-" * width for width in widths)
    lines = [rule, _laid(_HEAD, widths, 2), rule, *(_laid(row, widths, 2) for row in rows[1:]), rule]
    path.write_bytes("\r\n".join([*lines, "JUMLAH : 3 ORANG"]).encode())


@case("laporan_halaman.txt", _expected(*people(12)), {"title": 9, "header": 2, "note": 1})
def pages_of_a_report_with_its_heading_on_each(path: Path) -> None:
    widths, rule, lines = _widths([_HEAD, *_cells(people(12))]), "=" * 90, []
    for page in range(2):
        lines += [f"LAPORAN BIP        HAL: {page + 1}", "TANGGAL CETAK : 12-05-2026", rule]
        lines += [_laid(_HEAD, widths, 2), rule]
        shown = _cells(people(6, page * 6), page * 6 + 1)
        lines += [*(_laid(row, widths, 2) for row in shown), rule, "\f"]
    path.write_bytes("\r\n".join(lines).encode())


def _framed(signs: str) -> str:
    rows = [_HEAD, *_cells((A, B, C))]
    widths = _widths(rows)
    top, middle, bottom = (
        left + cross.join(signs[0] * (width + 2) for width in widths) + right
        for left, cross, right in (signs[2:5], signs[5:8], signs[8:11])
    )
    shown = [f"{signs[1]} {f' {signs[1]} '.join(_padded(row, widths))} {signs[1]}" for row in rows]
    return "\r\n".join([top, shown[0], middle, *shown[1:], bottom])


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]


@case("bingkai.txt", _expected(A, B, C), {"title": 1, "header": 1, "note": 2})
def a_table_in_a_drawn_frame(path: Path) -> None:
    path.write_text(_framed("─│┌┬┐├┼┤└┴┘"), encoding="utf-8")


@case("bingkai_dos.txt", _expected(A, B, C), {"title": 1, "header": 1, "note": 2})
def a_frame_drawn_by_a_program_of_dos(path: Path) -> None:
    path.write_bytes(_framed("─│┌┬┐├┼┤└┴┘").encode("cp437"))


@case("bingkai_seru.txt", _expected(A, B, C), {"title": 3, "header": 1})
def a_frame_of_exclamation_marks(path: Path) -> None:
    path.write_bytes(_framed("-!-----------").encode())


@case("lebar_tetap_satu_kolom.xlsx", _expected(A, B, C), {"header": 1})
def a_printed_report_pasted_into_one_column(path: Path) -> None:
    rows = [_HEAD, *_cells((A, B, C))]
    xlsx(path, ("Data", [(_laid(row, _widths(rows), 2),) for row in rows]))


@case(
    "kutip_tunggal.csv",
    [{**p.expected, "address": "Jl. Merdeka, RT 1", "village": "Aie Amo"} for p in (A, B, C)],
    {"header": 1},
)
def cells_in_single_quotes_with_commas(path: Path) -> None:
    lines = ["'nik','nama','tgl_lahir','jk','alamat','desa'"]
    lines += [f"'{p.nik}','{p.name}','{p.dmy()}','{p.sex}','Jl. Merdeka, RT 1','Aie Amo'" for p in (A, B, C)]
    path.write_text("\n".join(lines), encoding="utf-8")


@case(
    "kutip_tunggal_nama.csv",
    [{"nik": p.nik, "name": name} for p, name in ((A, "NUR'AINI"), (B, "M'AINI"), (C, "SA'DIAH"))],
    {"header": 1},
)
def apostrophes_within_cells_in_single_quotes(path: Path) -> None:
    lines = ["id;nik;nama;alamat", f"1;'{A.nik}';'NUR\\'AINI';'Koto'", f"2;'{B.nik}';'M''AINI';NULL"]
    path.write_text("\n".join([*lines, f"3;'{C.nik}';'SA'DIAH';'Koto'"]), encoding="utf-8")


@case(
    "garis_miring.csv",
    [
        {"nik": A.nik, "name": 'SITI "ACIAK"', "address": "Koto"},
        {"nik": B.nik, "name": B.name, "address": ""},
    ],
    {"header": 1},
)
def quotation_marks_after_a_backslash(path: Path) -> None:
    lines = ['"nik","nama","alamat"', f'"{A.nik}","SITI \\"ACIAK\\"","Koto"', f'"{B.nik}","{B.name}",\\N']
    path.write_text("\n".join(lines), encoding="utf-8")
