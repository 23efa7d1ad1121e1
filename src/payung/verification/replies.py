"""The reply to each village: its rows that were refused or held, why, what to mend, and by when."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from payung.identity import areas
from payung.language import Language, Text, number
from payung.law.month import date_in_words
from payung.sheets import Column, Sheet, write_xlsx
from payung.verification import wording
from payung.verification.checks import CHECKS
from payung.verification.engine import Verification
from payung.verification.output import make_directory
from payung.verification.references import numbered
from payung.verification.summary import VILLAGE

# The headings are those that ``payung read`` knows, so that the mended workbook can be read as it comes back.
_COLUMNS = (
    Column("name", Text("Nama Lengkap", "Nama Lengkap (name)"), width=26),
    Column("nik", Text("NIK", "NIK"), "digits", 19),
    Column("reason", Text("Sebab", "Why"), width=48),
    Column("remedy", Text("Yang harus dibenahi", "What to mend"), width=48),
    Column("kk", Text("No. KK", "No. KK"), "digits", 19),
    Column("birth_place", Text("Tempat Lahir", "Tempat Lahir (birth place)"), width=14),
    Column("birth_date", Text("Tanggal Lahir", "Tanggal Lahir (birth date)"), "date", 12),
    Column("sex", Text("L/P", "L/P"), width=5),
    Column("address", Text("Alamat", "Alamat (address)"), width=24),
    Column("village", Text("Desa/Kelurahan", "Desa/Kelurahan (village)"), width=18),
    Column("village_code", Text("Kode Desa", "Kode Desa (village code)"), "digits", 15),
    Column("occupation", Text("Pekerjaan", "Pekerjaan (occupation)"), width=18),
    Column("phone", Text("No. HP", "No. HP (phone)"), "digits", 15),
    Column("mother_name", Text("Nama Ibu Kandung", "Nama Ibu Kandung (mother)"), width=20),
    Column("income", Text("Penghasilan", "Penghasilan (income)"), width=12),
    Column("evidence", Text("Bukti", "Evidence"), width=26),
    Column("mend_by", Text("Paling lambat", "Mend by"), "date", 12),
    Column("decision", Text("Keputusan", "Decision"), width=14),
    Column("file", Text("Berkas asal", "Original file"), width=18),
    Column("sheet", Text("Lembar asal", "Original sheet"), width=12),
    Column("row", Text("Baris asal", "Original row"), width=8),
    Column("identifier", Text("ID Payung", "ID Payung"), "digits", 22, hidden=True),
)
_OUTCOME = {"refused": Text("Ditolak", "Refused"), "review": Text("Perlu diperiksa", "Held for review")}
_REGENCY = len("35.77")
_NTH = Text("{row}, orang ke-{nth}", "{row}, person {nth}")
_BY_CODE = {check.code: check for check in CHECKS}

_ROWS = f"""SELECT {VILLAGE} AS of_village, p.*, f.codes, f.details, f.lists, f.dates
    FROM (SELECT *, row_number() OVER (of_row ORDER BY position) AS nth,
            count(*) OVER of_row AS in_row FROM decisions WINDOW of_row AS (PARTITION BY file, sheet, row)) p LEFT JOIN (
        SELECT position, list(code ORDER BY line) AS codes, list(detail ORDER BY line) AS details,
            list(list ORDER BY line) AS lists, list(list_dated ORDER BY line) AS dates
        FROM findings WHERE outcome <> 'none' GROUP BY position
    ) f USING (position)
    WHERE outcome <> 'eligible' ORDER BY of_village, position"""


def write_replies(
    verification: Verification, directory: Path, *, mend_by: date, language: Language
) -> list[Path]:
    """One workbook for each village of the proposals, named by its code, or its name where it has none."""
    make_directory(directory)
    by_village: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _dropped(verification):
        by_village[row["of_village"]].append(_line(row, mend_by, language))
    written = []
    for village, path in _paths(sorted(verification.summary["by_village"]), directory):
        counts = verification.summary["by_village"][village]
        sheet = Sheet(
            name=Text("Perlu dibenahi", "To mend").to(language),
            columns=_COLUMNS,
            rows=by_village[village],
            title=_title(village, counts, verification.summary, mend_by, language),
            tall=True,
            kept=2,
        )
        write_xlsx(str(path), [sheet], language)
        written.append(path)
    return written


def row_identifier(file: str, sheet: str, row: int, nth: int = 1) -> str:
    """What the hidden column holds: the same person of the same row of the same file has the same one, and it tells
    nothing else. ``nth`` counts the people of one row (a couple, lists side by side)."""
    said = (file, sheet, str(row)) if nth == 1 else (file, sheet, str(row), str(nth))
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:20]


def reason_in_words(code: str, detail: Mapping[str, Any]) -> Text:
    """The message of a finding with its values filled in. A village may read what it wrote itself."""
    score = f"{detail.get('score') or 0:.2f}"
    return wording.sentence(code, _BY_CODE[code].message, {**detail, "score": score})


def _dropped(verification: Verification) -> Iterator[dict[str, Any]]:
    decisions = verification.decisions
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        con.register("findings", numbered(verification.findings, "line"))
        con.register("decisions", numbered(decisions, "position"))
        table = con.sql(_ROWS).to_arrow_table()
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _line(row: dict[str, Any], mend_by: date, language: Language) -> dict[str, Any]:
    codes: Sequence[str] = row["codes"]
    reasons = [_reason(code, detail, language) for code, detail in zip(codes, row["details"], strict=True)]
    remedies = dict.fromkeys(_BY_CODE[code].remedy.to(language) for code in codes)
    evidence = dict.fromkeys(
        _evidence(name, day, language) for name, day in zip(row["lists"], row["dates"], strict=True) if name
    )
    return {
        **row,
        "nik": row["nik"] or _written(codes, row["details"]),
        "birth_date": date.fromisoformat(row["birth_date"]) if row["birth_date"] else None,
        "decision": _OUTCOME[row["outcome"]].to(language),
        "reason": _numbered(reasons),
        "remedy": _numbered(list(remedies)),
        "evidence": "\n".join(evidence),
        "mend_by": mend_by,
        "row": row["row"] if row["in_row"] == 1 else _NTH.format(row=row["row"], nth=row["nth"]).to(language),
        "identifier": row_identifier(row["file"], row["sheet"], row["row"], row["nth"]),
    }


def _written(codes: Sequence[str], details: Sequence[str]) -> str:
    """What stands in the place of a NIK, so that the village finds the slip."""
    told = dict(zip(codes, details, strict=True))
    found = next((told[code] for code in ("nik.malformed", "nik.digits_lost") if code in told), "{}")
    return str(json.loads(found).get("value") or "")


@lru_cache(10_000)  # of most reasons there are few wordings
def _reason(code: str, detail: str, language: Language) -> str:
    return reason_in_words(code, json.loads(detail)).to(language)


@lru_cache(100)
def _evidence(name: str, day: date | None, language: Language) -> str:
    return f"{name}, {date_in_words(day, language)}" if day else name


def _numbered(sentences: Sequence[str]) -> str:
    if len(sentences) == 1:
        return sentences[0]
    return "\n".join(f"{at}. {sentence}" for at, sentence in enumerate(sentences, start=1))


def _title(
    village: str, counts: Mapping[str, Any], summary: Mapping[str, Any], mend_by: date, language: Language
) -> list[str]:
    on = date.fromisoformat(summary["on"])
    figures = {key: number(counts[key], language) for key in ("people", "eligible", "review", "refused")}
    lines = [
        Text("Balasan usulan {programme}: {village}", "Reply on the proposals for {programme}: {village}"),
        Text(
            "Diperiksa {on}. Diusulkan {people} orang: {eligible} memenuhi syarat, {review} perlu diperiksa, {refused} ditolak.",
            "Checked on {on}. Proposed {people}: {eligible} eligible, {review} held for review, {refused} refused.",
        ),
        Text(
            "Benahi baris di bawah ini saja, lalu kirim kembali buku kerja ini paling lambat {mend_by}.",
            "Mend only the rows below, then send this workbook back by {mend_by}.",
        )
        if counts["review"] or counts["refused"]
        else Text(
            "Semua memenuhi syarat; tidak ada yang perlu dibenahi.", "All are eligible; nothing to mend."
        ),
    ]
    values = {
        "programme": summary["programme"],
        "village": _named(village),
        "on": date_in_words(on, language),
        "mend_by": date_in_words(mend_by, language),
        **figures,
    }
    return [line.format(**values).to(language) for line in lines]


def _named(village: str) -> str:
    """A village by its name and code; one that is known by name alone, or by none, as it was written."""
    region = areas.region(village[:_REGENCY]) if "." in village else None
    known = region.by_code.get(village) if region else None
    return f"{known.name} ({village})" if known else village


def _paths(villages: Sequence[str], directory: Path) -> Iterator[tuple[str, Path]]:
    """A file for each village; names that differ only in signs or case get a number."""
    used: dict[str, int] = {}
    for village in villages:
        stem = re.sub(r"[^\w.\- ]", "_", village).strip(" .")[:80] or "_"
        used[stem.lower()] = used.get(stem.lower(), 0) + 1
        again = used[stem.lower()]
        yield village, directory / (f"{stem}.xlsx" if again == 1 else f"{stem} ({again}).xlsx")
