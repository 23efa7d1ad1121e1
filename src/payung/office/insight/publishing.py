"""What an area shows to everybody: aggregates only, small cells hidden before anything is kept; frozen until the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area, Level
from payung.office.insight import counting
from payung.office.insight.holding import held_back
from payung.office.insight.models import Publication
from payung.office.insight.overview import Overview
from payung.office.insight.suppression import hides_total, nested, suppressed
from payung.office.journal.acts import act, record

SMALLEST, USUAL = 3, 5
OTHER_WORK = "lainnya"


@act("public.publish")
def publish(actor: Any, area: Area, today: date, *, threshold: int = USUAL) -> Publication:
    """Freeze the area's aggregates for everybody. Raises UnusableInput."""
    require(actor, May.MANAGE_COVERAGE, area.pk)
    require(actor, May.SEE_MONEY, area.pk)
    if area.level > Level.REGENCY:
        raise UnusableInput(
            Text(
                "Hanya provinsi, kabupaten atau kota yang diumumkan",
                "Only a province, regency or city is published",
            ),
            Text("Pilih kabupaten atau kota", "Choose the regency or city"),
        )
    if threshold < SMALLEST:
        raise UnusableInput(
            Text(
                f"Batas sel kecil paling sedikit {SMALLEST}",
                f"The limit of small cells is {SMALLEST} at least",
            ),
            Text("Tulis angka yang lebih besar", "Write a larger number"),
            Place(column="threshold"),
        )
    figures = aggregates(Overview(actor, area, today), threshold)
    if (
        before := Publication.objects.filter(area=area).order_by("-pk").first()
    ):  # taken back or not: it was seen
        figures = held_back(before.figures, figures, threshold)
    made = Publication.objects.create(
        area=area, month=figures["month"], threshold=threshold, figures=figures, published_by=actor
    )
    record(
        f"publication:{made.public_id}",
        area=area.pk,
        facts={
            "month": made.month,
            "threshold": threshold,
            "hidden": figures["hidden"],
            "held": figures.get("held", 0),
        },
    )
    return made


@act("public.withdraw")
def withdraw(actor: Any, given: Publication, *, why: str) -> None:
    """Show it no longer. What was public is kept, with who took it back and why."""
    require(actor, May.MANAGE_COVERAGE, given.area_id)
    if not why.strip():
        raise UnusableInput(
            Text("Alasan belum ditulis", "The reason is missing"), Text("Tulis alasannya", "Write the reason"),
            Place(column="why"),
        )  # fmt: skip
    standing = Publication.objects.select_for_update().filter(area=given.area_id, withdrawn=None)
    now = timezone.now()
    count = standing.update(withdrawn=now)
    record(f"publication:{given.public_id}", area=given.area_id, why=why, facts={"withdrawn": count})


def shown() -> QuerySet[Publication]:
    """The newest of each area, for everybody."""
    newest: dict[str, int] = {}
    for area, pk in Publication.objects.filter(withdrawn=None).order_by("pk").values_list("area_id", "pk"):
        newest[area] = pk
    return Publication.objects.filter(pk__in=newest.values()).select_related("area").order_by("area")


def aggregates(seen: Overview, threshold: int) -> dict[str, Any]:
    """Cells as they are shown: a number, or None for what is hidden."""
    villages = seen.villages
    districts = counting.districts(each.district for each in villages)
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for each in villages:
        groups[each.district][each.code] = each.enrolled
    hidden_villages, hidden_districts, whole_hidden = nested(groups, threshold)
    enrolled = seen.sums["enrolled"]
    works: dict[str, int] = defaultdict(int)
    for stream in seen.streams:
        works[stream.occupation or "-"] += stream.people
    hidden_works = suppressed(works, threshold, total_shown=not whole_hidden)
    if hides_total(works, hidden_works, threshold) and not whole_hidden:
        hidden_works = set(works)
    by_month = {str(each.month): each.enrolled for each in seen.months}
    hidden_months = suppressed(by_month, threshold)
    told_by_money = hides_total(by_month, hidden_months, threshold)  # rupiah are months times the rate
    families = seen.sums["families"]
    few_families = 0 < families < threshold
    whole = None if whole_hidden or 0 < enrolled < threshold else enrolled
    return {
        "month": seen.month,
        "dated": seen.today.isoformat(),
        "hidden": len(hidden_villages) + len(hidden_districts) + len(hidden_works) + (whole is None) + few_families,
        "enrolled": whole,
        "families": None if few_families else families,
        "benefits": None if few_families else seen.sums["benefits"],
        "contributions": None if whole is None or told_by_money else seen.sums["contributions"],
        "months": [
            {"month": each.month, "enrolled": None if str(each.month) in hidden_months or whole is None else each.enrolled}
            for each in seen.months
        ],
        "districts": [
            {"code": code, "name": districts.get(code, code), "enrolled": None if code in hidden_districts else sum(cells.values())}
            for code, cells in sorted(groups.items())
        ],
        "villages": [
            {"code": each.code, "name": each.name, "district": districts.get(each.district, each.district),
             "enrolled": None if each.code in hidden_villages else each.enrolled}
            for each in villages
        ],
        "occupations": _works(works, hidden_works) if whole is not None else [],
    }  # fmt: skip


def _works(works: dict[str, int], hidden: set[str]) -> list[dict[str, Any]]:
    """What people wrote of rare work could name them: rare work is told together, without its words."""
    told = [{"name": name, "enrolled": people} for name, people in works.items() if name not in hidden]
    told.sort(key=lambda each: (-int(str(each["enrolled"])), str(each["name"])))
    together = sum(works[name] for name in hidden)
    return [*told, {"name": OTHER_WORK, "enrolled": together}] if hidden else told


# Open data: one row for each cell. What a column or measure means is told beside it, in both languages.
COLUMNS = ("table", "area_code", "area_name", "month", "category", "measure", "value", "status")
DICTIONARY: tuple[tuple[str, Text], ...] = (
    ("table", Text("Tabel asal baris: whole, month, district, village atau occupation", "Which table the row is of: whole, month, district, village or occupation")),
    ("area_code", Text("Kode wilayah Kemendagri", "Area code of the Ministry of Home Affairs")),
    ("area_name", Text("Nama wilayah", "Name of the area")),
    ("month", Text("Bulan iuran, tahun-bulan; kosong: sejak awal", "Contribution month, year-month; empty: since the beginning")),
    ("category", Text("Pekerjaan, untuk tabel occupation", "Occupation, of the table occupation")),
    ("measure", Text("enrolled: orang yang terdaftar di BPJS pada bulan itu melalui program pemerintah daerah; families: keluarga yang menerima santunan; benefits dan contributions: rupiah santunan dan iuran yang sudah dibayar",
                     "enrolled: people whom BPJS holds as members in the month through programmes of the local government; families: families who got a benefit; benefits and contributions: rupiah of benefits and contributions paid")),
    ("value", Text("Angka bulat; kosong bila disembunyikan; sama dengan terbitan sebelumnya bila berubah kurang dari batas sel kecil", "A whole number; empty where it is hidden; as published before where it has changed by fewer people than the limit of small cells")),
    ("status", Text("shown: ditampilkan; suppressed: disembunyikan agar tidak ada orang yang dapat dikenali, juga bila sel lain harus ikut disembunyikan",
                    "shown; suppressed: hidden so that nobody can be known, also where another cell must be hidden with it")),
)  # fmt: skip


def open_rows(given: Publication) -> Iterator[dict[str, Any]]:
    """Every cell that is public, hidden ones named as such."""
    told, area = given.figures, given.area
    month = str(Month.from_number(told["month"]))

    def row(
        table: str, code: str, name: str, when: str, category: str, measure: str, value: Any
    ) -> dict[str, Any]:
        status = "suppressed" if value is None else "shown"
        cells = (table, code, name, when, category, measure, "" if value is None else value, status)
        return dict(zip(COLUMNS, cells, strict=True))

    yield row("whole", area.pk, area.name, month, "", "enrolled", told["enrolled"])
    for measure in ("families", "benefits", "contributions"):
        yield row("whole", area.pk, area.name, "", "", measure, told[measure])
    for each in told["months"]:
        when = str(Month.from_number(each["month"]))
        yield row("month", area.pk, area.name, when, "", "enrolled", each["enrolled"])
    for table in ("districts", "villages"):
        for each in told[table]:
            yield row(table[:-1], each["code"], each["name"], month, "", "enrolled", each["enrolled"])
    for each in told["occupations"]:
        yield row("occupation", area.pk, area.name, month, each["name"], "enrolled", each["enrolled"])
