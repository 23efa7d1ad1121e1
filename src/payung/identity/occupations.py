"""The catalogue of informal kinds of work, and recognising them in what people write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from rapidfuzz import fuzz, process

from payung.language import Text

Sector = Literal["transport", "other"]
_CLOSE_ENOUGH = 88.0
# Words that say nothing about the kind of work.
_FILLERS = frozenset(
    [
        "pekerja",
        "tenaga",
        "sebagai",
        "seorang",
        "profesi",
        "usaha",
        "kerja",
        "di",
        "dan",
        "atau",
        "yang",
        "dari",
        "ke",
        "harian",
        "tetap",
        "mandiri",
        "bpk",
        "ibu",
    ]
)
_SPELLINGS = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("supir", "sopir"),
    ("ojeg", "ojek"),
    ("pengrajin", "perajin"),
)

# Words in which people say the same otherwise than the catalogue, tried where a wording is not known as it stands.
_OTHERWISE = {
    "tkg": "tukang", "tk": "tukang", "tkng": "tukang", "tuk": "tukang", "tkang": "tukang", "br": "buruh", "brh": "buruh", "bru": "buruh",
    "buruah": "buruh", "jual": "penjual", "jualan": "penjual", "berjualan": "penjual", "menjual": "penjual", "manggaleh": "penjual",
    "dagang": "pedagang", "berdagang": "pedagang", "pedgang": "pedagang", "cari": "pencari", "mencari": "pencari", "kenek": "kernet",
    "knek": "kernet", "panjek": "panjat", "karambia": "kelapa", "supir": "sopir", "bikin": "pembuat", "buat": "pembuat",
}  # fmt: skip
# Words that tell the kind of work whatever follows ("montir motor", "buruh pasar").
_TELLING = frozenset(
    ["buruh", "kedai", "kernet", "kurir", "kusir", "lapau", "montir", "nelayan", "ojek", "petani", "reparasi", "servis", "sopir", "warung"]
)  # fmt: skip
_OPENERS = frozenset(["buka", "punya", "pemilik", "urang", "orang", "pekerjaan"])


@dataclass(frozen=True, slots=True)
class Occupation:
    """One kind of work. ``sector`` follows PP 50/2025; ``doubt`` marks a sector that is our reading. ``kbji`` is
    the four-digit code, empty where it is not sure. A customary ``role`` is no occupation: it earns nothing."""

    code: str
    name: Text
    sector: Sector = "other"
    kbji: str = ""
    role: bool = False
    doubt: bool = False
    synonyms: tuple[str, ...] = ()


@cache
def catalogue() -> tuple[Occupation, ...]:
    """All kinds of work and, after them, the customary roles."""
    text = (resources.files("payung.identity") / "data" / "occupations.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    work = [
        Occupation(
            code=each["code"],
            name=Text(each["id"], each["en"]),
            sector=each["sector"],
            kbji=each.get("kbji", ""),
            doubt=each.get("doubt", False),
            synonyms=tuple(each["synonyms"]),
        )
        for each in data["occupation"]
    ]
    roles = [
        Occupation(each["code"], Text(each["id"], each["en"]), role=True, synonyms=tuple(each["synonyms"]))
        for each in data["role"]
    ]
    return (*work, *roles)


@cache
def by_code() -> dict[str, Occupation]:
    return {each.code: each for each in catalogue()}


@cache
def _by_wording() -> dict[str, Occupation]:
    wordings: dict[str, Occupation] = {}
    for each in catalogue():
        for wording in (each.name.id, *each.synonyms):
            wordings.setdefault(_bare(wording), each)
    return wordings


@cache
def _wordings() -> list[str]:
    return list(_by_wording())


def _bare(text: str) -> str:
    words = re.findall(r"[a-z]+", text.lower())
    bare = " ".join(words)
    for old, new in _SPELLINGS:
        bare = bare.replace(old, new)
    return bare


@lru_cache(maxsize=32768)
def recognise(text: str) -> Occupation | None:
    """The kind of work that the text names, spelling forgiven; None where it names none that we know.

    >>> recognise("OJOL").code, recognise("Tkg. Sol Sepatu").code, recognise("PNS")
    ('ojek_daring', 'tukang_sol_sepatu', None)
    >>> recognise("ninik mamak").role
    True
    """
    bare = _bare(re.sub(r"\bkaki\s*(?:5|v)\b", "kaki lima", text.lower()))
    if len(bare) < 2:
        return None
    known = _by_wording()
    if bare in known:
        return known[bare]
    words = [_OTHERWISE.get(word, word) for word in bare.split()]
    core = " ".join(word for word in words if word not in _FILLERS)
    for wording in _wordings_of(core):
        if wording in known:
            return known[wording]
    if len(core) < 4:
        return None
    near = process.extractOne(core, _wordings(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    near = near or process.extractOne(
        core, _wordings(), scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE_ENOUGH
    )
    if near is not None:
        return known[near[0]]
    if core.startswith(_SELLERS):
        core = "pedagang keliling" if "keliling" in core.split() else "pedagang" + core[core.find(" ") :]
    return _longest_inside(core) or (known.get(first) if (first := core.split()[0]) in _TELLING else None)


_SELLERS = ("penjual ", "pedagang ")


def _wordings_of(core: str) -> Iterator[str]:
    """The ways in which the catalogue may say this."""
    yield core
    yield f"tukang {core}"
    first, _, rest = core.partition(" ")
    if f"{first} " in _SELLERS and rest:
        yield from (f"{seller}{rest}" for seller in _SELLERS)
    if first in _OPENERS:
        yield rest


def _longest_inside(core: str) -> Occupation | None:
    """The longest wording of at least two words, or a long word, that stands inside ("buruh tani padi sawah")."""
    padded = f" {core} "
    inside = [
        wording
        for wording in _wordings()
        if (" " in wording or len(wording) >= 7) and f" {wording} " in padded
    ]
    return _by_wording()[max(inside, key=len)] if inside else None


def recognise_all(texts: Iterable[str]) -> dict[str, Occupation | None]:
    """``recognise`` for every distinct text: for a column, look up each cell in the result."""
    return {text: recognise(text) for text in set(texts)}
