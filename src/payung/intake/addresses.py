"""One address out of the columns that hold its parts, as an office would write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

PARTS = ("address", "rt", "rw", "rt_rw", "hamlet")
_DECIMALS = re.compile(r"(?<=\d)\.0+$")  # of a number that was kept as text
_NONE = re.compile(r"[\s0/.-]*")
_HAMLET = re.compile(
    r"(?:dusun|dsn|jorong|lingkungan|lingk|kampung|kp|banjar|dukuh|korong|padukuhan|pedukuhan|blok|rt|rw)\b",
    re.I,
)
# The word that a hamlet has in front of its name, where the column's heading says which.
_KINDS = re.compile(r"\b(dusun|jorong|lingkungan|kampung|banjar|dukuh|korong|padukuhan|pedukuhan)\b", re.I)
_SIGNED = {sign: re.compile(rf"\b{sign}\b", re.I) for sign in ("RT", "RW")}
_BOTH = re.compile(r"\brt\W*\d+\s*/\s*\d+", re.I)
_SIGNS = re.compile(r"[^0-9a-z]+")


def kind_of_hamlet(labels: Sequence[str], fields: dict[str, int]) -> str:
    """What the heading calls a hamlet; empty where it does not say.

    >>> kind_of_hamlet(("NIK", "Nama Dusun"), {"nik": 0, "hamlet": 1})
    'Dusun'
    """
    at = fields.get("hamlet", -1)
    found = _KINDS.search(labels[at]) if 0 <= at < len(labels) else None
    return found.group(1).capitalize() if found else ""


def joined(labels: Sequence[str], fields: dict[str, int], said: Callable[[str], str]) -> str:
    """The address of one row; ``said`` gives the text of a field."""
    parts = {name: said(name) if name in fields else "" for name in PARTS}
    return one(
        parts["address"],
        parts["rt"],
        parts["rw"],
        parts["rt_rw"],
        parts["hamlet"],
        kind_of_hamlet(labels, fields),
    )


def one(address: str, rt: str, rw: str, rt_rw: str, hamlet: str, kind: str = "") -> str:
    """The street with RT, RW and hamlet behind it, where it does not name them itself; without a street, the hamlet leads.

    >>> one("Jl. Melati", "002", "001", "", "Sukamaju", "Dusun")
    'Jl. Melati RT 002 RW 001 Dusun Sukamaju'
    >>> one("Dusun Koto RT 01/02", "01", "02", "", "Koto", "Dusun"), one("", "1", "", "", "Koto", "Dusun")
    ('Dusun Koto RT 01/02', 'Koto RT 1')
    >>> one("", "1.0", "2.00", "", "Koto")
    'Koto RT 1 RW 2'
    """
    rt, rw = (_DECIMALS.sub("", part) for part in (rt, rw))
    marked = [
        _marked(sign, part)
        for sign, part in (("RT", rt), ("RW", rw), ("RT/RW", rt_rw))
        if not _NONE.fullmatch(part)
    ]
    if not address:
        return " ".join(filter(None, (hamlet, *marked)))
    marked = [part for part in marked if not _says(address, part)]
    if hamlet and _SIGNS.sub("", hamlet.lower()) in _SIGNS.sub("", address.lower()):
        hamlet = ""
    elif hamlet and kind and not _HAMLET.match(hamlet):
        hamlet = f"{kind} {hamlet}"
    return " ".join(filter(None, (address, *marked, hamlet)))


def _says(address: str, part: str) -> bool:
    """Whether the street names its RT or RW itself; "RT 01/02" names both."""
    sign = part[:2].upper()
    return bool(_SIGNED[sign].search(address) or (sign == "RW" and _BOTH.search(address)))


def _marked(sign: str, part: str) -> str:
    return part if re.match(r"r[tw]\b", part, re.I) else f"{sign} {part}"
