"""Acts on areas: the official list comes in as a whole and replaces names, never codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Level
from payung.office.areas.official_list import AreaRow
from payung.office.core.bulk import staged
from payung.office.journal.acts import act, record

_LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
_COLUMNS = {
    "code": "text",
    "name": "text",
    "level": "int",
    "parent_id": "text",
    "province": "text",
    "regency": "text",
    "district": "text",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """How many areas the list holds, and what it did: added, renamed, left as they were."""

    areas: int
    added: int
    renamed: int
    unchanged: int


@act("areas.import")
def import_areas(actor: Any, rows: Iterable[AreaRow]) -> Imported:
    """Add the areas that are new and rename those whose name changed. ``actor`` None: the operator's command.

    Raises UnusableInput where the list gives a code twice or lacks the area above one.
    """
    found = _by_code(rows)
    if actor is not None:
        for province in sorted({code[:2] for code in found}):
            require(actor, May.MANAGE_USERS, province)
    with (
        staged("staged_area", _COLUMNS, (_columns(row) for row in found.values())),
        connection.cursor() as sql,
    ):
        _check_parents(sql, found)
        sql.execute(
            "SELECT COUNT(a.code), COUNT(CASE WHEN a.name <> s.name THEN 1 END) "
            "FROM staged_area s JOIN areas_area a ON a.code = s.code"
        )
        known, renamed = sql.fetchone()
        names = ", ".join(_COLUMNS)
        sql.execute(
            f"INSERT INTO areas_area ({names}) SELECT {names} FROM staged_area WHERE TRUE "
            "ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE areas_area.name <> excluded.name"
        )
    result = Imported(len(found), len(found) - known, renamed, known - renamed)
    record("areas", facts=asdict(result))
    return result


def _by_code(rows: Iterable[AreaRow]) -> dict[str, AreaRow]:
    found: dict[str, AreaRow] = {}
    for row in rows:
        earlier = found.setdefault(row.code, row)
        if earlier.name != row.name:
            raise UnusableInput(
                Text(
                    f"Kode {row.code} tertulis dua kali: “{earlier.name}” dan “{row.name}”",
                    f"Code {row.code} is written twice: “{earlier.name}” and “{row.name}”",
                ),
                Text("Hapus salah satunya", "Remove one of them"),
                row.place,
            )
    if not found:
        raise UnusableInput(
            Text("Daftar wilayah kosong", "The list of areas is empty"),
            Text("Pilih berkas yang berisi wilayah", "Choose a file that holds areas"),
        )
    return found


def _columns(row: AreaRow) -> tuple[str, str, int, str | None, str, str, str]:
    code, depth = row.code, row.code.count(".")
    return (
        code,
        row.name,
        int(_LEVELS[depth]),
        code.rpartition(".")[0] or None,
        code[:2],
        code[:5] if depth >= 1 else "",
        code[:8] if depth >= 2 else "",
    )


def _check_parents(sql: Any, found: dict[str, AreaRow]) -> None:
    sql.execute(
        "SELECT s.parent_id, MIN(s.code), COUNT(*) FROM staged_area s "
        "LEFT JOIN staged_area p ON p.code = s.parent_id LEFT JOIN areas_area a ON a.code = s.parent_id "
        "WHERE s.parent_id IS NOT NULL AND p.code IS NULL AND a.code IS NULL "
        "GROUP BY s.parent_id ORDER BY s.parent_id"
    )
    lacking = sql.fetchall()
    if lacking:
        parent, child, count = lacking[0]
        more = len(lacking) - 1
        raise UnusableInput(
            Text(
                f"Wilayah {parent} tidak ada, padahal {count} wilayah berada di dalamnya (misalnya {child})"
                + (f"; begitu pula {more} wilayah lain" if more else ""),
                f"Area {parent} is missing, though {count} areas lie in it (such as {child})"
                + (f"; so are {more} others" if more else ""),
            ),
            Text(
                "Sertakan juga berkas tingkat di atasnya: provinces.csv, regencies.csv, districts.csv",
                "Give the files of the levels above as well: provinces.csv, regencies.csv, districts.csv",
            ),
            found[child].place,
        )
