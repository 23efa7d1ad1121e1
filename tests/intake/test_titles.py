"""Lines above a heading give village and district to everybody below, in the wordings that are sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.people import people
from intake.writers import xlsx
from payung.intake import read

A, B = people(2)


@pytest.mark.parametrize(
    ("line", "village", "district"),
    [
        (["Village: Aie Amo"], "Aie Amo", ""),
        (["Village", "Aie Amo"], "Aie Amo", ""),
        (["Village Name : Aie Amo", "District: Kamang Baru"], "Aie Amo", "Kamang Baru"),
        (["Name of village: Aie Amo, Sub-district: Kamang Baru"], "Aie Amo", "Kamang Baru"),
        (["Village : Aie Amo Sub District : Kamang Baru Regency : Sijunjung"], "Aie Amo", "Kamang Baru"),
        (["Desa : Aie Amo"], "Aie Amo", ""),
        (["Nama Desa/Kelurahan: Aie Amo"], "Aie Amo", ""),
        (["NAMA DESA : 02. Aie Amo"], "Aie Amo", ""),
        (["DESA/KEL. : Aie Amo / KEC. : Kamang Baru"], "Aie Amo", "Kamang Baru"),
        (["KELURAHAN Aie Amo KECAMATAN Kamang Baru"], "Aie Amo", "Kamang Baru"),
        (["Ds. Aie Amo Kec. Kamang Baru"], "Aie Amo", "Kamang Baru"),
        (["Kecamatan Kec. Kamang Baru, Kabupaten Kab. Sijunjung"], "", "Kamang Baru"),
        (["REKAP PEKERJA RENTAN NAGARI Aie Amo PER 31 DESEMBER 2025"], "Aie Amo", ""),
        (["Kel. Tani Makmur Jaya"], "", ""),  # a group of farmers
        (["Village head meeting, 3 May 2026"], "", ""),
    ],
)
def test_a_line_above_names_the_place_of_all(
    line: list[str], village: str, district: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    rows = [["DAFTAR USULAN TAHUN 2026"], line, [], ["NIK", "Nama"], [A.nik, A.name], [B.nik, B.name]]
    xlsx(path, ("Data", rows))
    found = read([path]).people
    assert found.column("village").to_pylist() == [village] * 2
    assert found.column("district").to_pylist() == [district] * 2
