"""Outlines out of a GeoJSON file: which area each shape is, in the unit of a map a thousand wide. Plain Python."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from payung.errors import UnusableInput
from payung.language import Text, number
from payung.office.insight.area_names import Names

LIMIT = 20 * 1024 * 1024  # bytes
FEATURES = 5_000
POINTS = 1_000_000
WIDTH = 1_000
# Indonesia, with some sea around it: coordinates beyond are metres of a projection, or latitude before longitude.
_WEST, _EAST, _SOUTH, _NORTH = 90.0, 145.0, -15.0, 10.0
Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outlines:
    """``shapes``: code -> rings as flat numbers. ``left_out``: names in the file that are no area here."""

    shapes: dict[str, list[list[int]]]
    height: int
    level: int
    left_out: list[str]


def read(content: bytes, areas: Iterable[tuple[str, str, int]]) -> Outlines:
    """The shapes of the given areas (code, name, level). Raises UnusableInput with what is wrong and how to mend it."""
    if len(content) > LIMIT:
        raise _wrong(
            Text(
                f"berkas lebih besar dari {LIMIT // 1024 // 1024} MB",
                f"the file is larger than {LIMIT // 1024 // 1024} MB",
            ),
            Text(
                "Sederhanakan petanya, misalnya dengan mapshaper.org",
                "Simplify the map, for example with mapshaper.org",
            ),
        )
    features = _features(content)
    known = list(areas)
    names, levels = Names(known), {code: level for code, _name, level in known}
    digits = {code.replace(".", ""): code for code in levels}
    found: list[tuple[str, list[Ring]]] = []
    left_out: list[str] = []
    points = 0
    for feature in features:
        rings = list(_rings(feature.get("geometry") or {}))
        points += sum(map(len, rings))
        if points > POINTS:
            raise _wrong(
                Text(
                    f"peta lebih dari {number(POINTS)} titik",
                    f"the map has more than {number(POINTS, 'en')} points",
                ),
                Text(
                    "Sederhanakan petanya, misalnya dengan mapshaper.org",
                    "Simplify the map, for example with mapshaper.org",
                ),
            )
        code, called = _area(feature.get("properties") or {}, digits, names)
        if not rings:
            continue
        if code:
            found.append((code, rings))
        else:
            left_out.append(called)
    if not found:
        told = ", ".join(dict.fromkeys(filter(None, left_out[:3]))) or "-"
        raise _wrong(
            Text(f"tidak ada bentuk yang cocok dengan wilayah di sini (di berkas: {told})",
                 f"no shape fits an area here (in the file: {told})"),
            Text("Beri tiap bentuk kode Kemendagri atau nama desa atau kecamatan",
                 "Give each shape the Kemendagri code, or the name of the village or kecamatan"),
        )  # fmt: skip
    level = Counter(levels[code] for code, _rings_of in found).most_common(1)[0][0]
    left_out += [code for code, _rings_of in found if levels[code] != level]
    return _drawn([each for each in found if levels[each[0]] == level], level, left_out)


def _wrong(what: Text, mend: Text) -> UnusableInput:
    return UnusableInput(what, mend)


def _features(content: bytes) -> list[dict[str, Any]]:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _wrong(
            Text("berkas ini bukan GeoJSON: isinya bukan JSON", "this is no GeoJSON: it is not JSON"),
            Text("Ekspor petanya sebagai GeoJSON (di QGIS: Export, Save Features As)",
                 "Export the map as GeoJSON (in QGIS: Export, Save Features As)"),
        ) from None  # fmt: skip
    if isinstance(told, dict) and told.get("type") == "Topology":
        raise _wrong(
            Text("berkas ini TopoJSON, bukan GeoJSON", "this is TopoJSON, not GeoJSON"),
            Text("Ekspor sebagai GeoJSON", "Export it as GeoJSON"),
        )
    features = (
        told.get("features") if isinstance(told, dict) and told.get("type") == "FeatureCollection" else None
    )
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise _wrong(
            Text(
                "berkas ini bukan GeoJSON: tidak ada FeatureCollection",
                "this is no GeoJSON: there is no FeatureCollection",
            ),
            Text("Ekspor seluruh lapisan petanya sebagai GeoJSON", "Export the whole layer as GeoJSON"),
        )
    if len(features) > FEATURES:
        raise _wrong(
            Text(
                f"peta lebih dari {number(FEATURES)} bentuk",
                f"the map has more than {number(FEATURES, 'en')} shapes",
            ),
            Text("Kirim peta wilayah ini saja", "Send the map of this area only"),
        )
    return features


def _rings(geometry: Any) -> Iterator[Ring]:
    """The outer rings of a polygon or of several; holes are left out, as they are another village's shape."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return
    polygons = geometry.get("coordinates") or []
    for polygon in [polygons] if kind == "Polygon" else polygons:
        try:
            ring = [(float(x), float(y)) for x, y, *_height in polygon[0]]
        except (TypeError, ValueError, IndexError, KeyError):
            raise _wrong(
                Text("ada bentuk yang koordinatnya rusak", "a shape has broken coordinates"),
                Text("Ekspor ulang petanya sebagai GeoJSON", "Export the map as GeoJSON again"),
            ) from None
        if not all(_WEST <= x <= _EAST and _SOUTH <= y <= _NORTH for x, y in ring):
            raise _wrong(
                Text("koordinatnya bukan bujur dan lintang Indonesia", "the coordinates are not longitude and latitude of Indonesia"),
                Text("Ekspor dengan sistem koordinat WGS 84 (EPSG:4326), bujur lebih dulu",
                     "Export with the coordinate system WGS 84 (EPSG:4326), longitude first"),
            )  # fmt: skip
        if len(ring) >= 4:
            yield ring


def _area(properties: dict[str, Any], digits: dict[str, str], names: Names) -> tuple[str, str]:
    """The area that a shape's properties name: by code where there is one, else by the one name that fits."""
    texts = [
        str(value).strip()
        for value in properties.values()
        if isinstance(value, str | int) and str(value).strip()
    ]
    for text in texts:
        bare = text.replace(".", "")
        if bare in digits and len(bare) >= 4:
            return digits[bare], text
    fits = []
    for text in texts:
        if len(text) < 3 or text.replace(".", "").isdigit():
            continue
        code, wrong = names.find("", text, 0)
        if not wrong:
            fits.append(code)
    # A shape of a village often names its kecamatan and kabupaten too: the innermost area is meant.
    inner = max(fits, key=len, default="")
    called = next((text for text in texts if not text.replace(".", "").isdigit()), texts[0] if texts else "?")
    if inner and all(inner == code or inner.startswith(f"{code}.") for code in fits):
        return inner, called
    return "", called


def _drawn(found: list[tuple[str, list[Ring]]], level: int, left_out: list[str]) -> Outlines:
    points = [point for _code, rings in found for ring in rings for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    # Near the equator a degree is about as long as the other; the cosine mends what is left.
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / max((east - west) * squeeze, (north - south), 1e-9)
    shapes: dict[str, list[list[int]]] = defaultdict(list)
    for code, rings in found:
        for ring in rings:
            drawn = [(round((x - west) * squeeze * scale), round((north - y) * scale)) for x, y in ring]
            kept = _simple(drawn)
            if len(kept) >= 3:
                shapes[code].append([value for point in kept for value in point])
    for code, rings in found:  # too small to be drawn: a dot says where it is
        if not shapes[code]:
            x, y = rings[0][0]
            across, down = round((x - west) * squeeze * scale), round((north - y) * scale)
            shapes[code].append([across, down, across + 4, down, across + 4, down + 4, across, down + 4])
    height = max(1, round((north - south) * scale))
    return Outlines(dict(shapes), height, level, sorted(set(left_out))[:200])


def _simple(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without points that stand on the line between their neighbours, give or take one thousandth of the map."""
    kept: list[tuple[int, int]] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) >= 2 and _is_between(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def _is_between(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    across = abs((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0]))
    along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return along >= 0 and across <= math.dist(a, c)
