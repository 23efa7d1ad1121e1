"""Writes the Word templates that Payung brings: ``python scripts/letter_templates.py [DIRECTORY]``.

The templates are committed; run this after a change here. The same code gives the same bytes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from payung.documents.letter import settled

TEMPLATES = Path(__file__).parent.parent / "src" / "payung" / "documents" / "templates"
CENTER, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
F4 = (Mm(215), Mm(330))
A4 = (Mm(210), Mm(297))


def new(title: str, font: str, points: float, size: tuple[Any, Any]) -> Any:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(points)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = size
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = datetime(2000, 1, 1)
    return document


def line(holder: Any, text: str, *, align: Any = None, bold: bool = False, after: float = 0) -> Any:
    paragraph = holder.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def command(holder: Any, text: str) -> None:
    """A paragraph that holds only a command and vanishes with it."""
    holder.add_paragraph(f"{{%p {text} %}}")


def table(document: Any, widths: Sequence[float], rows: Sequence[Sequence[str]], *, style: str = "") -> Any:
    made = document.add_table(rows=0, cols=len(widths))
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    if style:
        made.style = style
    for row in rows:
        cells = made.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(text)
    return made


def loop_row(made: Any, text: str) -> None:
    """A table row that holds only a command and vanishes with it."""
    made.add_row().cells[0].paragraphs[0].add_run(f"{{%tr {text} %}}")


def align_column(made: Any, column: int, align: Any) -> None:
    for row in made.rows:
        row.cells[column].paragraphs[0].alignment = align


def repeat_header(made: Any) -> None:
    properties = made.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell in made.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def signature(document: Any, lead: Sequence[str]) -> None:
    left = Mm(85)
    lines = [*lead, "{{ jabatan }},", "", "", "", "{{ nama_pejabat }}"]
    for text in lines:
        paragraph = line(document, text, bold=text.startswith("{{ nama"))
        paragraph.paragraph_format.left_indent = left
        paragraph.paragraph_format.keep_with_next = True
    command(document, "if nip_pejabat")
    paragraph = line(document, "NIP {{ nip_pejabat }}")
    paragraph.paragraph_format.left_indent = left
    command(document, "endif")


def letterhead(document: Any) -> None:
    command(document, "for baris in kop")
    command(document, "if loop.index <= 2")
    line(document, "{{ baris }}", align=CENTER, bold=True).runs[0].font.size = Pt(14)
    command(document, "else")
    line(document, "{{ baris }}", align=CENTER).runs[0].font.size = Pt(9)
    command(document, "endif")
    command(document, "endfor")
    rule = line(document, "", after=10)
    borders = OxmlElement("w:pBdr")
    border = OxmlElement("w:top")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    rule._p.get_or_add_pPr().append(borders)


def letter_opening(document: Any, attachment: str, about: str, addressee: Sequence[str]) -> None:
    letterhead(document)
    line(document, "{{ tempat }}, {{ tanggal }}", align=RIGHT, after=6)
    rows = [
        ("Nomor", ":", "{{ nomor }}"),
        ("Sifat", ":", "Biasa"),
        ("Lampiran", ":", attachment),
        ("Hal", ":", about),
    ]
    table(document, (22, 5, 138), rows)
    line(document, "")
    line(document, "Yth.")
    for text in addressee:
        line(document, text)
    line(document, "di tempat", after=10)


def body(document: Any, text: str) -> None:
    paragraph = line(document, text, align=BOTH, after=6)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.line_spacing = 1.15


def recital(made: Any, title: str, name: str, sign: str, last: str) -> None:
    """Menimbang, Mengingat: the title once, then one row per item, the last one closed with a full stop."""
    loop_row(made, f"for butir in {name}")
    cells = made.add_row().cells
    texts = (
        f"{{% if loop.first %}}{title}{{% endif %}}",
        "{% if loop.first %}:{% endif %}",
        sign,
        f"{{{{ butir }}}}{{% if loop.last %}}{last}{{% else %}};{{% endif %}}",
    )
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)
    loop_row(made, "endfor")


def ruling(made: Any, title: str, text: str) -> None:
    cells = made.add_row().cells
    cells[0].paragraphs[0].add_run(title)
    cells[1].paragraphs[0].add_run(":")
    wide = cells[2].merge(cells[3])
    wide.paragraphs[0].add_run(text)
    wide.paragraphs[0].paragraph_format.space_after = Pt(4)


def recital_table(document: Any) -> Any:
    made = document.add_table(rows=0, cols=4)
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, (30, 5, 9, 126), strict=True):
        column.width = Mm(width)
    return made


def fit(made: Any, widths: Sequence[float]) -> None:
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
        if len({id(cell._tc) for cell in row.cells}) < len(widths):
            row.cells[-1].width = Mm(widths[-2] + widths[-1])
        row.cells[-1].paragraphs[0].alignment = BOTH


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


def figures_table(
    document: Any,
    heads: Sequence[str],
    loop: str,
    row: Sequence[str],
    foot: Sequence[str],
    widths: Sequence[float],
) -> None:
    """One row per item, figures right, the sum below."""
    made = table(document, widths, [heads], style="Table Grid")
    repeat_header(made)
    loop_row(made, loop)
    for cell, text in zip(made.add_row().cells, row, strict=True):
        cell.paragraphs[0].add_run(text)
    loop_row(made, "endfor")
    for cell, text in zip(made.add_row().cells, foot, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    fit_columns(made, widths)
    for column in range(1, len(widths)):
        align_column(made, column, RIGHT)


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


def fit_columns(made: Any, widths: Sequence[float]) -> None:
    """Give every cell its width and some air, and keep rows whole at the end of a page."""
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(2)


def main(target: Path) -> None:
    """Write the templates into ``target``."""
    from letter_templates_claims import accident_report, benefit_contest, death_claim

    ours = (decree, bpjs_cover, village_reply, treasurer_memo, late_funds)
    for build in (*ours, death_claim, accident_report, benefit_contest):
        stream = io.BytesIO()
        build().save(stream)
        (target / f"{build.__name__}.docx").write_bytes(settled(stream.getvalue()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES)
