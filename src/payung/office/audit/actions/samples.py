"""Samples: drawn, and taken as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from payung import sheets
from payung.errors import Place, UnusableInput
from payung.language import Text, number, rupiah
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.audit import sampling
from payung.office.audit.models import Drawn, Method, Sample
from payung.office.core.language import page_language
from payung.office.core.vault import masked
from payung.office.cover.months import GATE_WORDS, gate_of
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme
from payung.office.reconciliation.asking import Asked


@act("audit.sample")
def draw(
    actor: Any, programme: Programme, *, first: int, last: int, gate: str, method: str, seed: str, size: int
) -> Sample:
    """Draw and keep a sample of a programme's person-months. Raises UnusableInput where there is nothing to draw from."""
    require(actor, May.AUDIT, programme.area_id)
    asked = Asked(programme=programme, first=first, last=last)
    drawn = sampling.draw(sampling.population(actor, asked, gate), method, seed, size)
    if not drawn.items:
        raise UnusableInput(
            Text(
                "Tidak ada orang-bulan pada gerbang dan bulan ini",
                "No person-month stands at this gate in these months",
            ),
            Text(
                "Pilih bulan atau gerbang lain; tidak ada yang dicatat",
                "Choose other months or another gate; nothing was kept",
            ),
            Place(column="gate"),
        )
    made = Sample.objects.create(
        programme=programme,
        first_month=first,
        last_month=last,
        gate=gate,
        method=method,
        seed=seed,
        asked_size=size,
        population=drawn.population,
        rupiah=drawn.rupiah,
        interval=drawn.interval,
        start=drawn.start,
        drawn_by=actor,
    )
    _keep_items(made, drawn.items)
    record(
        f"programme:{programme.public_id}",
        area=programme.area_id,
        facts={
            "sample": made.public_id,
            "method": method,
            "seed": seed,
            "size": size,
            "first_month": first,
            "last_month": last,
            "gate": gate,
            "population": drawn.population,
            "rupiah": drawn.rupiah,
            "drawn": len(drawn.items),
        },
    )
    return made


def _keep_items(made: Sample, items: Iterable[Any]) -> None:
    Drawn.objects.bulk_create(
        [
            Drawn(
                sample=made,
                number=at,
                person_month_id=item.person_month,
                position=item.position,
                rupiah=item.rupiah,
                hits=item.hits,
            )
            for at, item in enumerate(items, start=1)
        ],
        batch_size=1_000,
    )


def same_today(user: Any, sample: Sample) -> bool:
    """Whether the seed draws the very same person-months from the ledger as it is now."""
    asked = Asked(programme=sample.programme, first=sample.first_month, last=sample.last_month)
    again = sampling.draw(
        sampling.population(user, asked, sample.gate), sample.method, sample.seed, sample.asked_size
    )
    kept = list(sample.items.values_list("person_month_id", "position", "rupiah", "hits"))
    return kept == [(item.person_month, item.position, item.rupiah, item.hits) for item in again.items]


_COLUMNS = (
    sheets.Column("number", Text("No.", "No."), "integer", 6),
    sheets.Column("position", Text("Urutan di populasi", "Place in the population"), "integer", 14),
    sheets.Column("name", Text("Nama", "Name"), "text", 30),
    sheets.Column("nik", Text("NIK", "NIK"), "digits", 20),
    sheets.Column("village", Text("Desa", "Village"), "text", 24),
    sheets.Column("month", Text("Bulan", "Month"), "text", 10),
    sheets.Column("fund", Text("Dana", "Fund"), "text", 24),
    sheets.Column("decree", Text("SK", "Decree"), "text", 24),
    sheets.Column("line", Text("Baris SK", "Line"), "integer", 10),
    sheets.Column("gate", Text("Gerbang", "Gate"), "text", 12),
    sheets.Column("code", Text("Kode iuran", "Payment code"), "digits", 18),
    sheets.Column("document", Text("SP2D", "SP2D"), "text", 22),
    sheets.Column("rupiah", Text("Rupiah", "Rupiah"), "rupiah", 14),
    sheets.Column("hits", Text("Kali terpilih", "Hits"), "integer", 10),
    sheets.Column("found", Text("Hasil pemeriksaan", "What was found"), "text", 40),
)
_METHOD = (
    sheets.Column("label", Text("Uraian", "What"), "text", 30),
    sheets.Column("value", Text("Isi", "Said"), "text", 90),
)


@act("audit.sample_taken")
def take(actor: Any, sample: Sample) -> bytes:
    """The sample as a workbook: how it was drawn, and the rows with their documents and room for what is found."""
    require(actor, May.AUDIT, sample.programme.area_id)
    require(actor, May.SEE_PEOPLE, sample.programme.area_id)
    tongue = page_language()
    stream = io.BytesIO()
    sheets.write_xlsx(
        stream,
        [
            sheets.Sheet(
                _("Method"), _METHOD, [{"label": k, "value": v} for k, v in method_in_words(sample)]
            ),
            sheets.Sheet(
                _("Audit sample"), _COLUMNS, _rows(sample), title=(str(sample.programme),), totals=True
            ),
        ],
        tongue,
    )
    record(
        f"programme:{sample.programme.public_id}",
        area=sample.programme.area_id,
        facts={"sample": sample.public_id, "rows": sample.items.count()},
    )
    return stream.getvalue()


def method_in_words(sample: Sample) -> list[tuple[str, str]]:
    """How the sample was drawn, so that somebody else can draw it again."""
    tongue = page_language()
    months = [Month.from_number(each).to(tongue) for each in (sample.first_month, sample.last_month)]
    said = [
        (_("Programme"), str(sample.programme)),
        (_("Months"), " – ".join(dict.fromkeys(months))),
        (_("Population"), _population(sample)),
        (_("Method"), str(sample.get_method_display())),  # type: ignore[attr-defined]
        (_("Seed"), sample.seed),
        (_("Size asked for"), number(sample.asked_size, tongue)),
    ]
    if sample.method == Method.MONETARY:
        said += [
            (_("Interval"), rupiah(sample.interval)),
            (_("First rupiah hit"), rupiah(sample.start)),
            (
                _("How to draw it again"),
                _(
                    "Person-months by person and month, as orang-bulan.csv of the archive has them, without those taken "
                    "away; their rupiah are added up. Interval = rupiah divided by size, rounded down; the first rupiah hit "
                    "is 1 + SHA-256 of “seed:0” modulo the interval, then every interval further. A person-month that holds "
                    "a hit rupiah is in the sample."
                ),
            ),
        ]
    else:
        said.append(
            (
                _("How to draw it again"),
                _(
                    "Person-months by person and month, as orang-bulan.csv of the archive has them, without those taken "
                    "away, numbered from 1. Places are 1 + SHA-256 of “seed:0”, “seed:1”, and so on modulo the population, "
                    "until enough different ones are there."
                ),
            )
        )
    return said


def _population(sample: Sample) -> str:
    tongue = page_language()
    return _("%(count)s person-months at the gate “%(gate)s”, %(rupiah)s") % {
        "count": number(sample.population, tongue),
        "gate": GATE_WORDS[sample.gate],
        "rupiah": rupiah(sample.rupiah),
    }


def _rows(sample: Sample) -> Iterator[dict[str, Any]]:
    items = sample.items.select_related(
        "person_month__person",
        "person_month__village",
        "person_month__fund",
        "person_month__line__decision",
        "person_month__bill_line__bill",
        "person_month__payment",
    )
    for item in items:
        month = item.person_month
        yield {
            "number": item.number,
            "position": item.position,
            "name": month.person.name,
            "nik": masked(month.person.nik_tail),
            "village": month.village.name,
            "month": str(Month.from_number(month.month)),
            "fund": str(month.fund),
            "decree": str(month.line.decision),
            "line": month.line.number,
            "gate": str(GATE_WORDS[gate_of(month)]),
            "code": month.bill_line.bill.code if month.bill_line else "",
            "document": month.payment.document if month.payment else "",
            "rupiah": item.rupiah,
            "hits": item.hits,
            "found": "",
        }
