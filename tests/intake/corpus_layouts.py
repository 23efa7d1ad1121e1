"""Layouts of lists: where headings, families, pages and notes stand, as registers and villages send them."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import FULL, A, B, C, D, E, F, Row, case, expect, full, listing, xls, xlsx


@case("plain.xlsx", expect(A, B, C), {"header": 1})
def a_plain_list(path: Path) -> None:
    xlsx(path, ("Data", listing(A, B, C)))


@case(
    "titled.xlsx",
    expect(A, B, village="AIE AMO"),
    {"title": 3, "header": 1, "numbering": 1, "total": 1, "note": 4},
)
def titles_numbering_total_and_signatures(path: Path) -> None:
    rows = [
        ("DAFTAR USULAN PEKERJA RENTAN",),
        ("NAGARI AIE AMO KECAMATAN KAMANG BARU",),
        ("TAHUN 2026",),
        (),
        FULL,
        tuple(range(1, 10)),
        full(1, A),
        full(2, B),
        ("JUMLAH", "", "", 2),
        (),
        ("", "", "", "", "", "", "Aie Amo, 12 Mei 2026"),
        ("", "", "", "", "", "", "Wali Nagari Aie Amo"),
        (),
        ("", "", "", "", "", "", "(YUSRIZAL)"),
        ("", "", "", "", "", "", "NIP. 196501011990031001"),
    ]
    xlsx(path, ("Sheet1", rows))


@case(
    "two_rows.xlsx",
    expect(A, B, address="Jorong Koto 0 RT 001 RW 002", birth_place="Sijunjung")[:1] + expect(B),
    {"header": 2},
)
def a_heading_in_two_rows(path: Path) -> None:
    rows = [
        ("No", "N I K", "Nama", "Kelahiran", "", "Jenis Kelamin", "", "Alamat", "", ""),
        ("", "", "", "Tempat", "Tanggal", "L", "P", "Jalan", "RT", "RW"),
        *(
            (
                n,
                p.nik,
                p.name,
                p.place,
                p.dmy(),
                "v" if p.sex == "L" else "",
                "v" if p.sex == "P" else "",
                p.address,
                "001",
                "002",
            )
            for n, p in enumerate((A, B), start=1)
        ),
    ]
    xlsx(path, ("Data", rows))


@case("merged.xlsx", expect(A, B), {"title": 1, "header": 2})
def a_heading_with_merged_cells(path: Path) -> None:
    rows = [
        ("DAFTAR PEKERJA RENTAN",),
        ("No", "NIK", "Nama Lengkap", "Tempat/Tgl Lahir", "", "L/P"),
        ("", "", "", "Tempat", "Tgl", ""),
        *((n, p.nik, p.name, p.place, p.dmy("/"), p.sex) for n, p in enumerate((A, B), start=1)),
    ]
    xlsx(path, ("Data", rows), merges=("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"))


@case(
    "kk_merged.xlsx",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**C.expected, "kk": C.kk}],
    {"header": 1},
)
def one_kk_merged_over_its_members(path: Path) -> None:
    rows = [
        ("No KK", "NIK", "Nama", "Tgl Lahir", "JK"),
        (A.kk, A.nik, A.name, A.dmy(), A.sex),
        ("", B.nik, B.name, B.dmy(), B.sex),
        (C.kk, C.nik, C.name, C.dmy(), C.sex),
    ]
    xlsx(path, ("Data", rows), merges=("A2:A3",))


@case(
    "villages.xlsx",
    [*expect(A, village="Aie Amo"), *expect(B, village="Padang Laweh")],
    {"header": 2},
)
def one_sheet_per_village(path: Path) -> None:
    xlsx(path, ("Aie Amo", listing(A)), ("Padang Laweh", listing(B)))


@case("hidden.xlsx", expect(A), {"header": 1, "hidden": 2})
def a_hidden_sheet_is_left_out(path: Path) -> None:
    xlsx(path, ("Data", listing(A)), ("Lama", listing(B)), hidden=("Lama",))


@case("repeated.xlsx", expect(A, B, C), {"header": 3, "title": 3, "note": 3})
def page_forms_with_signatures(path: Path) -> None:
    rows: list[Row] = []
    for page, each in enumerate((A, B, C), start=1):
        rows += [
            ("DAFTAR PENDUDUK",),
            FULL,
            full(page, each),
            ("", "", "", "", "", "", "", f"Halaman {page} dari 3"),
            (),
        ]
    xlsx(path, ("Data", rows))


@case(
    "bip2016.xls",
    [
        {**A.expected, "kk": A.kk, "address": "MERTAK PAOK"},
        {**B.expected, "kk": A.kk, "address": "MERTAK PAOK"},
        {**D.expected, "kk": D.kk, "address": "KOTO TUO RT/RW 001/002"},
    ],
    {"title": 2, "header": 1, "family": 2, "note": 2},
)
def the_population_book_of_2016(path: Path) -> None:
    head = (
        "No",
        "Nama",
        "NIK",
        "Tempat Lahir",
        "Tgl Lahir",
        "JK",
        "SHDK",
        "Agama",
        "Pendidikan",
        "Pekerjaan",
        "Nama Ibu",
        "Nama Ayah",
    )

    def member(n: int, p: Someone) -> Row:
        sex = "Lk" if p.sex == "L" else "Pr"
        return (
            n,
            p.name,
            p.nik,
            p.place,
            p.dmy(),
            sex,
            "ANAK",
            "ISLAM",
            "SLTA/SEDERAJAT",
            "PETANI/PEKEBUN",
            p.mother,
            "AMIR",
        )

    xls(
        path,
        (
            "Sheet1",
            [
                ("BUKU INDUK PENDUDUK WNI",),
                ("Desa : AIE AMO", "", "", "Kecamatan : KAMANG BARU"),
                head,
                (f"No. KK : {A.kk}", "", "Alamat : MERTAK PAOK, Nama Dusun : MERTAK PAOK, RT/RW : -/-"),
                member(1, A),
                member(2, B),
                (f"No. KK : {D.kk}", "", "Alamat : KOTO TUO, Nama Dusun : KOTO, RT/RW : 001/002"),
                member(1, D),
                ("Keterangan:",),
                ("Lk = Laki-laki, Pr = Perempuan",),
            ],
        ),
    )


@case(
    "bip2012.xls",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**D.expected, "kk": D.kk}],
    {"title": 1, "header": 4, "family": 2},
)
def the_population_book_of_2012(path: Path) -> None:
    family = ("", "NO.KK", "", "NAMA KEP. KELUARGA", "", "", "ALAMAT")
    head = (
        "NO", "", "NIK", "NAMA LENGKAP", "JK", "TMPT LAHIR", "TGL LAHIR", "GDR", "AGAMA", "STATUS", "SHDK",
        "PDDK AKHIR", "PEKERJAAN", "NAMA IBU", "NAMA AYAH", "AKTA LAHIR",
    )  # fmt: skip

    def member(n: int, p: Someone) -> Row:
        return (
            n,
            "",
            p.nik,
            p.name,
            p.sex,
            p.place,
            p.dmy(),
            "-",
            "ISLAM",
            "KAWIN",
            "ANAK",
            "SD",
            "PETANI",
            p.mother,
            "AMIR",
            "-",
        )

    xls(
        path,
        (
            "Sheet1",
            [
                ("BUKU INDUK PENDUDUK",),
                family,
                ("", A.kk, "", A.name, "", "", "DUSUN KERANDANGAN, RT:001, RW:001, Kodepos:83355,-"),
                head,
                member(1, A),
                member(2, B),
                family,
                ("", D.kk, "", D.name, "", "", "DUSUN KOTO, RT:001, RW:001, Kodepos:83355,-"),
                head,
                member(1, D),
            ],
        ),
    )


@case(
    "bip_ektp.xls",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**D.expected, "kk": D.kk}],
    {"title": 2, "header": 1, "numbering": 1, "family": 2, "note": 2},
)
def the_population_book_of_the_electronic_card(path: Path) -> None:
    head = (
        "NO", "Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "JK", "Stat Kwn", "Gol. Drh", "SHDK", "Agama",
        "Pendidikan Terakhir", "No Akta Lahir", "Pekerjaan", "Nama Ibu", "Nama Ayah", "Wjb KTP", "KTP-eL", "Status", "Stat Rkm",
    )  # fmt: skip

    def member(n: int, p: Someone) -> Row:
        sex = "Lk" if p.sex == "L" else "Pr"
        return (
            n, p.name, p.nik, p.place, p.dmy(), sex, "CM", "-", "KEPALA KELUARGA", "ISLAM", "TAMAT SD / SEDERAJAT", "6767/2002",
            "BELUM / TIDAK BEKERJA", p.mother, "WARTA", "WAJIB", "KTP-eL", "SDH DPT", "CARD SHIPPED",
        )  # fmt: skip

    blank = ("",) * 8
    xls(
        path,
        (
            "BIP",
            [
                ("BUKU INDUK PENDUDUK",),
                ("KELURAHAN / DESA : LUBUK BESAR",),
                head,
                tuple(str(n) for n in range(1, 20)),
                (A.kk, "", A.name, *blank, "DESA LUBUK BESAR RT/RW : 002/000 DUSUN : -"),
                member(1, A),
                member(2, B),
                (*("",) * 18, "CARD"),
                (D.kk, "", D.name, *blank, "DESA LUBUK BESAR RT/RW : 002/000 DUSUN : -"),
                member(1, D),
                ("", "", "", "Halaman 1 dari 1"),
            ],
        ),
    )


@case(
    "siak.xlsx",
    [
        {
            **p.expected,
            "kk": p.kk,
            "occupation": "Petani/Pekebun",
            "mother_name": p.mother,
            "village_code": "13.03.06.2004",
        }
        for p in (A, B)
    ],
    {"header": 1},
)
def the_siak_export_with_codes(path: Path) -> None:
    head = (
        "NO_KK", "NIK", "NAMA_LGKP", "STAT_HIDUP", "TMPT_LHR", "TGL_LHR", "JENIS_KLMIN", "NIK_AYAH", "NAMA_LGKP_AYAH", "NIK_IBU",
        "NAMA_LGKP_IBU", "STAT_KWN", "STAT_HBKEL", "AGAMA", "NO_PROP", "NO_KAB", "ALAMAT", "NO_RW", "NO_RT", "PDDK_AKH",
        "JENIS_PKRJN", "NO_KEC", "NO_KEL", "TGL_ENTRI",
    )  # fmt: skip
    rows = [
        (
            p.kk, p.nik, p.name, 1, p.place, p.born.isoformat() + " 00:00:00", 1 if p.sex == "L" else 2, E.nik, E.name, F.nik,
            p.mother, 2, 1, 1, 13, 3, "DSN KOTO", 1, 2, 5, 9, 6, 2004, "2019-01-01",
        )
        for p in (A, B)
    ]  # fmt: skip
    xlsx(path, ("Export", [head, *rows]))


@case(
    "opensid.xlsx",
    [{**p.expected, "kk": p.kk, "occupation": "Buruh Tani/Perkebunan"} for p in (A, B)],
    {"header": 1, "title": 4},
)
def the_opensid_population_workbook(path: Path) -> None:
    head = (
        "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id", "pendidikan_kk_id",
        "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id", "ayah_nik", "nama_ayah", "ibu_nik",
        "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport", "ktp_el", "status_rekam", "alamat_sekarang",
    )  # fmt: skip
    rows = [
        (
            "", "MANGSIT", "-", "004", p.name, p.kk, p.nik, 1 if p.sex == "L" else 2, p.place, p.born, 1, 5, 18, 20, 2, 1, 1,
            "", "AMIR", "", p.mother, 13, "", "", 1, 2, "",
        )
        for p in (A, B)
    ]  # fmt: skip
    codes = [("KODE DATA",), ("SEX", "1", "LAKI-LAKI"), ("SEX", "2", "PEREMPUAN"), ("AGAMA", "1", "ISLAM")]
    xlsx(path, ("Data Penduduk", [head, *rows]), ("Kode Data", codes))


@case("bantuan.xlsx", expect(A, B, sex=""), {"title": 4, "header": 1, "note": 1})
def the_opensid_aid_participants(path: Path) -> None:
    programme = [("id", 12), ("Nama Program", "BLT"), ("Sasaran Program", 1), ("Asal Dana", "Dana Desa")]
    head = ("Peserta", "No. Peserta", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat")
    rows = [(p.nik, "acak_12", p.nik, p.name, p.place, p.born.isoformat(), p.address) for p in (A, B)]
    xlsx(path, ("Program", programme), ("Peserta", [head, *rows, ("###",)]))


@case(
    "dtks.xlsx",
    [{**p.expected, "kk": p.kk, "mother_name": p.mother} for p in (A, B)],
    {"header": 1, "numbering": 1},
)
def the_social_registry_with_one_row_per_member(path: Path) -> None:
    head = (
        "IDBDT", "IDARTBDT", "KDPROP", "KDKAB", "KDKEC", "KDDESA", "Alamat", "Nama_KRT", "Jumlah_ART", *(f"B3_{n}" for n in range(40)),
        "NoPesertaPKH", "Nama", "JnsKel", "TmpLahir", "TglLahir", "NIK", "NoKK", "Hub_KRT", "Umur", "Sta_kawin", "Lapangan_usaha",
        "namagadis_ibukandung",
    )  # fmt: skip
    rows = [
        (
            "1303060040001", f"130306004000{n}", 13, 4, 60, 4, "JORONG KOTO", E.name, 4, *([1] * 40), "", p.name,
            1 if p.sex == "L" else 2, p.place, p.dmy("/"), p.nik, p.kk, n, 45, 2, 1, p.mother,
        )
        for n, p in enumerate((A, B), start=1)
    ]  # fmt: skip
    xlsx(path, ("Sheet1", [head, ("KOLOM", *range(2, len(head) + 1)), *rows]))


@case(
    "vaksin.xlsx", [{"nik": p.nik, "name": "", "problems": "name.missing"} for p in (A, B, C)], {"header": 1}
)
def a_list_with_nothing_but_niks(path: Path) -> None:
    xlsx(path, ("Vaksin", [("NIK",), *((p.nik,) for p in (A, B, C))]))


@case(
    "vaksin2.xlsx",
    [{"nik": p.nik, "birth_date": "", "problems": "name.missing"} for p in (A, B)],
    {"header": 1},
)
def a_vaccination_list(path: Path) -> None:
    head = ("NIK", "vaksin_1", "tgl_vaksin_1", "jenis_vaksin_1", "vaksin_2", "tgl_vaksin_2", "tunda")
    xlsx(path, ("Data", [head, *((p.nik, 1, "2021-06-01", "Sinovac", 1, "2021-07-01", 0) for p in (A, B))]))
