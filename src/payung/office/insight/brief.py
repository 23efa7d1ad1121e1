"""The leadership's page on two sheets of paper, with the same figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import translation

from payung.documents.brief import Box, Brief, Line, Part, brief_pdf
from payung.language import number, rupiah
from payung.law.month import Month, date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.insight import leader_charts
from payung.office.insight.coverage_views import percent
from payung.office.insight.figures import MEANINGS, figures, next_steps
from payung.office.insight.overview import Overview
from payung.office.journal.acts import act, record

_STEPS = 6
_DISTRICTS = 12


@act("leader.brief")
def download(actor: Any, area: Area, today: date) -> bytes:
    """Two pages in Indonesian; the journal keeps which figures went out on paper."""
    require(actor, May.SEE_MONEY, area.pk)
    require(actor, May.SEE_INSIGHT, area.pk)
    with translation.override("id"):
        seen = Overview(actor, area, today)
        told = _brief(seen)
        content = brief_pdf(told)
    record(
        f"overview:{area.pk}",
        area=area.pk,
        facts={"month": seen.month, **{meaning.key: seen.sums[meaning.key] for meaning in MEANINGS}},
    )
    return content


def _brief(seen: Overview) -> Brief:
    months = seen.months[-leader_charts.MONTHS :]
    trend = leader_charts.trend(seen)
    return Brief(
        title=f"Pelindungan pekerja rentan {seen.area.name}",
        lead=f"Keadaan {date_in_words(seen.today, 'id')}, bulan angka {Month.from_number(seen.month).to('id')}",
        boxes=[Box(str(each.meaning.label), each.shown("id"), each.hint) for each in figures(seen)],
        steps=[each.words for each in next_steps(seen)][:_STEPS],
        no_steps="Tidak ada yang menunggu keputusan.",
        trend_title="Orang per bulan",
        labels=[Month.from_number(each.month).to("id") for each in months] if trend else [],
        lines=[
            Line(name, [getattr(each, key) for each in months])
            for key, name in (("decided", "Ditetapkan"), ("enrolled", "Terdaftar"), ("paid", "Dibayar"))
        ],
        first_parts=[_districts(seen)],
        parts=[*_league(seen), _flow(seen)],
        meanings=[(str(each.label), str(each.counts)) for each in MEANINGS],
    )


def _districts(seen: Overview) -> Part:
    """The kecamatan with most people, as many as the first page holds."""
    rows = sorted(seen.districts, key=lambda row: (-row["enrolled"], row["code"]))[:_DISTRICTS]
    more = len(seen.districts) - len(rows)
    return Part(
        "Per kecamatan",
        ("Kecamatan", "Terlindungi", "Berisiko", "Iuran", "Santunan"),
        [
            (
                row["name"],
                number(row["enrolled"]),
                number(row["arrears"]),
                rupiah(row["contributions"]),
                rupiah(row["benefits"]),
            )
            for row in rows
        ],
        f"Dan {number(more)} kecamatan lain di halaman rincian." if more else "",
    )


def _league(seen: Overview) -> list[Part]:
    ahead, behind = leader_charts.ends(seen)
    measured = (
        "orang terlindungi dari angkatan kerja desa"
        if seen.by_workforce
        else "bulan yang dibayar dari yang ditetapkan"
    )
    columns = ("Desa, nagari atau kelurahan", "Bagian", "Terlindungi", "Berisiko", "Santunan")
    return [
        Part(
            title, columns,
            [
                (each.name, percent(seen.standing_of(each)), number(each.enrolled), number(each.arrears), rupiah(each.benefits))
                for each in villages
            ],
            f"Menurut {measured}.",
        )
        for title, villages in (("Desa terdepan", ahead), ("Desa tertinggal", behind))
    ]  # fmt: skip


def _flow(seen: Overview) -> Part:
    flow = leader_charts.flow(seen)
    rows = flow["left"][:12] if flow else []
    return Part(
        "Dari dana ke wilayah", ("Dana", "Wilayah", "Orang"), [(a, b, number(people)) for (a, b), people in rows],
        flow["words"] if flow else "",
        texts=2,
    )  # fmt: skip
