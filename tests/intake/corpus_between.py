"""What stands between, above and below the people of lists that offices send, and columns beside which others stand."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, case, text, xlsx

_FOUR = (A, B, C, D)


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


def _numbered(*listed: Someone) -> list[tuple[object, ...]]:
    return [(n, p.name, p.nik, p.address) for n, p in enumerate(listed, 1)]


_HEAD = ("No", "Nama", "NIK", "Alamat")


@case(
    "kelompok_di_kolom_nama.xlsx",
    [_short(p, address=p.address, village="") for p in _FOUR],
    {"header": 1, "note": 4},
)
def trades_and_groups_in_the_column_of_names(path: Path) -> None:
    rows = [_HEAD, ("", "PEDAGANG KAKI LIMA"), *_numbered(A), ("", "TUKANG OJEK"), *_numbered(B)]
    rows += [("", "LANSIA"), *_numbered(C), ("", "KWT MELATI"), *_numbered(D)]
    xlsx(path, ("Data", rows))


@case(
    "berita_acara_saksi.xlsx",
    [_short(p, address=p.address, village="") for p in _FOUR],
    {"title": 2, "header": 1, "note": 7},
)
def witnesses_who_sign_below_the_minutes(path: Path) -> None:
    rows = [("BERITA ACARA MUSYAWARAH DESA KHUSUS",), ("Pimpinan Musyawarah", ":", "RUSLAN"), _HEAD]
    rows += [*_numbered(*_FOUR), ("Demikian Berita Acara ini dibuat.",), ("Ketua BPD", "", "", "Kepala Desa")]
    rows += [("AMIR", "", "", "RUSLAN"), ("Wakil Masyarakat",)]
    rows += [(1, "Ahmad", "1. ........."), (2, "Budi", "2. ........."), (3, "Citra", "3. .........")]
    xlsx(path, ("BA", rows))


@case(
    "kartu_keluarga_nomor.xlsx",
    [
        {**p.expected, "kk": A.kk, "address": f"{B.address} RT/RW 001/002", "village": "AIE AMO"}
        for p in (B, C, D)
    ],
    {"title": 3, "family": 1, "header": 2, "note": 4},
)
def a_family_card_with_its_number_in_one_cell_and_the_day_of_issue(path: Path) -> None:
    rows: list[tuple[object, ...]] = [("KARTU KELUARGA",), (f"No. {A.kk}",)]
    rows += [("Alamat", ":", B.address, "", "Desa/Kelurahan", ":", "AIE AMO"), ("RT/RW", ":", "001/002")]
    rows += [("No", "Nama Lengkap", "NIK", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir")]
    rows += [(n, p.name, p.nik, p.sex, p.place, p.dmy()) for n, p in enumerate((B, C, D), 1)]
    rows += [("No", "Status Perkawinan", "Status Hubungan Dalam Keluarga", "Kewarganegaraan", "Ayah", "Ibu")]
    rows += [(n, "KAWIN", "ANAK", "WNI", "AMIR", "ROHANI") for n in (1, 2, 3)]
    rows += [("Dikeluarkan Tanggal", ":", "12-05-2020", "", "KEPALA KELUARGA")]
    xlsx(path, ("KK", rows))


@case(
    "bulan.xlsx",
    [_short(p, address=p.address, village="") for p in _FOUR],
    {"header": 4},
)
def sheets_named_after_months(path: Path) -> None:
    names = ("JAN 26", "FEB 26", "Mrt", "APRIL 2026")
    xlsx(path, *((name, [_HEAD, *_numbered(p)]) for name, p in zip(names, _FOUR, strict=True)))


@case(
    "kk_di_atas_nik.xlsx",
    [_short(p, kk=p.kk, birth_date=p.born.isoformat()) for p in _FOUR],
    {"header": 1, "note": 4},
)
def the_card_number_above_each_nik_beside_the_name(path: Path) -> None:
    rows: list[tuple[object, ...]] = [("No", "No KK / NIK", "Nama", "Hub. Keluarga", "TTL")]
    for n, p in enumerate(_FOUR, 1):
        rows += [(n, p.kk), ("", p.nik, p.name, "Kepala Keluarga", f"{p.place}, {p.dmy()}")]
    xlsx(path, ("Data", rows))


@case("sebutan_di_sel_sendiri.xlsx", [_short(p) for p in _FOUR], {"header": 1})
def how_to_address_somebody_in_a_cell_before_the_name(path: Path) -> None:
    rows: list[tuple[object, ...]] = [("No", "Nama", "", "NIK", "Alamat")]
    rows += [
        (n, "Sdr." if p.sex == "L" else "Sdri.", p.name, p.nik, p.address) for n, p in enumerate(_FOUR, 1)
    ]
    xlsx(path, ("Data", rows))


@case("nik_lama_dan_baru.xlsx", [_short(p) for p in _FOUR], {"header": 1})
def the_old_nik_before_the_new_one(path: Path) -> None:
    rows = [("No", "Nama", "NIK Lama", "NIK Baru")]
    xlsx(path, ("Data", [*rows, *((n, p.name, "1303010101010001", p.nik) for n, p in enumerate(_FOUR, 1))]))


@case("kepala_istri_anak.xlsx", [_short(p, kk=B.kk) for p in (B, A, C)] + [_short(D, kk=D.kk)], {"header": 2})
def head_wife_and_children_in_one_row(path: Path) -> None:
    rows: list[tuple[object, ...]] = [("No", "No KK", "Kepala Keluarga", "", "Istri", "", "Anak 1", "")]
    rows += [("", "", *("Nama", "NIK") * 3)]
    rows += [(1, B.kk, B.name, B.nik, A.name, A.nik, C.name, C.nik), (2, D.kk, D.name, D.nik, "", "", "", "")]
    xlsx(path, ("Data", rows))


@case(
    "kobo_berkelompok.csv",
    [_short(p, kk=p.kk, birth_date=p.born.isoformat(), sex=p.sex, address=p.address) for p in _FOUR],
    {"header": 1},
)
def headings_with_the_groups_of_a_survey(path: Path) -> None:
    head = "start|group_identitas/nama_lengkap|group_identitas/nik|group_identitas/no_kk|group_identitas/tgl_lahir"
    head += "|group_identitas/jenis_kelamin|group_alamat/alamat_lengkap|group_pasangan/nama|_index"
    rows = [
        (
            "2026-05-12T09:30:11",
            *(p.name, p.nik, p.kk, p.born.isoformat(), "laki_laki" if p.sex == "L" else "perempuan"),
            *(p.address, "ROHANI", str(n)),
        )
        for n, p in enumerate(_FOUR, 1)
    ]
    text(path, [tuple(head.split("|")), *rows], ";", "utf-8")


@case(
    "judul_bahasa_daerah.xlsx", [_short(p, address=p.address, occupation=p.job) for p in _FOUR], {"header": 1}
)
def headings_in_minang(path: Path) -> None:
    rows = [("No", "Namo", "NIK", "Alamaik", "Karajo")]
    xlsx(path, ("Data", [*rows, *((n, p.name, p.nik, p.address, p.job) for n, p in enumerate(_FOUR, 1))]))


@case("dan_seterusnya.xlsx", [_short(p, address=p.address) for p in _FOUR], {"header": 1, "note": 3})
def and_so_on_below_the_last_person(path: Path) -> None:
    rows = [_HEAD, *_numbered(*_FOUR), (5, "", "", ""), (6, "", "", ""), ("", "dst", "", "")]
    xlsx(path, ("Data", rows))
