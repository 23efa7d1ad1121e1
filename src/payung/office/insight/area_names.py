"""Areas by the names and codes that tables and maps of other offices call them."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable

from payung.exchange.listing import squeeze
from payung.language import Text

_PREFIX = {
    "kabupaten": 2, "kab": 2, "kota": 2, "kecamatan": 3, "kec": 3, "desa": 4, "nagari": 4, "kelurahan": 4,
    "kel": 4, "provinsi": 1, "prov": 1,
}  # fmt: skip


class Names:
    """The areas in which rows may lie, by code and by name."""

    def __init__(self, areas: Iterable[tuple[str, str, int]]) -> None:
        self.by_name: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.shown: dict[str, str] = {}
        for code, name, level in areas:
            self.shown[code] = name
            self.by_name[self.bare(name)[0]].append((code, level))

    @staticmethod
    def bare(text: str) -> tuple[str, int]:
        """The name without Kabupaten, Kecamatan and the like, and the level that those words tell (0: none)."""
        first, _, rest = text.replace(".", " ").strip().partition(" ")
        level = _PREFIX.get(squeeze(first), 0)
        return (squeeze(rest), level) if level and rest.strip() else (squeeze(text), 0)

    def find(self, code: str, name: str, level: int) -> tuple[str, Text | None]:
        """The code of the area, or why there is none."""
        if "." in code or (code and not name):
            if code in self.shown:
                return code, None
            return "", Text(
                f"kode wilayah “{code}” tidak dikenal di sini. Pakai kode Kemendagri seperti 13.03.04; kode BPS berbeda",
                f"the area code “{code}” is not known here. Use the Kemendagri code such as 13.03.04; BPS codes differ",
            )
        bare, told = self.bare(name)
        fits = self.by_name.get(bare, [])
        narrowed = [one for one in fits if one[1] == (told or level)] or fits
        if len(narrowed) == 1:
            return narrowed[0][0], None
        if narrowed:
            codes = ", ".join(code for code, _level in narrowed[:5])
            return "", Text(
                f"“{name}” dapat berarti beberapa wilayah ({codes}). Tulis kodenya di kolom sendiri",
                f"“{name}” may mean several areas ({codes}). Write the code into a column of its own",
            )
        near = difflib.get_close_matches(bare, self.by_name, n=1, cutoff=0.75)
        hint = self.shown[self.by_name[near[0]][0][0]] if near else ""
        return "", Text(
            f"wilayah “{name}” tidak dikenal di sini" + (f"; mungkin {hint}?" if hint else ""),
            f"the area “{name}” is not known here" + (f"; perhaps {hint}?" if hint else ""),
        )
