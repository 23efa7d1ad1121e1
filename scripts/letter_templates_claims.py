"""The Word templates of claims; ``letter_templates.py`` writes them with the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from letter_parts import (
    A4,
    CENTER,
    RIGHT,
    body,
    command,
    fit_columns,
    line,
    loop_row,
    new,
    repeat_header,
    signature,
    table,
)


def facts(document: Any, rows: Sequence[tuple[str, str]]) -> None:
    """A form: what is asked on the left, what is known on the right."""
    table(document, (50, 5, 110), [(label, ":", value) for label, value in rows])
    line(document, "")


MEMBER = (
    ("Nama peserta", "{{ nama }}"),
    ("NIK", "{{ nik }}"),
    ("Nomor peserta (KPJ)", "{{ kpj }}"),
    ("Tanggal lahir", "{{ tanggal_lahir }}"),
    ("Alamat", "{{ alamat }}"),
    ("Desa/kelurahan/nagari", "{{ desa }}"),
    ("Pekerjaan", "{{ pekerjaan }}"),
    ("Program", "{{ program }}, {{ wilayah }}"),
)


def looped(
    document: Any, head: Sequence[str], widths: Sequence[float], loop: str, row: Sequence[str]
) -> None:
    """A table with one row for each item of a list."""
    made = table(document, widths, [tuple(head)], style="Table Grid")
    repeat_header(made)
    loop_row(made, loop)
    for cell, text in zip(made.add_row().cells, row, strict=True):
        cell.paragraphs[0].add_run(text)
    loop_row(made, "endfor")
    fit_columns(made, widths)
    line(document, "")


def closing(document: Any) -> None:
    """Two to sign: who reports for the family, and the official."""
    line(document, "{{ tempat }}, {{ tanggal }}", after=6)
    made = table(document, (82, 82), [("Pelapor,", "{{ jabatan }},"), ("", ""), ("", ""), ("", "")])
    for cell, text in zip(made.add_row().cells, ("{{ pelapor }}", "{{ nama_pejabat }}"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    last = made.add_row().cells
    last[0].paragraphs[0].add_run("Telepon {{ telepon }}")
    last[1].paragraphs[0].add_run("{% if nip_pejabat %}NIP {{ nip_pejabat }}{% endif %}")


def death_claim() -> Any:
    document = new("Pengajuan jaminan kematian", "Arial", 11, A4)
    line(document, "PENGAJUAN PEMBAYARAN JAMINAN KEMATIAN", align=CENTER, bold=True)
    line(document, "Pengantar Formulir 4 BPJS Ketenagakerjaan", align=CENTER, after=10)
    line(document, "Yth. {{ cabang }}", after=8)
    facts(document, (*MEMBER, ("Tanggal meninggal", "{{ tanggal_meninggal }}")))
    line(document, "Ahli waris", bold=True, after=2)
    looped(
        document,
        ("Nama", "Hubungan", "Wali", "Telepon", "Rekening"),
        (40, 32, 30, 28, 35),
        "for orang in ahli_waris",
        (
            "{{ orang.nama }}",
            "{{ orang.hubungan }}",
            "{{ orang.wali }}",
            "{{ orang.telepon }}",
            "{{ orang.rekening }}",
        ),
    )
    line(document, "Manfaat menurut peraturan", bold=True, after=2)
    looped(
        document,
        ("Manfaat", "Rupiah", "Dasar"),
        (50, 35, 80),
        "for butir in manfaat",
        ("{{ butir.manfaat }}", "{{ butir.jumlah | rupiah }}", "{{ butir.dasar }}"),
    )
    body(document, "Jumlah {{ jumlah | rupiah }} ({{ jumlah | rupiah_terbilang }}).")
    line(document, "Dokumen terlampir", bold=True)
    command(document, "for nama_dokumen in dokumen")
    line(document, "{{ loop.index }}. {{ nama_dokumen }}")
    command(document, "endfor")
    line(document, "")
    closing(document)
    return document


def accident_report() -> Any:
    document = new("Laporan tahap I", "Arial", 11, A4)
    line(document, "LAPORAN TAHAP I", align=CENTER, bold=True)
    line(
        document,
        "KECELAKAAN KERJA ATAU PENYAKIT AKIBAT KERJA PESERTA BUKAN PENERIMA UPAH",
        align=CENTER,
        bold=True,
    )
    line(document, "Pengantar Formulir 3 KK1 BPJS Ketenagakerjaan", align=CENTER, after=10)
    line(document, "Yth.")
    line(document, "1. {{ cabang }}")
    line(document, "2. Dinas yang membidangi ketenagakerjaan provinsi", after=8)
    facts(
        document,
        (
            *MEMBER,
            ("Kejadian", "{{ kejadian }}"),
            ("Tanggal kejadian", "{{ tanggal_kejadian }}"),
            ("Apa yang terjadi", "{{ kronologi }}"),
            ("Keadaan korban", "{{ akibat }}"),
            ("Dilaporkan tanggal", "{{ tanggal_lapor }}"),
            ("Yang dapat dihubungi", "{{ pelapor }}, {{ telepon }}"),
        ),
    )
    body(
        document,
        "Laporan ini disampaikan dalam 2 x 24 jam sejak kejadian diketahui. Laporan tahap II menyusul sesudah surat dokter.",
    )
    line(document, "")
    closing(document)
    return document


def accident_claim() -> Any:
    document = new("Laporan tahap II", "Arial", 11, A4)
    line(document, "LAPORAN TAHAP II DAN PENGAJUAN JAMINAN KECELAKAAN KERJA", align=CENTER, bold=True)
    line(document, "Pengantar Formulir 3a KK2 BPJS Ketenagakerjaan", align=CENTER, after=10)
    line(document, "Yth.")
    line(document, "1. {{ cabang }}")
    line(document, "2. Dinas yang membidangi ketenagakerjaan provinsi", after=8)
    facts(
        document,
        (
            *MEMBER,
            ("Kejadian", "{{ kejadian }}, {{ tanggal_kejadian }}"),
            ("Menurut surat dokter tanggal", "{{ tanggal_dokter }}"),
            ("Keadaan korban", "{{ akibat }}"),
            ("Lama tidak bekerja", "{{ tidak_bekerja }}"),
        ),
    )
    line(document, "Biaya yang dibayar keluarga", bold=True, after=2)
    looped(
        document,
        ("Untuk", "Rupiah"),
        (90, 75),
        "for butir in biaya",
        ("{{ butir.untuk }}", "{{ butir.jumlah | rupiah }}"),
    )
    line(document, "Manfaat menurut peraturan", bold=True, after=2)
    looped(
        document,
        ("Manfaat", "Rupiah", "Dasar"),
        (50, 35, 80),
        "for butir in manfaat",
        ("{{ butir.manfaat }}", "{{ butir.jumlah | rupiah }}", "{{ butir.dasar }}"),
    )
    body(document, "Jumlah {{ jumlah | rupiah }} ({{ jumlah | rupiah_terbilang }}).")
    line(document, "Dokumen terlampir", bold=True)
    command(document, "for nama_dokumen in dokumen")
    line(document, "{{ loop.index }}. {{ nama_dokumen }}")
    command(document, "endfor")
    body(document, "Laporan ini disampaikan dalam 2 x 24 jam sejak surat dokter.")
    line(document, "")
    closing(document)
    return document


def benefit_contest() -> Any:
    document = new("Keberatan atas jumlah manfaat", "Arial", 11, A4)
    line(document, "{{ tempat }}, {{ tanggal }}", align=RIGHT, after=6)
    table(document, (22, 5, 138), [("Hal", ":", "Keberatan atas jumlah manfaat {{ nama }}")])
    line(document, "")
    line(document, "Yth.")
    line(document, "{{ cabang }}")
    line(document, "di tempat", after=10)
    body(
        document,
        "Peserta {{ program }} atas nama {{ nama }}, nomor peserta {{ kpj }}, mengalami kejadian pada "
        "{{ tanggal_kejadian }}. Manfaat dibayarkan pada {{ tanggal_bayar }} sebesar {{ dibayar | rupiah }}, sedangkan "
        "menurut perhitungan kami haknya {{ hak | rupiah }}. Kami berkeberatan atas baris berikut:",
    )
    looped(
        document,
        ("Manfaat", "Hak", "Dibayar", "Selisih", "Alasan dan dasar hukum"),
        (32, 27, 27, 27, 52),
        "for baris in selisih",
        (
            "{{ baris.manfaat }}",
            "{{ baris.hak | rupiah }}",
            "{{ baris.dibayar | rupiah }}",
            "{{ baris.kurang | rupiah }}",
            "{{ baris.alasan }}\n{{ baris.dasar }}",
        ),
    )
    body(
        document,
        "Mohon perhitungannya diperiksa kembali dan kekurangannya dibayarkan kepada keluarga, atau dasar perhitungannya "
        "disampaikan kepada kami. Untuk keterangan, silakan menghubungi {{ pelapor }}, telepon {{ telepon }}. Terima kasih.",
    )
    line(document, "")
    signature(document, ())
    return document
