"""People told one to a line with labels among the words, and forms whose lines are numbered: as telephones send them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from intake.people import Someone, people
from intake.writers import A, B, C, D, case, xlsx

FIVE = people(5)
_THREE = (A, B, D)


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


def _born(p: Someone) -> dict[str, str]:
    return _short(p, birth_date=p.born.isoformat())


def _lines(path: Path, line: Callable[[int, Someone], str], *around: str) -> None:
    before, after = around or ("", "")
    told = [line(n, p) for n, p in enumerate(_THREE, 1)]
    path.write_text("\n".join([before, *told, after]).strip(), encoding="utf-8")


@case(
    "formulir_bernomor.txt",
    [_born(p) | {"address": p.address, "occupation": p.job} for p in (A, B)],
    {"title": 1, "header": 8},
)
def forms_with_numbered_lines(path: Path) -> None:
    forms = (
        f"1. Nama : {p.name}\n2. NIK : {p.nik}\n3. Tempat/Tgl Lahir : {p.place}, {p.dmy()}\n4. Alamat : {p.address}\n"
        f"5. Pekerjaan : {p.job}\n"
        for p in (A, B)
    )
    path.write_text("FORMULIR PENDAFTARAN\n\n" + "\n".join(forms), encoding="utf-8")


@case(
    "formulir_berhuruf.xlsx", [_born(p) | {"village": "AIE AMO"} for p in (A, B)], {"title": 1, "header": 4}
)
def forms_with_lettered_lines_under_the_name_of_a_village(path: Path) -> None:
    rows: list[tuple[str, ...]] = [("DAFTAR PEKERJA RENTAN NAGARI AIE AMO",)]
    for p in (A, B):
        rows += [("a. Nama", ":", p.name), ("b) NIK", ":", p.nik), ("c. Tgl Lahir", ":", p.dmy()), ()]
    xlsx(path, ("Data", rows))


@case("kalimat_berlabel.txt", [_born(p) | {"sex": p.sex} for p in _THREE])
def labels_between_semicolons(path: Path) -> None:
    _lines(path, lambda n, p: f"{n}. Nama: {p.name}; NIK: {p.nik}; Lahir: {p.dmy('.')}; JK: {p.sex}")


@case("kalimat_berlabel.xlsx", [_born(p) | {"sex": p.sex, "village": "AIE AMO"} for p in FIVE], {"title": 1})
def labels_in_the_one_cell_of_each_row(path: Path) -> None:
    rows = [("DATA PEKERJA RENTAN NAGARI AIE AMO",)]
    rows += [(f"{n}. {p.name} (NIK {p.nik}), lahir {p.dmy()}, {p.sex}",) for n, p in enumerate(FIVE, 1)]
    xlsx(path, ("Data", rows))


@case(
    "kalimat_tanpa_tanda.txt",
    [
        _born(p)
        | {
            "address": f"{p.address} RT 02/RW 01",
            "occupation": p.job,
            "phone": p.phone,
            "birth_place": p.place,
        }
        for p in _THREE
    ],
    {"title": 1, "note": 1},
)
def labels_with_nothing_between_what_they_say(path: Path) -> None:
    _lines(
        path,
        lambda n, p: (
            f"{n}. Nama : {p.name} NIK : {p.nik} TTL : {p.place}, {p.dmy()} Alamat : {p.address} RT 02/RW 01"
            f" Pekerjaan : {p.job} No HP : {p.phone}"
        ),
        "Assalamualaikum pak, ini data kami",
        "Terima kasih",
    )


@case("garis_miring_rapat.txt", [_born(p) | {"sex": p.sex} for p in _THREE])
def strokes_without_blanks(path: Path) -> None:
    _lines(path, lambda n, p: f"{n}) {p.name}/{p.nik}/{p.dmy()}/{p.sex}")


@case("nomor_saja_dan_nama.txt", [_short(p) for p in _THREE], {"title": 1, "note": 1})
def a_number_and_a_name_below_a_greeting(path: Path) -> None:
    _lines(path, lambda n, p: f"{p.nik} {p.name}", "Selamat pagi pak, ini data kami", "Terima kasih")


@case("nik_kk_ibu.txt", [_short(p, kk=p.kk, mother_name="Rohani") for p in _THREE])
def the_card_and_the_mother_told_by_words(path: Path) -> None:
    _lines(path, lambda n, p: f"{p.name} NIK {p.nik} KK {p.kk} Ibu kandung: Rohani")


@case("gelar_dalam_kalimat.txt", [_short(p, name=f"{p.name}, S.Pd", sex=p.sex) for p in _THREE])
def a_title_behind_a_comma(path: Path) -> None:
    _lines(path, lambda n, p: f"{n}. {p.name}, S.Pd ({p.nik}) {p.sex}")


@case("umur_dan_kelamin.txt", [_short(p, sex=p.sex, occupation="ojek", phone=p.phone) for p in _THREE])
def sex_and_age_behind_the_name(path: Path) -> None:
    _lines(path, lambda n, p: f"{n}. {p.name} ({p.sex}), 42 tahun, {p.nik}, ojek, {p.phone}")


@case("satu_baris_tiga_orang.txt", [_short(p) for p in (A, B, C)], {"title": 1})
def several_people_in_one_line(path: Path) -> None:
    people = " ".join(f"{n}. {p.name} {p.nik}," for n, p in enumerate((A, B), 1))
    path.write_text(f"Mohon didaftarkan:\n{people}\n3. {C.name} (NIK {C.nik})", encoding="utf-8")


@case(
    "nik_cacat_dalam_kalimat.txt",
    [
        {"name": A.name, "nik": "", "occupation": "tani", "problems": "nik.malformed;birthdate.missing"},
        {
            "name": B.name,
            "nik": B.nik[:12],
            "occupation": "ojek",
            "problems": "nik.malformed;birthdate.missing",
        },
        _short(C),
        {"name": "RINA", "nik": "", "problems": "nik.missing;birthdate.missing"},
        _short(D),
    ],
    {"title": 1, "note": 2},
)
def numbered_people_whose_number_is_misspelt_cut_or_lacking(path: Path) -> None:
    told = [
        "Data usulan Jorong Tapus",
        f"1. {A.name}, NIK: {A.nik.replace('0', 'O', 2)}, tani",
        f"2. {B.name}, NIK: {B.nik[:12]}, ojek",
        f"3. {C.name} (NIK {C.nik})",
        "4. RINA belum ada KTP",
        f"5. {D.name} {D.nik}",
        "Catatan:",
        "1. yang belum ada NIK menyusul",
    ]
    path.write_text("\n".join(told), encoding="utf-8")


@case("formulir_nama_nik.txt", [_short(p) for p in _THREE], {"header": 3})
def numbered_forms_of_name_and_number_alone(path: Path) -> None:
    path.write_text("\n\n".join(f"1. Nama : {p.name}\n2. NIK : {p.nik}" for p in _THREE), encoding="utf-8")


@case("formulir_pendek_dan_panjang.txt", [_short(p) for p in _THREE], {"header": 5})
def a_short_form_among_longer_ones_is_a_person_too(path: Path) -> None:
    forms = [f"Nama : {p.name}\nNIK : {p.nik}\nAlamat : {p.address}" for p in _THREE]
    forms[0] = forms[0].rpartition("\n")[0]
    path.write_text("\n\n".join(forms), encoding="utf-8")
