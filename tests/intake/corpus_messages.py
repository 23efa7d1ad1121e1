"""Forms and people in messages: words stressed, labels without a sign, several lines without any label, copied chats."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, case, xlsx

_THREE = (A, B, D)


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


def _whole(p: Someone) -> dict[str, str]:
    return _short(
        p,
        kk=p.kk,
        birth_place=p.place,
        birth_date=p.born.isoformat(),
        address=f"{p.address}, RT 01/RW 02",
        occupation=p.job,
        phone=p.phone,
    )


def _lines(p: Someone) -> list[tuple[str, str]]:
    return [
        ("Nama Lengkap", p.name),
        ("NIK", p.nik),
        ("No. KK", p.kk),
        ("Tempat, Tanggal Lahir", f"{p.place}, {p.dmy()}"),
        ("Alamat", f"{p.address}, RT 01/RW 02"),
        ("Pekerjaan", p.job),
        ("No. HP", p.phone),
    ]


def _forms(path: Path, pattern: str) -> None:
    forms = ("\n".join(pattern.format(*line) for line in _lines(p)) for p in _THREE)
    path.write_text("\n\n".join(forms), encoding="utf-8")


@case("formulir_nomor_titik.txt", [_whole(p) for p in _THREE], {"header": 18})
def labels_that_begin_with_no_and_a_dot(path: Path) -> None:
    _forms(path, "{} : {}")


@case("pesan_huruf_tebal.txt", [_whole(p) for p in _THREE], {"header": 18})
def labels_stressed_together_with_their_colon(path: Path) -> None:
    _forms(path, "*{} :* {}")


@case("pesan_sama_dengan.txt", [_whole(p) for p in _THREE], {"header": 18})
def labels_before_an_equals_sign(path: Path) -> None:
    _forms(path, "{}={}")


@case("biodata_bernomor_tanpa_titik_dua.xlsx", [_whole(p) for p in _THREE], {"header": 18})
def biodata_counted_in_a_column_and_without_colons(path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for p in _THREE:
        rows += [(n, *line) for n, line in enumerate(_lines(p), 1)]
        rows.append(())
    xlsx(path, ("Data", rows))


@case(
    "pesan_label_tanpa_tanda.txt",
    [_short(p, address=p.address, occupation=p.job) for p in _THREE],
    {"header": 9},
)
def labels_without_any_sign(path: Path) -> None:
    forms = (f"Nama {p.name}\nNIK {p.nik}\nAlamat {p.address}\nPekerjaan {p.job}" for p in _THREE)
    path.write_text("\n\n".join(forms), encoding="utf-8")


@case("pesan_tiga_baris.txt", [_short(p, occupation=p.job) for p in _THREE], {"note": 6})
def name_nik_and_trade_on_bare_lines(path: Path) -> None:
    path.write_text("\n\n".join(f"{p.name}\n{p.nik}\n{p.job}" for p in _THREE), encoding="utf-8")


@case(
    "pesan_empat_baris.txt",
    [
        _short(p, birth_place=p.place, birth_date=p.born.isoformat(), occupation=p.job, kk="", address="")
        for p in _THREE
    ],
    {"title": 1, "note": 9},
)
def numbered_names_above_what_is_said_of_them(path: Path) -> None:
    told = (
        f"{n}. {p.name}\nNIK {p.nik}\n{p.place}, {p.dmy()}\n{p.job}" for n, p in enumerate(_THREE, start=1)
    )
    path.write_text("Data pekerja rentan RT 02\n\n" + "\n\n".join(told), encoding="utf-8")


@case(
    "pesan_disalin_panjang.txt",
    [
        _short(p, birth_place=p.place, birth_date=p.born.isoformat(), address=p.address, occupation=p.job)
        for p in (A, B, C)
    ],
    {"header": 12},
)
def a_copied_message_of_many_lines_for_each_person(path: Path) -> None:
    told = (
        f"[12/05/26 09.1{n}] Pak Jorong: Nama : {p.name}\nNIK : {p.nik}\nTTL : {p.place}, {p.dmy()}\nAlamat : {p.address}\n"
        f"Pekerjaan : {p.job}"
        for n, p in enumerate((A, B, C))
    )
    path.write_text("\n".join(told), encoding="utf-8")


@case("pesan_bertanda_centang.txt", [_short(p, occupation=p.job) for p in (A, B, C)])
def a_tick_before_each_name(path: Path) -> None:
    told = (f"\N{WHITE HEAVY CHECK MARK} {p.name} - {p.nik} - {p.job}" for p in (A, B, C))
    path.write_text("\n".join(told), encoding="utf-8")


@case(
    "ktp_disalin.txt",
    [_short(p, sex=p.sex, village="AIE AMO") for p in _THREE],
    {"title": 1, "header": 15, "note": 2},
)
def cards_copied_with_the_blood_group_behind_the_sex(path: Path) -> None:
    cards = (
        f"PROVINSI SUMATERA BARAT\nNIK : {p.nik}\nNama : {p.name}\n"
        f"Jenis kelamin : {'LAKI-LAKI' if p.sex == 'L' else 'PEREMPUAN'} Gol. Darah : O\n"
        f"Alamat : {p.address}\n   Kel/Desa : AIE AMO\nAgama : ISLAM"
        for p in _THREE
    )
    path.write_text("\n\n".join(cards), encoding="utf-8")


@case("pesan_dari_web.txt", [_short(p, occupation=p.job) for p in (A, B, C)])
def messages_copied_from_the_web_page_of_a_telephone(path: Path) -> None:
    told = (f"[10:1{n}, 12/5/2026] Pak RT 02: {p.name} {p.nik} {p.job}" for n, p in enumerate((A, B, C)))
    path.write_text("\n".join(told), encoding="utf-8")


@case(
    "formulir_ahli_waris.xlsx",
    [_short(p, birth_date=p.born.isoformat(), occupation=p.job, phone="") for p in (A, B)],
    {"title": 1, "header": 6, "note": 11},
)
def the_heir_with_a_nik_in_a_part_of_the_form(path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for p in (A, B):
        rows += [("A. IDENTITAS DIRI",), (1, "Nama Lengkap", ":", p.name), (2, "NIK", ":", p.nik)]
        rows += [(3, "Tanggal Lahir", ":", p.dmy()), (4, "Pekerjaan", ":", p.job), ("B. AHLI WARIS",)]
        rows += [(1, "Nama", ":", "AHMAD"), (2, "NIK", ":", D.nik), (3, "Hubungan", ":", "Anak")]
        rows += [(4, "No HP", ":", "081211112222"), ()]
    xlsx(path, ("Formulir", rows))


@case(
    "surat_kepala_desa.xlsx",
    [_short(A, address=A.address, occupation=A.job, village="Aie Amo")],
    {"title": 8, "header": 3},
)
def an_official_who_declares_with_a_nik_of_his_own(path: Path) -> None:
    rows = [("SURAT KETERANGAN",), ("Yang bertanda tangan di bawah ini Kepala Desa Aie Amo menerangkan:",)]
    rows += [("Nama", ":", "RUSLAN"), ("NIK", ":", D.nik), ("Jabatan", ":", "Kepala Desa Aie Amo")]
    rows += [("Alamat", ":", "Desa Aie Amo"), ("Menerangkan bahwa nama di bawah ini :",), ()]
    rows += [
        ("Nama", ":", A.name),
        ("NIK", ":", A.nik),
        ("Pekerjaan", ":", A.job),
        ("Alamat", ":", A.address),
    ]
    xlsx(path, ("Surat", [("PEMERINTAH NAGARI",), *rows]))


@case(
    "formulir_tanda_tangan_waris.xlsx",
    [_short(p, occupation=p.job) for p in _THREE],
    {"header": 6, "note": 3},
)
def an_heir_who_only_signs_above_the_next_form(path: Path) -> None:
    rows: list[tuple[str, ...]] = []
    for p in _THREE:
        rows += [("Nama", ":", p.name), ("NIK", ":", p.nik), ("Pekerjaan", ":", p.job), ("Ahli Waris,",), ()]
    xlsx(path, ("Formulir", rows))
