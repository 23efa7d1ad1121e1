"""Photos and PDFs of a claim's papers, sealed under the purpose of claims."""

from __future__ import annotations

from collections.abc import Iterable

from payung.office.claims.models import STORED_PAPER
from payung.office.core import small_files
from payung.office.core.small_files import ENDINGS, LIMIT, MOST_FILES, Stored, check_size, media_type

__all__ = ["ENDINGS", "LIMIT", "MOST_FILES", "Stored", "check_size", "keep", "media_type", "settle"]


def keep(file_name: str, chunks: Iterable[bytes], *, waiting: bool) -> Stored:
    """Seal one file. Raises UnusableInput for what is too large or is no picture and no PDF; nothing stays then."""
    return small_files.keep(file_name, chunks, STORED_PAPER, waiting=waiting)


def settle(waiting: Stored) -> Stored:
    """The file of a report that was sent: out of the waiting room."""
    return small_files.settle(waiting, STORED_PAPER)
