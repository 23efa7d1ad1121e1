import hashlib
import importlib.util
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from payung.documents.letter import check_template, default_template, placeholders, render
from payung.documents.letter_placeholders import KINDS, example
from payung.errors import UnusableInput
from payung.law.month import Month

SCRIPT = Path(__file__).parents[2] / "scripts" / "letter_templates.py"


def template(*paragraphs, header="", title=""):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def with_part(package, name, content):
    stream = io.BytesIO(package)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def examples(kind):
    return {placeholder.name: example(placeholder) for placeholder in placeholders(kind)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_that_payung_brings_fills_without_a_gap(kind):
    check_template(default_template(kind), kind)
    text = "\n".join(texts(render(default_template(kind), examples(kind))))
    assert "{{" not in text
    assert "{%" not in text
    assert "Satu Nagari 100 Pekerja Rentan" in text or "APBD 2026" in text


def test_the_decree_has_the_shape_of_a_decree():
    text = "\n".join(texts(render(default_template("decree"), examples("decree"))))
    for part in ("Menimbang", "Mengingat", "MEMUTUSKAN:", "Menetapkan", "KESATU", "KEDUA", "KETIGA"):
        assert part in text
    assert text.count("Menimbang") == 1
    assert "bahwa pekerja rentan perlu dilindungi;" in text
    assert "6.200 (enam ribu dua ratus) orang" in text
    assert "Rp833.280.000 (delapan ratus tiga puluh tiga juta dua ratus delapan puluh ribu rupiah)" in text
    assert "Mei 2026 sampai dengan Desember 2026" in text


def test_the_reply_names_every_person_with_reason_evidence_and_what_to_mend():
    context = examples("village_reply")
    context["warga"] = [
        {**context["warga"][0], "nama": f"Orang {at}", "alasan": f"Alasan {at}"} for at in range(30)
    ]
    found = "\n".join(texts(render(default_template("village_reply"), context)))
    for at in range(30):
        assert f"Orang {at}\n" in found
        assert f"Alasan {at}\n" in found
    assert "4 Mei 2026" in found


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_context_gives_the_same_bytes(kind):
    assert render(default_template(kind), examples(kind)) == render(default_template(kind), examples(kind))


def test_the_committed_templates_are_what_the_script_writes(tmp_path):
    spec = importlib.util.spec_from_file_location("letter_templates", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.main(tmp_path)
    for kind in KINDS:
        written = hashlib.sha256((tmp_path / f"{kind}.docx").read_bytes()).hexdigest()
        assert written == hashlib.sha256(default_template(kind)).hexdigest()


def test_values_are_written_as_letters_write_them():
    made = template("{{ hari }} | {{ bulan }} | {{ orang }} | {{ iuran | rupiah }}")
    context = {"hari": date(2026, 5, 12), "bulan": Month(2026, 5), "orang": 1250, "iuran": 16_800}
    assert texts(render(made, context)) == ["12 Mei 2026 | Mei 2026 | 1.250 | Rp16.800"]


def test_a_value_cannot_break_the_document_nor_act_as_a_command():
    made = template("{{ nama }}")
    assert texts(render(made, {"nama": "A & B <w:p/> {{ nomor }}\x00\x0b"})) == ["A & B <w:p/> {{ nomor }}"]


def test_an_unknown_placeholder_is_named_with_the_nearest_known():
    with pytest.raises(UnusableInput) as error:
        render(template("Nomor {{ nomer }}"), {"nomor": "1", "tentang": "x"})
    assert "{{ nomer }} tidak dikenal" in error.value.to("id")
    assert "Mungkin maksudnya {{ nomor }}" in error.value.to("id")


def test_an_unknown_placeholder_is_found_in_a_header_and_in_a_list():
    with pytest.raises(UnusableInput, match="nomer"):
        render(template("x", header="{{ nomer }}"), {"nomor": "1"})
    with pytest.raises(UnusableInput, match=r"nmaa .*Perhaps .* nama "):
        render(
            template("{%p for o in warga %}", "{{ o.nmaa }}", "{%p endfor %}"), {"warga": [{"nama": "Siti"}]}
        )


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ nama.__init__.__globals__ }}",
        "{{ nama|attr('__class__') }}",
        "{{ nama['__class__'] }}",
        "{{ nama.format(nama) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self.__init__ }}",
        "{{ lipsum() }}",
        "{{ 'x' * 999999999 }}",
        "{{ 10 ** 99999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{% for a in range(99999999) %}x{% endfor %}",
        "{% set a = nama %}{{ a }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% macro a() %}{% endmacro %}",
        "{{ nama | pprint }}",
        "{% for a in l %}{% for b in l %}{% for c in l %}x{% endfor %}{% endfor %}{% endfor %}",
    ],
)
@pytest.mark.parametrize("where", ["body", "header", "title"])
def test_a_template_cannot_run_code(attack, where):
    made = {
        "body": lambda: template(attack),
        "header": lambda: template("x", header=attack),
        "title": lambda: template("x", title=attack),
    }[where]()
    with pytest.raises(UnusableInput) as error:
        render(made, {"nama": "Siti", "l": ["a"]})
    assert "tidak diizinkan" in error.value.to("id") or "tidak dikenal" in error.value.to("id")


def test_a_method_of_a_value_is_not_printed():
    with pytest.raises(UnusableInput, match="no text, number or date"):
        render(template("{{ nama.upper }}"), {"nama": "Siti"})


@pytest.mark.parametrize(
    "broken",
    [
        "{% for a in l %}",
        "{{ nama",
        "{% if nama %}x{% endfor %}",
        "{{ nama | }}",
        "{{ nama rupiah }}",
        "{% end %}",
    ],
)
def test_a_broken_command_says_how_to_mend_it(broken):
    with pytest.raises(UnusableInput) as error:
        render(template(broken + " x }}" if broken == "{{ nama" else broken), {"nama": "Siti", "l": []})
    assert "tidak dapat dibaca" in error.value.to("id")
    assert "{% endfor %}" in error.value.to("id")


def test_an_amount_that_is_no_number_is_no_traceback():
    with pytest.raises(UnusableInput):
        render(template("{{ nama | rupiah }}"), {"nama": "Siti"})


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"PK\x03\x04 broken", default_template("decree")[:5000], with_part(b"", "a.txt", "x")],
    ids=["empty", "pdf", "damaged", "cut off", "another archive"],
)
def test_what_is_no_word_document_is_refused(content):
    with pytest.raises(UnusableInput) as error:
        render(content, {})
    assert "bukan dokumen Word" in error.value.to("id")


def test_damaged_xml_inside_is_refused():
    with zipfile.ZipFile(io.BytesIO(template("x"))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"][:-30]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    with pytest.raises(UnusableInput, match="no intact Word document"):
        render(stream.getvalue(), {})


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relation(kind, target):
    return (
        '<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<r:Relationship Id="r1" Type="{RELATION}{kind}" Target="{target}" TargetMode="External"/></r:Relationships>'
    )


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/embeddings/oleObject1.bin", b"x"),
        ("word/_rels/settings.xml.rels", relation("attachedTemplate", "http://example.com/x.dotm")),
        ("word/_rels/settings.xml.rels", relation("attachedTemplate", "file://server/share/x.dotm")),
        ("word/_rels/header9.xml.rels", relation("image", "http://example.com/x.png")),
        (
            "word/footer9.xml",
            b'<w:ftr><w:instrText xml:space="preserve"> INCLUDE</w:instrText><w:instrText>TEXT "c:\\x"</w:instrText></w:ftr>',
        ),
        (
            "word/footer9.xml",
            b'<w:ftr><w:fldSimple w:instr="PAGE"/><w:fldSimple w:instr="DDEAUTO cmd"/></w:ftr>',
        ),
    ],
)
def test_what_would_act_on_the_reader_is_refused_by_name(name, part):
    with pytest.raises(UnusableInput) as error:
        render(with_part(template("x"), name, part), {})
    assert f"makro atau tautan luar: {name}" in error.value.to("id")


def test_links_and_the_note_of_the_authors_own_template_are_allowed():
    for kind, target in (
        ("hyperlink", "https://example.go.id"),
        ("attachedTemplate", "file:///C:/Users/x/Normal.dotm"),
    ):
        made = with_part(template("x"), "word/_rels/settings.xml.rels", relation(kind, target))
        assert texts(render(made, {})) == ["x"]


def test_page_numbers_and_addresses_are_no_threat():
    part = (
        b'<w:ftr><w:fldSimple w:instr=" PAGE "/><w:instrText>HYPERLINK "https://x/link"</w:instrText></w:ftr>'
    )
    assert texts(render(with_part(template("x"), "word/footer9.xml", part), {})) == ["x"]


def test_an_entity_bomb_is_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    with pytest.raises(UnusableInput, match="no intact Word document"):
        render(with_part(template("x"), "word/_rels/settings.xml.rels", bomb), {})


def test_a_bomb_is_refused_before_it_is_unpacked():
    stream = io.BytesIO(template("x"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"\0" * 21_000_000)
    with pytest.raises(UnusableInput, match="too large"):
        render(stream.getvalue(), {})
