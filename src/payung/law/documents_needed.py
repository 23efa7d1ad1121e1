"""Which papers a claim needs (forms of BPJS; Permenaker 1/2025 art 104)."""

from __future__ import annotations

from datetime import date

from payung.language import Text
from payung.law.parameters import Parameters


def documents_needed(
    event: date, parameters: Parameters, *, from_work: bool, died: bool, scholarship: bool
) -> tuple[Text, ...]:
    """The checklist, each paper once."""
    lists = ["documents/jkk" if from_work else "documents/jkm"]
    if from_work and died:
        lists.append("documents/jkk_death")
    if scholarship:
        lists.append("documents/scholarship")
    found = [Text(item["id"], item["en"]) for path in lists for item in parameters.at(path, event).value]
    return tuple(dict.fromkeys(found))
