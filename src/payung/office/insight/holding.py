"""What changed by a few people since the last publication stays as it was, so that two publications, one taken from
the other, tell of no single person.

A number moves when it has changed by the threshold or more, and others of its sum stay with it where the sum would
tell what is kept (the same rule that hides small cells, here for the changes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from payung.office.insight.suppression import nested, suppressed

RATE = 16_800  # a month's contribution, the full one


def held_back(before: Mapping[str, Any], now: Mapping[str, Any], threshold: int) -> dict[str, Any]:
    """The aggregates of now as they may be shown after those of before; ``held`` counts what was kept."""
    made = dict(now)
    old, new = _cells(before, "villages", "code"), _cells(now, "villages", "code")
    moved: dict[str, dict[str, int]] = defaultdict(dict)
    for code, people in new.items():
        moved[code[:8]][code] = _change(old.get(code), people)
    villages, districts, whole = nested(moved, threshold)
    made["villages"] = _keep(before, now, "villages", "code", villages)
    made["districts"] = _keep(before, now, "districts", "code", districts | _small(before, now, threshold))
    if whole or _is_small(before["enrolled"], now["enrolled"], threshold):
        made["enrolled"] = before["enrolled"]
    made["occupations"] = _occupations(before, now, threshold)
    made["months"] = _months(before, made, threshold)
    made |= _money(before, now, threshold)
    made["held"] = _count(now, made)
    return made


def _cells(figures: Mapping[str, Any], table: str, key: str) -> dict[str, int]:
    """Cells that are shown."""
    return {each[key]: each["enrolled"] for each in figures[table] if each["enrolled"] is not None}


def _change(old: int | None, new: int) -> int:
    """What can be seen to have changed: nothing, where nothing was shown."""
    return abs(new - old) if old is not None else 0


def _is_small(old: int | None, new: int | None, threshold: int) -> bool:
    return old is not None and new is not None and 0 < abs(new - old) < threshold


def _small(before: Mapping[str, Any], now: Mapping[str, Any], threshold: int) -> set[str]:
    old, new = _cells(before, "districts", "code"), _cells(now, "districts", "code")
    return {code for code, people in new.items() if _is_small(old.get(code), people, threshold)}


def _keep(
    before: Mapping[str, Any], now: Mapping[str, Any], table: str, key: str, held: set[str]
) -> list[dict[str, Any]]:
    old = _cells(before, table, key)
    return [
        each | {"enrolled": old[each[key]]}
        if each[key] in held and each["enrolled"] is not None and each[key] in old
        else each
        for each in now[table]
    ]


def _occupations(before: Mapping[str, Any], now: Mapping[str, Any], threshold: int) -> list[dict[str, Any]]:
    old, new = _cells(before, "occupations", "name"), _cells(now, "occupations", "name")
    moved = {name: _change(old.get(name), people) for name, people in new.items()}
    return _keep(before, now, "occupations", "name", suppressed(moved, threshold))


def _months(before: Mapping[str, Any], made: Mapping[str, Any], threshold: int) -> list[dict[str, Any]]:
    """A month that was shown moves by the threshold; a new one is compared with the month before it. The month of
    the figures is the whole."""
    old = _cells(before, "months", "month")
    last: int | None = None
    shown = []
    for each in made["months"]:
        people = each["enrolled"]
        earlier = old.get(each["month"], last if old and each["month"] > max(old) else None)
        if each["month"] == made["month"] and people is not None:
            people = made["enrolled"]
        elif _is_small(earlier, people, threshold):
            people = earlier
        last = people
        shown.append(each | {"enrolled": people})
    return shown


def _money(before: Mapping[str, Any], now: Mapping[str, Any], threshold: int) -> dict[str, Any]:
    """Benefits move with the families only, contributions by a year of as many people as the threshold."""
    made = {}
    old, new = before["families"], now["families"]
    if old is not None and new is not None and abs(new - old) < threshold:
        made = {"families": old, "benefits": before["benefits"]}
    paid, pays = before["contributions"], now["contributions"]
    if paid is not None and pays is not None and abs(pays - paid) < threshold * 12 * RATE:
        made["contributions"] = paid
    return made


def _count(now: Mapping[str, Any], made: Mapping[str, Any]) -> int:
    tables = ("villages", "districts", "months", "occupations")
    pairs = [pair for table in tables for pair in zip(now[table], made[table], strict=True)]
    wholes = ("enrolled", "families", "benefits", "contributions")
    kept = [a for a, b in pairs if a["enrolled"] != b["enrolled"]]
    return len(kept) + len([name for name in wholes if now[name] != made[name]])
