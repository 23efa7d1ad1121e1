"""A register of the treasury is kept with every order of it, and what each order was found to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from payung.errors import Place, UnusableInput
from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.tabled import Tabled
from payung.exchange.treasury_register import FIELDS, read_register
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.core import store
from payung.office.core.bulk import insert_rows
from payung.office.core.identifiers import public_id
from payung.office.core.language import page_language
from payung.office.core.vault import seal_fields
from payung.office.journal.acts import act, record
from payung.office.treasury.models import SEALED, Order, Register, RegisterProfile
from payung.office.treasury.recognising import Found, books_of, recognise

_NOTHING = Text("Tidak ada yang disimpan", "Nothing was kept")
_FIELDS = (
    "public_id", "register", "sheet", "row", "document", "dated", "amount", "finding", "reason", "fund", "bill",
    "payment", "sealed",
)  # fmt: skip


@act("register_profile.save")
def save_profile(actor: Any, area_code: str, *, name: str, headings: str) -> RegisterProfile:
    """The headings of this office's registers, in TOML. Raises UnusableInput naming what is wrong."""
    require(actor, May.RECORD_PAYMENTS, area_code)
    HeadingProfile.from_toml(headings, FIELDS)
    profile, _made = RegisterProfile.objects.update_or_create(
        area_id=area_code, name=" ".join(name.split())[:80] or "SP2D", defaults={"headings": headings}
    )
    record(f"profile:{profile.public_id}", area=area_code, facts={"name": profile.name})
    return profile


@act("register.load")
def load_register(
    actor: Any, area: Area, path: Path, *, file_name: str, profile: RegisterProfile | None = None
) -> Register:
    """Keep a register. Nothing is paid by it: ``record_orders`` does that for the orders that somebody looked at.

    Raises UnusableInput, with nothing kept, for a file that cannot be read, one without orders, the same one twice.
    """
    require(actor, May.RECORD_PAYMENTS, area.code)
    headings = HeadingProfile.from_toml(profile.headings, FIELDS) if profile else None
    read = read_register(path, file_name, headings)
    if not read.table.num_rows:
        raise UnusableInput(
            Text("Tidak ada SP2D di berkas ini", "There is no SP2D in this file"),
            _NOTHING,
            Place(column="file"),
        )
    with store.keeping(path, SEALED) as stored:
        made = _keep(actor, area, read, stored, file_name)
    counts = dict(Counter(made.orders.order_by().values_list("finding", flat=True)))
    record(
        f"register:{made.public_id}",
        area=area.code,
        facts={
            "sha256": made.sha256,
            "rows": made.rows,
            "skipped": made.skipped,
            "rupiah": made.rupiah,
            **counts,
        },
    )
    return made


def _keep(actor: Any, area: Area, read: Tabled, stored: store.Kept, file_name: str) -> Register:
    earlier = Register.objects.filter(area=area, sha256=stored.sha256).first()
    if earlier:
        on = earlier.imported.date()
        raise UnusableInput(
            Text(
                f"Daftar ini sudah dimuat pada {date_in_words(on, 'id')}",
                f"This register was loaded on {date_in_words(on, 'en')} already",
            ),
            Text(
                "Lanjutkan daftar itu, atau muat daftar yang lebih baru",
                "Go on with that one, or load a newer register",
            ),
            Place(column="file"),
        )
    rows = read.table.to_pylist()
    made = Register.objects.create(
        area=area,
        file_name=file_name[:200],
        file=stored.name,
        sha256=stored.sha256,
        rows=len(rows),
        skipped=len(read.skipped),
        rupiah=sum(row["amount"] or 0 for row in rows),
        imported_by=actor,
    )
    insert_rows(Order, _FIELDS, _orders(made, read, rows))
    return made


def _orders(made: Register, read: Tabled, rows: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    faults: dict[tuple[str, int], list[Text]] = defaultdict(list)
    for one in read.problems:
        faults[one.sheet, one.row].append(one.what)
    books = books_of(made.area_id)
    for row in rows:
        found = recognise(row, faults[row["sheet"], row["row"]], books)
        yield _order(made, row, found)


def _order(made: Register, row: dict[str, Any], found: Found) -> tuple[Any, ...]:
    private = {"purpose": row["purpose"], "payee": row["payee"]}
    return (
        public_id(), made.pk, row["sheet"][:120], row["row"], row["document"][:80], row["dated"], row["amount"],
        found.finding, found.reason.to(page_language())[:400] if found.reason else "",
        found.fund and found.fund.pk, found.bill and found.bill.pk, found.payment and found.payment.pk,
        seal_fields(private, SEALED),
    )  # fmt: skip
