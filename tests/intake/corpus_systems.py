"""Exports of the systems from which offices draw their proposals: growers' plans, social registries, members' templates."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, Row, case, expect, text, xlsx


def _sex(p: Someone) -> str:
    return "1" if p.sex == "L" else "2"


@case(
    "erdkk_petani.xlsx",
    [
        {**p.expected, "sex": "", "village": "AIE AMO", "village_code": "13.03.06.2001", "mother_name": p.mother, "birth_place": p.place}
        for p in (A, B, C)
    ],
    {"header": 1},
)  # fmt: skip
def the_growers_plan_that_names_kiosks_and_advisers_too(path: Path) -> None:
    """A kiosk, an adviser and a group are nobody's name."""
    head = (
        "NAMA PENYULUH", "KODE KIOS", "NAMA KIOS", "KODE DESA", "GAPOKTAN", "NAMA POKTAN", "FARMER NIK", "FARMER NAME", "TEMPAT LAHIR",
        "TANGGAL LAHIR", "NAMA IBU KANDUNG", "ALAMAT", "SUBSEKTOR", "KOMODITAS MT1", "LUAS LAHAN (HA) MT1", "UREA (KG) MT1",
        "KECAMATAN", "DESA",
    )  # fmt: skip
    rows = [
        (
            "SUTRISNO", "RT0001", "UD MAKMUR JAYA", "1303062001", "MAJU", "TANI MAJU", p.nik, p.name, p.place, p.dmy("/"), p.mother,
            p.address, "TANAMAN PANGAN", "PADI", 0.5, 125, "KAMANG BARU", "AIE AMO",
        )
        for p in (A, B, C)
    ]  # fmt: skip
    xlsx(path, ("Sheet1", [head, *rows]))


@case(
    "dtsen_anggota.csv",
    [{**p.expected, "kk": p.kk, "address": p.address, "village": "AIE AMO", "village_code": "13.03.06.2001"} for p in (A, B, C)],
    {"header": 1},
)  # fmt: skip
def the_single_registry_of_2025(path: Path) -> None:
    head = (
        "id_keluarga", "id_anggota_keluarga", "nomor_kartu_keluarga", "nomor_induk_kependudukan", "nama_lengkap", "tanggal_lahir",
        "jenis_kelamin", "hubungan_keluarga", "alamat", "kecamatan", "desa_kelurahan", "kode_wilayah", "desil_nasional",
    )  # fmt: skip
    rows: list[Row] = [head]
    rows += [
        (
            f"K{n}", f"A{n}", p.kk, p.nik, p.name, p.born.isoformat(), _sex(p), "1", p.address, "KAMANG BARU", "AIE AMO",
            "1303062001", "3",
        )
        for n, p in enumerate((A, B, C), 1)
    ]  # fmt: skip
    text(path, rows, "|", "utf-8")


@case(
    "siks_capil.xlsx",
    [{**p.expected, "kk": p.kk, "village": "AIE AMO", "district": "KAMANG BARU"} for p in (A, B, C)],
    {"header": 1},
)
def the_registry_matched_with_the_civil_one(path: Path) -> None:
    head = (
        "IDSEMESTA", "PROP_CAPIL", "KAB_CAPIL", "KEC_CAPIL", "KEL_CAPIL", "NO_RT", "NO_RW", "ALAMAT", "NO_KK", "NIK", "NAMA", "TMP_LAHIR",
        "TGL_LAHIR", "JENIS_KELAMIN", "HUB_KELUARGA", "PADAN", "BANSOS_PKH",
    )  # fmt: skip
    rows = [
        (
            f"{n}", "SUMATERA BARAT", "SIJUNJUNG", "KAMANG BARU", "AIE AMO", 1, 2, p.address, p.kk, p.nik, p.name, p.place, p.dmy(),
            p.sex, "KEPALA KELUARGA", "PADAN", "YA",
        )
        for n, p in enumerate((A, B, C), 1)
    ]  # fmt: skip
    xlsx(path, ("Sheet1", [head, *rows]))


@case(
    "vaksin_umur.xlsx",
    [{**p.expected, "birth_date": "", "phone": p.phone} for p in (A, B)] + expect(C, phone=C.phone),
    {"header": 1},
)
def an_age_where_some_have_a_date(path: Path) -> None:
    """How old somebody is, is no impossible date."""
    head = ("NIK", "Nama", "No HP", "Jenis Kelamin", "Tgl Lahir/Umur", "Dosis 1")
    rows = [
        (p.nik, p.name, p.phone, p.sex, born, "12/05/2021")
        for p, born in ((A, "45 tahun"), (B, "45 Th 3 Bln"), (C, C.dmy()))
    ]
    xlsx(path, ("Sheet1", [head, *rows]))


@case(
    "bip_kode_wilayah.xlsx",
    [{**p.expected, "kk": kk, "village": "AIE AMO", "district": "KAMANG BARU"} for p, kk in ((A, A.kk), (B, A.kk), (C, C.kk))],
    {"title": 3, "family": 2, "header": 2, "note": 1},
)  # fmt: skip
def the_population_book_with_the_codes_of_areas(path: Path) -> None:
    head = ("NO", "NIK", "NAMA LENGKAP", "JK", "TMPT LAHIR", "TGL LAHIR", "SHDK", "PEKERJAAN")

    def member(n: int, p: Someone) -> Row:
        return (n, p.nik, p.name, p.sex, p.place, p.dmy(), "KEPALA KELUARGA", "PETANI")

    rows: list[Row] = [
        ("BUKU INDUK PENDUDUK WNI",),
        ("PROVINSI", "", ": 13 SUMATERA BARAT", "", "KECAMATAN", "", ": 06 KAMANG BARU"),
        ("KABUPATEN", "", ": 03 SIJUNJUNG", "", "DESA/KELURAHAN", "", ": 2001 AIE AMO"),
        (),
        ("NO KK", f": {A.kk}", "", "", "ALAMAT", ": JORONG KOTO"),
        head,
        member(1, A),
        member(2, B),
        (),
        ("NO KK", f": {C.kk}", "", "", "ALAMAT", ": JORONG BARU"),
        head,
        member(1, C),
        ("Dicetak tanggal 12-05-2016 oleh operator",),
    ]
    xlsx(path, ("Sheet1", rows))


@case(
    "nama_masjid.csv", [{"nik": p.nik, "name": p.name, "village": "AIE AMO"} for p in (A, B)], {"header": 1}
)
def a_mosque_and_a_group_are_nobodys_name(path: Path) -> None:
    """Neither stands under a heading that we list: the noun behind "nama" decides."""
    rows: list[Row] = [("No", "Nama Desa", "Nama Masjid", "Nama Marbot Masjid", "NIK")]
    rows += [(n, "AIE AMO", "NURUL IMAN", p.name, p.nik) for n, p in enumerate((A, B), 1)]
    text(path, rows, ";", "utf-8")
