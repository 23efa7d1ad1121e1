"""The act of drawing: a rule finds participants, the seed orders them, and the list is frozen with its hash."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, covers, require
from payung.office.aid import drawing
from payung.office.aid.actions.stock import filled, is_closed
from payung.office.aid.drawing import Rule
from payung.office.aid.models import Distribution, Receipt, Recipient
from payung.office.core.bulk import insert_rows
from payung.office.journal.acts import act, record

_FIELDS = ("distribution", "number", "reserve", "person", "village")


@act("aid.draw")
def draw(actor: Any, distribution: Distribution, rule: Rule, *, seed: str, reserve: int = 0) -> Distribution:
    """Draw as many as there are packs, and so many more in reserve. Anew only while no pack has left.

    Where the rule finds no more people than packs, all of them are taken; the seed then only orders them.
    """
    require(actor, May.MANAGE_AID, distribution.area_id)
    filled("seed", seed)
    Month.from_number(rule.month)
    kept = Distribution.objects.select_for_update(no_key=True, of=("self",)).get(pk=distribution.pk)
    _check(kept, rule, reserve)
    people = drawing.candidates(kept.area_id, rule).values_list("pk", "public_id", "village_id")
    found, count = drawing.draw(people.iterator(chunk_size=10_000), seed.strip(), kept.received + reserve)
    if not found:
        raise UnusableInput(
            Text(
                "Tidak ada peserta yang cocok dengan aturan ini pada bulan itu",
                "The rule finds no participant in that month",
            ),
            Text("Periksa bulan, desa, dan pekerjaannya", "Check the month, the villages and the work"),
            Place(column="month"),
        )
    kept.recipients.all().delete()
    rows = [(number, number > kept.received, each) for number, each in enumerate(found, start=1)]
    insert_rows(
        Recipient,
        _FIELDS,
        ((kept.pk, number, spare, each.person, each.village) for number, spare, each in rows),
    )
    kept.rule, kept.seed, kept.candidates = rule.mapping(), seed.strip(), count
    kept.list_hash = drawing.list_hash([(number, spare, each.public_id) for number, spare, each in rows])
    kept.drawn, kept.drawn_by = timezone.now(), actor
    kept.save()
    record(
        f"aid:{kept.public_id}",
        area=kept.area_id,
        facts={
            "rule": kept.rule,
            "seed": kept.seed,
            "candidates": count,
            "drawn": sum(not spare for _number, spare, _each in rows),
            "reserve": sum(spare for _number, spare, _each in rows),
            "list_hash": kept.list_hash,
        },
    )
    return kept


def _check(kept: Distribution, rule: Rule, reserve: int) -> None:
    if kept.closed:
        raise is_closed()
    if not kept.received:
        raise UnusableInput(
            Text("Belum ada paket yang diterima", "No pack has come in yet"),
            Text("Catat penerimaan paket lebih dulu", "Record what came in first"),
        )
    if Receipt.objects.filter(distribution=kept).exists():
        raise UnusableInput(
            Text(
                "Daftar tidak dapat diundi ulang: sudah ada paket yang diserahkan",
                "The list cannot be drawn again: a pack has left already",
            ),
            Text("Buat bantuan baru untuk paket berikutnya", "Make another aid for more packs"),
        )
    if not 0 <= reserve <= kept.received:
        raise UnusableInput(
            Text(
                "Cadangan harus antara 0 dan jumlah paket",
                "The reserve must lie between 0 and the number of packs",
            ),
            Text("Isi misalnya 10", "Write such as 10"),
            Place(column="reserve"),
        )
    for code in rule.villages:
        if not covers(kept.area_id, code):
            raise UnusableInput(
                Text(f"{code} di luar daerah bantuan ini", f"{code} lies outside this aid's area"),
                Text("Pilih desa di dalamnya", "Choose villages inside it"),
                Place(column="villages"),
            )
