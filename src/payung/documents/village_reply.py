"""The printable reply to a village: who cannot be taken yet, why, on what evidence, what to mend and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from payung.documents.masking import masked_nik
from payung.documents.paper import Paper
from payung.documents.signature import Signatory, draw_signature
from payung.documents.table import Table, TableColumn
from payung.documents.theme import DEFAULT, Theme
from payung.errors import UnusableInput
from payung.language import Text, number
from payung.law.month import date_in_words


@dataclass(frozen=True, slots=True)
class Reply:
    """Head of the letter, and the counts of the proposal that it answers."""

    number: str
    written: date
    addressee: str
    village: str
    district: str
    programme: str
    file: str
    received: date
    proposed: int
    eligible: int
    answer_by: date
    contact: str
    phone: str
    signatory: Signatory
    place: str = ""


class Reason(TypedDict):
    """One reason in words, with its evidence: ``evidence`` names the list or rule, ``evidence_date`` its date."""

    reason: str
    mend: str
    evidence: NotRequired[str]
    evidence_date: NotRequired[date | None]


class Dropped(TypedDict):
    """One person who is not (yet) accepted. ``outcome`` is ``review`` or ``refused``; ``row`` as the sheet counts."""

    row: int
    name: str
    nik: str
    outcome: str
    reasons: Sequence[Reason]
    sheet: NotRequired[str]


_OUTCOMES = (
    ("review", "Perlu diperbaiki atau diperiksa"),
    ("refused", "Belum dapat diterima"),
)
_COLUMNS = (
    TableColumn("Baris", 8),
    TableColumn("Nama dan NIK", 27),
    TableColumn("Alasan", 27),
    TableColumn("Bukti", 19),
    TableColumn("Yang perlu dilakukan desa", 28),
)
_COUNTS = (TableColumn("Hasil pemeriksaan", 70), TableColumn("Orang", 12, "right"))


def village_reply_pdf(reply: Reply, people: Sequence[Dropped], *, theme: Theme = DEFAULT) -> bytes:
    """A4 upright. ``people`` are all who dropped out; with the eligible they must make up those proposed.

    Raises UnusableInput where they do not, or where somebody has no reason: nobody is dropped without one.
    """
    _check(reply, people)
    footer = (f"{reply.number} · {reply.programme} · {reply.village}",)
    paper = Paper(A4, theme, title=f"Hasil pemeriksaan usulan {reply.village}", footer=footer)
    paper.letterhead()
    _draw_opening(paper, reply)
    _draw_counts(paper, reply, people)
    if people:
        paper.paragraph(
            f"Mohon perbaiki data di bawah ini dan kirim kembali paling lambat "
            f"{date_in_words(reply.answer_by, 'id')}. Cukup kirim baris yang diperbaiki.",
            bold=True,
            size=10,
            after=8,
        )
        _draw_people(paper, people)
    paper.need(58 * mm)  # so that the signature does not stand on a page of its own
    paper.paragraph(
        f"Ada yang kurang jelas? Hubungi {reply.contact}{f', telepon {reply.phone}' if reply.phone else ''}. Terima kasih atas bantuan "
        f"{reply.village} melindungi warganya.",
        size=10,
        after=14,
    )
    draw_signature(paper, reply.signatory)
    return paper.finish()


def _check(reply: Reply, people: Sequence[Dropped]) -> None:
    if reply.eligible + len(people) != reply.proposed:
        raise UnusableInput(
            Text(
                f"{reply.proposed} orang diusulkan, tetapi {reply.eligible} memenuhi syarat dan {len(people)} dijelaskan",
                f"{reply.proposed} people proposed, but {reply.eligible} eligible and {len(people)} explained",
            ),
            Text("Sertakan setiap orang yang tidak lolos", "Include everybody who dropped out"),
        )
    for person in people:
        if not person["reasons"] or person["outcome"] not in dict(_OUTCOMES):
            raise UnusableInput(
                Text(
                    f"{person['name']} (baris {person['row']}) tidak punya alasan atau hasil yang dikenal",
                    f"{person['name']} (row {person['row']}) has no reason or no known outcome",
                ),
                Text("Beri alasan bagi setiap orang", "Give a reason for everybody"),
            )


def _draw_opening(paper: Paper, reply: Reply) -> None:
    dated = date_in_words(reply.written, "id")
    district = f"Kecamatan {reply.district}\n" if reply.district else ""
    paper.paragraph(f"{reply.place}, {dated}" if reply.place else dated, align="right", size=10, after=4)
    facts = [("Nomor", reply.number), ("Hal", f"Hasil pemeriksaan usulan peserta {reply.programme}")]
    paper.fields(facts, left=paper.left, label_width=18 * mm, size=10)
    paper.gap(8)
    paper.paragraph(f"Yth. {reply.addressee}\n{district}di tempat", size=10, after=10)
    paper.paragraph(
        f"Usulan {reply.village} dalam berkas {reply.file} kami terima tanggal {date_in_words(reply.received, 'id')} "
        f"dan sudah kami periksa. Hasilnya:",
        size=10,
        after=6,
    )


def _draw_counts(paper: Paper, reply: Reply, people: Sequence[Dropped]) -> None:
    outcomes = Counter(person["outcome"] for person in people)
    table = Table(paper, _COUNTS, size=9.5)
    table.row(("Memenuhi syarat", number(reply.eligible)))
    for outcome, words in _OUTCOMES:
        table.row((words, number(outcomes[outcome])))
    table.total("Diusulkan", {1: number(reply.proposed)}, strong=True)
    table.end(after=12)


def _draw_people(paper: Paper, people: Sequence[Dropped]) -> None:
    table = Table(paper, _COLUMNS, size=8.4)
    for outcome, words in _OUTCOMES:
        found = [person for person in people if person["outcome"] == outcome]
        if found:
            table.group(f"{words}: {number(len(found))} orang")
        for person in found:
            _draw_person(table, person)
    table.end(after=14)


def _draw_person(table: Table, person: Dropped) -> None:
    """One row for each reason, the person named on the first; many reasons never outgrow a page."""
    sheet = f"{person['sheet']}\n" if person.get("sheet") else ""
    who = (f"{sheet}{person['row']}", f"{person['name']}\n{masked_nik(person['nik']) or 'tanpa NIK'}")
    for at, reason in enumerate(person["reasons"]):
        cells = (*(who if at == 0 else ("", "")), reason["reason"], _evidence(reason), reason["mend"])
        table.row(cells, continued=at > 0)


def _evidence(reason: Reason) -> str:
    day = reason.get("evidence_date")
    return ", ".join(filter(None, (reason.get("evidence", ""), date_in_words(day, "id") if day else "")))
