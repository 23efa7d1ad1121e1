"""Rows of a list of which its reader should be told, by their numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from payung.identity import codes
from payung.intake.blocks import Block
from payung.intake.cells import is_ticked, plain
from payung.intake.workbook import Cell, RawSheet
from payung.language import Text

_DEAD = r"\b(?:meninggal|almarhum(?:ah)?|alm|almh|wafat|tutup usia|deceased)\b"
_MOVED = r"\bpindah\b|\bkeluar (?:dari )?(?:desa|nagari|kelurahan|daerah)\b"
_IN_REMARKS = {
    "dead": re.compile(rf"{_DEAD}|^\s*\(?(?:md|m\.d\.?|mati)\)?\s*$", re.I),
    "moved": re.compile(_MOVED, re.I),
}
_IN_NAMES = {
    "dead": re.compile(rf"{_DEAD}|\(\s*(?:md|m\.d\.?|mati)\s*\)", re.I),
    "moved": re.compile(r"\(\s*pindah\b|[-,]\s*pindah\b", re.I),
}
_IN_SHEETS = {
    "dead": re.compile(
        r"\s*(?:(?:data|daftar|yang|sudah|warga|peserta)\s+)*(?:meninggal|wafat|almarhum)", re.I
    ),
    "moved": re.compile(
        r"\s*(?:(?:data|daftar|yang|sudah|warga|peserta)\s+)*pindah(?!\s+(?:datang|masuk))", re.I
    ),
}
# Said of somebody else ("binti Amir (Alm)", "janda alm. Amir"), or denied, or of one who has come.
_NOT_SO = re.compile(
    rf"\b(?:bin|binti|bt|suami|istri|janda|duda|anak|ayah|ibu|bapak|orang ?tua|waris|menggantikan|pengganti)\b.*{_DEAD}"
    r"|\b(?:belum|tidak|tdk|bukan)\s+(?:\w+\s+)?(?:meninggal|wafat|pindah)|\bpindah\s+(?:dari|datang|masuk)\b",
    re.I,
)
_PERHAPS = r"(?i)alm|meninggal|wafat|tutup usia|deceased|pindah|keluar|mati|\bm\.?d\b"  # looked for in all of a column at once


@dataclass
class Noted:
    """``continued`` rows go on with the row above; ``paired`` hold two people; ``crowded`` hold several NIKs whose people
    cannot be told apart; ``dated`` have a date for RT and RW; ``coded`` tells of columns with codes for words, ``unread`` are columns
    of further NIKs, by their headings or their places; people who are ``dead`` or have ``moved``, as a remark or the name itself
    says, or are ``struck`` out; birth dates with day and month ``swapped``; ``years`` without the day of a birth; lines
    that name no more than ``villages``."""

    continued: list[int] = field(default_factory=list)
    paired: list[int] = field(default_factory=list)
    dated: list[int] = field(default_factory=list)
    coded: list[Text] = field(default_factory=list)
    unread: list[str | int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    dead: list[int] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)
    swapped: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    villages: list[tuple[int, str]] = field(default_factory=list)

    def beside(self, other: Noted) -> Noted:
        """Of two lists that stand side by side."""
        return Noted(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Noted)))

    def look(self, block: Block, sheet: RawSheet) -> None:
        """Take note of whom the list itself calls dead or gone, or has struck out."""
        dead, moved = set[int](), set[int]()
        for at, patterns in _telling(block):
            for number, text in _perhaps(block, at):
                if not _NOT_SO.search(text):
                    dead.update([number] if patterns["dead"].search(text) else ())
                    moved.update([number] if patterns["moved"].search(text) else ())
        for at, says in _ticking(block):
            dead.update(
                n for n, row in zip(block.numbers, block.rows, strict=True) if at < len(row) and says(row[at])
            )
        (dead if _IN_SHEETS["dead"].match(sheet.name) else set()).update(block.numbers)
        (moved if _IN_SHEETS["moved"].match(sheet.name) else set()).update(block.numbers)
        self.struck += [number for number in block.numbers if number in sheet.struck] if sheet.struck else []
        self.dated += _dated(block)
        self.coded += _coded(block)
        self.unread += _unread(block)
        self.dead += sorted(dead)
        self.moved += sorted(moved - dead)


def _telling(block: Block) -> Iterator[tuple[int, dict[str, re.Pattern[str]]]]:
    """The columns of names and of remarks, with what is looked for in them."""
    for person in block.heading.several or (block.heading.fields,):
        yield from ((person[name], _IN_NAMES) for name in ("name", "nik_name", "head") if name in person)
    known = block.heading.fields | block.heading.header.fields
    beside = max(known.values(), default=-1) + 2  # a remark without a heading stands beside the list
    labels = block.heading.header.labels
    unnamed = {at for at in range(beside + 1) if at >= len(labels) or not labels[at]} - set(known.values())
    remarks = {at for name, at in known.items() if name.startswith("_note")}
    yield from ((at, _IN_REMARKS) for at in sorted(remarks | unnamed))


def _ticking(block: Block) -> Iterator[tuple[int, Callable[[Cell], object]]]:
    """The columns in which a death has a date, or a tick, with what tells that a cell says so."""
    known = block.heading.fields | block.heading.header.fields
    for name, at in known.items():
        if name == "death_date":
            yield at, plain
        elif name.startswith("_dead"):
            yield at, is_ticked


def swapped(people: pa.Table) -> list[int]:
    """The rows whose birth date is that of their NIK with day and month exchanged, as a spreadsheet set to another
    language makes it."""
    differs = people.filter(pc.match_substring(people["problems"], "nik.birthdate_differs"))
    told = zip(*(differs[name].to_pylist() for name in ("row", "birth_date", "nik_birth_date")), strict=True)
    return [row for row, given, said in told if given and f"{given[:5]}{given[8:]}-{given[5:7]}" == said]


_DAY_AND_MONTH = re.compile(
    r"^\s*(?:\d{1,2}[-/ ](?:jan|feb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|des|dec)|(?:jan|feb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|des|dec)[a-z]*[-/ ]\d{1,2})",
    re.I,
)


def _dated(block: Block) -> list[int]:
    """The rows whose RT and RW a spreadsheet has made a date."""
    found: set[int] = set()
    for at in (block.heading.fields[name] for name in ("rt_rw", "rt", "rw") if name in block.heading.fields):
        column = [row[at] if at < len(row) else "" for row in block.rows]
        dates = {  # there are few different ones
            cell
            for cell in set(column)
            if isinstance(cell, date) or (isinstance(cell, str) and _DAY_AND_MONTH.match(cell))
        }
        if dates:
            found.update(n for n, cell in zip(block.numbers, column, strict=True) if cell in dates)
    return sorted(found)


_LOOKED_AT = 300
_CODES = {"occupation": codes.occupation, "trade": codes.trade}


def _coded(block: Block) -> Iterator[Text]:
    """Of a column of occupations that holds codes: after which words they were read, by one of them."""
    for at, work in (
        (block.heading.fields[name], work) for name, work in _CODES.items() if name in block.heading.fields
    ):
        held = [plain(row[at]) for row in block.rows[:_LOOKED_AT] if at < len(row)]
        read = [text for text in held if text.isdigit() and work(text) not in ("", text)]
        if read and 2 * len(read) > sum(map(bool, held)):
            label = block.heading.header.labels[at] if at < len(block.heading.header.labels) else ""
            said = f"“{label}”: {read[0]} = {work(read[0])}"
            yield Text(
                f"kolom pekerjaan berisi kode dan dibaca menurut daftar Dukcapil atau DTKS ({said}); tulis dengan kata bila kodenya dari daftar lain",
                f"the occupations are codes and were read by the lists of the civil registry or DTKS ({said}); write words where the codes are those of another list",
            )


_NIK = re.compile(r"'?\d{6}(?:[0-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}")


def _unread(block: Block) -> Iterator[str | int]:
    """The columns that nothing is read from, and that mostly hold a NIK which is not that of the row: somebody else may
    be proposed there."""
    heading = block.heading
    read = {*heading.fields.values(), *heading.header.fields.values()}
    read |= {at for person in heading.several for at in person.values()}
    rows = block.rows[:_LOOKED_AT]
    for at in set(range(max(map(len, rows), default=0))) - read:
        column = ((row, row[at]) for row in rows if at < len(row))
        held = [(row, cell.strip()) for row, cell in column if isinstance(cell, str) and cell.strip()]
        others = [
            text
            for row, text in held
            if _NIK.fullmatch(text) and not any(text == row[own] for own in read if own < len(row))
        ]
        if others and 2 * len(others) > len(held):
            labels = heading.header.labels
            yield (labels[at] if at < len(labels) else "") or at


def _perhaps(block: Block, at: int) -> Iterator[tuple[int, str]]:
    """Row number and text of the few cells that may tell of it."""
    column = [row[at] if at < len(row) and isinstance(row[at], str) else "" for row in block.rows]
    found = pc.indices_nonzero(pc.match_substring_regex(pa.array(column, pa.string()), _PERHAPS))
    yield from ((block.numbers[place], str(column[place])) for place in found.to_pylist())
