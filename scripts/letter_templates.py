"""Writes the Word templates that Payung brings: ``python scripts/letter_templates.py [DIRECTORY]``.

The templates are committed; run this after a change here. The same code gives the same bytes.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from docx.shared import Pt
from letter_parts import (
    A4,
    CENTER,
    F4,
    RIGHT,
    align_column,
    body,
    command,
    figures_table,
    fit,
    fit_columns,
    letter_opening,
    line,
    loop_row,
    new,
    recital,
    recital_table,
    repeat_header,
    ruling,
    signature,
    table,
)

from payung.documents.letter import settled

TEMPLATES = Path(__file__).parent.parent / "src" / "payung" / "documents" / "templates"


def decree() -> Any:
    document = new("Keputusan", "Bookman Old Style", 11.5, F4)
    for text in ("{{ peraturan | huruf_besar }}", "NOMOR {{ nomor }}", "", "TENTANG", ""):
        line(document, text, align=CENTER)
    line(document, "{{ tentang | huruf_besar }}", align=CENTER, after=12)
    line(document, "{{ jabatan }},", align=CENTER, after=12)
    recitals = recital_table(document)
    recital(recitals, "Menimbang", "menimbang", "{{ loop.index | huruf }}.", ";")
    recital(recitals, "Mengingat", "mengingat", "{{ loop.index }}.", ";")
    fit(recitals, (30, 5, 9, 126))
    line(document, "")
    line(document, "MEMUTUSKAN:", align=CENTER, bold=True, after=6)
    rulings = recital_table(document)
    ruling(rulings, "Menetapkan", "{{ peraturan | huruf_besar }} TENTANG {{ tentang | huruf_besar }}.")
    ruling(
        rulings,
        "KESATU",
        "Menetapkan {{ orang }} ({{ orang | terbilang }}) orang peserta {{ program }} di {{ wilayah }} sebagaimana "
        "tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini, dengan sidik daftar "
        "(SHA-256) {{ sidik_daftar }}.",
    )
    ruling(
        rulings,
        "KEDUA",
        "Peserta sebagaimana dimaksud dalam Diktum KESATU dilindungi program jaminan kecelakaan kerja dan jaminan "
        "kematian untuk bulan iuran {{ bulan_awal }} sampai dengan {{ bulan_akhir }}, seluruhnya {{ orang_bulan }} "
        "orang-bulan.",
    )
    ruling(
        rulings,
        "KETIGA",
        "Iuran seluruhnya {{ iuran | rupiah }} ({{ iuran | rupiah_terbilang }}) dibebankan pada "
        "{% for dana in sumber_dana %}{% if not loop.first %}{% if loop.last %} dan {% else %}, {% endif %}{% endif %}"
        "{{ dana.nama }} sebesar {{ dana.iuran | rupiah }} untuk {{ dana.orang }} orang{% endfor %}.",
    )
    ruling(
        rulings,
        "KEEMPAT",
        "Perubahan daftar peserta ditetapkan dengan keputusan baru yang menyebut Keputusan ini.",
    )
    ruling(rulings, "KELIMA", "Keputusan ini mulai berlaku pada tanggal ditetapkan.")
    fit(rulings, (30, 5, 9, 126))
    line(document, "")
    signature(document, ("Ditetapkan di {{ tempat }}", "pada tanggal {{ tanggal }}", ""))
    command(document, "if tembusan")
    line(document, "")
    line(document, "Tembusan:")
    command(document, "for penerima in tembusan")
    line(document, "{{ loop.index }}. {{ penerima }}")
    command(document, "endfor")
    command(document, "endif")
    return document


def bpjs_cover() -> Any:
    document = new("Surat pengantar pendaftaran peserta", "Arial", 11, A4)
    letter_opening(document, "1 (satu) berkas", "Pendaftaran Peserta {{ program }}", ("{{ cabang }}",))
    body(
        document,
        "Berdasarkan {{ keputusan }} Nomor {{ nomor_keputusan }} tanggal {{ tanggal_keputusan }}, bersama ini kami "
        "sampaikan daftar {{ orang }} ({{ orang | terbilang }}) orang peserta {{ program }} {{ wilayah }} untuk "
        "didaftarkan pada program jaminan kecelakaan kerja dan jaminan kematian, bulan iuran {{ bulan_awal }} sampai "
        "dengan {{ bulan_akhir }}, dengan rincian sumber dana sebagai berikut:",
    )
    funds = table(document, (85, 35, 45), [("Sumber dana", "Orang", "Iuran")], style="Table Grid")
    repeat_header(funds)
    loop_row(funds, "for dana in sumber_dana")
    for row in (("{{ dana.nama }}", "{{ dana.orang }}", "{{ dana.iuran | rupiah }}"),):
        for cell, text in zip(funds.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text)
    loop_row(funds, "endfor")
    for cell, text in zip(
        funds.add_row().cells, ("Jumlah", "{{ orang }}", "{{ iuran | rupiah }}"), strict=True
    ):
        cell.paragraphs[0].add_run(text).bold = True
    fit_columns(funds, (85, 35, 45))
    align_column(funds, 1, RIGHT)
    align_column(funds, 2, RIGHT)
    line(document, "")
    body(
        document,
        "Daftar lengkap ada dalam berkas {{ nama_berkas }} dengan sidik (SHA-256) {{ sidik_daftar }}. Mohon hasil "
        "pendaftaran dikirim kembali kepada kami: nomor peserta (KPJ) bagi yang diterima, dan alasan bagi yang belum "
        "diterima, agar desa dapat memperbaikinya.",
    )
    body(
        document,
        "Untuk keterangan, silakan menghubungi {{ narahubung }}, telepon {{ telepon }}. Terima kasih.",
    )
    line(document, "")
    signature(document, ())
    return document


def treasurer_memo() -> Any:
    document = new("Nota kepada bendahara", "Arial", 11, A4)
    letter_opening(document, "-", "Iuran {{ dana }} yang belum dibayar", ("Bendahara {{ pemilik_dana }}",))
    body(
        document,
        "Iuran jaminan kecelakaan kerja dan jaminan kematian pekerja rentan {{ wilayah }} dari {{ dana }} sampai bulan "
        "ini yang belum dibayar adalah {{ iuran | rupiah }} ({{ iuran | rupiah_terbilang }}) untuk {{ orang_bulan }} "
        "orang-bulan:",
    )
    figures_table(
        document,
        ("Bulan iuran", "Orang", "Sudah ditagih", "Iuran"),
        "for baris in rincian",
        ("{{ baris.bulan }}", "{{ baris.orang }}", "{{ baris.ditagih }}", "{{ baris.iuran | rupiah }}"),
        ("Jumlah", "{{ orang_bulan }}", "", "{{ iuran | rupiah }}"),
        (60, 25, 35, 45),
    )
    line(document, "")
    body(
        document,
        "Mohon pembayaran diselesaikan paling lambat tanggal {{ tenggat }}. Setelah tanggal itu kepesertaan mulai "
        "berakhir: klaim tidak dibayar, peserta harus didaftarkan ulang, dan masa tunggu dihitung dari awal. Ada "
        "{{ orang }} orang yang menunggu; bila terjadi kematian pada hari ini, hak keluarga mereka seluruhnya "
        "{{ santunan | rupiah }}.",
    )
    line(document, "")
    signature(document, ())
    return document


def late_funds() -> Any:
    document = new("Surat keterlambatan dana", "Arial", 11, A4)
    letter_opening(document, "-", "Keterlambatan pembayaran iuran {{ dana }}", ("{{ cabang }}",))
    body(
        document,
        "Kami sampaikan bahwa pembayaran iuran peserta pekerja rentan {{ wilayah }} yang bersumber dari {{ dana }} untuk "
        "tagihan berikut terlambat:",
    )
    figures_table(
        document,
        ("Kode iuran", "Bulan iuran", "Orang", "Belum dibayar"),
        "for baris in tagihan",
        ("{{ baris.kode }}", "{{ baris.bulan }}", "{{ baris.orang }}", "{{ baris.iuran | rupiah }}"),
        ("Jumlah", "", "", "{{ iuran | rupiah }}"),
        (50, 45, 25, 45),
    )
    line(document, "")
    body(document, "Sebabnya: {{ alasan }}.")
    body(
        document,
        "Pembayaran kami perkirakan terlaksana pada tanggal {{ perkiraan_bayar }}. Kami mohon kepesertaan mereka tetap "
        "dicatat dan tagihan di atas tetap dapat dibayar, agar keluarga peserta tidak kehilangan haknya.",
    )
    line(document, "")
    signature(document, ())
    return document


def village_reply() -> Any:
    document = new("Surat balasan usulan peserta", "Arial", 11, A4)
    letter_opening(
        document,
        "-",
        "Hasil Pemeriksaan Usulan Peserta {{ program }}",
        ("{{ kepada }}", "Kecamatan {{ kecamatan }}"),
    )
    body(
        document,
        "Terima kasih atas usulan {{ desa }} dalam berkas {{ nama_berkas }} yang kami terima tanggal "
        "{{ tanggal_terima }}. Dari {{ diusulkan }} orang yang diusulkan, {{ memenuhi }} orang memenuhi syarat, "
        "{{ diperiksa }} orang masih perlu diperiksa, dan {{ ditolak }} orang belum dapat diterima.",
    )
    command(document, "if warga")
    body(
        document,
        "Mohon memperbaiki data berikut dan mengirimkannya kembali paling lambat {{ batas_waktu }}. Cukup kirim baris "
        "yang diperbaiki.",
    )
    heads = ("Baris", "Nama dan NIK", "Alasan dan bukti", "Yang perlu diperbaiki")
    people = table(document, (14, 45, 56, 50), [heads], style="Table Grid")
    repeat_header(people)
    loop_row(people, "for orang in warga")
    cells = people.add_row().cells
    texts = (
        "{{ orang.baris }}",
        "{{ orang.nama }}\n{{ orang.nik }}",
        "{{ orang.alasan }}\n{{ orang.bukti }}",
        "{{ orang.perbaikan }}",
    )
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)
    loop_row(people, "endfor")
    fit_columns(people, (14, 45, 56, 50))
    for row in people.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    command(document, "endif")
    line(document, "")
    body(
        document,
        "Untuk keterangan, silakan menghubungi {{ narahubung }}, telepon {{ telepon }}. Terima kasih.",
    )
    line(document, "")
    signature(document, ())
    return document


def main(target: Path) -> None:
    """Write the templates into ``target``."""
    from letter_templates_claims import accident_claim, accident_report, benefit_contest, death_claim
    from letter_templates_overpayments import overpayment_claim

    ours = (decree, bpjs_cover, village_reply, treasurer_memo, late_funds, overpayment_claim)
    for build in (*ours, death_claim, accident_report, accident_claim, benefit_contest):
        stream = io.BytesIO()
        build().save(stream)
        (target / f"{build.__name__}.docx").write_bytes(settled(stream.getvalue()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES)
