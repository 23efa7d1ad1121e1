"""The names that Word templates may use, per kind of letter: the contract between an office and its templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from payung.language import Text
from payung.law.month import Month

Kind = Literal[
    "decree",
    "bpjs_cover",
    "village_reply",
    "treasurer_memo",
    "late_funds",
    "overpayment_claim",
    "death_claim",
    "accident_report",
    "accident_claim",
    "benefit_contest",
]
KINDS: dict[Kind, Text] = {
    "decree": Text("Naskah keputusan (SK)", "Decree"),
    "bpjs_cover": Text("Surat pengantar ke cabang BPJS", "Cover letter to the BPJS branch"),
    "village_reply": Text("Surat balasan ke desa", "Reply to the village"),
    "death_claim": Text("Pengajuan jaminan kematian", "Death claim"),
    "accident_report": Text("Laporan kecelakaan tahap I", "Stage I report of an accident"),
    "accident_claim": Text("Laporan kecelakaan tahap II", "Stage II report of an accident"),
    "benefit_contest": Text("Keberatan atas jumlah manfaat", "Letter contesting a benefit"),
    "treasurer_memo": Text("Nota kepada bendahara", "Memo to the treasurer"),
    "late_funds": Text("Surat keterlambatan dana ke BPJS", "Letter to BPJS on late funds"),
    "overpayment_claim": Text("Permintaan pengembalian iuran", "Claim for overpaid contributions"),
}
Value = str | int | date | Month


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``example`` shows the type as well. A list of mappings has ``fields``; a list of plain texts has none."""

    name: str
    about: Text
    example: Value | tuple[str, ...] = ""
    fields: tuple[Placeholder, ...] = ()


def example(placeholder: Placeholder) -> Any:
    """An example value in the shape that ``render`` takes."""
    if placeholder.fields:
        return [{field.name: example(field) for field in placeholder.fields}]
    return list(placeholder.example) if isinstance(placeholder.example, tuple) else placeholder.example


_LETTERHEAD = Placeholder(
    "kop",
    Text("baris kepala surat", "lines of the letterhead"),
    ("PEMERINTAH KABUPATEN CONTOH", "DINAS TENAGA KERJA", "Jalan Merdeka No. 1"),
)
_SIGNED = (
    Placeholder("tempat", Text("tempat penandatanganan", "place of signing"), "Muaro Sijunjung"),
    Placeholder("tanggal", Text("tanggal surat", "date of the letter"), date(2026, 4, 20)),
    Placeholder(
        "jabatan", Text("jabatan penanda tangan", "title of the signatory"), "KEPALA DINAS TENAGA KERJA"
    ),
    Placeholder("nama_pejabat", Text("nama penanda tangan", "name of the signatory"), "Nama Pejabat, S.H."),
    Placeholder(
        "nip_pejabat", Text("NIP penanda tangan, boleh kosong", "NIP, may be empty"), "197001012000031001"
    ),
)
_CONTACT = (
    Placeholder("narahubung", Text("nama narahubung", "contact person"), "Nama Petugas"),
    Placeholder("telepon", Text("telepon narahubung", "phone of the contact"), "0754 000000"),
)
_FUNDS = Placeholder(
    "sumber_dana",
    Text("sumber dana, satu per baris", "funds, one per line"),
    fields=(
        Placeholder("nama", Text("nama dana", "name of the fund"), "APBD 2026"),
        Placeholder("orang", Text("banyak orang", "people"), 620),
        Placeholder("iuran", Text("rupiah", "rupiah"), 124_992_000),
    ),
)
_PROGRAMME = (
    Placeholder("program", Text("nama program", "programme"), "Satu Nagari 100 Pekerja Rentan"),
    Placeholder("wilayah", Text("kabupaten atau kota", "regency or city"), "Kabupaten Sijunjung"),
)
_COVER = (
    Placeholder("orang", Text("banyak peserta", "people covered"), 6_200),
    Placeholder("bulan_awal", Text("bulan iuran pertama", "first month"), Month(2026, 5)),
    Placeholder("bulan_akhir", Text("bulan iuran terakhir", "last month"), Month(2026, 12)),
    Placeholder("orang_bulan", Text("banyak orang-bulan", "person-months"), 49_600),
    Placeholder("iuran", Text("seluruh iuran, rupiah", "all contributions, rupiah"), 833_280_000),
    Placeholder("sidik_daftar", Text("sidik (SHA-256) daftar", "hash of the list"), "9f86d081884c7d65"),
    _FUNDS,
)
_FUND = (
    Placeholder("dana", Text("nama dana dan tahunnya", "fund and year"), "APBD 2026"),
    Placeholder("pemilik_dana", Text("pemilik dana", "whose money it is"), "Pemerintah Kabupaten Sijunjung"),
    Placeholder("wilayah", Text("kabupaten atau kota", "regency or city"), "Kabupaten Sijunjung"),
)
_OPEN_MONTHS = Placeholder(
    "rincian",
    Text("bulan yang belum dibayar, satu per baris", "unpaid months, one per line"),
    fields=(
        Placeholder("bulan", Text("bulan iuran", "contribution month"), Month(2026, 9)),
        Placeholder("orang", Text("banyak orang", "people"), 620),
        Placeholder("ditagih", Text("yang sudah ditagih", "of them billed"), 620),
        Placeholder("iuran", Text("rupiah", "rupiah"), 10_416_000),
    ),
)
_WAITING_BILLS = Placeholder(
    "tagihan",
    Text("tagihan yang menunggu, satu per baris", "bills that wait, one per line"),
    fields=(
        Placeholder("kode", Text("kode iuran", "payment code"), "20260900000012"),
        Placeholder("bulan", Text("bulan iuran", "contribution month"), Month(2026, 9)),
        Placeholder("orang", Text("banyak orang", "people"), 620),
        Placeholder("iuran", Text("rupiah yang belum dibayar", "rupiah not paid"), 10_416_000),
    ),
)
_TOO_MUCH = Placeholder(
    "rincian",
    Text("bulan yang lebih dibayar, satu per baris", "overpaid months, one per line"),
    fields=(
        Placeholder("bulan", Text("bulan iuran", "contribution month"), Month(2026, 4)),
        Placeholder("orang", Text("banyak orang-bulan", "person-months"), 300),
        Placeholder("dibayar", Text("rupiah yang dibayar", "rupiah paid"), 5_040_000),
        Placeholder("lebih", Text("rupiah kelebihannya", "rupiah too much"), 2_520_000),
    ),
)
_OVERPAID_PEOPLE = Placeholder(
    "peserta",
    Text("peserta yang dimaksud, boleh kosong", "the people meant, may be empty"),
    fields=(
        Placeholder("nama", Text("nama", "name"), "Siti Contoh"),
        Placeholder("nik", Text("NIK tersamar", "masked NIK"), "130304******0001"),
        Placeholder("desa", Text("desa", "village"), "Nagari Muaro"),
        Placeholder("sebab", Text("sebab dan tanggalnya", "why, and its date"), "meninggal 11-06-2026"),
        Placeholder("bulan", Text("banyak bulan", "months"), 3),
        Placeholder("lebih", Text("rupiah kelebihannya", "rupiah too much"), 50_400),
    ),
)
_DROPPED = Placeholder(
    "warga",
    Text("warga yang belum dapat diterima", "people not yet accepted"),
    fields=(
        Placeholder("baris", Text("baris di lembar desa", "row in the village's sheet"), 12),
        Placeholder("nama", Text("nama", "name"), "Siti Contoh"),
        Placeholder("nik", Text("NIK tersamar", "masked NIK"), "130304******0001"),
        Placeholder("alasan", Text("alasan", "reason"), "Sudah peserta aktif"),
        Placeholder(
            "bukti", Text("bukti dan tanggalnya", "evidence and its date"), "Daftar peserta, 1 April 2026"
        ),
        Placeholder("perbaikan", Text("yang perlu diperbaiki", "what to mend"), "Ganti dengan warga lain"),
    ),
)
_MEMBER = (
    Placeholder("nama", Text("nama peserta", "participant"), "Yusuf Contoh"),
    Placeholder("nik", Text("NIK peserta", "NIK"), "1303040101800001"),
    Placeholder("kpj", Text("nomor peserta, boleh kosong", "member number, may be empty"), "26000000001"),
    Placeholder("tanggal_lahir", Text("tanggal lahir", "birth date"), date(1980, 1, 1)),
    Placeholder("alamat", Text("alamat, boleh kosong", "address, may be empty"), "Jorong Satu"),
    Placeholder("desa", Text("desa, kelurahan, atau nagari", "village"), "Nagari Muaro"),
    Placeholder("pekerjaan", Text("pekerjaan", "work"), "penderes aren"),
    Placeholder("tanggal_kejadian", Text("tanggal kejadian", "day of the event"), date(2026, 4, 10)),
    Placeholder("program", Text("nama program", "programme"), "Satu Nagari 100 Pekerja Rentan"),
    Placeholder("wilayah", Text("kabupaten atau kota", "regency or city"), "Kabupaten Sijunjung"),
    Placeholder(
        "cabang", Text("kantor cabang BPJS", "BPJS branch"), "Kepala BPJS Ketenagakerjaan Cabang Solok"
    ),
    Placeholder("pelapor", Text("nama pelapor", "who reports"), "Siti Contoh"),
    Placeholder("telepon", Text("telepon pelapor", "phone of who reports"), "0812 0000 0000"),
    *_SIGNED,
)
PLACEHOLDERS: dict[Kind, tuple[Placeholder, ...]] = {
    "decree": (
        Placeholder(
            "peraturan", Text("judul keputusan", "title of the decree"), "Keputusan Bupati Sijunjung"
        ),
        Placeholder("nomor", Text("nomor keputusan", "number"), "188.45/123/KPTS-BPT-2026"),
        Placeholder("tentang", Text("perihal", "subject"), "Penetapan Peserta Perlindungan Pekerja Rentan"),
        Placeholder(
            "menimbang",
            Text(
                "pertimbangan, tiap butir tanpa huruf dan titik koma",
                "considerations, without letter and semicolon",
            ),
            ("bahwa pekerja rentan perlu dilindungi", "bahwa daftar peserta perlu ditetapkan"),
        ),
        Placeholder(
            "mengingat",
            Text("dasar hukum, tiap butir tanpa nomor", "legal bases, without number"),
            ("Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial",),
        ),
        *_PROGRAMME,
        *_COVER,
        *_SIGNED[:2],
        Placeholder("jabatan", Text("jabatan penanda tangan", "title of the signatory"), "BUPATI SIJUNJUNG"),
        *_SIGNED[3:],
        Placeholder(
            "tembusan", Text("penerima tembusan", "copies to"), ("Kepala Cabang BPJS Ketenagakerjaan",)
        ),
    ),
    "bpjs_cover": (
        _LETTERHEAD,
        Placeholder("nomor", Text("nomor surat", "number of the letter"), "560/45/DTK/2026"),
        Placeholder(
            "cabang", Text("kantor cabang BPJS", "BPJS branch"), "Kepala BPJS Ketenagakerjaan Cabang Solok"
        ),
        Placeholder(
            "keputusan", Text("judul keputusan", "title of the decree"), "Keputusan Bupati Sijunjung"
        ),
        Placeholder(
            "nomor_keputusan", Text("nomor keputusan", "number of the decree"), "188.45/123/KPTS-BPT-2026"
        ),
        Placeholder("tanggal_keputusan", Text("tanggal keputusan", "date of the decree"), date(2026, 4, 20)),
        Placeholder("nama_berkas", Text("nama berkas daftar", "name of the list's file"), "pendaftaran.xlsx"),
        *_PROGRAMME,
        *_COVER,
        *_CONTACT,
        *_SIGNED,
    ),
    "village_reply": (
        _LETTERHEAD,
        Placeholder("nomor", Text("nomor surat", "number of the letter"), "560/46/DTK/2026"),
        Placeholder("kepada", Text("penerima", "addressee"), "Wali Nagari Aie Amo"),
        Placeholder("desa", Text("desa, kelurahan, atau nagari", "village"), "Nagari Aie Amo"),
        Placeholder("kecamatan", Text("kecamatan", "district"), "Kamang Baru"),
        Placeholder("nama_berkas", Text("berkas usulan", "file of the proposal"), "usulan.xlsx"),
        Placeholder("tanggal_terima", Text("tanggal usulan diterima", "date received"), date(2026, 4, 1)),
        Placeholder("diusulkan", Text("banyak yang diusulkan", "people proposed"), 120),
        Placeholder("memenuhi", Text("yang memenuhi syarat", "eligible"), 97),
        Placeholder("diperiksa", Text("yang masih diperiksa", "still under review"), 13),
        Placeholder("ditolak", Text("yang ditolak", "refused"), 10),
        Placeholder("batas_waktu", Text("batas waktu perbaikan", "answer by"), date(2026, 5, 4)),
        _DROPPED,
        *_PROGRAMME,
        *_CONTACT,
        *_SIGNED,
    ),
    "death_claim": (
        *_MEMBER,
        Placeholder("tanggal_meninggal", Text("tanggal meninggal", "day of death"), date(2026, 4, 10)),
        Placeholder(
            "ahli_waris",
            Text("ahli waris yang tercatat", "heirs recorded"),
            fields=(
                Placeholder("nama", Text("nama", "name"), "Rahmi Contoh"),
                Placeholder("hubungan", Text("hubungan", "relation"), "Istri atau suami"),
                Placeholder("wali", Text("wali, boleh kosong", "guardian, may be empty"), "Nenek Contoh"),
                Placeholder("telepon", Text("telepon", "phone"), "0812 0000 0001"),
                Placeholder("rekening", Text("rekening", "account"), "Bank Nagari 100-200"),
            ),
        ),
        Placeholder(
            "manfaat",
            Text("manfaat menurut hukum", "benefits by the law"),
            fields=(
                Placeholder("manfaat", Text("nama manfaat", "benefit"), "Santunan kematian"),
                Placeholder("jumlah", Text("rupiah", "rupiah"), 20_000_000),
                Placeholder("dasar", Text("dasar hukum", "legal basis"), "PP 82/2019"),
            ),
        ),
        Placeholder("jumlah", Text("jumlah, rupiah", "sum, rupiah"), 42_000_000),
        Placeholder(
            "dokumen", Text("dokumen yang dilampirkan", "documents enclosed"), ("Akta kematian", "Formulir 4")
        ),
    ),
    "accident_report": (
        *_MEMBER,
        Placeholder("kejadian", Text("kecelakaan atau penyakit", "accident or disease"), "Kecelakaan kerja"),
        Placeholder("kronologi", Text("apa yang terjadi", "what happened"), "Jatuh dari pohon aren"),
        Placeholder("akibat", Text("keadaan korban", "how the person is"), "Dalam perawatan"),
        Placeholder("tanggal_lapor", Text("tanggal laporan", "day of the report"), date(2026, 4, 11)),
    ),
    "accident_claim": (
        *_MEMBER,
        Placeholder("kejadian", Text("kecelakaan atau penyakit", "accident or disease"), "Kecelakaan kerja"),
        Placeholder("akibat", Text("keadaan korban", "how the person is"), "Cacat sebagian"),
        Placeholder(
            "tanggal_dokter", Text("tanggal surat dokter", "day of the doctor's statement"), date(2026, 6, 2)
        ),
        Placeholder("tidak_bekerja", Text("lama tidak bekerja", "time without work"), "2 bulan 5 hari"),
        Placeholder(
            "biaya",
            Text("biaya yang dibayar keluarga", "costs paid by the family"),
            fields=(
                Placeholder("untuk", Text("untuk apa", "for what"), "Pengobatan"),
                Placeholder("jumlah", Text("rupiah", "rupiah"), 1_300_000),
            ),
        ),
        Placeholder(
            "manfaat",
            Text("manfaat menurut hukum", "benefits by the law"),
            fields=(
                Placeholder(
                    "manfaat", Text("nama manfaat", "benefit"), "Santunan sementara tidak mampu bekerja"
                ),
                Placeholder("jumlah", Text("rupiah", "rupiah"), 2_000_000),
                Placeholder("dasar", Text("dasar hukum", "legal basis"), "PP 82/2019"),
            ),
        ),
        Placeholder("jumlah", Text("jumlah, rupiah", "sum, rupiah"), 3_300_000),
        Placeholder(
            "dokumen", Text("dokumen yang dilampirkan", "documents enclosed"), ("Surat dokter", "Kuitansi")
        ),
    ),
    "benefit_contest": (
        *_MEMBER,
        Placeholder("tanggal_bayar", Text("tanggal pembayaran", "day of payment"), date(2026, 5, 6)),
        Placeholder(
            "selisih",
            Text("baris yang diperselisihkan", "lines contested"),
            fields=(
                Placeholder("manfaat", Text("nama manfaat", "benefit"), "Biaya pemakaman"),
                Placeholder("hak", Text("hak, rupiah", "owed, rupiah"), 10_000_000),
                Placeholder("dibayar", Text("dibayar, rupiah", "paid, rupiah"), 4_000_000),
                Placeholder("kurang", Text("selisih, rupiah", "difference, rupiah"), 6_000_000),
                Placeholder("alasan", Text("alasan", "reason"), "Tidak sesuai aturan yang berlaku"),
                Placeholder("dasar", Text("dasar hukum", "legal basis"), "PP 82/2019"),
            ),
        ),
        Placeholder("hak", Text("hak seluruhnya", "owed in all"), 42_000_000),
        Placeholder("dibayar", Text("dibayar seluruhnya", "paid in all"), 36_000_000),
        Placeholder("kurang", Text("selisih seluruhnya", "difference in all"), 6_000_000),
    ),
    "treasurer_memo": (
        _LETTERHEAD,
        Placeholder("nomor", Text("nomor nota", "number of the memo"), "560/47/DTK/2026"),
        *_FUND,
        _OPEN_MONTHS,
        Placeholder("orang_bulan", Text("banyak orang-bulan", "person-months"), 1_240),
        Placeholder("iuran", Text("seluruhnya, rupiah", "in all, rupiah"), 20_832_000),
        Placeholder("orang", Text("peserta yang terancam", "people at risk"), 620),
        Placeholder("santunan", Text("santunan yang dipertaruhkan", "benefit at stake"), 26_040_000_000),
        Placeholder("tenggat", Text("hari terakhir membayar", "last day to pay"), date(2026, 11, 30)),
        *_SIGNED,
    ),
    "overpayment_claim": (
        _LETTERHEAD,
        Placeholder("nomor", Text("nomor surat", "number of the letter"), "560/51/DTK/2026"),
        Placeholder(
            "cabang", Text("kantor cabang BPJS", "BPJS branch"), "Kepala BPJS Ketenagakerjaan Cabang Solok"
        ),
        *_FUND,
        Placeholder(
            "alasan",
            Text("mengapa lebih", "why it was too much"),
            "iuran dibayar penuh pada bulan yang mendapat keringanan iuran",
        ),
        _TOO_MUCH,
        Placeholder("orang_bulan", Text("banyak orang-bulan", "person-months"), 2_700),
        Placeholder("lebih", Text("seluruhnya, rupiah", "in all, rupiah"), 22_680_000),
        _OVERPAID_PEOPLE,
        *_SIGNED,
    ),
    "late_funds": (
        _LETTERHEAD,
        Placeholder("nomor", Text("nomor surat", "number of the letter"), "560/48/DTK/2026"),
        Placeholder(
            "cabang", Text("kantor cabang BPJS", "BPJS branch"), "Kepala BPJS Ketenagakerjaan Cabang Solok"
        ),
        *_FUND,
        _WAITING_BILLS,
        Placeholder("iuran", Text("seluruhnya, rupiah", "in all, rupiah"), 20_832_000),
        Placeholder("alasan", Text("sebab keterlambatan", "why it is late"), "APBD Perubahan belum disahkan"),
        Placeholder(
            "perkiraan_bayar",
            Text("perkiraan hari pembayaran", "expected day of payment"),
            date(2026, 11, 25),
        ),
        *_SIGNED,
    ),
}
