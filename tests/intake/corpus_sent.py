"""Lists as they are sent on: copied out of messages, laid on their side, with titles in English, signs of other scripts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, E, Row, case, expect, text, xlsx


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


_HEAD = "No,NIK,Nama,Alamat"


def _rows(sign: str) -> str:
    return "".join(f"{sign.join((str(n), p.nik, p.name, 'Koto'))}\n" for n, p in enumerate((A, B, C), 1))


@case("koma_titik_koma.csv", [_short(p, address="Koto") for p in (A, B, C)], {"header": 1})
def a_heading_with_commas_above_rows_with_semicolons(path: Path) -> None:
    path.write_text(_HEAD + "\n" + _rows(";"), encoding="utf-8")


@case("titik_koma_koma.csv", [_short(p, address="Koto") for p in (A, B, C)], {"header": 1})
def a_heading_with_semicolons_above_rows_with_commas(path: Path) -> None:
    path.write_text(_HEAD.replace(",", ";") + "\n" + _rows(","), encoding="utf-8")


@case("gabungan.csv", [_short(p, address="Koto") for p in (A, B, C, A, B, C)], {"header": 2, "note": 1})
def two_files_of_different_delimiters_one_below_the_other(path: Path) -> None:
    """A remark with commas is no row of theirs."""
    heads = _HEAD.replace(",", ";"), _HEAD
    remark = "Catatan: data, dari dua jorong, digabung\n"
    path.write_text(f"{heads[0]}\n{_rows(';')}{remark}{heads[1]}\n{_rows(',')}", encoding="utf-8")


@case(
    "rebah.xlsx",
    expect(A, B, C),
    {"title": 1, "header": 4, "note": 1},
)
def a_list_that_lies_on_its_side(path: Path) -> None:
    people = (A, B, C)
    rows: list[Row] = [("DAFTAR USULAN",), (), ("No", 1, 2, 3), ("NIK", *(p.nik for p in people))]
    rows += [("Nama", *(p.name for p in people)), ("Tgl Lahir", *(p.born for p in people))]
    rows += [("L/P", *(p.sex for p in people)), ("Mengetahui, Wali Nagari",)]
    xlsx(path, ("Data", rows))


@case("rebah_dua.xlsx", [_short(p) for p in (A, B, C, D)], {"header": 4})
def two_lists_on_their_side_one_below_the_other(path: Path) -> None:
    rows: list[Row] = []
    for several in ((A, B), (C, D)):
        rows += [("Nama", *(p.name for p in several)), ("NIK", *(p.nik for p in several))]
        rows += [("Alamat", *(p.address for p in several)), ()]
    xlsx(path, ("Data", rows))


@case("salinan_wa.txt", [_short(p) for p in (A, B, C)], {"title": 1, "note": 1})
def messages_copied_with_who_wrote_them_and_when(path: Path) -> None:
    said = ["Assalamualaikum", f"1. {A.name} {A.nik}", f"2. {B.name} {B.nik}", f"3. {C.name} NIK {C.nik}"]
    lines = [f"[10/05/26 09.{n:02}] Pak Jorong: {words}" for n, words in enumerate(said, 12)]
    path.write_text("\n".join([*lines, "terima kasih banyak"]), encoding="utf-8")


@case("blanko_wa.txt", [_short(p, address=p.address) for p in (A, B)], {"header": 4})
def forms_in_a_message_that_begin_with_the_name(path: Path) -> None:
    """ "Nama : SITI" is a line of a form, no heading over a NIK."""
    forms = (f"Nama : {p.name}\nNIK : {p.nik}\nAlamat : {p.address}\n" for p in (A, B))
    path.write_text("\n".join(forms), encoding="utf-8")


@case(
    "nomor_wa.txt", [_short(p, kk=p.kk, phone=p.phone) for p in (A, B)], {"title": 2, "header": 4, "note": 1}
)
def forms_in_a_message_whose_names_stand_above_them(path: Path) -> None:
    forms = (f"{n}. *{p.name}*\nNIK: {p.nik}\nKK: {p.kk}\nHP: {p.phone}\n" for n, p in enumerate((A, B), 1))
    path.write_text("*DATA PEKERJA*\n\n" + "\n".join(forms), encoding="utf-8")


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@case(
    "aksara_lain.xlsx",
    [_short(p, birth_date=p.born.isoformat(), phone=p.phone) for p in (A, B, C, D)],
    {"header": 1},
)
def digits_and_marks_of_other_scripts(path: Path) -> None:
    rows: list[Row] = [("NIK", "Nama", "Tgl Lahir", "HP")]
    rows += [
        (p.nik.translate(signs), p.name, p.dmy().translate(signs), p.phone.translate(signs))
        for p, signs in ((A, _WIDE), (B, _ARABIC))
    ]
    rows.append(
        (f"\u200f{C.nik}\u200e", f"{C.name}\u200b", C.dmy("\u2011"), C.phone.replace("0812", "0812\u2011"))
    )
    rows.append((f"\u2066{D.nik}\u2069", f"\u202a{D.name}\u202c", D.dmy("\u2212"), f"\u202a{D.phone}\u202c"))
    xlsx(path, ("Data", rows))


@case(
    "dua_bahasa.xlsx",
    [_short(p, birth_date=p.born.isoformat(), village="Aie Amo") for p in (A, B)],
    {"header": 1},
)
def headings_in_two_languages(path: Path) -> None:
    head = ("No", "NIK / ID Number", "Nama / Name", "Tanggal Lahir / Date of Birth", "Desa / Village")
    rows = [(n, p.nik, p.name, p.dmy(), "Aie Amo") for n, p in enumerate((A, B), 1)]
    xlsx(path, ("Data", [head, *rows]))


@case("sub_jumlah.xlsx", [_short(p) for p in (A, B, C)], {"header": 1, "total": 1, "note": 2})
def a_subtotal_and_a_remark_between_people(path: Path) -> None:
    rows: list[Row] = [("No", "NIK", "Nama", "Dusun"), (1, A.nik, A.name, "Koto"), (2, B.nik, B.name, "Koto")]
    rows += [
        ("", "Sub Jumlah Koto", 2),
        ("DUSUN PASAR",),
        ("", "", "(belum ada NIK)"),
        (1, C.nik, C.name, "Pasar"),
    ]
    xlsx(path, ("Data", rows))


@case(
    "rt_rw_tanggal.csv",
    [_short(A, address="Koto RT/RW 05-Mar"), _short(B, address="Koto RT/RW 002/001")],
    {"header": 1},
)
def rt_and_rw_that_became_a_date_stay_as_they_are(path: Path) -> None:
    rows = [(A.nik, A.name, "Koto", "05-Mar"), (B.nik, B.name, "Koto", "002/001")]
    text(path, [("NIK", "Nama", "Alamat", "RT/RW"), *rows], ";", "utf-8")


@case("rt_rw_hari.xlsx", [_short(A, address="Koto RT/RW 2026-03-05")], {"header": 1})
def rt_and_rw_in_a_cell_of_a_date_stay_as_they_are(path: Path) -> None:
    xlsx(path, ("Data", [("NIK", "Nama", "Alamat", "RT/RW"), (A.nik, A.name, "Koto", date(2026, 3, 5))]))


@case(
    "alamat_bertingkat.xlsx",
    [_short(p, address=f"{p.address} RT/RW 001/002") for p in (A, B)],
    {"header": 2, "numbering": 1},
)
def an_address_with_street_and_rt_rw_below_its_heading(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "NIK", "Alamat", "", "Ket"), ("", "", "", "Jalan", "RT/RW", "")]
    rows += [
        (1, 2, 3, 4, 5, 6),
        *((n, p.name, p.nik, p.address, "001/002", "") for n, p in enumerate((A, B), 1)),
    ]
    xlsx(path, ("Data", rows))


@case("nik_di_keterangan.xlsx", [_short(p) for p in (A, B, C)], {"header": 1})
def niks_among_the_remarks(path: Path) -> None:
    rows = [(n, p.name, p.address, f"NIK {p.nik}") for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", [("No", "Nama", "Alamat", "Keterangan"), *rows]))


@case(
    "salinan_ktp.txt",
    [
        _short(
            A,
            birth_place="SIJUNJUNG",
            birth_date=A.born.isoformat(),
            sex="P",
            address="JR. KOTO RT/RW 001/002",
            village="AIE AMO",
        )
    ],
    {"title": 1, "header": 6},
)
def what_stands_on_a_card(path: Path) -> None:
    """A comma between place and date cuts nothing, and a second label in a line is none of the first one's value."""
    lines = ["PROVINSI SUMATERA BARAT", f"NIK : {A.nik}", f"Nama : {A.name}"]
    lines += [f"Tempat/Tgl Lahir : SIJUNJUNG, {A.dmy()}", "Jenis Kelamin : PEREMPUAN   Gol. Darah : O"]
    lines += ["Alamat : JR. KOTO", "RT/RW : 001/002", "Kel/Desa : AIE AMO"]
    path.write_text("\n".join(lines), encoding="utf-8")


@case("tahun_pendek.csv", [_short(A, birth_date=A.born.isoformat())], {"header": 1})
def a_year_written_short(path: Path) -> None:
    text(path, [("NIK", "Nama", "Tgl Lahir"), (A.nik, A.name, "1 Januari '50")], ";", "utf-8")


@case(
    "rumah_tangga.xlsx",
    [_short(p, kk=k.kk) for p, k in ((A, A), (B, A), (C, D), (D, D), (E, D))],
    {"header": 1},
)
def members_of_a_household_in_numbered_columns(path: Path) -> None:
    head = ("No KK", "Alamat", *(f"ART{n}_{what}" for n in (1, 2, 3) for what in ("Nama", "NIK")))
    first = (A.kk, "Koto", A.name, A.nik, B.name, B.nik, "", "")
    second = (D.kk, "Pasar", C.name, C.nik, D.name, D.nik, E.name, E.nik)
    xlsx(path, ("Data", [head, first, second]))


@case("judul_bersambung.xlsx", [_short(p) for p in (A, B)], {"header": 2})
def a_heading_that_goes_on_below_the_name(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "Julukan", "NIK"), ("", "Lengkap", "", "")]
    xlsx(path, ("Data", [*rows, *((n, p.name, "", p.nik) for n, p in enumerate((A, B), 1))]))


@case("pesan_berbaris.txt", [_short(p) for p in (A, B, C, D)], {"title": 1, "note": 1})
def messages_of_several_lines_with_names_on_behalf(path: Path) -> None:
    lines = ["10/05/26, 09.13 - Pak Jorong: Usulan kami", f"1. {A.name} {A.nik}", f"2. {B.name} {B.nik}"]
    lines += [
        "10/05/26, 09.14 - Bu Kader: Tambahan",
        f"NIK {C.nik} an. {C.name}",
        f"NIK {D.nik} a.n. {D.name}",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
