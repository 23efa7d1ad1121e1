"""The Word template that claims overpaid contributions back; ``letter_templates.py`` writes it with the others."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt
from letter_parts import (
    A4,
    body,
    command,
    figures_table,
    fit_columns,
    letter_opening,
    line,
    loop_row,
    new,
    repeat_header,
    signature,
    table,
)


def overpayment_claim() -> Any:
    document = new("Permintaan pengembalian iuran", "Arial", 11, A4)
    letter_opening(document, "-", "Kelebihan pembayaran iuran {{ dana }}", ("{{ cabang }}",))
    body(
        document,
        "Dari pemeriksaan pembayaran iuran pekerja rentan {{ wilayah }} yang bersumber dari {{ dana }} milik "
        "{{ pemilik_dana }}, kami temukan kelebihan pembayaran {{ lebih | rupiah }} ({{ lebih | rupiah_terbilang }}) "
        "untuk {{ orang_bulan }} orang-bulan, karena {{ alasan }}:",
    )
    figures_table(
        document,
        ("Bulan iuran", "Orang-bulan", "Dibayar", "Kelebihan"),
        "for baris in rincian",
        (
            "{{ baris.bulan }}",
            "{{ baris.orang }}",
            "{{ baris.dibayar | rupiah }}",
            "{{ baris.lebih | rupiah }}",
        ),
        ("Jumlah", "{{ orang_bulan }}", "", "{{ lebih | rupiah }}"),
        (50, 30, 42, 43),
    )
    line(document, "")
    command(document, "if peserta")
    body(document, "Peserta yang dimaksud:")
    heads = ("Nama dan NIK", "Desa", "Sebab", "Bulan", "Kelebihan")
    widths = (52, 38, 35, 14, 26)
    people = table(document, widths, [heads], style="Table Grid")
    repeat_header(people)
    loop_row(people, "for orang in peserta")
    texts = (
        "{{ orang.nama }}\n{{ orang.nik }}",
        "{{ orang.desa }}",
        "{{ orang.sebab }}",
        "{{ orang.bulan }}",
        "{{ orang.lebih | rupiah }}",
    )
    for cell, text in zip(people.add_row().cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)
    loop_row(people, "endfor")
    fit_columns(people, widths)
    for row in people.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    command(document, "endif")
    line(document, "")
    body(
        document,
        "Kami mohon kelebihan itu diperhitungkan pada tagihan berikutnya, atau dikembalikan kepada {{ pemilik_dana }}. "
        "Bila permohonan ini tidak dapat dipenuhi, mohon disampaikan alasan dan dasar hukumnya.",
    )
    line(document, "")
    signature(document, ())
    return document
