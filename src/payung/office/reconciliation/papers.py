"""The statement as workbook and as PDF; the workbook names the people behind the differences where a duty shows them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation

from payung.documents.statement import StatementLine, statement_pdf
from payung.language import Text, rupiah, same
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, common_area, scope, sponsors_of
from payung.office.core.language import page_language
from payung.office.core.vault import masked
from payung.office.cover.months import GATE_WORDS, gate_of
from payung.office.journal.acts import act, record
from payung.office.reconciliation import asking, words
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.causes import WORDS, having
from payung.office.reconciliation.figures import grouped
from payung.office.reconciliation.statement import Statement, statement
from payung.sheets import Column, Sheet, write_xlsx

_LINES = (
    Column("words", Text("Uraian", "Line"), "text", 52),
    Column("people", Text("Orang", "People"), "integer", 12),
    Column("months", Text("Orang-bulan", "Person-months"), "integer", 14),
    Column("rupiah", Text("Rupiah", "Rupiah"), "rupiah", 20),
)
_GATES = (
    ("decided", Text("Ditetapkan", "Decided")),
    ("enrolled", Text("Terdaftar", "Enrolled")),
    ("billed", Text("Ditagih", "Billed")),
    ("paid", Text("Dibayar", "Paid")),
)
_GROUP = (
    Column("code", Text("Kode", "Code"), "text", 16),
    Column("name", Text("Nama", "Name"), "text", 28),
    *(Column(gate, title, "integer", 12) for gate, title in _GATES),
    *(
        Column(f"{gate}_rupiah", Text(f"{title.id} (Rp)", f"{title.en} (Rp)"), "rupiah", 18)
        for gate, title in _GATES
    ),
)
_PEOPLE = (
    Column("cause", Text("Sebab", "Cause"), "text", 40),
    Column("name", Text("Nama", "Name"), "text", 30),
    Column("nik", Text("NIK", "NIK"), "digits", 20),
    Column("village", Text("Desa/Kelurahan/Nagari", "Village"), "text", 24),
    Column("month", Text("Bulan", "Month"), "text", 10),
    Column("fund", Text("Dana", "Fund"), "text", 22),
    Column("gate", Text("Gerbang", "Gate"), "text", 14),
    Column("rupiah", Text("Rupiah", "Rupiah"), "rupiah", 14),
)


@act("reconciliation.download")
def download(actor: Any, asked: Asked, form: str) -> bytes:
    """The statement of what was asked: ``pdf`` (one page, in Indonesian) or ``xlsx``."""
    told = statement(actor, asked)
    if form == "pdf":
        with translation.override("id"):
            content = _pdf(told, asked)
    else:
        content = _xlsx(actor, told, asked)
    record(
        f"programme:{asked.programme.public_id}" if asked.programme else "reconciliation",
        area=asked.programme.area_id if asked.programme else common_area(actor),
        facts={
            "form": form,
            "asked": asked.address(),
            **{gate.code: gate.rupiah for gate in told.gates},
        },
    )
    return content


def _pdf(told: Statement, asked: Asked) -> bytes:
    lines = [
        StatementLine(line.words, line.people, line.months, line.rupiah, line.kind in ("gate", "money"))
        for line in words.lines(told, asked)
    ]
    notes = [
        "Rupiah yang ditetapkan dan terdaftar dihitung menurut tarif saat penetapan; yang ditagih dan dibayar menurut tagihan."
    ]
    if told.money and told.money.corrected:
        notes.append(
            f"Sesudah koreksi {rupiah(told.money.corrected)}, yang masih harus dibayar {rupiah(told.money.owed)}."
        )
    notes.append("Setiap rupiah ada sebabnya." if told.ties else "Ada rupiah yang belum dapat dijelaskan.")
    today = date_in_words(timezone.localdate(), "id")
    return statement_pdf(
        "Berita rekonsiliasi iuran", [("Tentang", words.title(asked)), ("Keadaan pada", today)], lines, notes
    )


def _xlsx(user: Any, told: Statement, asked: Asked) -> bytes:
    rows = asking.counted_months(user, asked)
    head = (words.title(asked),)
    sheets = [
        Sheet(
            str(translation.gettext("Statement")),
            _LINES,
            [
                {"words": line.words, "people": line.people, "months": line.months, "rupiah": line.rupiah}
                for line in words.lines(told, asked)
            ],
            title=head,
        )
    ]
    for by, title in (
        ("month", Text("Bulan", "Months")),
        ("fund", Text("Dana", "Funds")),
        ("village", Text("Desa", "Villages")),
    ):
        groups = [{**row, "code": str(row["code"])} for row in grouped(rows, by)]  # type: ignore[arg-type]
        sheets.append(Sheet(title.to(page_language()), _GROUP, groups, title=head, totals=True))
    if sponsors_of(user) is None and scope(user, May.SEE_PEOPLE):
        sheets.append(
            Sheet(
                same(str(translation.gettext("People"))).id,
                _PEOPLE,
                _behind(user, told, asked),
                title=head,
                totals=True,
            )
        )
    stream = io.BytesIO()
    write_xlsx(stream, sheets, page_language())
    return stream.getvalue()


def _behind(user: Any, told: Statement, asked: Asked) -> Iterator[dict[str, Any]]:
    """Everybody behind each difference, whom the user may see by name."""
    rows = asking.months(user, asked).filter(scope(user, May.SEE_PEOPLE).within("village"))
    for gate in told.gates:
        for cause in gate.causes:
            of_cause = having(rows, cause.code, cause.reason).select_related("person", "village", "fund")
            label = f"{WORDS[cause.code]}: {cause.reason}" if cause.reason else str(WORDS[cause.code])
            for month in of_cause.order_by("person__name", "month", "pk").iterator(chunk_size=5_000):
                yield {
                    "cause": label,
                    "name": month.person.name,
                    "nik": masked(month.person.nik_tail),
                    "village": month.village.name,
                    "month": f"{month.month // 100}-{month.month % 100:02}",
                    "fund": str(month.fund),
                    "gate": str(GATE_WORDS[gate_of(month)]),
                    "rupiah": month.planned if month.due is None else month.due,
                }
