"""Registers as their systems write them: the books of Luwu Timur and of the village, SIAK, OpenSID, DTKS, BNBA."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, E, F, Row, case, expect, text, xls, xlsx

_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


def _written(p: Someone) -> str:
    return f"{p.born.day:02} {_MONTHS[p.born.month - 1]} {p.born.year}"


def _words(p: Someone) -> str:
    return "LAKI-LAKI" if p.sex == "L" else "PEREMPUAN"


@case(
    "bip_lutim.xls",
    [
        {**p.expected, "kk": kk.kk, "address": address, "village": "KALAENA KIRI", "district": "KALAENA",
         "occupation": "Petani/Pekebun", "mother_name": p.mother}
        for p, kk, address in (
            (A, A, "DSN. TAMBAK YOSO RT/RW 001/001"), (B, A, "DSN. TAMBAK YOSO RT/RW 001/001"),
            (D, D, "DSN. SUMBER RT/RW 002/003"),
        )
    ],
    {"title": 7, "family": 2, "header": 2, "numbering": 2, "note": 1},
)  # fmt: skip
def the_population_book_of_luwu_timur(path: Path) -> None:
    head = (
        "", "NO", "NIK", "NAMA", "JK", "TMPT LHR", "TGL LHR", "G.DRH", "AGAMA", "STATUS", "HUB.KEL", "PENDIDIKAN", "PEKERJAAN",
        "NAMA IBU", "NAMA AYAH", "KET",
    )  # fmt: skip
    blank = ("",) * 7

    def family(p: Someone, place: str, rt: str, members: tuple[Someone, ...]) -> list[Row]:
        return [
            ("", "BUKU INDUK KEPENDUDUKAN KABUPATEN LUWU TIMUR (DAFTAR  KELUARGA)"),
            (),
            ("", "PROVINSI :", "SULAWESI SELATAN", *blank, "NO. KK :", p.kk),
            ("", "KABUPATEN :", "LUWU TIMUR", *blank, "NAMA. KK :", p.name),
            ("", "KECAMATAN :", "KALAENA", *blank, "ALAMAT :", f"{place},Kodepos :92974,Telp :,-"),
            ("", "DESA :", "KALAENA KIRI", *blank, "NO.RT/RW :", rt),
            (),
            head,
            ("", *range(1, 16)),
            *(
                ("", n, m.nik, m.name, m.sex, m.place, m.dmy(), "O", "Islam", "Kawin", "Anak", "SLTA", "Petani/Pekebun",
                 m.mother, "AMIR", "")
                for n, m in enumerate(members, start=1)
            ),
        ]  # fmt: skip

    rows = [*family(A, "DSN. TAMBAK YOSO", "001/001", (A, B)), (), *family(D, "DSN. SUMBER", "002/003", (D,))]
    xls(path, ("Sheet1", rows))


@case(
    "siak_words.xls",
    [
        {**p.expected, "kk": p.kk, "birth_place": p.place.upper(), "occupation": "PETANI/PEKEBUN", "mother_name": p.mother,
         "address": "DSN LIWET RT 002 RW 001"}
        for p in (A, B)
    ],
    {"header": 1},
)  # fmt: skip
def the_siak_export_with_words(path: Path) -> None:
    head = (
        "Nomor KK", "NIK", "Nama Lengkap", "Status Hidup", "Tempat Lahir", "Tanggal Lahir", "Jenis Kelamin", "NIK Ayah",
        "Nama Ayah", "NIK Ibu", "Nama Ibu", "Status Kawin", "Status Hubungan Keluarga", "Agama", "Gelar", "Kelainan Fisik", "Alamat",
        "No RW", "No RT", "Pendidikan Akhir", "Jenis Pekerjaan", "Klasifikasi", "Gol Darah", "Penyandang Cacat", "Kode Pos", "Telepon",
        "Paspor Lama", "No Paspor", "No Akta Lahir", "No Akta Kawin", "Tgl Kawin", "No Akta Cerai", "Tgl Cerai", "Petugas Registrasi",
        "NIP Petugas", "Petugas Entri", "Tgl Entri",
    )  # fmt: skip
    rows = [
        (
            p.kk, f"{p.nik[:2]}.{p.nik[2:6]}.{p.nik[6:]}", p.name, "HIDUP", p.place.upper(), p.dmy(), _words(p).title(), E.nik, E.name,
            F.nik, p.mother, "KAWIN", "KEPALA KELUARGA", "ISLAM", "", "", "DSN LIWET", "'001", "'002", "SLTA/SEDERAJAT",
            "PETANI/PEKEBUN", "", "TIDAK TAHU", "TIDAK CACAT", "64451", "", "", "", "123/2001", "", "", "", "", "SUTRISNO",
            "196501011990031001", "ENTRI", "2018-12-01",
        )
        for p in (A, B)
    ]  # fmt: skip
    xls(path, ("Data", [head, *rows]))


@case(
    "siak_table.csv",
    [
        {**p.expected, "kk": p.kk, "mother_name": p.mother, "phone": "", "occupation": "Petani/Pekebun",
         "birth_place": p.place.upper()}
        for p in (A, B)
    ],
    {"header": 1},
)  # fmt: skip
def the_siak_table_of_residents(path: Path) -> None:
    head = (
        "NIK", "NO_KTP", "TMPT_SBL", "NO_PASPOR", "TGL_AKH_PASPOR", "NAMA_LGKP", "JENIS_KLMIN", "TMPT_LHR", "TGL_LHR", "AKTA_LHR",
        "NO_AKTA_LHR", "GOL_DRH", "AGAMA", "STAT_KWN", "AKTA_KWN", "NO_AKTA_KWN", "TGL_KWN", "AKTA_CRAI", "NO_AKTA_CRAI", "TGL_CRAI",
        "STAT_HBKEL", "KLAIN_FSK", "PNYDNG_CCT", "PDDK_AKH", "JENIS_PKRJN", "NIK_IBU", "NAMA_LGKP_IBU", "NIK_AYAH", "NAMA_LGKP_AYAH",
        "NAMA_KET_RT", "NAMA_KET_RW", "NAMA_PET_REG", "NIP_PET_REG", "NAMA_PET_ENTRI", "NIP_PET_ENTRI", "TGL_ENTRI", "NO_KK",
        "JENIS_BNTU", "NO_PROP", "NO_KAB", "NO_KEC", "NO_KEL", "STAT_HIDUP", "TGL_UBAH",
    )  # fmt: skip
    rows = [
        (
            p.nik, p.nik, "", "", "", p.name, 1 if p.sex == "L" else 2, p.place.upper(), p.born.isoformat() + " 00:00:00", 2, "7/IST", 13,
            1, 2, 1, "", "", 1, "", "", 3, 1, "", 4, 9, F.nik, p.mother, E.nik, "AMIR", "SYAFRUDIN", "BUYUNG", "NURDIN",
            "196501011990031001", "ANI", "197001012000032001", "2012-02-02", p.kk, 0, 13, 3, 6, 2004, 1, "2015-01-01",
        )
        for p in (A, B)
    ]  # fmt: skip
    text(path, [head, *([str(c).replace(";", " ") for c in row] for row in rows)], ";", "utf-8")


@case(
    "village_book.xlsx",
    [
        {
            **p.expected,
            "kk": p.kk,
            "birth_place": p.place,
            "address": "JORONG KOTO",
            "occupation": "Petani/Pekebun",
        }
        for p in (A, B, C)
    ],
    {"title": 4, "header": 2, "numbering": 1, "note": 4},
)
def the_villages_own_book_of_residents(path: Path) -> None:
    top = (
        "NOMOR URUT", "NAMA LENGKAP / PANGGILAN", "JENIS KELAMIN", "STATUS PERKAWINAN", "TEMPAT & TANGGAL LAHIR", "", "AGAMA",
        "PENDIDIKAN TERAKHIR", "PEKERJAAN", "DAPAT MEMBACA HURUF", "KEWARGANEGARAAN", "ALAMAT LENGKAP", "KEDUDUKAN DLM KELUARGA",
        "NOMOR KTP", "NOMOR KK", "KET",
    )  # fmt: skip
    under = ("", "", "", "", "TEMPAT LAHIR", "TGL", *[""] * 10)
    rows = [
        (
            n, p.name, _words(p), "KAWIN", p.place, _written(p), "ISLAM", "SLTP/SEDERAJAT", "Petani/Pekebun", "Indonesia", "WNI",
            "JORONG KOTO", "ANAK", p.nik, p.kk, "-",
        )
        for n, p in enumerate((A, B, C), start=1)
    ]  # fmt: skip
    xlsx(
        path,
        (
            "Buku Induk",
            [
                ("BUKU INDUK PENDUDUK",),
                ("PEMERINTAH NAGARI AIE AMO",),
                ("KECAMATAN KAMANG BARU KABUPATEN SIJUNJUNG",),
                ("BULAN MEI TAHUN 2026",),
                top,
                under,
                tuple(range(1, 17)),
                *rows,
                (),
                ("", "MENGETAHUI", *[""] * 9, "AIE AMO, 31 MEI 2026"),
                ("", "WALI NAGARI AIE AMO", *[""] * 9, "SEKRETARIS NAGARI AIE AMO"),
                (),
                ("", "YUSRIZAL", *[""] * 9, "ERNAWATI"),
                ("", "NIP: -", *[""] * 9, "NIP: 197001012000032001"),
            ],
        ),
        merges=("E5:F5", "A5:A6", "B5:B6"),
    )


@case(
    "opensid_page.xls",
    [
        {
            **A.expected,
            "kk": A.kk,
            "address": "MANGSIT RT 004",
            "occupation": "BURUH TANI",
            "village": "Gelora",
        },
        {
            **B.expected,
            "kk": "",
            "address": "MANGSIT RT 004",
            "occupation": "BURUH TANI",
            "village": "Gelora",
        },
    ],
    {"title": 2, "header": 1, "note": 2},
)
def the_opensid_population_page(path: Path) -> None:
    head = (
        "No", "No. KK", "NIK", "Tag Id Card", "Nama", "Alamat", "Dusun", "RW", "RT", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir",
        "Umur", "Agama", "Pendidikan (dlm KK)", "Pekerjaan", "Kawin", "Hub. Keluarga", "Nama Ayah", "Nama Ibu", "Status",
    )  # fmt: skip
    rows = [
        (
            n, kk, p.nik, "", p.name, "", "MANGSIT", "-", "004", _words(p), p.place, _written(p), 45, "ISLAM", "TIDAK / BELUM SEKOLAH",
            "BURUH TANI", "BELUM KAWIN", "ANAK", "AMIR", p.mother, "TETAP",
        )
        for n, (p, kk) in enumerate(((A, A.kk), (B, "")), start=1)
    ]  # fmt: skip
    lines = "".join("<tr>" + "".join(f'<td class="textx">{c}</td>\n' for c in row) + "</tr>" for row in rows)
    path.write_text(
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x.dtd"><html><head><title>Data Penduduk</title>'
        '<style>td,th { mso-number-format:"\\@"; }</style></head><body><div class="header" align="center">'
        '<label align="left">Desa : Gelora Kec. : Sikur Kab : Lombok Timur</label><h3> DATA PENDUDUK </h3><h3> </h3></div><br>'
        "<table><thead><tr>"
        + "".join(f"<th>{h}</th>" for h in head)
        + f"</tr></thead><tbody>{lines}</tbody></table>"
        "<label>Tanggal cetak : &nbsp; </label>19 Mei 2023</body></html>"
    )


@case(
    "opensid_programme.xls",
    [{"nik": p.nik, "name": p.name, "problems": ""} for p in (A, B, C)],
    {"title": 3, "header": 1},
)
def the_opensid_programme_with_niks_under_id(path: Path) -> None:
    rows = "".join(
        f"<tr><td>{n}</td>\n<td>'{p.nik}</td>\n<td>{p.name}</td>\n<td>-</td></tr>"
        for n, p in enumerate((A, B, C), start=1)
    )
    path.write_text(
        "<html><head><title>Peserta</title></head><body><div><label>Desa Aie Amo</label><h3> Daftar Peserta Program BLT</h3>"
        '<h4>1 Januari 2026 - 31 Desember 2026</h4></div><table><thead><tr><th width="150" >No</th><th>ID</th><th>Nama</th>'
        f"<th>Keterangan</th></tr></thead><tbody>{rows}</tbody></table></body></html>"
    )


@case(
    "dtks_members.xlsx",
    [
        {**A.expected, "kk": A.kk, "occupation": "Perdagangan", "mother_name": A.mother, "village_code": ""},
        {
            **B.expected,
            "kk": B.kk,
            "occupation": "Pertanian tanaman padi dan palawija",
            "mother_name": B.mother,
        },
        {**C.expected, "kk": C.kk, "occupation": "", "mother_name": C.mother},
    ],
    {"header": 1},
)
def the_social_registry_with_codes_of_trades(path: Path) -> None:
    head = (
        "IDBDT", "IDARTBDT", "KDPROP", "KDKAB", "KDKEC", "KDDESA", "NoPesertaPKH", "Nama", "JnsKel", "TmpLahir", "TglLahir", "HubKRT",
        "NIK", "NoKK", "Hub_KRT", "NUK", "Hubkel", "Umur", "Sta_kawin", "Ada_akta_nikah", "Ada_diKK", "Ada_kartu_identitas", "Sta_hamil",
        "Jenis_cacat", "Penyakit_kronis", "Partisipasi_sekolah", "Pendidikan_tertinggi", "Kelas_tertinggi", "Ijazah_tertinggi",
        "Sta_Bekerja", "Jumlah_jamkerja", "Lapangan_usaha", "Status_pekerjaan", "Sta_keberadaan_art", "Ada_pkh", "namagadis_ibukandung",
    )  # fmt: skip
    rows = [
        (
            "1303060040001", f"130306004000{n}", 13, 4, 60, 4, "", p.name, 1 if p.sex == "L" else 2, p.place, p.dmy("/"), 1, p.nik, p.kk, 1,
            1, 1, 45, 2, 1, 1, 1, 2, 0, 0, 0, 3, 6, 2, 1, 40, trade, 4, 1, 0, p.mother,
        )
        for n, (p, trade) in enumerate(((A, 12), (B, "01"), (C, "")), start=1)
    ]  # fmt: skip
    xlsx(path, ("ART", [head, *rows]))


@case(
    "bnba.xlsx",
    [
        {
            **p.expected,
            "kk": p.kk,
            "village": "AIE AMO",
            "district": "KAMANG BARU",
            "address": f"{p.address} RT 1 RW 2",
        }
        for p in (A, B)
    ],
    {"header": 1},
)
def the_aid_list_by_name_and_address(path: Path) -> None:
    head = (
        "NO", "IDSEMESTA", "NOKK_DTKS", "NIK_DTKS", "NAMA", "TMPLHR", "TGL_LAHIR", "JENIS_KELAMIN", "NAMA_IBU_KANDUNG", "ALAMAT", "NO_RT",
        "NO_RW", "NAMA_PROV", "NAMA_KAB", "NAMA_KEC", "NAMA_KEL", "BANSOS_BPNT", "BANSOS_PKH", "PBI",
    )  # fmt: skip
    rows = [
        (
            n, f"a1b2c3d4-{n}", p.kk, p.nik, p.name, p.place, p.born, "Laki-laki" if p.sex == "L" else "Perempuan", p.mother, p.address, 1, 2,
            "SUMATERA BARAT", "SIJUNJUNG", "KAMANG BARU", "AIE AMO", "YA", "TIDAK", "YA",
        )
        for n, p in enumerate((A, B), start=1)
    ]  # fmt: skip
    xlsx(path, ("BNBA", [head, *rows]))


@case(
    "voters.xlsx",
    expect(A, B, C, village="Kamang", address="Jorong Koto 0 RT 001 RW 002")[:1]
    + expect(B, village="Kamang")
    + expect(C, village="Kamang"),
    {"title": 6, "header": 2, "numbering": 1, "total": 1, "note": 2},
)
def a_list_of_voters(path: Path) -> None:
    top = (
        "No.", "No. KK", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Status Perkawinan", "Jenis Kelamin", "Alamat", "", "",
        "Disabilitas", "Ket.",
    )  # fmt: skip
    under = ("", "", "", "", "", "", "B/S/P", "L/P", "Jalan/Dukuh", "RT", "RW", "", "")
    rows = [
        (n, p.kk, p.nik, p.name, p.place, p.dmy("|"), "S", p.sex, p.address, "001", "002", "", "")
        for n, p in enumerate((A, B, C), start=1)
    ]
    xlsx(
        path,
        (
            "DPT",
            [
                ("DAFTAR PEMILIH TETAP",),
                ("PROVINSI", "", ": SUMATERA BARAT"),
                ("KABUPATEN", "", ": SIJUNJUNG"),
                ("KECAMATAN", "", ": KAMANG BARU"),
                ("DESA/KELURAHAN", "", ": Kamang"),
                ("TPS", "", ": 001"),
                (),
                top,
                under,
                tuple(f"({n})" for n in range(1, 14)),
                *rows,
                ("Jumlah", "", "", "3 orang"),
                ("", "", "", "", "", "", "", "", "Ditetapkan di Kamang, tanggal 2 Mei 2026"),
                ("", "", "", "", "", "", "", "", "KETUA PPS"),
            ],
        ),
        merges=("I8:K8",),
    )


@case("niks_bare.csv", [{"nik": p.nik, "problems": "name.missing"} for p in (A, B, C)])
def niks_and_not_even_a_heading(path: Path) -> None:
    path.write_text("".join(f"{p.nik}\r\n" for p in (A, B, C)))


@case(
    "vaccinated.xlsx",
    [{"nik": p.nik, "name": "", "birth_date": "", "problems": "name.missing"} for p in (A, B, C)],
    {"title": 1, "header": 1},
)
def a_vaccination_list_under_a_title(path: Path) -> None:
    head = ("No", "NIK Sasaran", "Tanggal Vaksin 1", "Jenis Vaksin 1", "Tanggal Vaksin 2", "Faskes")
    rows = [
        (n, p.nik, "01/06/2021", "Sinovac", "", "Puskesmas Kamang") for n, p in enumerate((A, B, C), start=1)
    ]
    xlsx(path, ("Sheet1", [("REKAP VAKSINASI COVID-19",), head, *rows]))


@case(
    "aid.xlsx",
    [{**p.expected, "sex": "", "kk": p.kk, "address": p.address} for p in (A, B)],
    {"title": 10, "header": 1},
)
def the_opensid_programme_workbook(path: Path) -> None:
    programme = [
        ("id", 12), ("nama_program", "BLT DD"), ("sasaran_program", 1), ("keterangan", ""), ("asal_dana", "Dana Desa"),
        ("tanggal_mulai", "2026-01-01"), ("tanggal_selesai", "2026-12-31"), ("status", 1), ("userid", 1), ("config", 1),
    ]  # fmt: skip
    head = (
        "Peserta", "NIK", "No. KK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat", "No. Peserta", "No. Kartu Peserta",
    )  # fmt: skip
    rows = [(p.nik, p.nik, p.kk, p.name, p.place, p.born.isoformat(), p.address, "1", "2") for p in (A, B)]
    xlsx(path, ("Program", programme), ("Peserta", [head, *rows]))


@case(
    "bip2016_sheets.xls",
    [
        {**p.expected, "kk": p.kk, "village": "AIE AMO", "address": address}
        for p, address in (
            (A, "MERTAK PAOK RT/RW 001/002"),
            (B, "MERTAK PAOK RT/RW 001/002"),
            (C, "JL MERDEKA 1"),
        )
    ],
    {"title": 6, "header": 2, "family": 3, "note": 6},
)
def the_population_book_of_2016_in_several_sheets_with_legends(path: Path) -> None:
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

    def sheet(*families: tuple[Row, Someone]) -> list[Row]:
        rows: list[Row] = [
            ("BUKU INDUK PENDUDUK WNI",),
            ("PROVINSI : SUMBAR", "", "", "KABUPATEN : SIJUNJUNG"),
            ("KECAMATAN : KAMANG BARU", "", "", "DESA/KELURAHAN : AIE AMO"),
            head,
        ]
        for family, p in families:
            sex = "Lk" if p.sex == "L" else "Pr"
            member = (
                1,
                p.name,
                p.nik,
                p.place,
                p.dmy(),
                sex,
                "ANAK",
                "ISLAM",
                "SLTA",
                "PETANI/PEKEBUN",
                p.mother,
                "AMIR",
            )
            rows += [family, member]
        return [
            *rows,
            ("Keterangan:",),
            ("Lk = Laki-laki", "Pr = Perempuan"),
            ("SHDK : Status Hubungan Dalam Keluarga",),
        ]

    place = "Alamat : MERTAK PAOK, Nama Dusun : MERTAK PAOK, RT/RW : 001/002"
    xls(
        path,
        ("Sheet1", sheet(((f"No. KK : {A.kk}", "", place), A), ((f"No. KK : {B.kk}", "", place), B))),
        ("Sheet2", sheet(((f"No. KK : {C.kk}  Alamat : JL MERDEKA 1, Nama Dusun : X, RT/RW : -/-",), C))),
    )


@case(
    "bip_ektp_pages.xls",
    [{**p.expected, "kk": kk, "address": f"DESA LUBUK BESAR RT/RW : 002/{rw}"} for p, kk, rw in
     ((A, A.kk, "000 DUSUN : -"), (B, A.kk, "000 DUSUN : -"), (C, A.kk, "000 DUSUN : -"), (D, D.kk, "001 DUSUN : KOTO"))],
    {"header": 2, "numbering": 2, "family": 2, "note": 4},
)  # fmt: skip
def the_population_book_of_the_electronic_card_with_a_family_over_two_pages(path: Path) -> None:
    head = (
        "NO", "Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "JK", "Stat Kwn", "Gol. Drh", "SHDK", "Agama",
        "Pendidikan Terakhir", "No Akta Lahir", "Pekerjaan", "Nama Ibu", "Nama Ayah", "Wjb KTP", "KTP-eL", "Status", "Stat Rkm",
    )  # fmt: skip

    def member(n: int, p: Someone) -> Row:
        sex = "Lk" if p.sex == "L" else "Pr"
        return (
            n, p.name, p.nik, p.place, p.dmy(), sex, "CM", "-", "ANAK", "ISLAM", "TAMAT SD / SEDERAJAT", "6767/TAMB/2002",
            "BELUM / TIDAK BEKERJA", p.mother, "WARTA", "WAJIB", "KTP-eL", "SDH DPT", "CARD",
        )  # fmt: skip

    def family(p: Someone, place: str) -> Row:
        return (p.kk, "", p.name, *[""] * 8, f"DESA LUBUK BESAR RT/RW : {place}")

    numbers = tuple(range(1, 20))
    rows: list[Row] = [
        head, numbers, family(A, "002/000 DUSUN : -"), member(1, A), member(2, B), ("",) * 18 + ("SHIPPED",), ("",) * 8 + ("Halaman 1",),
        head, numbers, member(3, C), family(D, "002/001 DUSUN : KOTO"), member(1, D), (), ("",) * 12 + ("LUBUK BESAR, 12-05-2019",),
        ("",) * 12 + ("KEPALA DESA",),
    ]  # fmt: skip
    xls(path, ("BIP", rows))
