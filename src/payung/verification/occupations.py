"""Whether a written occupation is one of those that a programme lists: synonyms and spelling are forgiven."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from payung.identity.occupations import by_code, recognise

# As alike as two spellings of one wording are; on the scale of 0 to 100.
_CLOSE_ENOUGH = 85.0


def listed(written: Sequence[str], programme: Sequence[str]) -> list[bool]:
    """For each written occupation, whether the programme lists it.

    The programme lists wordings, or codes of the catalogue. A written one is listed where both name the same kind of
    work, where it says all the words of a listed one ("pedagang" covers "pedagang sayur"), or where the spelling is close.
    """
    codes = {kind.code for wording in programme if (kind := by_code().get(wording) or recognise(wording))}
    wordings = [_bare(wording) for wording in programme]
    return [_is_listed(each, codes, wordings) for each in written]


def _is_listed(written: str, codes: set[str], wordings: Sequence[str]) -> bool:
    kind = recognise(written)
    if kind is not None and kind.code in codes:
        return True
    bare = _bare(written)
    if any(wording and set(wording.split()) <= set(bare.split()) for wording in wordings):
        return True
    return process.extractOne(bare, wordings, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH) is not None


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.lower()))
