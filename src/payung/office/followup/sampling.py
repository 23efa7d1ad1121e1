"""Drawing a sample that anybody can draw again, and what it says of the whole.

Each family gets the SHA-256 of the seed, a colon and its claim's public id; the smallest come first. So the draw
hangs on no programming language and no order of the rows, and whoever knows the seed before cannot choose families.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from math import sqrt

METHOD = "sha256(seed:klaim), terkecil dahulu"
_Z = 1.959964  # of 95 percent


def draw(frame: Iterable[str], seed: str, size: int) -> list[str]:
    """The first ``size`` of the frame by their hash.

    >>> draw(["b", "a", "c"], "7", 2) == draw(["c", "b", "a"], "7", 2)
    True
    """
    return sorted(set(frame), key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())[:size]


def hash_of(frame: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(sorted(set(frame))).encode()).hexdigest()


def share(agree: int, of: int) -> tuple[int, int, int] | None:
    """Percent that agrees, with the bounds of Wilson's interval at 95 percent; None where nothing was checked.

    >>> share(9, 10)
    (90, 60, 98)
    """
    if not of:
        return None
    p, z2 = agree / of, _Z * _Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(p * (1 - p) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return round(100 * p), round(100 * max(0.0, middle - half)), round(100 * min(1.0, middle + half))
