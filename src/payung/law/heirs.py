"""Who receives a death benefit (PP 44/2015 art 37(5) and art 40(2))."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from payung.language import Text
from payung.law.fields import check_choice
from payung.law.parameters import Citation, Parameters

Relative = Literal[
    "spouse", "child", "parent", "grandchild", "grandparent", "sibling", "parent_in_law", "will"
]
RELATIVES: tuple[Relative, ...] = get_args(Relative)


@dataclass(frozen=True, slots=True)
class Heirs:
    """``who`` stands first in the order. Nobody, no will: the funeral cost to whoever arranged the funeral,
    the rest to the Dana Jaminan Sosial; then ``to_undertaker`` and ``to_fund`` share the benefit."""

    who: tuple[Relative, ...]
    explanation: Text
    citation: Citation
    to_heirs: int
    to_undertaker: int = 0
    to_fund: int = 0


def heirs(alive: Collection[str], death: date, parameters: Parameters, *, total: int, funeral: int) -> Heirs:
    """``alive``: kinds of relatives who live, ``will`` for someone named in one; rupiah as computed.

    Raises UnusableInput for an unknown relative.
    """
    for relative in alive:
        check_choice("heirs", relative, RELATIVES)
    rule = parameters.at("heirs/order", death)
    for row in rule.value:
        first = tuple(relative for relative in row["relatives"] if relative in alive)
        if first:
            return Heirs(first, Text(row["id"], row["en"]), rule.citation, to_heirs=total)
    assert rule.note is not None, "the order of heirs states who receives when nobody stands in it"
    return Heirs((), rule.note, rule.citation, to_heirs=0, to_undertaker=funeral, to_fund=total - funeral)
