"""What each report says: sections of figures, every one from the query that the page of the same figure asks.

A report is computed as the recipient would see the office: a sponsor's with a sponsor's duty on its own funds, the
others with a manager's on the area. No name of a citizen can get into it, for no section asks for one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils import translation

from payung.law.month import Month
from payung.office.accounts.models import Duty, Role, User
from payung.office.claims import experience
from payung.office.insight.suppression import hides_total, suppressed
from payung.office.reconciliation import asking, words
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.figures import GATES, By, grouped, whole
from payung.office.reconciliation.statement import statement
from payung.office.reports.models import Obligation, Recipient
from payung.office.reports.periods import Period

SMALL = 5  # fewer people than this are not told: somebody could be known by the number
_HIDDEN = "kurang dari 5 orang, atau disembunyikan agar yang lain tidak terhitung"
Section = dict[str, Any]
_GATES = {"decided": "Ditetapkan", "enrolled": "Terdaftar", "billed": "Ditagih", "paid": "Dibayar"}


def reader_of(obligation: Obligation) -> Any:
    """Somebody with the duty by which the recipient may see; nobody's account, and never kept."""
    reader = User(username="laporan")
    role = Role.SPONSOR if obligation.sponsor_id else Role.PROGRAMME_MANAGER
    duty = Duty(role=role, area_id=obligation.area_id, sponsor_id=obligation.sponsor_id)
    reader._duties = [duty]  # type: ignore[attr-defined]
    return reader


def content_of(obligation: Obligation, period: Period) -> dict[str, Any]:
    """The whole report as plain data, in Indonesian."""
    with translation.override("id"):
        reader = reader_of(obligation)
        asked = Asked(first=period.first.number, last=period.last.number)
        made = [section(reader, asked) for section in _SECTIONS[Recipient(obligation.recipient)]]
        return {
            "title": _title(obligation, period),
            "facts": [
                ["Kepada", str(obligation)],
                ["Wilayah", str(obligation.area)],
                ["Periode", period.to("id")],
                *([["Dasar", obligation.basis]] if obligation.basis else []),
            ],
            "sections": [each for each in made if each["rows"]],
        }


def hash_of(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _title(obligation: Obligation, period: Period) -> str:
    if obligation.sponsor_id:
        return f"Laporan manfaat bagi penyandang dana, {period.to('id')}"
    return f"Laporan perlindungan pekerja rentan, {period.to('id')}"


def _section(
    title: str,
    columns: Sequence[tuple[str, str, str]],
    rows: Iterable[Mapping[str, Any]],
    *notes: str,
    totals: bool = False,
) -> Section:
    keys = [key for key, _label, _kind in columns]
    return {
        "title": title,
        "columns": [{"key": key, "label": label, "kind": kind} for key, label, kind in columns],
        "rows": [{key: row.get(key) for key in keys} for row in rows],
        "totals": totals,
        "notes": [note for note in notes if note],
    }


# The same for regent, province and DPRD


def _statement(reader: Any, asked: Asked) -> Section:
    told = statement(reader, asked)
    lines = list(words.lines(told, asked)) if told.gate("decided").months else []
    return _section(
        "Dari SK sampai uang keluar",
        (
            ("words", "Uraian", "text"),
            ("people", "Orang", "integer"),
            ("months", "Orang-bulan", "integer"),
            ("rupiah", "Rupiah", "rupiah"),
        ),
        [
            {"words": line.words, "people": line.people, "months": line.months, "rupiah": line.rupiah}
            for line in lines
        ],
        "Rupiah yang ditetapkan dan terdaftar dihitung menurut tarif saat penetapan; yang ditagih dan dibayar menurut tagihan.",
        "" if told.ties else "Ada rupiah yang belum dapat dijelaskan.",
    )


def _groups(by: By, title: str, label: str) -> Callable[[Any, Asked], Section]:
    def section(reader: Any, asked: Asked) -> Section:
        rows = [_named(by, row) for row in grouped(asking.counted_months(reader, asked), by)]
        return _section(
            title,
            (
                ("name", label, "text"),
                ("decided_people", "Orang", "integer"),
                *((gate, words_of, "integer") for gate, words_of in _GATES.items()),
                ("billed_rupiah", "Ditagih (Rp)", "rupiah"),
                ("paid_rupiah", "Dibayar (Rp)", "rupiah"),
            ),
            rows,
            "Orang dihitung sekali pada setiap baris: seseorang dapat berada pada lebih dari satu baris.",
            totals=True,
        )

    return section


def _named(by: By, row: Mapping[str, Any]) -> dict[str, Any]:
    if by == "month":
        return {**row, "name": Month.from_number(row["code"]).to("id")}
    return {**row, "name": f"{row['name']} {row['year']}"} if by == "fund" else dict(row)


def _claims(reader: Any, asked: Asked) -> Section:
    return _section(
        "Manfaat bagi keluarga",
        (
            ("group", "Program", "text"),
            ("cases", "Kejadian", "integer"),
            ("deaths", "Meninggal", "integer"),
            ("owed", "Hak (Rp)", "rupiah"),
            ("benefits", "Sudah dibayar (Rp)", "rupiah"),
            ("contributions", "Iuran dibayar (Rp)", "rupiah"),
        ),
        experience.by(reader, "programme", (asked.first, asked.last)),
        "Kejadian pada periode ini menurut hari kejadiannya; hak tanpa beasiswa.",
        totals=True,
    )


# A sponsor's: what its money did, and nobody to be known by a number


def _impact(reader: Any, asked: Asked) -> Section:
    sums = whole(asking.counted_months(reader, asked))
    small = 0 < sums["decided_people"] < SMALL
    rows = [
        {
            "words": label,
            "people": None if small else sums[f"{gate}_people"],
            "months": None if small else sums[gate],
            "rupiah": None if small else sums[f"{gate}_rupiah"],
            "note": _HIDDEN if small else "",
        }
        for gate, label in zip(GATES, _GATES.values(), strict=True)
    ]
    return _section(
        "Pekerja yang Anda lindungi",
        (
            ("words", "Uraian", "text"),
            ("people", "Orang", "integer"),
            ("months", "Orang-bulan", "integer"),
            ("rupiah", "Rupiah", "rupiah"),
            ("note", "Catatan", "text"),
        ),
        rows if sums["decided"] else [],
    )


def _quiet(by: By, title: str, label: str) -> Callable[[Any, Asked], Section]:
    """Groups of people, the small ones hidden with as many others as it takes."""

    def section(reader: Any, asked: Asked) -> Section:
        groups = [_named(by, row) for row in grouped(asking.counted_months(reader, asked), by)]
        people = {str(row["code"]): row["decided_people"] for row in groups}
        hidden = suppressed(people, SMALL)
        if hides_total(people, hidden, SMALL):
            hidden = set(people)
        return _section(
            title,
            (
                ("name", label, "text"),
                ("people", "Orang", "integer"),
                ("months", "Orang-bulan dibayar", "integer"),
                ("rupiah", "Iuran dibayar (Rp)", "rupiah"),
                ("note", "Catatan", "text"),
            ),
            [
                {
                    "name": row["name"],
                    "people": None if quiet else row["decided_people"],
                    "months": None if quiet else row["paid"],
                    "rupiah": None if quiet else row["paid_rupiah"],
                    "note": _HIDDEN if quiet else "",
                }
                for row in groups
                for quiet in (str(row["code"]) in hidden,)
            ],
        )

    return section


def _benefits(reader: Any, asked: Asked) -> Section:
    rows = experience.by(reader, "fund", (asked.first, asked.last))
    cases = {str(row["group"]): row["cases"] for row in rows}
    hidden = {name for name, count in cases.items() if 0 < count < SMALL}
    return _section(
        "Manfaat yang diterima keluarga",
        (
            ("group", "Dana", "text"),
            ("cases", "Kejadian", "integer"),
            ("benefits", "Sudah dibayar (Rp)", "rupiah"),
            ("note", "Catatan", "text"),
        ),
        [
            {
                "group": row["group"],
                "cases": None if quiet else row["cases"],
                "benefits": None if quiet else row["benefits"],
                "note": "kurang dari 5 keluarga" if quiet else "",
            }
            for row in rows
            for quiet in (str(row["group"]) in hidden,)
        ],
        "Kejadian pada periode ini menurut hari kejadiannya. Nama dan desa keluarga tidak disebut.",
    )


_BY_MONTH = _groups("month", "Menurut bulan", "Bulan")
_BY_PROGRAMME = _groups("programme", "Menurut program", "Program")
_BY_FUND = _groups("fund", "Menurut dana", "Dana")
_BY_VILLAGE = _groups("village", "Menurut desa", "Desa/Kelurahan/Nagari")
_OFFICE = (_statement, _BY_PROGRAMME, _BY_FUND, _BY_MONTH, _claims, _BY_VILLAGE)
_SECTIONS: dict[Recipient, Sequence[Callable[[Any, Asked], Section]]] = {
    Recipient.REGENT: _OFFICE,
    Recipient.DPRD: _OFFICE,
    Recipient.PROVINCE: (_statement, _BY_PROGRAMME, _BY_FUND, _BY_MONTH, _claims),
    Recipient.BPJS: (_statement, _BY_PROGRAMME, _BY_MONTH),
    Recipient.SPONSOR: (
        _impact,
        _quiet("month", "Menurut bulan", "Bulan"),
        _quiet("village", "Menurut desa", "Desa/Kelurahan/Nagari"),
        _benefits,
    ),
}
