"""Finding the heading of a list, in one row or up to three, by evidence rather than by place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from payung.intake import couples
from payung.intake.fields import IDENTIFYING, recognise, squeeze

Texts = Sequence[str]
_MAX_ROWS = 3
_DIGITS = re.compile(r"\d{6,}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}")
_NUMBER = re.compile(r"[-+]?[\d.,]+")
_COUNTED = re.compile(r"[\s(\[.]*(\d{1,3}|[a-z])[\s)\].]*(?:=.*)?", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(
    r"\b(waris|pasangan|orang ?tua|pengurus|pengusul|pendata|petugas|saksi|penjamin)\b", re.I
)
_TOLD = re.compile(r"[:=][\s*_]*[^\W_]")  # what a label of a form says: "Nama : Siti"
_LABELLED_NIK = re.compile(r"\W*(?:no\.? ?)?(?:nik|ktp|kk)\b", re.I)
# Over the last column of a recapitulation.
_SUMS = re.compile(
    r"(jumlah|jml|total|banyak)(nya|orang|jiwa|kk|peserta|pekerja|penerima|anggota|rp)?|jiwa|persen(tase)?"
)
_PLACE_WORDS = frozenset(["tempat", "tmpt", "tmp", "tpt", "kota", "tmptlahir"])
_DATE_WORDS = frozenset(
    ["tanggal", "tgl", "tglblnthn", "tglblnth", "tglbulantahun", "tanggalbulantahun", "tgllahir"]
)
_PART_WORDS = {"hari": "birth_day", "bulan": "birth_month", "bln": "birth_month", "tahun": "birth_year"}
_PART_WORDS |= {"thn": "birth_year", "th": "birth_year"}
_SEX_WORDS = {"l": "sex_male", "lk": "sex_male", "laki": "sex_male", "lakilaki": "sex_male"}
_SEX_WORDS |= {"p": "sex_female", "pr": "sex_female", "perempuan": "sex_female"}


@dataclass(frozen=True, slots=True)
class Header:
    """A heading of ``height`` rows: the label of every column, and field -> column (both from 0)."""

    labels: tuple[str, ...]
    fields: dict[str, int]
    height: int = 1
    beside: int = 0  # the column with which the heading of a second list begins
    several: tuple[dict[str, int], ...] = ()  # the columns of each person, where a row holds more than one

    @property
    def signature(self) -> tuple[str, ...]:
        return tuple(squeeze(label) for label in self.labels)

    @property
    def known(self) -> int:
        """How many columns we know."""
        return len({*self.fields.values()}.union(*(fields.values() for fields in self.several)))

    def uncorrected(self, chosen: dict[str, int]) -> dict[str, int]:
        """What nobody can choose by hand, where its column was not chosen for something else."""
        return {
            name: at
            for name, at in self.fields.items()
            if (name == "number" or name.startswith("_")) and at not in chosen.values()
        }

    @property
    def opens_family(self) -> bool:
        """The heading of a family line, not of people: a KK number, but neither NIK nor name."""
        return "kk" in self.fields and "nik" not in self.fields and "name" not in self.fields


def is_numbering(texts: Texts, least: int = 3) -> bool:
    """A row that only counts the columns: 1, 2, 3 or (1), (2), (3) or a, b, c, perhaps led by "Kolom"."""
    cells = [text for text in texts if text.strip()]
    if cells and squeeze(cells[0]) == "kolom":
        return True
    counted = [_COUNTED.fullmatch(cell) for cell in cells]
    if len(cells) < least or not all(counted):
        return False
    marks = [found.group(1).lower() for found in counted if found]
    values = [int(mark) if mark.isdigit() else ord(mark) - 96 for mark in marks]
    steps = [after - before for before, after in pairwise(values)]
    return values[0] <= 2 and sum(step == 1 for step in steps) >= 0.7 * len(steps)


def find(window: Sequence[Texts]) -> Header | None:
    """The heading that starts with the first row of ``window``, which shows the rows below it too."""
    best: Header | None = None
    for height in range(1, min(_MAX_ROWS, len(window)) + 1):
        rows = window[:height]
        if not _could_head(rows[-1], first=height == 1) or (height > 1 and is_numbering(rows[-1])):
            break
        header = _read(rows)
        if best is None or header.known > best.known:
            best = header
    if best is None or not _is_heading(best, window):
        return None
    if best.height > 1:  # a title above the heading adds nothing to it
        below = _read(window[1 : best.height])
        if below.known >= best.known and len(below.several) >= len(best.several):
            return None
    return _with_remarks(best, window)


def first_row(texts: Texts) -> Header:
    """What the first row of a heading says by itself, whatever stands below it."""
    return _read([texts])


def of_no_people(texts: Texts) -> bool:
    """Whether the row is the heading of a table that names nobody, as the lower half of a family card is."""
    cells = [text for text in texts if text.strip()]
    if len(cells) < 2 or not _could_head(texts, first=True):
        return False
    words = [squeeze(cell) for cell in cells]
    if any(_SUMS.fullmatch(word) for word in words[1:]) and not _SUMS.fullmatch(words[0]):
        named = {found[0] for cell in cells if (found := recognise(" ".join(cell.split())))}
        return not {"nik", "name", "nik_name"} & named
    if len(cells) < 4:
        return False
    known = [found[0] for cell in cells if (found := recognise(" ".join(cell.split()))) and found[1] < 50]
    return len(known) >= max(4, 0.6 * len(cells)) and not set(known) & set(IDENTIFYING)


def _with_remarks(header: Header, window: Sequence[Texts]) -> Header:
    """A further row of the heading that names no field: "(16 digit)", or L and P below "Umur"."""
    if header.height >= min(_MAX_ROWS, len(window)):
        return header
    row = window[header.height]
    cells = {at: text.strip() for at, text in enumerate(row) if text.strip()}
    people = {header.fields.get(field) for field in IDENTIFYING} - {None}
    goes_on = [
        (found := recognise(f"{header.labels[at].partition('(')[0]} {text}"))
        and found[1] < 50
        and header.fields.get(found[0]) == at
        for at, text in cells.items()
        if at < len(header.labels) and any(map(str.isalpha, text))
    ]
    remarks = sum(text.startswith(("(", "*", "[")) for text in cells.values())
    if not cells or is_numbering(row) or not _could_head(row, first=False):
        return header
    below_blank = (
        len(cells) > 1 and not people & cells.keys() and all(len(text) <= 24 for text in cells.values())
    )
    if remarks == len(cells) or below_blank or (len(goes_on) == len(cells) and all(goes_on)):
        return replace(header, height=header.height + 1)
    return header


def _could_head(texts: Texts, first: bool) -> bool:
    cells = [text for text in texts if text.strip()]
    if not cells:
        return False
    if any(_DIGITS.search(cell) or _NUMBER.fullmatch(cell.strip()) for cell in cells):
        return False
    return not first or len(cells) > 1 or recognise(cells[0].strip()) is not None


def _is_heading(header: Header, window: Sequence[Texts]) -> bool:
    known = header.known
    labelled = sum(1 for label in header.labels if label)
    identifying = any(field in header.fields for field in IDENTIFYING)
    if not identifying:
        return False
    if known >= 5 or (known >= 3 and known >= 0.3 * labelled) or (known >= 2 and known >= 0.5 * labelled):
        return True
    column = header.fields.get("nik", header.fields.get("name"))
    below = next((row for row in window[header.height :] if any(cell.strip() for cell in row)), ())
    if column is None or column >= len(below):
        return False
    if labelled == 1 and _TOLD.search(header.labels[column]):
        return False
    if labelled == 1 and header.fields.get("name") == column and _LABELLED_NIK.match(below[column]):
        return False  # "Nama Siti" above "NIK 1303…"
    if len(re.sub(r"\D", "", below[column])) >= 15:
        return True
    only_names = labelled == 1 and squeeze(header.labels[column]) in ("nama", "namalengkap")
    return (
        only_names
        and sum(1 for cell in below if cell.strip()) == 1
        and below[column].replace(" ", "").isalpha()
    )


def _read(rows: Sequence[Texts]) -> Header:
    width = max(len(row) for row in rows)
    padded = [[*(" ".join(cell.split()) for cell in row), *[""] * (width - len(row))] for row in rows]
    for below, above in pairwise(reversed(padded)):  # from below, for what is lent must be there to lend on
        _spread(above, below)
    labels, ranked = [], []
    for column in range(width):
        parts = [row[column] for row in padded if row[column]]
        labels.append(" ".join(dict.fromkeys(parts)))
        if found := _resolve(parts):
            ranked.append((found[0], found[1], column))
    if several := couples.find(labels, _assign(ranked)):
        return Header(tuple(labels), several.persons[0], len(rows), several=several.persons)
    if not any(field.startswith("birth") for field, _, _ in ranked):
        ranked += _date_in_parts(labels)
    cut = _second_list(ranked, labels)
    if cut:
        labels, ranked = labels[:cut], [each for each in ranked if each[2] < cut]
        while labels and not labels[-1]:
            labels.pop()
    return Header(tuple(labels), _assign(ranked), len(rows), cut)


_PARTS = (("tgl", "tanggal", "hari", "hr"), ("bln", "bulan"), ("thn", "tahun", "th"))


def _date_in_parts(labels: list[str]) -> list[tuple[str, int, int]]:
    """Day, month and year side by side: a birth, where no other column is one."""
    words = [squeeze(label) for label in labels]
    for at in range(len(words) - 2):
        if all(word in known for word, known in zip(words[at : at + 3], _PARTS, strict=True)):
            return [(f"birth_{part}", 0, at + n) for n, part in enumerate(("day", "month", "year"))]
    return []


_WHOSE = ("_relation", "_heir", "_spouse", "_father", "_other")


def _second_list(ranked: list[tuple[str, int, int]], labels: list[str]) -> int:
    """The column with which the same headings begin anew, 0 where they do not: people listed side by side. Somebody
    else's NIK and name beside a person's (an heir's) are no second list."""
    in_order = sorted((column, field) for field, _, column in ranked)
    seen: set[str] = set()
    again = []
    for column, field in in_order:
        if field in seen and not field.startswith("_"):
            again.append(column)
        seen.add(field)
    first = in_order[0][1] if in_order else ""
    at = dict(in_order)
    again.sort(key=lambda column: (at[column] != first, column))
    for cut in again:
        left = {field for column, field in in_order if column < cut}
        right = {field for column, field in in_order if column >= cut}
        shared = (left & right) - {"number"}
        words = [squeeze(label) for label in labels[cut:] if label]
        known = {squeeze(label) for label in labels[:cut]}
        alike = sum(word in known for word in words)
        if (
            shared & {"nik", "name", "nik_name"}
            and alike >= max(2, 0.6 * len(words))
            and not any(field.startswith(_WHOSE) for field in right - left)
        ):
            return cut
    return 0


def _spread(above: list[str], below: list[str]) -> None:
    """A label over several columns stands in the first of them: lend it to the others that have one below."""
    lent = ""
    for column, label in enumerate(above):
        if label:
            lent = label if below[column] else ""
        elif below[column]:
            above[column] = lent
        else:
            lent = ""


def _resolve(parts: list[str]) -> tuple[str, int] | None:
    if not parts:
        return None
    if len(parts) == 1:
        return recognise(parts[0])
    parent, child = " ".join(parts[:-1]), parts[-1]
    word, over = squeeze(child), squeeze(parent)
    if "lahir" in over:
        if word in _PLACE_WORDS:
            return "birth_place", 0
        if word in _DATE_WORDS:
            return "birth_date", 0
        if word in _PART_WORDS:
            return _PART_WORDS[word], 0
    if word in ("rtrw", "rwrt") and over.startswith("alamat"):  # beside the street, which is the address
        return "rt_rw", 0
    if word in _SEX_WORDS and over in ("umur", "usia"):
        return "_age", 0
    if word in _SEX_WORDS and ("kel" in over or over in ("lp", "jk", "sex", "gender")):
        return _SEX_WORDS[word], 0
    for joined in (squeeze(f"{child} {parent}"), squeeze(f"{parent} {child}")):
        if (found := recognise(joined)) and found[1] < 50:
            return found
    if _SOMEBODY_ELSE.search(parent):
        return "_other", 0
    return recognise(child) or recognise(parent)


def _assign(ranked: list[tuple[str, int, int]]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for field, _, column in sorted(ranked, key=lambda each: (each[1], each[2])):
        key = f"{field}@{column}" if field.startswith("_") else field
        fields.setdefault(key, column)
    heads = next((name for name in fields if name.startswith("_other_nik@")), None)
    if heads and "head" in fields and "nik" not in fields and "name" not in fields:
        fields["nik"] = fields.pop(heads)  # a list of heads of families alone
    spouses = [name for name in fields if name.startswith("_spouse@")]
    if len(spouses) == 1 and "nik" in fields and not {"name", "nik_name", "head"} & fields.keys():
        fields["name"] = fields.pop(spouses[0])  # whoever of the two it is whose NIK stands beside
    if ("sex_male" in fields) != ("sex_female" in fields):
        fields.pop("sex_male", None)
        fields.pop("sex_female", None)
    if (
        "birth_month" in fields
        and "birth_year" in fields
        and "birth_date" in fields
        and "birth_day" not in fields
    ):
        fields["birth_day"] = fields.pop("birth_date")
    return dict(sorted(fields.items(), key=lambda each: each[1]))
