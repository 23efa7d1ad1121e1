"""What every Word template is put together from: lines, tables, loops, letterhead and signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

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


def fit_columns(made: Any, widths: Sequence[float]) -> None:
    """Give every cell its width and some air, and keep rows whole at the end of a page."""
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(2)
