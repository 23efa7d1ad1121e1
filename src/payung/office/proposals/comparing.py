"""Two persons side by side, with what differs marked, and the linkage's own view of each field in words.

Digits that agree stay masked: they decide nothing.
"""

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
from payung.office.areas.models import Area
from payung.office.core.language import page_language
from payung.office.core.vault import masked
from payung.office.proposals.models import Row
from payung.office.proposals.queries import Told, sealed_of

_OF_NAMES = ("registry.name_differs",)  # their score is that of the names alone
_NEARLY = 12  # of sixteen digits
_ALIKE = 0.5  # texts less alike are told as a whole: their few equal letters are chance
_ALMOST, _VERY, _PROBABLY = 0.99, 0.9, 0.5  # of the probability that the model gives


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both persons, cut into pieces that agree and pieces that differ. ``agreement``: in words."""

    label: str
    proposed: Sequence[Piece]
    known: Sequence[Piece]
    agreement: str = ""

    @property
    def differs(self) -> bool:
        return any(piece.differs for piece in (*self.proposed, *self.known))

    @property
    def one_sided(self) -> bool:
        return bool(self.proposed) != bool(self.known)


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed person beside the one of a list. ``score`` in words, with the figure."""

    told: Told
    lines: Sequence[Line]
    score: str
    other_nik: str = ""  # that of the list, masked, where it is another than the proposed one


def compare(row: Row, told: Told) -> Pair:
    """``told`` is a finding that names a person of a list."""
    said, own = told.said, sealed_of(row)
    explained = said.get("explanation")
    words = _words(explained if isinstance(explained, dict) else {})
    own_nik, nik = _number(own), str(said.get("matched_nik", ""))
    born = _day(said.get("matched_birth_date")) or _born(nik, timezone.localdate())
    lines = [
        Line(
            _("Name"),
            *pieces(row.name.upper(), str(said["matched_name"]).upper()),
            words.get("name", ""),
        ),
        Line("NIK", *masked_pieces(own_nik, nik)),
        Line(
            _("Birth date"),
            *pieces(shown(row.birth_date), shown(born)),
            words.get("birth_date", ""),
        ),
        Line(_("Sex"), *_whole(_sex(row.sex), _sex(said.get("matched_sex", ""))), words.get("sex", "")),
        Line(
            _("Village"),
            *_whole(row.village.name, _village(said.get("matched_village_code", ""))),
            words.get("village", ""),
        ),
        Line(
            _("Family card number (KK)"),
            *masked_pieces(str(own.get("kk", "")), str(said.get("matched_kk", ""))),
            words.get("kk", ""),
        ),
    ]
    return Pair(
        told,
        [line for line in lines if line.proposed or line.known],
        name_words(told.finding.score) if told.finding.code in _OF_NAMES else score_words(told.finding.score),
        masked(nik[-4:]) if nik and nik != own.get("nik") else "",
    )


def _number(own: dict[str, Any]) -> str:
    """The NIK, or what is written in its place where that is nearly one."""
    written = str(own.get("nik_written", ""))
    return str(own.get("nik") or (written if sum(sign.isdigit() for sign in written) >= _NEARLY else ""))


def score_words(score: float | None) -> str:
    """How alike two persons are, in words with the figure from 0 to 1."""
    if score is None:
        return ""
    if score >= _ALMOST:
        words = _("Almost certainly the same person")
    elif score >= _VERY:
        words = _("Very probably the same person")
    elif score >= _PROBABLY:
        words = _("Probably the same person")
    else:
        words = _("Not much alike")
    return f"{words} ({min(score, 0.99):.0%})"


def name_words(score: float | None) -> str:
    """How alike two names are under one NIK."""
    return _("The same NIK; the names agree %(share)s") % {"share": f"{min(score or 0, 0.99):.0%}"}


def _words(explanation: dict[str, Any]) -> dict[str, str]:
    """What the linkage says of each field, by field."""
    return {reason.field: reason.words.to(page_language()) for reason in explain(explanation)}


def _sex(code: str) -> str:
    return {"L": _("Male"), "P": _("Female")}.get(code, "")


def _village(code: str) -> str:
    return Area.objects.filter(pk=code).values_list("name", flat=True).first() or code if code else ""


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _born(nik: str, on: date) -> date | None:
    """The birth date that a NIK says; ``on`` settles the century."""
    told = meaning(nik[6:12], on) if is_well_formed(nik, on) else None
    return date.fromisoformat(told.iso) if told else None


def shown(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def pieces(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut where they part. What only one side knows is no difference."""
    if not one or not other:
        return ([Piece(one, False)] if one else []), ([Piece(other, False)] if other else [])
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _whole(one, other)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if one[a:b]:
            left.append(Piece(one[a:b], kind != "equal"))
        if other[c:d]:
            right.append(Piece(other[c:d], kind != "equal"))
    return left, right


def _whole(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Words that are the same, or differ as a whole."""
    differs = bool(one and other and one != other)
    return ([Piece(one, differs)] if one else []), ([Piece(other, differs)] if other else [])


def hidden(text: str) -> str:
    return "".join("•" if sign.isdigit() else sign for sign in text)


def masked_pieces(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Two numbers with the digits that agree masked; of a number that stands alone only the tail. Where they are not
    alike at all, all would be told: then only their tails are."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if not one or not other or matcher.ratio() < _ALIKE:
        differs = bool(one and other)
        return tuple([Piece("•" * 12 + each[-4:], differs)] if each else [] for each in (one, other))  # type: ignore[return-value]
    left, right = (
        [piece if piece.differs else Piece(hidden(piece.text), False) for piece in side]
        for side in pieces(one, other)
    )
    return left, right
