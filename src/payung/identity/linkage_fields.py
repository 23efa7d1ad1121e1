"""How a field of one person is compared with that of another: levels, each with its SQL, and the words that explain it.

The trained model gives each level its weight; the rules for names and dates stand here, as DuckDB macros, once for the
script that trains and for the engine that links. Every comparison is symmetric. Names are folded beforehand
(``payung.identity.names``); a field that is NULL on either side says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from payung.identity import names
from payung.language import Text


@dataclass(frozen=True, slots=True)
class Level:
    """``code`` names the level in model and explanation; ``sql`` holds for a pair whose fields end in ``_l``, ``_r``.

    ``common`` is how far the weight depends on how common the value is (1 wholly, 0 not at all).
    """

    code: str
    sql: str
    words: Text
    common: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels in order: the first that holds is the pair's. ``columns`` must be known on both sides."""

    field: str
    label: Text
    column: str
    levels: tuple[Level, ...]


def _bound(value: str, name: str, body: str) -> str:
    """SQL for ``body`` with ``value`` under a name, computed once."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"


def _muhamad(folded: str) -> str:
    """SQL: an M before another name is Muhammad."""
    return f"nullif(regexp_replace({folded}, '^M ', 'MUHAMAD '), '')"


# Names less like each other, by Jaro-Winkler, and without a word in common are not looked at word by word.
ALIKE = 0.67
MACROS: tuple[str, ...] = (
    # Neighbours on the keyboard: a slip of the finger rather than another name.
    "key_near(x, y) AS abs(instr('QWERTYUIOP ASDFGHJKL ZXCVBNM', x) - instr('QWERTYUIOP ASDFGHJKL ZXCVBNM', y)) = 1",
    # The endings by which names differ: Rini and Rina, Yanto and Yanti.
    "endings(x, y) AS x <> y AND x IN ('A', 'I', 'O') AND y IN ('A', 'I', 'O')",
    "like_sounds(x, y) AS least(x, y) || greatest(x, y) IN ('FP', 'DT', 'BP', 'MN')",
    # Where two words of four letters differ.
    "fourth(x, y) AS CASE WHEN x[1] <> y[1] THEN 1 WHEN x[2] <> y[2] THEN 2 WHEN x[3] <> y[3] THEN 3 ELSE 4 END",
    """differs(x, y) AS list_filter(range(1, length(x) + 1), lambda n: x[n] <> y[n])[1]""",
    # Words that hardly anybody bears are in small letters, those that are only listed have a capital (``prepared``).
    "word_class(w) AS CASE WHEN w = upper(w) THEN 'known' WHEN w = lower(w) THEN 'rare' ELSE 'listed' END",
    # One letter instead of another: Rini and Rina, Adi and Ali, Hadi and Hari are names of two people.
    """other_letter(x, y) AS length(x) <= 2
        OR endings(x[-1], y[-1]) AND (length(x) <= 5 OR 'A' IN (x[-1], y[-1]))
        OR length(x) <= 4 AND NOT key_near(x[fourth(x, y)], y[fourth(x, y)]) AND NOT like_sounds(x[fourth(x, y)], y[fourth(x, y)])""",
    # C. is Chaniago and K. is Khotimah, whose first letters folding has made an H.
    "initial(x, y) AS x IN ('C', 'K') AND y[1] = 'H'",
    # So many slips apart, two letters that change places being one. To count the plain steps first is far cheaper.
    "slips(x, y, n) AS CASE WHEN levenshtein(x, y) <= 2 * n THEN damerau_levenshtein(x, y) = n ELSE false END",
    # Whatever slip one word of the other is, it leaves either end as it was; a look spares counting the steps between them.
    "apart(x, y) AS x[1] <> y[1] AND x[-1] <> y[-1]",
    # 95 one slip, 90 two in a long word, 85 cut short, 0 another word; in hundredths, so that sums are exact.
    # Of names that both are borne by many, one is no slip for the other: Ilham and Irham, Ari and Aris.
    """known_near(x, y) AS CASE
        WHEN apart(x, y) THEN 0
        WHEN length(x) <> length(y) OR NOT (x = y OR slips(x, y, 1)) THEN 0
        WHEN x[-1] || y[-1] IN ('AO', 'OA') AND length(x) >= 5 THEN 95
        WHEN length(x) >= 4 AND like_sounds(x[differs(x, y)], y[differs(x, y)]) THEN 95
        ELSE 0 END""",
    # One is borne by many, the other by hardly anybody: most likely it was written wrongly, wherever the slip is.
    """slip_near(x, y) AS CASE
        WHEN length(x) + length(y) >= 6 AND slips(x, y, 1) THEN 95
        WHEN starts_with(x, y) OR starts_with(y, x) THEN 85
        WHEN least(length(x), length(y)) >= 5 AND slips(x, y, 2) THEN 90
        WHEN x[1] = y[1] AND least(length(x), length(y)) >= 3
            AND damerau_levenshtein(left(x, least(length(x), length(y))), left(y, least(length(x), length(y)))) = 1 THEN 80
        ELSE 0 END""",
    """rare_near(x, y) AS CASE
        WHEN apart(x, y) THEN 0
        WHEN abs(length(x) - length(y)) <= 1 AND length(x) + length(y) >= 5 AND slips(x, y, 1) THEN CASE
            WHEN x[-1] = 'I' AND x || 'A' = y OR y[-1] = 'I' AND y || 'A' = x THEN 0
            WHEN length(x) <> length(y) THEN CASE WHEN x[1] = y[1] THEN 95 ELSE 0 END
            WHEN levenshtein(x, y) = 2 THEN 95
            WHEN x[-1] || y[-1] IN ('AO', 'OA') AND length(x) >= 5 THEN 95
            WHEN other_letter(x, y) THEN 0
            ELSE 95 END
        WHEN x[1] <> y[1] THEN 0
        WHEN starts_with(x, y) OR starts_with(y, x) THEN 85
        WHEN least(length(x), length(y)) >= 6 AND slips(x, y, 2) THEN 90
        ELSE 0 END""",
    # Of words in capitals and their classes; made once a word, since a macro writes its arguments out wherever it uses them.
    """classed_near(x, x_class, y, y_class) AS CASE
        WHEN x IS NULL OR y IS NULL THEN 0
        WHEN x = y THEN 100
        WHEN least(length(x), length(y)) = 1 THEN CASE WHEN x[1] = y[1] OR initial(x, y) OR initial(y, x) THEN 85 ELSE 0 END
        WHEN x_class = 'rare' AND y_class = 'rare' THEN rare_near(x, y)
        WHEN x_class = 'rare' OR y_class = 'rare' THEN slip_near(x, y)
        WHEN x_class = 'listed' OR y_class = 'listed' OR length(x) = 2 OR length(y) = 2 THEN rare_near(x, y)
        ELSE known_near(x, y) END""",
    "word_near(x, y) AS classed_near(upper(x), word_class(x), upper(y), word_class(y))",
    """words_near(p, q) AS CASE WHEN list_has_all(q, p) THEN 1.0 ELSE
        list_sum(list_transform(p, lambda x: word_weight(upper(x)) * list_max(list_transform(q, lambda y: word_near(x, y)))))
        / (100 * list_sum(list_transform(p, lambda x: word_weight(upper(x))))) END""",
    """cut_alike(a, b) AS length(a) - length(replace(a, ' ', '')) <> length(b) - length(replace(b, ' ', ''))
        AND replace(a, ' ', '') = replace(b, ' ', '')""",
    # s: the share of either name that is found in the other, the lesser first.
    """level_of_shares(s, a, b) AS CASE
        WHEN s[1] >= 1 THEN 'order'
        WHEN s[1] >= 0.94 OR cut_alike(a, b) THEN 'slip'
        WHEN s[1] >= 0.8 THEN 'short'
        WHEN s[2] >= 0.94 AND s[1] >= 0.3 THEN 'part'
        WHEN s[2] >= 0.84 AND s[1] >= 0.2 THEN 'some'
        ELSE 'other' END""",
    # a, b: folded names; p, q: their words. Most pairs are nothing like each other: a cheap look first. It empties the
    # list, because CASE does not spare a lambda's work.
    f"""name_level(a, p, b, q) AS CASE WHEN a = b THEN 'same' ELSE coalesce(list_transform(
        CASE WHEN a <> b AND (jaro_winkler_similarity(a, b) >= {ALIKE} OR list_has_any(p, q)) THEN [{{a: a, b: b, p: p, q: q}}] ELSE [] END,
        lambda n: {_bound("list_sort([words_near(n.p, n.q), words_near(n.q, n.p)])", "s", "level_of_shares(s, n.a, n.b)")})[1], 'other') END""",
    "exchanged(d) AS CASE WHEN day(d) <= 12 AND day(d) <> month(d) THEN make_date(year(d), day(d), month(d)) END",
    # Days that offices write where nobody knows the day.
    "conventional(d) AS month(d) * 100 + day(d) IN (101, 701, 1231)",
    # One digit is another, or two beside each other have changed places. A wrong digit never makes a generation.
    "digits_slip(a, b) AS slips(a, b, 1)",
    """date_slip(a, b) AS (month(a) = month(b))::INT + (day(a) = day(b))::INT + (year(a) = year(b))::INT = 2
        AND (abs(year(a) - year(b)) < 15 OR year(a) % 10 = year(b) // 10 % 10 AND year(b) % 10 = year(a) // 10 % 10)
        AND digits_slip(strftime(a, '%Y%m%d'), strftime(b, '%Y%m%d'))""",
    "card_slip(a, b) AS length(a) = length(b) AND digits_slip(a, b)",
    f"folded(n) AS {_muhamad('comparable_name(n)')}",
)


def level_call(column: str) -> str:
    """SQL: the level of a pair of names; the dear part, computed once a pair where that can be."""
    return f"name_level({column}_l, {column}_words_l, {column}_r, {column}_words_r)"


def _name_levels(column: str) -> tuple[Level, ...]:
    def at(code: str) -> str:
        return f"{level_call(column)} = '{code}'"

    return (
        Level("same", f"{column}_l = {column}_r", Text("sama", "the same"), 1.0),
        Level("order", at("order"), Text("kata sama, urutan lain", "the same words in another order"), 1.0),
        Level("slip", at("slip"), Text("beda ejaan atau salah ketik", "another spelling or a slip"), 0.5),
        Level("short", at("short"), Text("disingkat", "shortened"), 0.5),
        Level("part", at("part"), Text("sebagian kata tidak ditulis", "a part is left out"), 0.5),
        Level("some", at("some"), Text("sebagian mirip", "alike in part"), 0.0),
        Level("other", "ELSE", Text("berbeda", "different")),
    )


COMPARISONS: tuple[Comparison, ...] = (
    Comparison("name", Text("Nama", "Name"), "name", _name_levels("name")),
    Comparison(
        "birth_date",
        Text("Tanggal lahir", "Birth date"),
        "born",
        (
            Level(
                "conventional",
                "born_l = born_r AND conventional(born_l)",
                Text("sama, tetapi tanggal perkiraan", "the same, but a day that stands for an unknown one"),
            ),
            Level("same", "born_l = born_r", Text("sama", "the same")),
            Level(
                "exchanged",
                "exchanged(born_l) = born_r",
                Text("hari dan bulan tertukar", "day and month exchanged"),
            ),
            Level("slip", "date_slip(born_l, born_r)", Text("satu angka berbeda", "one digit differs")),
            Level("other", "ELSE", Text("berbeda", "different")),
        ),
    ),
    Comparison(
        "sex",
        Text("Jenis kelamin", "Sex"),
        "sex",
        (
            Level("same", "sex_l = sex_r", Text("sama", "the same")),
            Level("other", "ELSE", Text("berbeda", "different")),
        ),
    ),
    Comparison("mother_name", Text("Nama ibu", "Mother's name"), "mother", _name_levels("mother")),
    Comparison(
        "kk",
        Text("Nomor KK", "Family card"),
        "kk",
        (
            Level("same", "kk_l = kk_r", Text("sama", "the same")),
            Level("slip", "card_slip(kk_l, kk_r)", Text("satu angka berbeda", "one digit differs")),
            Level("other", "ELSE", Text("berbeda", "different")),
        ),
    ),
    Comparison(
        "village",
        Text("Desa/kelurahan", "Village"),
        "village_code",
        (
            Level("same", "village_code_l = village_code_r", Text("sama", "the same")),
            Level(
                "district",
                "left(village_code_l, 8) = left(village_code_r, 8)",
                Text("kecamatan sama", "the same district"),
            ),
            Level(
                "regency",
                "left(village_code_l, 5) = left(village_code_r, 5)",
                Text("kabupaten/kota sama", "the same regency"),
            ),
            Level("other", "ELSE", Text("berbeda", "different")),
        ),
    ),
)
UNKNOWN = Text("tidak diketahui", "not known")


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros of names and of this module on the connection."""
    names.install(con)
    for macro in MACROS:
        con.execute(f"CREATE OR REPLACE MACRO {macro}")


def level_steps(column: str) -> str:
    """SQL for ``(a, b, level)`` of the pairs of names in ``linkage_pair`` that are alike at all but not the same.

    The same as the macro ``name_level``, word by word as rows: twenty times as fast, because lambdas are slow.
    """
    return f"""WITH named AS (
        SELECT {column}_l AS a, {column}_r AS b, any_value({column}_words_l) AS p, any_value({column}_words_r) AS q
        FROM linkage_pair WHERE {column}_l <> {column}_r GROUP BY ALL
    ), alike AS MATERIALIZED (SELECT *, row_number() OVER () AS i FROM named
        WHERE jaro_winkler_similarity(a, b) >= {ALIKE} OR list_has_any(p, q)
    ), {_classed("a", "p", "x", "m")}, {_classed("b", "q", "y", "n")}, near AS MATERIALIZED (
        SELECT i, m, n, classed_near(x, x_class, y, y_class) AS s, x_weight AS v, y_weight AS w FROM words_a JOIN words_b USING (i)
    ), one AS (SELECT i, sum(s * v) / (100 * sum(v)) AS share
        FROM (SELECT i, max(s) AS s, any_value(v) AS v FROM near GROUP BY i, m) GROUP BY i
    ), other AS (SELECT i, sum(s * w) / (100 * sum(w)) AS share
        FROM (SELECT i, max(s) AS s, any_value(w) AS w FROM near GROUP BY i, n) GROUP BY i)
    SELECT a, b, level_of_shares([least(one.share, other.share), greatest(one.share, other.share)], a, b) AS level
    FROM alike JOIN one USING (i) JOIN other USING (i)"""


def _classed(name: str, words: str, word: str, nth: str) -> str:
    """SQL for the words of one name, each with what ``classed_near`` asks of it."""
    return f"""words_{name} AS (SELECT i, {nth}, upper({word}) AS {word}, word_class({word}) AS {word}_class,
            word_weight(upper({word})) AS {word}_weight
        FROM (SELECT i, unnest({words}) AS {word}, unnest(range(len({words}))) AS {nth} FROM alike))"""


# No word is taken to be rarer: what few bear in one list may be common in the next.
RARE = 1e-4
# A word that so many bear is a name that people have. One that is only listed stands with less.
KNOWN_FROM, LISTED = 3e-5, 1e-5
RAREST = 1e-6


def prepared(table: str) -> str:
    """SQL for the lines of ``table`` with names folded, cut into words, and their expected frequency.

    The frequency of a name is the product of its words' (table ``linkage_word``): it depends on nothing but the name,
    so that a pair weighs the same in whatever lists it is met.
    """
    # The order of the words says nothing (``words_near``), and to keep it took longer than all the rest.
    share = """(SELECT written, product(greatest(coalesce(share, 0), {rare})) AS tf,
            list(CASE WHEN length(word) <= 2 OR share >= {known} THEN word WHEN share IS NULL THEN lower(word)
                ELSE word[1] || lower(word[2:]) END) AS words
        FROM (SELECT written, unnest(string_split(written, ' ')) AS word
            FROM (SELECT DISTINCT {column} AS written FROM plain WHERE {column} IS NOT NULL))
        LEFT JOIN linkage_word USING (word) GROUP BY 1)"""
    names_of, mothers = (
        share.format(column=column, rare=RARE, known=KNOWN_FROM) for column in ("name", "mother")
    )
    spelt = names.comparable_steps(
        """SELECT written, written AS name FROM
            (SELECT name AS written FROM lines UNION SELECT mother_name FROM lines) WHERE written IS NOT NULL""",
        "name",
    )
    # A mother has no twin to be told from: Suryani and Suryana are one.
    return f"""WITH lines AS (FROM {table}),
        spelt AS (SELECT written, {_muhamad("name")} AS name FROM ({spelt})),
        plain AS (SELECT lines.* REPLACE (n.name AS name), lines.name AS written, m.name AS mother
            FROM lines LEFT JOIN spelt n ON n.written = lines.name LEFT JOIN spelt m ON m.written = mother_name)
        SELECT plain.*, n.words AS name_words, n.tf AS tf_name, m.tf AS tf_mother,
            list_transform(m.words, lambda w: regexp_replace(w, '([A-Za-z]{{3}})[AIOaio]$', '\\1')) AS mother_words
        FROM plain LEFT JOIN {names_of} n ON n.written = name LEFT JOIN {mothers} m ON m.written = mother"""
