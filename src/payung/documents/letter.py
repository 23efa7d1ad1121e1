"""Word letters from a template that an office may replace: filled, checked, and the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from payung.documents.letter_placeholders import PLACEHOLDERS, Kind, Placeholder, example
from payung.documents.word_sandbox import LetterEnvironment, unknown_placeholder
from payung.errors import UnusableInput
from payung.language import Text

_MAX_BYTES = 20_000_000
_MAX_PART = 3_000_000  # of XML; a letter of ten pages has 200,000
_MAX_PARTS = 500
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Parts, links and fields by which a document acts on whoever opens it.
_ACTIVE_PARTS = re.compile(r"vbaProject|/activeX/|/embeddings/", re.IGNORECASE)
_ACTIVE_RELATIONS = ("/oleObject", "/control", "/vbaProject", "/aFChunk", "/frame", "/subDocument")
_ACTIVE_FIELDS = re.compile(
    rb"(?<!\S)(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)(?=\s)", re.IGNORECASE
)
_FIELD_CODES = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)\"")
# Word notes the author's own template; on another machine such a path leads nowhere.
_OWN_TEMPLATE = re.compile(r"file:///[A-Za-z]:")
_BAD_XML = (SyntaxError, DefusedXmlException)  # what XML parsers raise
_MADE = (2000, 1, 1, 0, 0, 0)  # no clock in the file: the same letter, the same bytes


def placeholders(kind: Kind) -> tuple[Placeholder, ...]:
    """Every name that a template of this kind may use, with its meaning and an example."""
    return PLACEHOLDERS[kind]


def default_template(kind: Kind) -> bytes:
    """The template that Payung brings."""
    return files("payung.documents").joinpath("templates", f"{kind}.docx").read_bytes()


def check_template(template: bytes, kind: Kind) -> None:
    """Try a template before it is kept. Raises UnusableInput that names what is wrong with it."""
    render(template, {placeholder.name: example(placeholder) for placeholder in placeholders(kind)})


def render(template: bytes, context: Mapping[str, Any]) -> bytes:
    """The filled letter as .docx.

    Values are text, whole numbers, dates, months, or lists of those or of mappings of those. Raises UnusableInput
    for what is no Word document, for active contents, for a placeholder that ``context`` lacks and for any command
    beyond naming, looping and choosing.
    """
    _check_package(template)
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(_clean(context), LetterEnvironment(context.keys()), autoescape=True)
    except UndefinedError as error:
        raise _undefined(error, context) from error
    except (TemplateError, ValueError, TypeError) as error:
        raise _broken_command(error) from error
    except (OpcError, *_BAD_XML, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise _no_document() from error
    document.docx.core_properties.modified = datetime(*_MADE)  # noqa: DTZ001 - else the clock's, where it has none
    filled = io.BytesIO()
    document.save(filled)
    return settled(filled.getvalue())


def settled(package: bytes) -> bytes:
    """The same package with fixed times and order, so that equal letters are equal files."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(result, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()


def _check_package(template: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            if "word/document.xml" not in package.namelist():
                raise _no_document()
            for entry in entries:
                if _is_active(entry.filename, package.read(entry)):
                    raise _active(entry.filename)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, *_BAD_XML) as error:
        raise _no_document() from error


def _is_active(name: str, content: bytes) -> bool:
    if name.endswith(".rels"):
        return any(_reaches_out(relation.attrib) for relation in fromstring(content))
    if name.endswith(".xml"):
        codes = [text or instruction for text, instruction in _FIELD_CODES.findall(content)]
        # Joined without a space too: Word takes a field's name from pieces.
        return any(_ACTIVE_FIELDS.search(between.join(codes)) for between in (b"", b" "))
    return _ACTIVE_PARTS.search(name) is not None


def _reaches_out(relation: Mapping[str, str]) -> bool:
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    if kind.endswith("/attachedTemplate") and _OWN_TEMPLATE.match(target):
        return False
    outside = relation.get("TargetMode", "").lower() == "external" and not kind.endswith("/hyperlink")
    return outside or kind.endswith(_ACTIVE_RELATIONS)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    sizes = [entry.file_size for entry in entries]
    xml = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if len(entries) > _MAX_PARTS or sum(sizes) > _MAX_BYTES or max(xml, default=0) > _MAX_PART:
        raise UnusableInput(
            Text("Templat terlalu besar", "The template is too large"),
            Text(
                "Perkecil gambar di dalamnya; satu surat cukup di bawah 20 MB",
                "Make its pictures smaller; a letter stays below 20 MB",
            ),
        )


def _clean(value: Any) -> Any:
    """The context without characters that a Word file cannot hold."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value


def _no_document() -> UnusableInput:
    return UnusableInput(
        Text("Templat bukan dokumen Word yang utuh", "The template is no intact Word document"),
        Text(
            "Simpan ulang dari Word atau LibreOffice sebagai .docx",
            "Save it again from Word or LibreOffice as .docx",
        ),
    )


def _active(part: str) -> UnusableInput:
    return UnusableInput(
        Text(
            f"Templat memuat makro atau tautan luar: {part}",
            f"The template holds macros or outside links: {part}",
        ),
        Text(
            "Hapus makro, objek sisipan, dan gambar tertaut, lalu simpan sebagai .docx",
            "Remove macros, embedded objects and linked pictures, then save as .docx",
        ),
    )


def _undefined(error: UndefinedError, context: Mapping[str, Any]) -> UnusableInput:
    """Of an item in a list ("orang.nmaa"): the environment has checked all names but those after a dot."""
    found = re.search(r"'([^']*)'(?: is undefined)?$", error.message or "")
    items = (item for value in context.values() if isinstance(value, list | tuple) for item in value[:1])
    known = {name for item in items if isinstance(item, Mapping) for name in item}
    return unknown_placeholder(found[1] if found else "?", known)


def _broken_command(error: Exception) -> UnusableInput:
    near = ""
    if isinstance(error, TemplateSyntaxError):
        lines = [line.strip() for line in getattr(error, "docx_context", ()) if "{" in line]
        near = f" “{lines[0][:80]}”" if lines else ""
    return UnusableInput(
        Text(
            f"Perintah di templat tidak dapat dibaca{near}: {error}",
            f"A command in the template cannot be read{near}: {error}",
        ),
        Text(
            "Periksa pasangan kurung {{ … }} dan penutup {% endfor %} atau {% endif %}",
            "Check the pairs of {{ … }} and the closing {% endfor %} or {% endif %}",
        ),
    )
