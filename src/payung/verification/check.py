"""What a check is: one reason code with its outcome, its SQL and what it says to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from payung.language import Text

Outcome = Literal["refused", "review", "none"]
# The gravest first. A check with outcome "none" gives a hint, which decides nothing.
GRAVITY: tuple[Outcome, ...] = ("refused", "review", "none")


@dataclass(frozen=True, slots=True)
class Check:
    """One reason for which a person is refused, held for review, or given a hint.

    ``sql``: a SELECT with ``position`` (the person's index), at most one row per person, and, where the check
    has them, ``matched_nik, matched_name, score, value, explanation``. It reads the tables of ``steps``.
    ``needs``: names of reference lists (``registry``, ``active`` ...) and of programme fields (``programme.min_age``) without
    which the check is not run. ``evidence``: the reference list its findings rest on, if any.
    ``message``, ``remedy``: sentences for the village; placeholders ``{value}``, ``{matched_name}``, ``{score}``.
    ``basis``: the rule it rests on. ``rank``: among reasons of one outcome, the lower the more serious.
    """

    code: str
    outcome: Outcome
    rank: int
    sql: str
    message: Text
    basis: Text
    remedy: Text
    needs: frozenset[str] = frozenset()
    evidence: str = ""
    #: The problem that reading has already found, where the check only repeats it.
    problem: str = ""
