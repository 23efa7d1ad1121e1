"""Two persons side by side, with what differs marked. Digits that agree stay masked: they decide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from payung.identity.linkage_model import explain
from payung.identity.nik import is_well_formed, meaning
from payung.office.core.language import page_language
from payung.office.proposals.models import Row
from payung.office.proposals.queries import Told, sealed_of


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both persons, cut into pieces that agree and pieces that differ."""

    label: str
    proposed: Sequence[Piece]
    known: Sequence[Piece]

    @property
    def differs(self) -> bool:
        return any(piece.differs for piece in (*self.proposed, *self.known))


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed person beside the one of a list. ``agreement``: the linkage's own view, field by field."""

    told: Told
    lines: Sequence[Line]
    agreement: Sequence[tuple[str, str]]


def compare(row: Row, told: Told) -> Pair:
    """``told`` is a finding that names a person of a list."""
    said = told.said
    own_nik, nik = str(sealed_of(row).get("nik", "")), str(said.get("matched_nik", ""))
    lines = [
        Line(_("Name"), *_pieces(row.name.upper(), str(said["matched_name"]).upper())),
        Line("NIK", *_masked_pieces(own_nik, nik)),
        Line(_("Birth date"), *_pieces(_shown(row.birth_date), _shown(_born(nik, timezone.localdate())))),
    ]
    explanation: Any = said.get("explanation") or {}
    language = page_language()
    agreement = (
        [(reason.label.to(language), reason.words.to(language)) for reason in explain(explanation)]
        if isinstance(explanation, dict)
        else []
    )
    return Pair(told, lines, agreement)


def _born(nik: str, on: date) -> date | None:
    """The birth date that a NIK says; ``on`` settles the century."""
    told = meaning(nik[6:12], on) if is_well_formed(nik, on) else None
    return date.fromisoformat(told.iso) if told else None


def _shown(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _pieces(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if one[a:b]:
            left.append(Piece(one[a:b], kind != "equal"))
        if other[c:d]:
            right.append(Piece(other[c:d], kind != "equal"))
    return left, right


def _masked_pieces(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    if not one or not other:
        return [Piece("•" * 12 + one[-4:], False)] if one else [], [
            Piece("•" * 12 + other[-4:], False)
        ] if other else []
    return tuple(  # type: ignore[return-value]
        [piece if piece.differs else Piece("•" * len(piece.text), False) for piece in side]
        for side in _pieces(one, other)
    )
