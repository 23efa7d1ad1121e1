"""The lists of activities, of those present, of what was agreed, and the reach by village."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.outreach import queries
from payung.office.outreach.models import FollowUp, Kind, State, Way

STATE_TONES = {State.PLANNED: "wait", State.HELD: "ok", State.CANCELLED: "muted"}


def _campaigns(request: HttpRequest) -> list[tuple[str, str]]:
    return list(queries.campaigns(request.user).values_list("public_id", "name"))


def _in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "unrecorded":
        return rows.filter(state=State.PLANNED, day__lt=timezone.localdate())
    return rows.filter(state=value)


class ActivityTable(Table):
    name = "activities"
    title = _("Activities")
    columns = (
        Column("title", _("Activity"), sort="title", width=36,
               link=lambda row: reverse("activity", args=[row.public_id])),
        Column("kind", _("Kind"), sort="kind", words=dict(Kind.choices), width=28),
        Column("day", _("Day"), kind="date", sort="day"),
        Column("area__name", _("Area"), sort="area__name", width=24),
        Column("state", _("State"), kind="status", sort="state", words=dict(State.choices), tones=STATE_TONES),
        Column("came", _("Present"), kind="integer", sort="came", total="came"),
        Column("cards_handed", _("Cards handed over"), kind="integer", sort="cards_handed",
               total="cards_handed"),
        Column("campaign__name", _("Campaign"), sort="campaign__name", width=30),
    )  # fmt: skip
    filters = (
        Filter("keadaan", _("State"), apply=_in_state,
               choices=(*State.choices, ("unrecorded", _("Day passed, not recorded")))),
        Filter("jenis", _("Kind"), choices=Kind.choices, path="kind"),
        Filter("kampanye", _("Campaign"), choices=_campaigns, path="campaign__public_id"),
    )  # fmt: skip
    order = ("-day",)
    search_hint = _("Title or place")
    empty_title = _("No activity is planned yet")
    empty_words = _("Plan a discussion, a meeting or a socialisation: attendance, minutes and photos follow.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(title__icontains=words) | Q(place__icontains=words))

    def empty_action(self) -> tuple[str, Words] | None:
        if not scope(self.request.user, May.MANAGE_OUTREACH):
            return None
        return reverse("activity_new"), _("Plan an activity")


class PresentTable(Table):
    name = "present"
    title = _("Attendance")
    columns: ClassVar[Sequence[Column]] = (
        Column("name", _("Name"), sort="name", width=32),
        Column("institution", _("Institution"), sort="institution", width=30),
        Column("village__name", _("Village"), sort="village__name", width=24),
        Column("way", _("How"), sort="way", words=dict(Way.choices)),
        Column("at", _("Noted"), kind="datetime", sort="at"),
    )
    filters = (Filter("cara", _("How"), choices=Way.choices, path="way"),)
    order = ("name",)
    search_hint = _("Name or institution")
    empty_title = _("Nobody stands on the list yet")
    empty_words = _("Open signing by code, send a list, or write names.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(name__icontains=words) | Q(institution__icontains=words))


class ManagedPresentTable(PresentTable):
    """With a way to take off a name that was never there."""

    columns = (
        *PresentTable.columns,
        Column("remove", _("Mend"), value=lambda _row: _("Take off"), exported=False,
               link=lambda row: reverse("present_remove", args=[row.activity.public_id, row.pk])),
    )  # fmt: skip


def standing(row: FollowUp) -> str:
    if row.end:
        return row.end
    return "late" if row.due < timezone.localdate() else "open"


FOLLOW_UP_WORDS = {**dict(FollowUp.End.choices), "late": _("Overdue"), "open": _("To be done")}
FOLLOW_UP_TONES = {"done": "ok", "dropped": "muted", "late": "stop", "open": "wait"}


def _standing(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    today = timezone.localdate()
    if value == "late":
        return rows.filter(ended_on=None, due__lt=today)
    if value == "open":
        return rows.filter(ended_on=None, due__gte=today)
    return rows.filter(end=value)


class FollowUpTable(Table):
    name = "follow-ups"
    title = _("Agreed actions")
    columns = (
        Column("what", _("What was agreed"), sort="what", width=48,
               link=lambda row: reverse("activity", args=[row.activity.public_id])),
        Column("owner", _("Who"), sort="owner", width=26),
        Column("due", _("By"), kind="date", sort="due"),
        Column("standing", _("State"), kind="status", value=standing, words=FOLLOW_UP_WORDS,
               tones=FOLLOW_UP_TONES),
        Column("ended_on", _("Ended on"), kind="date", sort="ended_on"),
        Column("activity__title", _("Activity"), sort="activity__title", width=34),
        Column("activity__area__name", _("Area"), sort="activity__area__name", width=22),
    )  # fmt: skip
    filters = (Filter("keadaan", _("State"), choices=tuple(FOLLOW_UP_WORDS.items()), apply=_standing),)
    order = ("due",)
    search_hint = _("Words or owner")
    empty_title = _("Nothing is agreed yet")
    empty_words = _("What a meeting agrees is written on its page, with who does it and by when.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(what__icontains=words) | Q(owner__icontains=words))


class CampaignTable(GroupTable):
    name = "campaigns"
    title = _("Campaigns")
    columns = (
        Column("name", _("Campaign"), sort="name", width=40,
               link=lambda row: reverse("activities") + f"?kampanye={row['public_id']}"),
        Column("area", _("Area"), sort="area", width=26),
        Column("activities", _("Activities"), kind="integer", sort="activities", total="activities"),
        Column("held", _("Held"), kind="integer", sort="held", total="held"),
        Column("villages", _("Villages reached"), kind="integer", sort="villages"),
        Column("came", _("Present"), kind="integer", sort="came", total="came"),
    )  # fmt: skip
    first_order = "name"
    empty_title = _("There is no campaign yet")
    empty_words = _("A campaign gathers activities under one name, and counts what they reach together.")

    def empty_action(self) -> tuple[str, Words] | None:
        if not scope(self.request.user, May.MANAGE_OUTREACH):
            return None
        return reverse("campaign_new"), _("Make a campaign")


class ReachTable(GroupTable):
    name = "reach"
    title = _("Reach by village")
    columns = (
        Column("village", _("Village"), sort="village", width=26),
        Column("district", _("Kecamatan"), sort="district", width=24),
        Column("activities", _("Activities held"), kind="integer", sort="activities"),
        Column("present", _("Present"), kind="integer", sort="present", total="present"),
        Column("first", _("First activity"), kind="date"),
        Column("before", _("Proposed before"), kind="integer", total="before"),
        Column("after", _("Proposed after"), kind="integer", total="after"),
        Column("change", _("Difference"), kind="integer", total="change"),
        Column("days_after", _("Days passed since"), kind="integer"),
    )
    first_order = "-activities"
    empty_title = _("No village lies in your area")
    empty_words = _("Ask an administrator for a duty in an area.")
