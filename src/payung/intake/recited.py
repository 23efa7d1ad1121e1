"""Lists told one person to a line, as in messages: "1. Nama: SITI; NIK: 1303…; Lahir: 12-03-1980; P"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from payung.identity import dates
from payung.intake import lines
from payung.intake.delimited import CHAT
from payung.intake.fields import recognise
from payung.intake.forms import Form
from payung.intake.trades import is_trade
from payung.intake.workbook import Row, text_of

Numbered = tuple[int, Row]
_LEAST, _MOSTLY, _LONGEST = 2, 0.6, 500
_TITLES = 4  # so many lines may stand above or below the people of a short list
_BETWEEN_CELLS = ", "
_LONG = re.compile(
    r"(?<!\d)\d{6}[ .-]?\d{6}[ .-]?\d{4}(?!\d)|(?<!\d)\d{14,17}(?!\d)"
    r"|(?<!\w)(?=(?:[OoIl]*\d){10})[\dOoIl]{15,17}(?!\w)"  # letters that look like digits
)
_COUNT = re.compile(r"^[\W_]*\d{1,4}\s*[.):/-]?\s*(?=[^\W\d])")
_COUNTED = re.compile(r"[\W_]*\d{1,4}\s*[.)]\s*[^\W\d_]{2}")
_NEXT = re.compile(r"(?<![\s,;.])[\s,;]+(?=\d{1,3}\s?[.)]\s*[^\W\d_][^\d:=]{2,60}\d{14})")
_BLANKS = re.compile(r"\s{4,}")
_RUNNING = re.compile(r"\d{1,4}")
_LEAD = re.compile(r"^[^\w'\"+(]+\s*")  # ticks and other pictures before a line
_EDGES = " \t/|,;:=()[]-–—._*'\""
# Words that are a label wherever they stand, and those that need a sign behind them ("desa: Aie Amo").
_ALWAYS = (
    r"nama(?: lengkap| pekerja| peserta)?|n\.?i\.?k|no(?:mor|\.)? ?(?:nik|ktp|kk|hp|wa|telp|telepon|tlp)|n?kk|ktp|ttl|t\.t\.l"
    r"|te?mpa?t[ ,/&.]*(?:dan )?(?:tgl|tanggal)\.? ?lahir|(?:tgl|tanggal)\.? ?lahir|lahir|lhr|jenis kelamin|alamat|pekerjaan|hp|telp|wa|umur|usia"
)
_SIGNED = r"tempat lahir|jk|l/p|kelamin|kerja|usaha|profesi|nama ibu(?: kandung)?|ibu(?: kandung)?|desa|nagari|kelurahan|kecamatan|kec|dusun|jorong|ket|status|agama"
_LABEL = re.compile(
    rf"\b(?=[ntklhapwjuids])(?:({_SIGNED})\s*[:=]|({_ALWAYS})(?![^\W_])\s*[.:=]*)\s*(?:di\s+|pada\s+)?", re.I
)
_AFTER = re.compile(r"[;|()\[\]]|\s{3,}|\s(?:[-–—/]\s+)+|(?<=[^\W\d_]{3})/|/(?=[LP]\s*$)")
_CUTS = re.compile(r"[;|()\[\]/–—]|\s\s|\s-")  # nothing is cut where none of these stands
_ON_BEHALF = re.compile(r"^(?:a\.?\s?n\.?|atas nama)[\s:.]+", re.I)
_DATE = re.compile(r"[^\d;|]{0,40}\d{1,2}[-/. ]+(?:\d{1,2}|[a-z]{3,9})[-/. ]+(?:19|20)?\d{2}(?!\d)", re.I)
_SHORT = re.compile(r"[\dOoIl .-]*")  # a NIK that lacks digits, or a sign for none
_REMARK = re.compile(r"\s+(?=(?:belum|blm|tidak|tdk|sudah|sdh)\b)", re.I)
_COMMA = re.compile(r"\s*,\s*")
_FAR = 48  # so far behind a label its number begins
_SOON_A_DIGIT, _DIGITS_NEXT = re.compile(r"[^\d;|:]{0,40}\d"), re.compile(r"\+?[\dOoIl]{2}")
_PLAIN = ("address", "occupation", "phone", "kk", "mother_name", "sex", "village", "hamlet")
_OTHERS = "_note"


class _Label(NamedTuple):
    start: int
    end: int
    field: str
    label: str


class _Said(NamedTuple):
    field: str
    label: str
    value: str


def is_so(rows: Sequence[Numbered], *, anyhow: bool = False) -> bool:
    """Whether most lines with a long number tell one person each: in a single cell, or with labels among the words, or
    ``anyhow``, where nothing else is made of them."""
    filled = [row for _, row in rows if any(cell != "" for cell in row)]
    told = [row for row in filled if _LONG.search(_text(row))]
    if len(told) < _MOSTLY * (len(filled) - _TITLES):
        return False
    recited = [row for row in told if _is_recited(row, anyhow)]
    least = _LEAST - any(_labels_nik(_text(row)) for row in recited)  # one alone, where a word tells its NIK
    return len(recited) >= max(least, _MOSTLY * len(told))


def _is_recited(row: Row, anyhow: bool) -> bool:
    text = next((part for part in _NEXT.split(_text(row)) if _LONG.search(part)), "")[:_LONGEST]
    filled = [cell for cell in row if cell != ""]
    is_whole = anyhow or len(filled) - bool(CHAT.match(f"{text_of(filled[0])} ")) == 1
    inner = any(found.start() > 0 for found in _LABEL.finditer(text))
    return (is_whole or inner) and {"nik", "name"} <= {each.field for each in _told(text) if each.value}


def sort_out(rows: Iterable[Numbered]) -> tuple[list[Form], list[Numbered]]:
    """The people, and the lines that tell nobody. A line counts several who are numbered in it: "1. SITI 1303… 2. BUDI 1303…";
    of those who are numbered, one without a NIK is a person too."""
    filled = [(number, row) for number, row in rows if any(cell != "" for cell in row)]
    told = [[text for text in _NEXT.split(_text(row)) if _tells_nik(text)] for _, row in filled]
    last = max((at for at, texts in enumerate(told) if texts), default=-1)
    counted = sum(bool(_COUNTED.match(text)) for texts in told for text in texts)
    are_counted = counted >= _MOSTLY * sum(map(len, told))
    people: list[Form] = []
    others: list[Numbered] = []
    for at, (number, row) in enumerate(filled):
        if not told[at] and are_counted and at < last and _COUNTED.match(text := _text(row)):
            told[at] = [text]
        for text in told[at]:
            people.append(_form(text))
            people[-1].lines = [(number, row)]
        if not told[at]:
            others.append((number, row))
    return people, others


def _tells_nik(text: str) -> bool:
    if _LONG.search(text):
        return True
    return _labels_nik(text) and any(said.field == "nik" and said.value for said in _told(text[:_LONGEST]))


def _labels_nik(text: str) -> bool:
    return any(label.field == "nik" for label in _labels(text[:_LONGEST]))


def _form(text: str) -> Form:
    form = Form()
    rest: list[str] = []
    for said in _told(text) if len(text) <= _LONGEST else _number_alone(text):
        field, label, value = said
        if field == "name" and "name" in form.values and is_trade(value):
            field, label = "occupation", lines.LABELS["occupation"]
        if field and value and field not in form.values:
            form.values[field], form.labels[field] = value, label
        elif value and not _RUNNING.fullmatch(value):
            rest.append(value)
    if rest:
        form.values[_OTHERS], form.labels[_OTHERS] = "; ".join(rest), "Keterangan"
    return form


def _number_alone(text: str) -> Iterator[_Said]:
    """Of a line so long that it is no list: nothing of it is lost."""
    if number := _LONG.search(text):
        yield _Said("nik", "NIK", number.group())
    yield _Said("", "", text)


def _text(row: Row) -> str:
    """The line as one text, without what a telephone put before it."""
    texts = [text for text in (text_of(cell).strip() for cell in row) if text]
    whole = _BETWEEN_CELLS.join(texts[1:] if texts and CHAT.match(f"{texts[0]} ") else texts)
    return _BLANKS.sub("   ", whole)


def _labels(text: str) -> list[_Label]:
    return [
        _Label(found.start(), found.end(), field, label)
        for found in _LABEL.finditer(text)
        for field, label in (_field(found.group(1) or found.group(2)),)
        if found.group(1) or _is_label(field, found.group(), text[found.end() : found.end() + _FAR])
    ]


def _told(text: str) -> Iterator[_Said]:
    """What a line tells, part by part, from its beginning; the field is empty where nothing says what a part is."""
    labels = _labels(text)
    lead = text[: labels[0].start] if labels else text
    if any(each.field == "name" for each in labels):
        yield from _parts("", "", lead)
    else:
        yield from _parts("name", lines.LABELS["name"], _COUNT.sub("", lead, count=1))
    ends = [*(each.start for each in labels[1:]), len(text)]
    for (_, start, field, label), end in zip(labels, ends, strict=False):
        value = text[start:end]
        if field in _PLAIN and not _CUTS.search(value):
            yield _Said(field, label, _bare(value))
        else:
            yield from _parts(field, label, value)


def _is_label(field: str, label: str, after: str) -> bool:
    """Not "Lahir" in a name ("Nur Lahir"): a word without a sign is a label where a number, or a place and date, follow."""
    if label.rstrip().endswith((":", "=")) or field in ("name", "address", "occupation"):
        return True
    if field in ("birth", "birth_date", "_age"):
        return _SOON_A_DIGIT.match(after) is not None
    return _DIGITS_NEXT.match(after) is not None


@lru_cache(maxsize=256)
def _field(label: str) -> tuple[str, str]:
    label = " ".join(label.split())
    if label.lower() in ("lahir", "lhr", "ttl", "t.t.l"):
        return "birth", label
    known = recognise(label)
    return (known[0] if known else ""), label


def _parts(field: str, label: str, value: str) -> Iterator[_Said]:
    """A label's value, and what stands behind it without one."""
    if field in ("nik", "name", "") and (numbers := list(_LONG.finditer(value))):
        if field == "nik" and numbers[0].span() == (0, len(value.rstrip())):
            yield _Said(field, label, numbers[0].group())
        else:
            yield from _around_numbers(field, label, value, numbers)
        return
    first, *behind = _cut(value)
    if field == "nik" and (short := _SHORT.match(value)):
        first, behind = short.group(), [value[short.end() :]]
    if field in ("birth", "birth_date"):
        first, more = _dated(first)
        behind = [*more, *behind]
    elif field == "name":
        first, *more = _named(first)
        behind = [*more, *behind]
    yield _Said(field, label, _bare(first))
    for part in behind:
        yield from _unlabelled(part)


def _around_numbers(field: str, label: str, value: str, numbers: Sequence[re.Match[str]]) -> Iterator[_Said]:
    """The first long number is the NIK, the second that of the card; the text before them is what was labelled."""
    before = _bare(value[: numbers[0].start()])
    if before:
        yield from _parts(field if field != "nik" else "", label, before)
    for found, end in zip(numbers, [*(each.start() for each in numbers[1:]), len(value)], strict=True):
        yield _Said(
            "nik" if found is numbers[0] else "kk", "NIK" if found is numbers[0] else "No. KK", found.group()
        )
        after = _bare(value[found.end() : end])
        is_name = field == "nik" and found is numbers[-1] and not before
        for part in filter(None, map(_bare, _cut(after))):
            yield from _unlabelled(part, may_be_name=is_name or not before)


def _cut(text: str) -> list[str]:
    """The parts of a text, at least one."""
    return [part for part in _AFTER.split(text) if _bare(part)] or [""] if _CUTS.search(text) else [text]


def _dated(text: str) -> tuple[str, list[str]]:
    """Place and date, and what was said behind them with a comma between."""
    pieces = _COMMA.split(text)
    for count in range(len(pieces), 0, -1):
        whole = ", ".join(pieces[:count])
        if dates.parse_text(_bare(whole)).possible:
            return whole, pieces[count:]
    found = _DATE.match(text)  # "12-03-1980 L"
    return (found.group(), [text[found.end() :]]) if found else (text, [])


def _named(text: str) -> list[str]:
    """A name with its titles, then what follows after a comma: "AHMAD, S.Pd, Jorong Tapus"."""
    text, *remark = _REMARK.split(text, maxsplit=1)
    pieces = _COMMA.split(text)
    count = next(
        (at for at, piece in enumerate(pieces[1:], 1) if _what(piece) not in ("", "name")), len(pieces)
    )
    return [", ".join(pieces[:count]), *pieces[count:], *remark]


def _unlabelled(text: str, may_be_name: bool = False) -> Iterator[_Said]:
    """What a part without a label says; the first that may be a name is one, where none was told before the number."""
    whole = _what(text) in ("address", "birth")
    for piece in (_bare(each) for each in ([text] if whole else _COMMA.split(text))):
        what = _what(piece)
        if what == "name":
            what, may_be_name = "name" if may_be_name else "occupation" if is_trade(piece) else "", False
        if piece:
            yield _Said(
                what, lines.LABELS.get(what, ""), _ON_BEHALF.sub("", piece) if what == "name" else piece
            )


def _bare(text: str) -> str:
    return _LEAD.sub("", text.strip(_EDGES))


def _what(text: str) -> str:
    told = lines.told(_bare(text))
    return told[0].field if len(told) == 1 and told[0].field in lines.LABELS else ""
