"""The map of the leadership's page: the office's own outlines, else one tile for each kecamatan or village."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from math import ceil, sqrt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.law.coverage import Share, coverage_share
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area, Level
from payung.office.cover.months import inside
from payung.office.insight import geojson
from payung.office.insight.coverage_views import percent
from payung.office.insight.models import AreaMap
from payung.office.insight.overview import Overview
from payung.office.journal.acts import act, record

# Steps of the scale, from the first that holds; a colour always stands beside its word in the key and the table.
STEPS = (
    (100, "#0b3a4e", gettext_lazy("100% and more")),
    (75, "#0f5c7a", gettext_lazy("75% and more")),
    (50, "#2f7a96", gettext_lazy("50% and more")),
    (25, "#8fc0d2", gettext_lazy("25% and more")),
    (0, "#d3e6ed", gettext_lazy("below 25%")),
)
NOTHING = ("#eceff1", gettext_lazy("not known"))
_TILE = 100


@act("map.add")
def add(actor: Any, area: Area, *, file_name: str, chunks: Iterable[bytes]) -> AreaMap:
    """Keep the outlines of the area's villages or kecamatan. Raises UnusableInput."""
    require(actor, May.MANAGE_COVERAGE, area.pk)
    content = b""
    for chunk in chunks:
        content += chunk
        if len(content) > geojson.LIMIT:
            break  # the reader says that it is too large
    within = Area.objects.filter(inside(area.pk, ""), level__in=(Level.DISTRICT, Level.VILLAGE))
    outlines = geojson.read(content, within.values_list("code", "name", "level"))
    made = AreaMap.objects.create(
        area=area, file_name=file_name[:200], sha256=hashlib.sha256(content).hexdigest(), level=outlines.level,
        shapes=outlines.shapes, height=outlines.height, left_out=outlines.left_out, uploaded_by=actor,
    )  # fmt: skip
    record(
        f"map:{area.pk}",
        area=area.pk,
        facts={
            "file": made.file_name,
            "sha256": made.sha256,
            "shapes": len(outlines.shapes),
            "left_out": len(outlines.left_out),
        },
    )
    return made


def newest(area: Area) -> AreaMap | None:
    """Of the area, else of the one that holds it."""
    codes = [".".join(area.pk.split(".")[:n]) for n in range(area.pk.count(".") + 1, 0, -1)]
    found = {each.area_id: each for each in AreaMap.objects.filter(area_id__in=codes).order_by("pk")}
    return next((found[code] for code in codes if code in found), None)


def drawn(seen: Overview) -> dict[str, Any]:
    """What the template draws: shapes with their figures, the key of colours, a table of the same."""
    made = newest(seen.area)
    rows = _rows(seen, made.level if made else 0)
    if made and (shapes := {code: made.shapes[code] for code in made.shapes if code in rows}):
        box = _box(shapes)
        drawn = [rows[code] | {"path": " ".join(map(_path, rings))} for code, rings in sorted(shapes.items())]
        missing = [row["name"] for code, row in sorted(rows.items()) if code not in shapes]
        return {
            "tiles": False,
            "shapes": drawn,
            "box": box,
            "rows": _sorted(rows),
            "missing": missing,
        } | _words(seen, rows)
    rows = _rows(seen, 0)
    return {
        "tiles": True,
        "shapes": _tiles(rows),
        "box": _tile_box(len(rows)),
        "rows": _sorted(rows),
        "missing": [],
    } | _words(seen, rows)


def _rows(seen: Overview, level: int) -> dict[str, dict[str, Any]]:
    """By kecamatan, where the area has several and the map draws no villages; else by village."""
    districts = seen.districts
    by_village = level == Level.VILLAGE or (not level and len(districts) < 2)
    if by_village:
        parts = [
            (each.code, each.name, each.enrolled, each.workforce, each.paid, each.decided)
            for each in seen.villages
        ]
    else:
        parts = [
            (each["code"], each["name"], each["enrolled"], each["workforce"], each["paid"], each["decided"])
            for each in districts
        ]
    return {code: _row(seen, code, name, *figures) for code, name, *figures in parts}


def _row(
    seen: Overview, code: str, name: str, enrolled: int, workforce: int, paid: int, decided: int
) -> dict[str, Any]:
    above, below = (enrolled, workforce) if seen.by_workforce else (paid, decided)
    share: Share | None = coverage_share(above, below) if below else None
    colour, words = NOTHING
    if share:
        colour, words = next((c, w) for least, c, w in STEPS if share.percent >= least)
    return {
        "code": code, "name": name, "people": enrolled, "share": percent(share), "colour": colour, "words": words,
        "sort": share.percent if share else -1, "href": reverse("leader_area", args=[code]),
        "dark": colour in ("#0b3a4e", "#0f5c7a", "#2f7a96"),
    }  # fmt: skip


def _sorted(rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows.values(), key=lambda row: (-row["sort"], row["code"]))


def _words(seen: Overview, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    known = [row for row in _sorted(rows) if row["sort"] >= 0]
    text = _("There is not enough to compare yet.")
    if len(known) > 1:
        told = {
            "name": known[0]["name"],
            "share": known[0]["share"],
            "last": known[-1]["name"],
            "low": known[-1]["share"],
        }
        alike = known[0]["sort"] == known[-1]["sort"]
        text = (
            _("All stand alike, at %(share)s.")
            if alike
            else _("%(name)s is highest with %(share)s, %(last)s lowest with %(low)s.")
        ) % told
    key = [{"colour": colour, "words": words} for _least, colour, words in STEPS]
    return {"words": text, "key": [*key, {"colour": NOTHING[0], "words": NOTHING[1]}]}


def _path(ring: list[int]) -> str:
    points = [f"{x} {y}" for x, y in zip(ring[::2], ring[1::2], strict=True)]
    return f"M{'L'.join(points)}Z"


def _box(shapes: dict[str, list[list[int]]]) -> str:
    across = [x for rings in shapes.values() for ring in rings for x in ring[::2]]
    down = [y for rings in shapes.values() for ring in rings for y in ring[1::2]]
    left, top = min(across), min(down)
    return f"{left - 4} {top - 4} {max(across) - left + 8} {max(down) - top + 8}"


def _columns(count: int) -> int:
    return max(1, min(6, ceil(sqrt(count))))


def _tile_box(count: int) -> str:
    across = _columns(count)
    return f"0 0 {across * _TILE} {max(1, ceil(count / across)) * _TILE}"


def _tiles(rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    across = _columns(len(rows))
    return [
        row
        | {
            "x": at % across * _TILE + 2, "y": at // across * _TILE + 2, "middle": at % across * _TILE + _TILE // 2,
            "first_line": at // across * _TILE + 44, "second_line": at // across * _TILE + 68,
            "short": row["name"] if len(row["name"]) <= 14 else f"{row['name'][:13]}…",
        }
        for at, (_code, row) in enumerate(sorted(rows.items()))
    ]  # fmt: skip
