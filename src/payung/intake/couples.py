"""Several people in one row: husband and wife, father and mother, the first and the second, each with a NIK and a name
of their own under headings that say whose they are, beside columns that hold for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from payung.intake.fields import recognise

_OWNERS = {
    "suami": r"suami|pria",
    "istri": r"ist[e]?ri|wanita",
    "ayah": r"ayah|bapak",
    "ibu": r"ibu(?:\s+kandung)?",
    "kepala": r"kepala\s+(?:keluarga|rumah\s+tangga)",
}
_OWNER = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _OWNERS.items()}
_EITHER = re.compile(r"\b(?:suami|pria)\b.*\b(?:ist[e]?ri|wanita)\b|\b(?:ayah|bapak)\b.*\bibu\b", re.I)
_NUMBERED = re.compile(r"^(.*\D)\s*(?:ke\s*-?\s*)?\(?([1-9])\)?$")
# "ART2_NIK", as exports of households call the columns of their members.
_LED = re.compile(
    r"^(?:art|anggota|anak|orang|org|peserta|pekerja|penerima)[\s_.-]*([1-9])[\s_.-]+(\S.*)$", re.I
)
_MEMBER = re.compile(r"\b(?:anggota|anak|orang|peserta|pekerja)\b", re.I)
# What each of several people has for themselves; of other columns one serves them all.
OWN = frozenset(
    (
        "nik",
        "name",
        "kk",
        "birth",
        "birth_date",
        "birth_place",
        "sex",
        "occupation",
        "phone",
        "mother_name",
        "income",
    )
)


@dataclass(frozen=True, slots=True)
class Several:
    """The columns of each person, first person first: field -> column, those that hold for all of them among them."""

    persons: tuple[dict[str, int], ...]


def find(labels: Sequence[str], shared: dict[str, int]) -> Several | None:
    """The people of one row by their headings; ``shared`` is what these say when read as those of one person. None where
    some NIK or name is nobody's in particular: that person is proposed, and the others are only named."""
    owned = [_owned(label) for label in labels]
    if sum(each is not None for each in owned) < 2:
        return None
    owned = _followed(labels, owned)
    persons: dict[str, dict[str, int]] = {}
    for at, each in enumerate(owned):
        if each is not None and each[1] in OWN:
            persons.setdefault(each[0], {}).setdefault(each[1], at)
    whole = {owner: fields for owner, fields in persons.items() if "nik" in fields and "name" in fields}
    if len(whole) < 2 or not _are_alike(list(whole)):
        return None
    taken = {at for fields in whole.values() for at in fields.values()}
    others = {name: at for name, at in shared.items() if at not in taken and not name.startswith("_spouse@")}
    if {"nik", "name", "nik_name"} & others.keys():
        return None
    return Several(tuple(others | fields for fields in whole.values()))


def _are_alike(owners: Sequence[str]) -> bool:
    """Whether they are counted, with the parents of the household before them, or one couple."""
    counted = {owner for owner in owners if owner.isdigit()}
    parents = set(owners) - counted
    return parents in ({"suami", "istri"}, {"ayah", "ibu"}) or (
        bool(counted) and parents <= {"kepala", "suami", "istri"}
    )


def _owned(label: str) -> tuple[str, str] | None:
    """(owner, field) of a heading: "NIK Istri" is the wife's NIK, "Suami" alone his name."""
    if _EITHER.search(label):
        return None
    for owner, pattern in _OWNER.items():
        if pattern.search(label):
            rest = pattern.sub(" ", label, count=1).strip(" -/.,()")
            return _of(owner, rest or "nama")
    if led := _LED.match(label.strip()):
        return _of(led.group(1), led.group(2))
    if numbered := _NUMBERED.match(label.strip()):
        rest = _MEMBER.sub(" ", numbered.group(1)).strip(" -/.,()")
        return _of(numbered.group(2), rest)
    return None


def _of(owner: str, said: str) -> tuple[str, str] | None:
    found = recognise(" ".join(said.split()))
    if found is None or found[1] >= 50:
        return None
    return owner, "name" if found[0] == "head" else found[0]


def _followed(labels: Sequence[str], owned: list[tuple[str, str] | None]) -> list[tuple[str, str] | None]:
    """A heading without an owner that comes again after the next owner ("Nama Suami, NIK, Nama Istri, NIK") belongs to
    whoever stands before it."""
    before: list[str] = []
    owner = ""
    for each in owned:
        owner = each[0] if each else owner
        before.append(owner)
    fields = [
        None if each or not label else recognise(label) for each, label in zip(owned, labels, strict=True)
    ]
    told = list(owned)
    for name in OWN:
        places = [
            at
            for at, found in enumerate(fields)
            if found and found[0] == name and found[1] < 50 and before[at]
        ]
        if len(places) > 1 and len({before[at] for at in places}) == len(places):
            for at in places:
                told[at] = before[at], name
    return told
