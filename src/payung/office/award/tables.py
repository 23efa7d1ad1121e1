"""The lists of awards, of innovations, and the league of villages."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.award.evidence import Standing
from payung.office.award.models import Level
from payung.office.award.pack import points
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Table, Words


class AwardTable(Table):
    name = "awards"
    title = _("Awards")
    columns = (
        Column("name", _("Award"), sort="name", width=36, link=lambda row: reverse("award", args=[row.public_id])),
        Column("area__name", _("Area"), sort="area__name", width=26),
        Column("level", _("Who is judged?"), sort="level", words=dict(Level.choices), width=28),
        Column("version", _("Version"), kind="integer", sort="version"),
        Column("made", _("Made on"), kind="date", sort="made"),
    )  # fmt: skip
    order = ("name",)
    empty_title = _("No award has criteria yet")
    empty_words = _("Set criteria and weights: the evidence is gathered by itself, and gaps are named.")

    def empty_action(self) -> tuple[str, Words] | None:
        if not scope(self.request.user, May.MANAGE_AWARD):
            return None
        return reverse("award_new"), _("Set award criteria")


class InnovationTable(Table):
    name = "innovations"
    title = _("Innovations")
    columns = (
        Column("title", _("What was new?"), sort="title", width=40),
        Column("about", _("What did it change?"), width=60),
        Column("area__name", _("Area"), sort="area__name", width=26),
        Column("dated", _("Date"), kind="date", sort="dated"),
    )
    order = ("-dated",)
    empty_title = _("No innovation is written down yet")
    empty_words = _("What an office does in a new way no table can find: write it down.")

    def empty_action(self) -> tuple[str, Words] | None:
        if not scope(self.request.user, May.MANAGE_AWARD):
            return None
        return reverse("innovation_new"), _("Add an innovation")


class LeagueTable(GroupTable):
    """Villages by their score; one column for each criterion that has a weight."""

    name = "league"
    title = _("League of villages")
    first_order = "rank"
    empty_title = _("No village lies in this area")
    empty_words = _("Choose criteria of a regency that has villages.")

    def __init__(self, request: HttpRequest, found: list[Standing], *, area: str) -> None:
        ranked = sorted(found, key=lambda one: (-one.tenths, one.area.pk))
        ranks: dict[int, int] = {}
        for at, one in enumerate(ranked, start=1):
            ranks.setdefault(one.tenths, at)  # equal scores, equal rank
        groups = [
            {
                "rank": ranks[one.tenths],
                "village": one.area.name,
                "district": one.area.parent.name if one.area.parent else "",
                "score": one.tenths,
                "gaps": len(one.gaps),
                **{each.source.code: each.value for each in one.found},
            }
            for one in ranked
        ]
        sources = [each.source for each in ranked[0].found] if ranked else []
        self.columns = (  # type: ignore[misc]
            Column("rank", _("Place in the league"), kind="integer", sort="rank"),
            Column("village", _("Village"), sort="village", width=26),
            Column("district", _("Kecamatan"), sort="district", width=22),
            Column("score", _("Award score"), sort="score", value=lambda row: points(row["score"])),
            *(Column(source.code, source.name, kind=source.kind) for source in sources),
            Column("gaps", _("Gaps"), kind="integer", sort="gaps"),
        )
        super().__init__(request, groups, area=area)
