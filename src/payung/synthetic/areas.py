"""The 126 villages of the three demonstration regions, as their own offices call themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from payung.identity import areas

MADIUN, SIJUNJUNG, SAWAHLUNTO = "35.77", "13.03", "13.73"
REGENCY_NAMES = {code: areas.regency_name(code) for code in (MADIUN, SIJUNJUNG, SAWAHLUNTO)}


@dataclass(frozen=True, slots=True)
class Village:
    """A desa, nagari or kelurahan. ``code`` has the form PP.KK.CC.VVVV; ``district`` is the kecamatan's name."""

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
def villages(regency_code: str) -> tuple[Village, ...]:
    """The villages of a demonstration region in order of code. Raises ValueError for any other region."""
    region = areas.region(regency_code)
    if region is None:
        raise ValueError(f"no villages are packaged for {regency_code}")
    found = (Village(v.code, v.name, region.districts[v.district_code]) for v in region.villages)
    return tuple(sorted(found, key=lambda village: village.code))
