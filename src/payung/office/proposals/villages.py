"""Which village of the submission's area a row means, by its code or by its name."""

from __future__ import annotations

from dataclasses import dataclass

from payung.identity.areas import Region, Village, village_code
from payung.office.areas.models import Area, Level


@dataclass(frozen=True, slots=True)
class Placed:
    """``code`` is a village or, where ``known`` is false, the submission's area that stands in for it."""

    code: str
    known: bool


class Villages:
    """The villages of one area. A name that two kecamatan share is settled by the kecamatan, or not at all."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.is_village = area.level == Level.VILLAGE
        within = Area.objects.filter(level__in=(Level.DISTRICT, Level.VILLAGE))
        if self.is_village:
            within = within.filter(code__in=(area.code, area.district))
        else:
            level = {Level.PROVINCE: "province", Level.REGENCY: "regency", Level.DISTRICT: "district"}
            within = within.filter(**{level[Level(area.level)]: area.code})
        known = list(within.values_list("code", "name", "level", "district"))
        self.region = Region(
            area.code,
            tuple(
                Village(code, name, district)
                for code, name, level, district in known
                if level == Level.VILLAGE
            ),
            {code: name for code, name, level, _ in known if level == Level.DISTRICT},
        )
        self._seen: dict[tuple[str, str, str], Placed] = {}

    def place(self, code: str, name: str, district: str) -> Placed:
        """``code``, ``name`` and ``district`` as written; each combination is looked up once."""
        key = (code, name, district)
        placed = self._seen.get(key)
        if placed is None:
            placed = self._seen[key] = self._place(*key)
        return placed

    def _place(self, code: str, name: str, district: str) -> Placed:
        dotted = village_code(code)
        if dotted in self.region.by_code:
            return Placed(dotted, True)
        if dotted:
            return Placed(self.area.code, False)
        if not name.strip():
            # A village's own list need not repeat the village on every line.
            return Placed(self.area.code, self.is_village)
        found = self.region.find_village(name, district) or (
            self.region.find_village(name) if self.is_village else None
        )
        return Placed(found.code, True) if found else Placed(self.area.code, False)
