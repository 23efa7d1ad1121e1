"""The 126 villages of the three demonstration regions.

Codes and names after the Ministry of Home Affairs, as collected by the package idn-area-data (database licence ODbL
1.0; the file ``villages.csv`` stays under it).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

MADIUN, SIJUNJUNG, SAWAHLUNTO = "35.77", "13.03", "13.73"
REGENCY_NAMES = {
    MADIUN: "Kota Madiun",
    SIJUNJUNG: "Kabupaten Sijunjung",
    SAWAHLUNTO: "Kota Sawahlunto",
}


@dataclass(frozen=True, slots=True)
class Village:
    """A desa, nagari or kelurahan. ``code`` has the form PP.KK.CC.VVVV."""

    code: str
    name: str
    district: str

    @property
    def regency_code(self) -> str:
        return self.code[:5]

    @property
    def district_digits(self) -> int:
        """The six digits with which the NIK of people first registered here begins."""
        return int(self.code[:8].replace(".", ""))

    @property
    def kind(self) -> str:
        """What the village calls itself; Sijunjung's are nagari but for one that bears "Desa" in its name."""
        if self.code[9] == "1":
            return "Kelurahan"
        return "Nagari" if self.regency_code == SIJUNJUNG and not self.name.startswith("Desa ") else "Desa"

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name.removeprefix('Desa ')}"


@cache
def villages(regency_code: str | None = None) -> tuple[Village, ...]:
    """The villages in order of code; of one regency where its code is given."""
    text = resources.files("payung.synthetic").joinpath("villages.csv").read_text(encoding="utf-8")
    found = (Village(row["code"], row["name"], row["district"]) for row in csv.DictReader(text.splitlines()))
    return tuple(village for village in found if regency_code in (None, village.regency_code))
