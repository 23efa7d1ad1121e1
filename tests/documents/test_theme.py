import io
from pathlib import Path

import pytest
import reportlab
from PIL import Image
from pypdf import PdfReader

from documents.people import decree, people
from payung.documents.decree_annex import annex_pdf
from payung.documents.paper import Paper, wrap
from payung.documents.theme import Fonts, Theme
from payung.errors import UnusableInput

VERA = Path(reportlab.__file__).parent / "fonts"
EMBEDDED = Theme(
    fonts=Fonts("Vera", "VeraBd", (("Vera", VERA / "Vera.ttf"), ("VeraBd", VERA / "VeraBd.ttf")))
)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Siti", "Siti"),
        ("José Ñoño", "José Ñoño"),
        ("Maʼruf", "Ma’ruf"),
        ("José", "José"),
        ("Đặng Ţā", "Dang Ta"),
        ("a\tb\x00c", "a b c"),
        ("ستي", "???"),
    ],
)
def test_built_in_fonts_print_a_name_as_near_as_they_can(name, printed):
    assert Fonts().printable(name) == printed


def test_a_font_of_the_office_is_embedded():
    content = annex_pdf(decree(), people(5), theme=EMBEDDED)
    fonts = PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/Font"]
    assert any("Vera" in str(font.get_object()["/BaseFont"]) for font in fonts.values())
    assert "Siti Chaniago" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert content == annex_pdf(decree(), people(5), theme=EMBEDDED)


def test_a_file_that_is_no_font_is_named(tmp_path):
    path = tmp_path / "huruf.ttf"
    path.write_bytes(b"not a font")
    with pytest.raises(UnusableInput, match=r"huruf\.ttf"):
        annex_pdf(decree(), people(5), theme=Theme(fonts=Fonts("A", "A", (("A", path),))))


def test_letterhead_and_logo_stand_on_the_page():
    logo = io.BytesIO()
    Image.new("RGB", (40, 50), "navy").save(logo, "PNG")
    paper = Paper(
        (595, 842), Theme(letterhead=("PEMERINTAH", "DINAS", "Jalan"), logo=logo.getvalue()), title="x"
    )
    paper.letterhead()
    page = PdfReader(io.BytesIO(paper.finish())).pages[0]
    assert "PEMERINTAH" in page.extract_text()
    assert len(page.images) == 1


def test_lines_break_at_spaces_and_only_then_inside_words():
    lines = wrap("satu dua " + "x" * 200, "Helvetica", 10, 100)
    assert lines[0] == "satu dua"
    assert "".join(lines[1:]) == "x" * 200
