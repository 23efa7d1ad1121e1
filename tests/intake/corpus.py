"""The corpus: awkward files as offices send them, each with what reading must make of it.

Run it to look at the files: ``python tests/intake/corpus.py DIR`` (from the folder ``tests``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from intake import (
    corpus_between,
    corpus_boxes,
    corpus_cells,
    corpus_crowded,
    corpus_dittos,
    corpus_divided,
    corpus_encodings,
    corpus_exports,
    corpus_families,
    corpus_files,
    corpus_fixed,
    corpus_hands,
    corpus_layouts,
    corpus_messages,
    corpus_nameless,
    corpus_offices,
    corpus_parted,
    corpus_questions,
    corpus_recited,
    corpus_records,
    corpus_refused,
    corpus_registers,
    corpus_sent,
    corpus_spellings,
    corpus_stacked,
    corpus_systems,
    corpus_tables,
    corpus_two_lines,
)
from intake.writers import CASES

__all__ = [
    "CASES",
    "build_all",
    "corpus_between",
    "corpus_boxes",
    "corpus_cells",
    "corpus_crowded",
    "corpus_dittos",
    "corpus_divided",
    "corpus_encodings",
    "corpus_exports",
    "corpus_families",
    "corpus_files",
    "corpus_fixed",
    "corpus_hands",
    "corpus_layouts",
    "corpus_messages",
    "corpus_nameless",
    "corpus_offices",
    "corpus_parted",
    "corpus_questions",
    "corpus_recited",
    "corpus_records",
    "corpus_refused",
    "corpus_registers",
    "corpus_sent",
    "corpus_spellings",
    "corpus_stacked",
    "corpus_systems",
    "corpus_tables",
    "corpus_two_lines",
]


def build_all(folder: Path) -> None:
    for each in CASES:
        each.build(folder / each.file)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    build_all(target)
    sys.stdout.write(f"{len(CASES)} files in {target}\n")
