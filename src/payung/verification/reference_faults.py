"""What a reference list holds by which nobody can be found or judged. It is told to whoever gives the list, with the
rows; it stops nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from payung.identity import nik
from payung.language import Text, number, same
from payung.verification import references
from payung.verification.references import ROUNDED, ROW, SHEET, ReferenceList, quoted

#: So many lines of a Parquet file are looked at where reading all of it for this alone would cost too much.
SAMPLED = 200_000
_TEXT = Text("Minta ulang daftar itu dengan NIK sebagai teks", "Ask for the list again with the NIK as text")
_RIGHT = Text(
    "Minta pemberi daftar membetulkan NIK di baris itu",
    "Ask whoever gave the list to put the NIK of these lines right",
)
_NAMED = 5  # so many rows, or words, are named of many

# A number's parts are cut out of it as a whole number: thrice as fast as out of its text. Nothing else is done with it.
_PARTS = "strlen(nik) = 16 AS sixteen, try_cast(nik AS BIGINT) AS whole"
_NOBODYS = """NOT coalesce(sixteen, false) OR whole IS NULL OR whole % 10_000 = 0 OR whole // 1_000_000 % 100 NOT BETWEEN 1 AND 12
    OR whole // 100_000_000 % 100 NOT BETWEEN 1 AND 71 OR whole // 100_000_000 % 100 BETWEEN 32 AND 40"""
# As the check reads it (checks/registry.py).
_NO_DECILE = (
    "(coalesce(try_cast(regexp_extract(coalesce(decile, ''), '[0-9]+') AS INTEGER), 0) NOT BETWEEN 1 AND 10"
    " OR regexp_matches(decile, '[0-9] *(-|–|/|s/?d|sampai|dan) *[0-9]'))"
)

# Dates of each kind of list, with what they are called.
_DATES: dict[str, tuple[tuple[str, Text], ...]] = {
    "registry": (("birth_date", Text("tanggal lahir", "birth date")),),
    "deaths": (
        ("birth_date", Text("tanggal lahir", "birth date")),
        ("death_date", Text("tanggal meninggal", "date of death")),
    ),
    "active": (("since", Text("tanggal mulai kepesertaan", "date of membership")),),
}


def told(given: ReferenceList, on: date, *, most: int | None = None) -> tuple[Text, ...]:
    """One sentence for each thing wrong, those of reading the file first. ``most``: look at so many lines only.

    Raises UnusableInput as ``references.attach`` does."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        references.attach(con, given, on)
        look = _Look(con, given, on, most if most is not None and most < given.rows else None)
        return (*given.notices, *look.at_headings(), *look.at_niks(), *look.at_what_decides())


@dataclass(frozen=True)
class _Look:
    con: duckdb.DuckDBPyConnection
    given: ReferenceList
    on: date
    most: int | None

    def at_headings(self) -> Iterator[Text]:
        """A heading that stands twice: of such columns the first is read (the second is called "NIK#5")."""
        names = references.schema_of(self.given).names
        for heading in references.columns_of(references.schema_of(self.given), self.given).values():
            again = [name for name in names if re.fullmatch(re.escape(heading) + r"#\d+", name)]
            if again:
                yield Text(
                    f"judul kolom “{heading}” ada {len(again) + 1} kali; hanya kolom pertama yang dibaca",
                    f"the heading “{heading}” stands {len(again) + 1} times; only the first of these columns was read",
                )

    def at_niks(self) -> Iterator[Text]:
        given = references.columns_of(references.schema_of(self.given), self.given).get("nik")
        if given is None:
            return
        niks = f"(SELECT *, {_PARTS} FROM {self._view()})"
        ((bad_ones, sixteen, zeros),) = self._rows(
            f"SELECT count(*) FILTER ({_NOBODYS}), count(*) FILTER (sixteen), count(*) FILTER (sixteen AND whole % 10 = 0) FROM {niks}"
        )
        if bad_ones:
            yield from self._nobodys(given, niks)
        if said := nik.said_of_zeros(zeros, sixteen):
            yield said

    def _nobodys(self, given: str, niks: str) -> Iterator[Text]:
        by_name = "name" in references.columns_of(references.schema_of(self.given), self.given)
        # A line that names nobody either is no person: a total, a signature.
        there = "nik IS NOT NULL OR name <> ''" if by_name else "true"
        written = f"SELECT {references.source_of(self.given)[1]} AS rid, {quoted(given)}::VARCHAR AS written"
        bad = self._rows(
            f"""SELECT v.rid, CASE WHEN regexp_matches(s.written, '{ROUNDED}') THEN 'rounded'
                    WHEN v.nik IS NULL THEN 'empty' ELSE 'malformed' END AS why
                FROM (FROM {niks} WHERE {_NOBODYS}) v
                JOIN ({written} FROM {references.source_of(self.given)[0]}) s USING (rid)
                WHERE ({there}) OR why = 'rounded' ORDER BY v.rid"""
        )
        if bad:
            yield self._of_niks(bad)

    def _of_niks(self, bad: list[tuple[Any, ...]]) -> Text:
        reasons = [why for _, why in bad]
        kinds = (
            ("rounded", Text("dibulatkan program lembar kerja", "rounded by a spreadsheet")),
            ("malformed", Text("bukan 16 angka atau mustahil", "not 16 digits, or impossible")),
            ("empty", Text("kosong", "empty")),
        )
        counts = [
            Text(f"{_n(reasons.count(kind)).id} {word.id}", f"{_n(reasons.count(kind)).en} {word.en}")
            for kind, word in kinds
            if kind in reasons
        ]
        by_name = self.given.kind in ("registry", "deaths")
        return Text(
            "{n} dari {all} baris tidak dapat ditemukan menurut NIK ({counts}): {rows}. {so} {ask}",
            "{n} of {all} lines cannot be found by NIK ({counts}): {rows}. {so} {ask}",
        ).format(
            n=_n(len(bad)),
            all=self._all(),
            counts=Text(", ".join(each.id for each in counts), ", ".join(each.en for each in counts)),
            rows=self._places([rid for rid, _ in bad]),
            ask=_TEXT if "rounded" in reasons else _RIGHT,
            so=Text(
                "Orang di baris itu hanya dicari menurut nama dan tanggal lahir.",
                "Whoever stands there is looked for by name and birth date only.",
            )
            if by_name
            else Text("Orang di baris itu akan lolos.", "Whoever stands there will pass unnoticed."),
        )

    def at_what_decides(self) -> Iterator[Text]:
        found = references.columns_of(references.schema_of(self.given), self.given)
        for field, name in _DATES.get(self.given.kind, ()):
            if field in found:
                yield from self._dates(field, name)
        if "decile" in found:
            yield from self._deciles()
        if self.given.kind == "other-payers":
            yield from self._lines(
                f"""SELECT rid, "from" || ' – ' || "to" FROM {self._view()} WHERE first > last ORDER BY rid""",
                Text(
                    "bulan awal sesudah bulan akhir, sehingga tidak menanggung bulan apa pun",
                    "the first month comes after the last, so that no month is covered",
                ),
            )
        if "group" in found:
            yield from self._groups()

    def _dates(self, field: str, name: Text) -> Iterator[Text]:
        texts = f"SELECT DISTINCT {field} FROM {self._view()} WHERE {field} NOT LIKE '____-__-__%'"
        references.translate(
            self.con, f"{field}_read", texts, lambda text: references.read_day(text, self.on)
        )
        day = (
            f"CASE WHEN {field} LIKE '____-__-__%' THEN try_cast({field}[:10] AS DATE) ELSE d.read::DATE END"
        )
        yield from self._lines(
            f"""SELECT rid, {field} FROM {self._view()} LEFT JOIN {field}_read d ON d.written = {field}
                WHERE {field} IS NOT NULL AND {day} IS NULL ORDER BY rid""",
            Text(f"{name.id} tidak terbaca atau belum tiba", f"the {name.en} cannot be read or lies ahead"),
        )

    def _deciles(self) -> Iterator[Text]:
        """There are few ways to write one: those that are none are looked for among them."""
        view = self._view()
        odd = self._rows(
            f"""WITH written AS MATERIALIZED (SELECT DISTINCT decile FROM {view})
                SELECT coalesce(decile, '') FROM written WHERE {_NO_DECILE}"""
        )
        if odd:
            yield from self._lines(
                f"""SELECT rid, decile FROM {view} WHERE (nik IS NOT NULL OR name <> '')
                    AND coalesce(decile, '') IN (SELECT unnest(?::VARCHAR[])) ORDER BY rid""",
                Text(
                    "desil bukan 1 sampai 10 atau kosong, sehingga tidak dapat dibandingkan dengan desil tertinggi program",
                    "the decile is none of 1 to 10, or empty, and cannot be compared with the programme's highest",
                ),
                [text for (text,) in odd],
            )

    def _groups(self) -> Iterator[Text]:
        unknown = self._rows(
            f"""SELECT "group", count(*) AS n FROM {self._view()} WHERE NOT regexp_matches(upper("group"), '{references.A_GROUP}')
                GROUP BY ALL ORDER BY n DESC, 1"""
        )
        if unknown:
            yield Text(
                "{n} baris menyebut kelompok selain ASN, TNI, POLRI dan pensiunan ({words}): hanya ditolak bila program "
                "menyebut kelompok itu dengan kata yang sama",
                "{n} lines name a group other than ASN, TNI, POLRI and pensioners ({words}): refused only where the programme "
                "names that group in the same words",
            ).format(n=_n(sum(count for _, count in unknown)), words=_words([word for word, _ in unknown]))

    def _lines(self, query: str, what: Text, *values: object) -> Iterator[Text]:
        if lines := self._rows(query, *values):
            yield Text(
                "{n} dari {all} baris: {what}{words} ({rows})", "{n} of {all} lines: {what}{words} ({rows})"
            ).format(
                n=_n(len(lines)),
                all=self._all(),
                what=what,
                words=_words([word for _, word in lines if word], lead=", "),
                rows=self._places([rid for rid, _ in lines]),
            )

    def _view(self) -> str:
        limit = "" if self.most is None else f" WHERE rid < {self.most}"
        return f"(FROM {self.given.view}{limit})"

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.con.execute(query, list(values)).fetchall()

    def _all(self) -> Text:
        if self.most is None:
            return _n(self.given.rows)
        return Text("{n} pertama", "the first {n}").format(n=_n(self.most))

    def _places(self, rids: list[int]) -> Text:
        """The rows by number in their file, the first of many; by their place in the list where the file tells none."""
        data = self.given.data
        word, parts = Text("baris data ke-", "data line "), [same(str(rid + 1)) for rid in rids[:_NAMED]]
        if not isinstance(data, Path) and ROW in data.column_names:
            word = Text("baris ", "row ")
            parts = [same(str(data[ROW][rid].as_py())) for rid in rids[:_NAMED]]
            if SHEET in data.column_names:
                sheets = [data[SHEET][rid].as_py() for rid in rids[:_NAMED]]
                parts = [
                    Text(f"{part.id} lembar {sheet}", f"{part.en} of sheet {sheet}")
                    for part, sheet in zip(parts, sheets, strict=True)
                ]
        more = len(rids) - _NAMED
        rest = Text(" dan {n} lainnya", " and {n} more").format(n=_n(more)) if more > 0 else same("")
        return Text(
            word.id + ", ".join(part.id for part in parts) + rest.id,
            word.en + ", ".join(part.en for part in parts) + rest.en,
        )


def _n(count: int) -> Text:
    return Text(number(count), number(count, "en"))


def _words(words: list[str], lead: str = "") -> Text:
    """A few of the words, each once."""
    several = list(dict.fromkeys(words))
    if not several:
        return same("")
    shown = ", ".join(f"“{word[:40]}”" for word in several[:_NAMED])
    return same(lead + shown + (", …" if len(several) > _NAMED else ""))
