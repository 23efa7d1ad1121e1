"""What offices write around and between their people: parts of a list, recapitulations, letters, signatures, examples."""

from __future__ import annotations

from pathlib import Path

from intake.writers import FULL, A, B, C, D, E, Row, case, expect, full, listing, xlsx


@case("parts_lettered.xlsx", [
        {"nik": A.nik, "occupation": "Guru"}, {"nik": B.nik, "occupation": "Ketua RT 02"},
        {"nik": C.nik, "occupation": "Garin"}, {"nik": D.nik, "occupation": ""}], {"title": 1, "header": 1, "note": 2})  # fmt: skip
def parts_of_a_list_are_counted_by_letters(path: Path) -> None:
    """Teachers and mosque keepers; "Jabatan" says what they do, but the ranks within a group say nothing of it."""
    rows: list[Row] = [
        ("DAFTAR GURU TPA DAN GARIN",),
        ("NO", "NAMA", "NIK", "JABATAN"),
        ("A", "GURU TPA/TPQ"),
    ]
    rows += [(1, A.name, A.nik, "Guru"), (2, B.name, B.nik, "Ketua RT 02"), ("II.", "GARIN / MARBOT")]
    rows += [(1, C.name, C.nik, "Garin"), (2, D.name, D.nik, "Wakil Ketua")]
    xlsx(path, ("Data", rows))


@case("recap_below.xlsx", expect(A, B), {"header": 2, "total": 2, "note": 2})
def a_recapitulation_below_the_people(path: Path) -> None:
    rows = [*listing(A, B), (), ("REKAPITULASI",), ("No", "Jenis Pekerjaan", "Jumlah")]
    rows += [(1, "Petani", 2), (2, "Ojek", 1), ("", "Jumlah", 3)]
    xlsx(path, ("Data", rows))


@case("recap_of_names.xlsx", [{"nik": A.nik}, {"nik": B.nik}], {"header": 2, "note": 2})
def a_recapitulation_whose_villages_stand_below_the_names(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "NIK"), (1, A.name, A.nik), (2, B.name, B.nik), ()]
    rows += [("No", "Nagari", "Jumlah"), (1, "AIE AMO", 100), (2, "MUARO", 100)]
    xlsx(path, ("Data", rows))


@case("sheets_by_trade.xlsx", expect(A, B, C, village=""), {"header": 3})
def a_sheet_for_every_trade_is_no_village(path: Path) -> None:
    xlsx(path, ("PETANI", listing(A)), ("Ojek", listing(B)), ("Pedagang Kaki Lima", listing(C)))


@case("approved_by.xlsx", [{"nik": A.nik}, {"nik": B.nik}], {"header": 1, "note": 6})
def approval_and_date_below_names_and_trades(path: Path) -> None:
    rows: list[Row] = [
        ("No", "Nama", "NIK", "Pekerjaan"),
        (1, A.name, A.nik, A.job),
        (2, B.name, B.nik, B.job),
    ]
    rows += [("", "Disetujui", "", "Sijunjung, 2 Januari 2026"), ("", "Camat", "", "Wali Nagari"), ()]
    rows += [("", "Drs. ANWAR", "", "ZULKIFLI, SH"), ("", "Pembina Tk. I", "", "")]
    rows += [("", "", "196805121990031001", ""), ("", "", "NIP. 19680512 199003 1 001", "")]
    xlsx(path, ("Data", rows))


@case("letter_above.xlsx", [{"nik": A.nik, "village": "AIE AMO"}, {"nik": B.nik, "village": "AIE AMO"}], {"title": 3, "header": 1, "note": 1})  # fmt: skip
def running_text_names_no_village(path: Path) -> None:
    """ "Musyawarah Nagari tanggal 12 Mei" and "nagari kami sebanyak …" are no villages."""
    rows: list[Row] = [
        ("KANTOR WALI NAGARI AIE AMO",),
        ("Berdasarkan Musyawarah Nagari tanggal 12 Mei 2026",),
        (
            "Berikut kami kirimkan data usulan pekerja rentan nagari kami sebanyak 2 orang mohon dibantu ya pak",
        ),
        ("No", "Nama", "NIK", "Alamat"),
        (1, A.name, A.nik, A.address),
        (2, B.name, B.nik, B.address),
        ("Bila ada kekurangan hubungi 081234567890 (Budi)",),
    ]
    xlsx(path, ("Data", rows))


@case("sex_and_age.xlsx", [{"nik": p.nik, "sex": p.sex, "problems": ""} for p in (A, B)], {"header": 2})
def ages_by_sex_beside_the_sexes(path: Path) -> None:
    rows: list[Row] = [
        ("No", "Nama", "NIK", "Jenis Kelamin", "", "Umur", ""),
        ("", "", "", "L", "P", "L", "P"),
    ]
    rows += [(1, A.name, A.nik, "", "v", "", 70), (2, B.name, B.nik, "v", "", 69, "")]
    xlsx(path, ("Data", rows))


@case("niks_remarked.xlsx", [{"nik": p.nik, "problems": ""} for p in (A, B, C)], {"header": 1})
def remarks_about_the_nik(path: Path) -> None:
    rows: list[Row] = [
        ("No", "Nama", "NIK"),
        (1, A.name, f"{A.nik}\n(KTP lama)"),
        (2, B.name, f"NIK. {B.nik}"),
    ]
    xlsx(path, ("Data", [*rows, (3, C.name, f"NIK {C.nik} (belum rekam)")]))


@case("instructions.xlsx", expect(A, B), {"title": 1, "header": 3, "note": 4})
def a_sheet_of_instructions_and_an_example(path: Path) -> None:
    told: list[Row] = [("Isi NIK 16 digit",), ("Nama sesuai KTP",), ("No", "Kolom", "Keterangan")]
    told += [(1, "NIK", "wajib 16 digit"), (2, "Nama", "wajib"), (3, "Tanggal lahir", "dd-mm-yyyy")]
    example = (
        "Contoh",
        "1303061205800001",
        "1303061205800002",
        "NAMA ANDA",
        "Sijunjung",
        "12-05-1980",
        "L",
        "X",
        "Y",
    )
    xlsx(path, ("PETUNJUK", told), ("DATA", [FULL, example, *(full(n, p) for n, p in enumerate((A, B), 1))]))


@case("husband_or_wife.xlsx", [{"nik": p.nik, "name": p.name} for p in (A, B)], {"header": 1})
def one_name_of_husband_or_wife(path: Path) -> None:
    rows: list[Row] = [("No", "Nama Suami/Istri", "NIK", "Pekerjaan"), (1, A.name, A.nik, A.job)]
    xlsx(path, ("Data", [*rows, ("", B.name, B.nik, B.job)]))


@case("village_once.xlsx", [
        *({"nik": p.nik, "village": "AIE AMO", "address": "Koto"} for p in (A, B)),
        *({"nik": p.nik, "village": "KUNANGAN", "address": "Pasar"} for p in (C, D, E))], {"header": 1})  # fmt: skip
def village_and_hamlet_on_the_first_row_of_each_group(path: Path) -> None:
    rows: list[Row] = [("No", "Desa", "Jorong", "Nama", "NIK")]
    for n, p in enumerate((A, B, C, D, E), 1):
        place = {1: ("AIE AMO", "Koto"), 3: ("KUNANGAN", "Pasar")}.get(n, ("", ""))
        rows.append((n, *place, p.name, p.nik))
    xlsx(path, ("Data", rows))


@case("village_lacking.xlsx", [
        {"nik": A.nik, "village": "AIE AMO"}, {"nik": B.nik, "village": "AIE AMO"}, {"nik": C.nik, "village": ""},
        {"nik": D.nik, "village": "KUNANGAN"}], {"header": 1})  # fmt: skip
def a_village_that_is_only_missing_is_not_taken_from_above(path: Path) -> None:
    rows: list[Row] = [("No", "Desa", "Nama", "NIK")]
    for n, (p, village) in enumerate(
        zip((A, B, C, D), ("AIE AMO", "AIE AMO", "", "KUNANGAN"), strict=True), 1
    ):
        rows.append((n, village, p.name, p.nik))
    xlsx(path, ("Data", rows))


@case("evidence_beside.xlsx", [{"name": p.name, "village": "Muaro", "problems": "nik.missing;birthdate.missing"} for p in (A, B)], {"header": 1})  # fmt: skip
def a_dated_paper_named_beside_a_person_without_nik(path: Path) -> None:
    rows: list[Row] = [("NIK", "Nama", "Desa", "Sebab", "Yang harus dibenahi", "Bukti")]
    rows += [
        ("", p.name, "Muaro", "NIK belum diisi", "Isi NIK", "DTSEN 2026, 12 November 2026") for p in (A, B)
    ]
    xlsx(path, ("Data", rows))
