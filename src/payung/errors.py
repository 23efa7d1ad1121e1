"""Errors are interface: what is wrong, where, and how to mend it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from payung.language import Language, Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the user's own material: file, sheet, row (as Excel counts), column or field."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def to(self, language: Language) -> str:
        words = {"id": ("berkas", "lembar", "baris", "kolom"), "en": ("file", "sheet", "row", "column")}[
            language
        ]
        parts = zip(words, (self.file, self.sheet, self.row, self.column), strict=True)
        return ", ".join(f"{word} {value}" for word, value in parts if value is not None)


class UnusableInput(Exception):  # noqa: N818 - it names the input's state, as the contracts do
    """Input that cannot be used at all. Commands exit with 2 and this one message; pages show it as it is.

    ``what`` says what is wrong, ``place`` where, ``mend`` what the user can do about it.
    """

    def __init__(self, what: Text, mend: Text, place: Place | None = None) -> None:
        super().__init__(what.en)
        self.what = what
        self.mend = mend
        self.place = place or Place()

    def to(self, language: Language) -> str:
        where = self.place.to(language)
        lead = f"{self.what.to(language)} ({where})" if where else self.what.to(language)
        return f"{lead}. {self.mend.to(language)}"

    def __str__(self) -> str:
        return self.to("en")
