"""When two written names may be one name: titles, spelling, order, missing parts and slips of the hand.

The rules are data below; ``install`` turns them into DuckDB macros, so that a million names are compared where
they lie. A single pair goes the same way (``agreement``): there is one implementation.

Macros, all on text as written:

``comparable_name(n)``    words in capitals, folded: ``H. Mohd. Soejono, S.Pd`` -> ``MUHAMAD SUIONO``
``word_weight(w)``        how much a word of a name says
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce

import duckdb

# From this agreement on, two names under one NIK are the same name.
AGREES = 0.8

_DEGREES = (
    "PD|AG|SI|SOS|KOM|KEP|KEB|HUT|KES|KM|PT|TP|FARM|GZ|PSI|AP|IP|HUM|MD|LI|STP|SN|AK|E|H|T|P|M|S|PDI|SY"
)
_TITLES = (
    "H|HJ|HAJI|HAJJAH|HI|KH|KYAI|KIAI|USTAZ|USTAD|USTADZ|USTADZAH|UST|DRS|DRA|DR|DRG|IR|PROF|NY|"
    "NYONYA|TN|TUAN|BPK|BAPAK|PAK|IBU|BU|SDR|SDRI|NN|ALM|ALMH|ALMARHUM|ALMARHUMAH|LETKOL|KAPTEN|"
    "SERMA|RR|RADEN|RD"
)
_MUHAMMAD = (
    "MUHAMMAD|MUHAMAD|MUHAMMED|MOHAMMAD|MOHAMAD|MOHAMMED|MOHAMED|MOCHAMMAD|MOCHAMAD|MUCHAMMAD|"
    "MUCHAMAD|MOKHAMAD|MUKHAMAD|MUHAMMAT|MUHAMAT|MUHD|MOHD|MUHMD|MHD|MOH|MUH|MOCH|MUCH|MOKH|MD"
)

# Regular expressions on the capitals, in this order; the syntax is RE2's.
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^([^,]{3,}),.*$", r"\1"),  # degrees stand behind a comma
    (rf"(\s[SMA]\.({_DEGREES})\b\.?(\s?I\b\.?)?)+\s*$", ""),  # or dotted, at the end
    (r"['’‘`´]", ""),
    (r"[^A-Z]+", " "),
    (r"^ | $", ""),
    (
        r"^(\w+( \w+)*?) (BIN|BINTI|BINTE|BT|ALIAS|ALS) .*$",
        r"\1",
    ),  # the father's name is no part of one's own
    (rf"^(({_TITLES}|K H) )+", ""),
    (r" (ALM|ALMH|ALMARHUM|ALMARHUMAH|DT|DATUK|DATUAK)$", ""),
    (rf"\b({_MUHAMMAD})\b", "MUHAMAD"),
    (r"^(ST|STI|SITTI|SITY|SITTY) ", "SITI "),
    (r"\bABD\b", "ABDUL"),
)
# Old and new spelling, letters that clerks use for one another, letters written twice; in this order.
_LETTERS: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("OE", "U"),
        ("DJ", "J"),
        ("TJ", "C"),
        ("SJ", "S"),
        ("SY", "S"),
        ("CH", "H"),
        ("KH", "H"),
        ("TH", "T"),
        ("DH", "D"),
        ("PH", "F"),
    ),
    (("V", "F"), ("Q", "K"), ("Z", "S"), ("X", "KS"), ("Y", "I"), ("J", "I")),
    tuple((letter * 2, letter) for letter in "ABCDEFGHIKLMNOPRSTUW"),
)
# Borne by so many that they say little: they weigh like two letters.
_COMMON = ("MUHAMAD", "SITI", "ABDUL", "AHMAD", "NUR", "SRI")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# Most names have nothing to mend but letters; one look tells, and the rules below are spared.
_ODD = (
    rf"[^A-Z ]|  |^ | $| (BIN|BINTI|BINTE|BT|ALIAS|ALS|ALM|ALMH|ALMARHUM|ALMARHUMAH|DT|DATUK|DATUAK)\b"
    rf"|^({_TITLES}|ST|STI|SITTI|SITY|SITTY) |\b({_MUHAMMAD}|ABD)\b"
)


def _bound(value: str, name: str, body: str) -> str:
    """SQL for ``body`` with ``value`` under a name, computed once."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"


def _plain(u: str) -> str:
    """SQL for the words of the name in capitals ``u``."""
    plain = reduce(
        lambda inner, rule: f"regexp_replace({inner}, {_quoted(rule[0])}, {_quoted(rule[1])}, 'g')",
        _PATTERNS,
        u,
    )
    return f"CASE WHEN regexp_matches({u}, {_quoted(_ODD)}) THEN {plain} ELSE {u} END"


def _respelling(w: str) -> list[str]:
    """SQL for the words ``w`` in the one spelling that is compared, in steps, each of what the one before has made; most names have nothing that a step mends, and one look spares its rules."""
    return [
        f"CASE WHEN regexp_matches({w}, '{'|'.join(old for old, _ in letters)}') THEN {_replaced(w, letters)} ELSE {w} END"
        for letters in _LETTERS
    ]


def _replaced(w: str, letters: Sequence[tuple[str, str]]) -> str:
    return reduce(lambda inner, pair: f"replace({inner}, '{pair[0]}', '{pair[1]}')", letters, w)


def _comparable(expression: str) -> str:
    """The SQL expression that folds ``expression``."""
    plain = _bound(f"upper(strip_accents({expression}))", "u", _plain("u"))
    return reduce(lambda inner, step: _bound(inner, "w", step), _respelling("w"), plain)


def comparable_steps(query: str, *columns: str) -> str:
    """SQL for the lines of ``query`` with the names in ``columns`` folded: ``comparable_name`` without lambdas, which take
    longer than what they do."""
    for step in ("upper(strip_accents({0}))", _plain("{0}"), *_respelling("{0}")):
        folded = ", ".join(f"{step.replace('{0}', column)} AS {column}" for column in columns)
        query = f"SELECT * REPLACE ({folded}) FROM ({query})"
    return query


_COMMON_LIST = ", ".join(_quoted(word) for word in _COMMON)
_MACROS: tuple[str, ...] = (
    f"comparable_name(n) AS {_comparable('n')}",
    # A name of one letter is an initial; no single word says more than five letters' worth.
    f"word_weight(w) AS CASE WHEN w IN ({_COMMON_LIST}) THEN 2 ELSE least(length(w), 5) END",
    # Santosa is Santoso, and Yusup is Yusuf; but another last letter (Rini, Rina) is another name, not a slip of the hand.
    """word_slip(x, y) AS
        least(length(x), length(y)) >= 4 AND left(x, 1) = left(y, 1) AND damerau_levenshtein(x, y) = 1
        AND (length(x) <> length(y)
            OR list_sort(string_split(x, '')) = list_sort(string_split(y, ''))
            OR length(x) >= 5 AND (right(x, 1) = right(y, 1)
                OR least(right(x, 1), right(y, 1)) || greatest(right(x, 1), right(y, 1)) IN ('AO', 'FP', 'DT', 'BP')))""",
    """word_start(x, y) AS
        CASE WHEN least(length(x), length(y)) = 1 THEN left(x, 1) = left(y, 1)
             WHEN least(length(x), length(y)) >= 3 THEN starts_with(x, y) OR starts_with(y, x)
             ELSE false END""",
    """word_forgiving(x, y) AS
        CASE WHEN x = y THEN 1.0
             WHEN word_start(x, y) OR least(length(x), length(y)) >= 4 AND damerau_levenshtein(x, y) = 1 THEN 0.95
             WHEN jaro_winkler_similarity(x, y) >= 0.9 THEN jaro_winkler_similarity(x, y) ELSE 0.0 END""",
    # Sri Wahyuni, Sriwahyuni: the same letters cut into other words.
    """letters_alike(a, b) AS
        CASE WHEN replace(a, ' ', '') = replace(b, ' ', '') THEN 1.0
             WHEN len(string_split(a, ' ')) <> len(string_split(b, ' '))
                  AND word_slip(replace(a, ' ', ''), replace(b, ' ', '')) THEN 0.95
             ELSE 0.0 END""",
)


def agreement_steps(query: str) -> str:
    """SQL for ``id, agreement`` of the lines of ``query``, which has ``id`` and two names ``a`` and ``b``: how far they agree, 0
    to 1, forgiving, since the same NIK ties them (missing parts cost nothing); the same name from ``AGREES`` on.

    The share of the words of either name that is found in the other, the better of the two; word by word as rows, because
    lambdas are slow.
    """
    shares = ", ".join(
        f"""{share} AS (SELECT i, list_sum(list(s * {weight} ORDER BY {nth})) / sum({weight}) AS share
            FROM (SELECT i, {nth}, max(s) AS s, any_value({weight}) AS {weight} FROM near GROUP BY i, {nth}) GROUP BY i)"""
        for share, nth, weight in (("one", "m", "v"), ("other", "n", "w"))
    )
    return f"""WITH folded AS MATERIALIZED (SELECT *, row_number() OVER () AS i FROM ({comparable_steps(query, "a", "b")})),
        words AS (SELECT i, string_split(b, ' ') AS q, unnest(string_split(a, ' ')) AS x,
                unnest(range(len(string_split(a, ' ')))) AS m
            FROM folded WHERE a <> b AND a <> '' AND b <> ''),
        met AS (SELECT i, m, x, unnest(q) AS y, unnest(range(len(q))) AS n FROM words),
        near AS MATERIALIZED (
            SELECT i, m, n, word_forgiving(x, y) AS s, word_weight(x) AS v, word_weight(y) AS w FROM met),
        {shares}
        SELECT id, CASE WHEN a = b THEN 1.0 WHEN a = '' OR b = '' THEN 0.0
            ELSE greatest(letters_alike(a, b), one.share, other.share) END::DOUBLE AS agreement
        FROM folded LEFT JOIN one USING (i) LEFT JOIN other USING (i)"""


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros named in this module's head on the connection, unless they are there."""
    try:
        con.execute("SELECT word_weight('')")
    except duckdb.CatalogException:
        for macro in _MACROS:
            con.execute(f"CREATE MACRO {macro}")


def definition() -> str:
    """The rules as text: part of what a decision's rules version stands for."""
    return ";\n".join((*_MACROS, agreement_steps("names")))


def comparable(names: Sequence[str]) -> list[str]:
    """Each name folded for comparison, in order.

    >>> comparable(["H. Mohd. Soejono, S.Pd", "ST. AMINAH binti Ali"])
    ['MUHAMAD SUIONO', 'SITI AMINAH']
    """
    numbered = "SELECT unnest(range(len($names::VARCHAR[]))) AS id, unnest($names::VARCHAR[]) AS name"
    return _ask(f"SELECT comparable_name(name) FROM ({numbered}) ORDER BY id", {"names": list(names)})


def agreement(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """How far the names of each pair agree, in order: see ``agreement_steps``.

    >>> [value >= AGREES for value in agreement([("Djoko Soesilo", "SUSILO JOKO"), ("Siti Aminah", "Siti Rohani")])]
    [True, False]
    """
    numbered = """SELECT unnest(range(len($a::VARCHAR[]))) AS id, unnest($a::VARCHAR[]) AS a, unnest($b::VARCHAR[]) AS b"""
    return _ask(
        f"SELECT agreement FROM ({agreement_steps(numbered)}) ORDER BY id",
        {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]},
    )


@cache
def _database() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    install(con)
    return con


def _ask(query: str, names: dict[str, list[str]]) -> list:
    with _database().cursor() as con:
        return [row[0] for row in con.execute(query, names).fetchall()]
