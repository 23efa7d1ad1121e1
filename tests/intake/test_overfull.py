"""Lines of a delimited text with more cells than its heading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intake.people import people
from payung.intake import Reading, read

FOUR = people(4)


def _read(path: Path, *lines: str) -> Reading:
    path.write_text("\n".join(lines), encoding="utf-8")
    return read([path])


def _column(reading: Reading, name: str) -> Sequence[str]:
    return reading.people.column(name).to_pylist()


def test_a_title_behind_the_name_does_not_push_the_other_cells_away(tmp_path: Path) -> None:
    lines = [f"{n},{p.nik},Drs. BUDI, M.Pd,{p.dmy()},{p.sex},Koto" for n, p in enumerate(FOUR, 1)]
    reading = _read(tmp_path / "list.csv", "No,NIK,Nama,Tgl Lahir,JK,Alamat", *lines)
    assert _column(reading, "name") == ["Drs. BUDI, M.Pd"] * 4
    assert _column(reading, "birth_date") == [p.born.isoformat() for p in FOUR]
    assert _column(reading, "sex") == [p.sex for p in FOUR]
    assert _column(reading, "address") == ["Koto"] * 4
    (notice,) = reading.notices
    assert "its parts were joined again" in notice.en
    assert notice.en.endswith("rows 2, 3, 4, 5 (4 rows)")


def test_a_comma_in_some_addresses_is_no_new_cell(tmp_path: Path) -> None:
    lines = [f"{p.nik},{p.name.replace(',', '')},Jl. Melati 2{more},Aie Amo,Petani" for p, more in zip(FOUR, ("", ", RT 1", ",RT 2", ""), strict=True)]  # fmt: skip
    reading = _read(tmp_path / "list.csv", "NIK,Nama,Alamat,Desa,Pekerjaan", *lines)
    assert _column(reading, "address") == [
        "Jl. Melati 2",
        "Jl. Melati 2, RT 1",
        "Jl. Melati 2,RT 2",
        "Jl. Melati 2",
    ]
    assert _column(reading, "village") == ["Aie Amo"] * 4
    assert _column(reading, "occupation") == ["Petani"] * 4
    assert reading.notices[0].en.endswith("rows 3, 4 (2 rows)")


def test_a_remark_behind_the_last_column_is_left_alone(tmp_path: Path) -> None:
    lines = [f"{p.nik};{p.name};{p.dmy()};sudah rekam" for p in FOUR]
    reading = _read(tmp_path / "list.csv", "NIK;Nama;Tgl Lahir", *lines)
    assert _column(reading, "birth_date") == [p.born.isoformat() for p in FOUR]
    assert reading.notices == ()


def test_what_nothing_tells_is_left_and_said(tmp_path: Path) -> None:
    """The date and the sex are out of their columns, and two ways of joining are as good."""
    head = "NIK,Nama,Kelompok,Ketua,Tgl Lahir,JK"
    lines = [f"{p.nik},BUDI,A,B,C,{p.dmy()},{p.sex}" for p in FOUR]
    reading = _read(tmp_path / "list.csv", head, *lines)
    assert _column(reading, "name") == ["BUDI"] * 4
    (notice,) = reading.notices
    assert "nothing tells which was cut" in notice.en
