"""The lines above, between and below the people of a list, and what they say of the people under them."""

from __future__ import annotations

from dataclasses import replace

from payung.intake import evidence, places
from payung.intake.blocks import Above
from payung.intake.schema import Why

_LONG = 14


class Around:
    """Follows the lines that are no people. ``above`` is what those so far say of the people below; ``lines`` are the
    titles; ``in_footer`` whether the list has come to its signatures and notes."""

    def __init__(self, above: Above) -> None:
        self.above = above
        self.lines: list[list[str]] = []
        self.in_footer = False
        self.columns: set[int] = set()  # in which a village was named between people
        self._titles: set[tuple[str, ...]] = set()
        self._of_household = False  # whether the lines above name the head of those below

    def family(self, kk: str, address: str) -> None:
        self.above = replace(self.above, kk=kk, address=address, rt_rw="")

    def title(self, texts: list[str]) -> None:
        self._of_household = self._of_household or places.names_head(texts)
        self.name_places(places.named(texts, plain=True))
        self.lines.append(texts)
        self._titles.add(tuple(text for text in texts if text))

    def name_places(self, found: dict[str, str]) -> None:
        if not self.above.kk and not self._of_household:  # an address above a whole list is the office's
            found = {name: said for name, said in found.items() if name not in ("address", "rt_rw")}
        if "village" in found:
            found["hamlet"] = ""
        if found:
            self.above = replace(self.above, **found)

    def why(self, texts: list[str]) -> Why:
        """Why a line below the heading is no person."""
        if places.is_total(texts):
            return "total"
        filled = tuple(text for text in texts if text)
        plain = len(filled) <= 2 and not self.in_footer and not places.is_note(texts)
        self._of_household = self._of_household or places.names_head(texts)
        if plain and len(filled) == 1 and (hamlet := places.hamlet(filled[0])):
            self.above = replace(self.above, hamlet=hamlet)
        if filled in self._titles:
            return "title"
        if found := places.named(texts, plain=plain):
            self.name_places(found)
            self.columns.update(at for at, text in enumerate(texts) if text)
            self._titles.add(filled)
            return "title"
        if self.above.kk and any(sum(map(str.isdigit, text)) >= _LONG for text in filled):
            self.family("", "")  # a number that was not understood may be the next family's
        self.in_footer = (
            self.in_footer or places.is_note(texts) or any(map(evidence.is_place_and_date, filled))
        )
        return "note"
