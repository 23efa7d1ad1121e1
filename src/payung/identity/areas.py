"""Provinces, regencies, districts (kecamatan) and villages, by code and by name as people spell it.

Codes are the Ministry of Home Affairs' (Kemendagri), ``PP.KK.CC.VVVV``; data in ``data/areas`` (ODbL, see there).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

_TITLES = re.compile(
    r"^(?:(?:pemerintah|kantor)\s+)?(?:(?:desa|nagari|kelurahan|gampong|kel|ds|nag|ng|n(?=\.)|kenagarian|kanagarian|kalurahan|pekon|kecamatan|kec|wali)\b[\s./]*)+",
    re.I,
)
# Minangkabau and Indonesian forms of the same word, numbers in words, figures and Roman numerals, short forms.
_SAME = """
aie aia air aer aek|muaro muara|koto kota|lubuak lubuk lb|tarok tarak taruak|batuang batung betung|kaliang kaling
tangah tengah|mudiak mudik|hilie hilir ilia ilie|pasa pasar psr|laweh lawas luas|padang pdg pd|tanjuang tanjung tj tg tjg
sungai sei sungei|gunuang gunung gn|buluah buluh|labuah labuh|kasok kasiak|guguak guguk|batu bt|sirakuk sirukuk
talago telaga|boncah bancah|simpang sp|kampuang kampung kp kampuong|bukit bukik bkt|durian duren|baru baharu
satu i 1 sa|duo dua ii 2|tigo tiga iii 3 tigoh|ampek empat iv 4|limo lima v 5|anam enam vi 6|tujuah tujuh vii 7
salapan delapan viii 8|sambilan sembilan ix 9|sapuluah sepuluh x 10|oso so|lor lo|kidul kdl|utara utr|selatan sel
parik parit|palangki palangkai|aua aur|angek hangat angat|tarantang terantang|sawahlunto sawah
"""
_CANONICAL = {
    word: group.split()[0] for group in _SAME.strip().replace("\n", "|").split("|") for word in group.split()
}
_CLOSE_ENOUGH = 86
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class Village:
    code: str
    name: str
    district_code: str


def canonical(name: str) -> str:
    """The name in one spelling: titles dropped, variants and numerals made alike.

    >>> canonical("Nagari Aie Amo") == canonical("AIR AMO"), canonical("Koto VII") == canonical("koto tujuh")
    (True, True)
    """
    bare = _TITLES.sub("", name.strip())
    words = re.findall(r"[a-z]+|\d+", (bare or name).lower())
    return " ".join(_CANONICAL.get(word, word) for word in words)


@dataclass(frozen=True)
class Region:
    """The villages and districts of one region, to be found by name. Districts are ``code -> name``."""

    code: str
    villages: tuple[Village, ...]
    districts: dict[str, str] = field(hash=False, compare=False, default_factory=dict)

    @cached_property
    def _by_name(self) -> dict[str, list[Village]]:
        names: dict[str, list[Village]] = {}
        for village in self.villages:
            names.setdefault(canonical(village.name), []).append(village)
        return names

    @cached_property
    def by_code(self) -> dict[str, Village]:
        return {village.code: village for village in self.villages}

    def find_district(self, name: str) -> str | None:
        """The code of the district so named, spelling forgiven; None where none or several would do."""
        names = {canonical(each): code for code, each in self.districts.items()}
        wanted = canonical(name)
        if wanted in names:
            return names[wanted]
        near = _nearest(wanted, list(names))
        return names[near] if near else None

    def _told_apart(self, name: str) -> tuple[str, str]:
        """Village and district where one text names both ("Air Amo, Kamang Baru"), else the text alone."""
        found = _DISTRICT_AFTER.match(name)
        if found is None or canonical(name) in self._by_name:
            return name, ""
        named = "kec" in name[found.end(1) : found.start(2)].lower()
        is_district = named or self.find_district(found.group(2)) is not None
        return (found.group(1), found.group(2)) if is_district else (name, "")

    def find_village(self, name: str, district: str = "") -> Village | None:
        """The village so named, spelling forgiven. Where a district is named, only inside it; where villages of
        several districts would do equally well, none: that is for a person to say."""
        if not name.strip():
            return None
        if not district.strip():
            name, district = self._told_apart(name)
        inside = None
        if district.strip():
            inside = self.find_district(district)
            if inside is None:
                return None
        return _find(self, canonical(name), inside)


_DISTRICT_AFTER = re.compile(
    r"^(.+?)(?:[\s,;/-]+(?:kecamatan|kec)\b[\s.:]*|\s*[,(/]\s*)([^()]+?)\)?\s*$", re.I
)


def _find(region: Region, wanted: str, district: str | None) -> Village | None:
    names = {
        name: [village for village in villages if district in (None, village.district_code)]
        for name, villages in region._by_name.items()
    }
    names = {name: villages for name, villages in names.items() if villages}
    near = wanted if wanted in names else _abbreviated(wanted, names) or _nearest(wanted, list(names))
    found = names.get(near or "", [])
    return found[0] if len(found) == 1 else None


def _nearest(wanted: str, names: list[str]) -> str | None:
    """The one name that is clearly closest; a short name must not be stretched to a longer one."""
    ranked = process.extract(wanted, names, scorer=fuzz.ratio, limit=2, score_cutoff=_CLOSE_ENOUGH - _MARGIN)
    if not ranked or ranked[0][1] < _CLOSE_ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0] if ranked[0][0].count(" ") == wanted.count(" ") or ranked[0][1] >= 92 else None


def _abbreviated(wanted: str, names: Iterable[str]) -> str | None:
    """ "Whether "Kubang S. Selatan" stands for "Kubang Sirakuk Selatan", either way round, where only one name fits."""
    words = wanted.split()
    fits = [
        name
        for name in names
        if len(parts := name.split()) == len(words)
        and all(a == b or (min(len(a), len(b)) <= 3 and (a[0] == b[0]) and (a.startswith(b) or b.startswith(a)))
                for a, b in zip(words, parts, strict=True))
    ]  # fmt: skip
    return fits[0] if len(fits) == 1 else None


def _rows(file: str) -> list[dict[str, str]]:
    text = (resources.files("payung.identity") / "data" / "areas" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def region(code: str) -> Region | None:
    """The packaged region with that code ("13.03"), or all packaged ones inside it ("13"); None where the
    package has no villages for it."""
    packaged = ("13.03", "13.73", "35.77")
    inside = [
        each
        for each in packaged
        if each == code or each.startswith(f"{code}.") or code.startswith(f"{each}.")
    ]
    if not inside:
        return None
    villages = [
        Village(row["code"], row["name"], row["district_code"])
        for each in inside
        for row in _rows(f"villages_{each}.csv")
        if row["code"].startswith(code)
    ]
    districts = {
        row["code"]: row["name"]
        for each in inside
        for row in _rows(f"districts_{each}.csv")
        if row["code"].startswith(code) or code.startswith(row["code"])
    }
    return Region(code, tuple(villages), districts)


@cache
def _district_codes() -> frozenset[str]:
    return frozenset(row["code"].replace(".", "") for row in _rows("districts.csv"))


@lru_cache(maxsize=16384)
def is_known_district(six_digits: str) -> bool:
    """Whether a NIK's first six digits are a district of today. Districts come and go: a hint, never a ground.

    >>> is_known_district("130306"), is_known_district("999999")
    (True, False)
    """
    return six_digits in _district_codes()


@cache
def regency_name(code: str) -> str:
    """The name of a regency or city by its code, empty where unknown.

    >>> regency_name("35.77")
    'Kota Madiun'
    """
    return {row["code"]: row["name"] for row in _rows("regencies.csv")}.get(code, "")


def village_code(text: str) -> str:
    """A village code in the dotted form; any other text as it is.

    >>> village_code("1303062004"), village_code("13.03.06.2004"), village_code("004")
    ('13.03.06.2004', '13.03.06.2004', '004')
    """
    digits = re.sub(r"\D", "", text)
    if len(digits) == 10 and digits[6] in "12":
        return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    return text.strip()
