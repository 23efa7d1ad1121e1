"""By what two lines of different lists may meet: keys by which a cluster brings candidates to one place.

``linkage`` compares two people only where one of its blocks says so, and each block asks for something equal. The keys
here are those equalities (or looser ones): whoever may meet shares at least one key, so that lines parted by key
lose nobody. The blocks themselves, and all that decides, stay in ``linkage``. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection

from payung.identity import linkage

# What a block compares, in a short form; r is the name as roughly spelt, w the first letters of one of its words, b the
# birth date in ISO, v the village, m the mother. A part that is not known makes the whole key NULL, and NULL is no key.
_BY_WORD = (
    "'b' || w || b",
    "'y' || w || v || b[1:7]",
    "'m' || w || v || b[6:10]",
    "'d' || w || v || b[1:4] || b[9:10]",
)
# The person looked for also meets whoever was born on the day with day and month exchanged.
_BY_WORD_WANTED = "'b' || w || b[1:5] || b[9:10] || '-' || b[6:7]"
_WHOLE = ("'k' || nullif(kk, '')", "'n' || v || r", "'o' || r || m")


def with_keys(source: str, columns: Collection[str], *, wanted: bool, salt: str) -> str:
    """SQL for the lines of the query ``source``, which has ``columns`` (those of ``linkage.COLUMNS`` but for the id at
    least), with their ``keys``: BIGINT[], empty where nobody could be met.

    ``wanted``: the lines are people who are looked for. ``salt`` tells the keys of one list from those of another. Keys
    that are equal by chance only cost a comparison.
    """
    by_word = (*_BY_WORD, *([_BY_WORD_WANTED] if wanted else []))
    lists = [f"list_transform(words, lambda w: {key})" for key in by_word]
    mother = linkage._rough("upper(nullif(mother_name, ''))") if "mother_name" in columns else "NULL::VARCHAR"
    return f"""SELECT * EXCLUDE (r, v, b, m, words), list_distinct(list_transform(
            list_filter(flatten([{", ".join(lists)}, [{", ".join(_WHOLE)}]]), lambda k: k IS NOT NULL AND r IS NOT NULL),
            lambda k: (hash(k, '{salt}') >> 1)::BIGINT)) AS keys
        FROM (SELECT *, list_distinct(list_filter([{", ".join(map(_begins, (1, 2, -1)))}], lambda w: w IS NOT NULL)) AS words
            FROM (SELECT *, {linkage._rough("upper(nullif(name, ''))")} AS r, nullif(village_code, '') AS v,
                born::VARCHAR AS b, {mother} AS m FROM ({source})))"""


def _begins(nth: int) -> str:
    return f"nullif(left(split_part(r, ' ', {nth}), 2), '')"
