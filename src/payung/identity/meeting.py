"""By what two lines of different lists may meet: keys by which a cluster brings candidates to one place.

``linkage`` compares two people only where one of its blocks says so, and each block asks for something equal. The keys
here are those equalities (or looser ones): whoever may meet shares at least one key, so that lines parted by key
lose nobody. The blocks themselves, and all that decides, stay in ``linkage``. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from payung.identity import linkage


def keys(columns: Collection[str], *, wanted: bool, own: Mapping[str, str] | None = None) -> str:
    """SQL for the list of keys (text, distinct, empty where nobody could be met) of a line with ``linkage.COLUMNS``.

    ``wanted``: the line of a person who is looked for. ``own``: how a column is written, where it is not its bare name.
    """
    names = {column: column for column in (*linkage.COLUMNS, "mother_name")} | dict(own or {})
    name, born = names["name"], names["born"]
    mother_known = f"nullif({names['mother_name']}, '')"
    village = f"nullif({names['village_code']}, '')"
    # A part that is not known makes the whole key NULL, and a NULL key is no key.
    parts = [
        f"'b' || {born}::VARCHAR",
        f"'k' || nullif({names['kk']}, '')",
        f"'n' || {village} || '|' || {_rough(name)}",
        f"'y' || {village} || '|' || strftime({born}, '%Y%m')",
        f"'m' || {village} || '|' || strftime({born}, '%m%d')",
        f"'d' || {village} || '|' || strftime({born}, '%Y %d')",
    ]
    if "mother_name" in columns:
        parts.append(f"'o' || {_rough(name)} || '|' || {_rough(mother_known)}")
    if wanted:  # who also meets whoever was born on the day with day and month exchanged
        parts.append(f"""'b' || (CASE WHEN day({born}) <= 12 AND day({born}) <> month({born})
            THEN make_date(year({born}), day({born}), month({born})) END)::VARCHAR""")
    return f"""CASE WHEN nullif({name}, '') IS NULL THEN []::VARCHAR[]
        ELSE list_distinct(list_filter([{", ".join(parts)}], lambda k: k IS NOT NULL)) END"""


def _rough(name: str) -> str:
    return linkage._rough(f"upper({name})")
