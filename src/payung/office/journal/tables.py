"""The list of journal entries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.journal.acts import NAMES
from payung.office.journal.models import Entry


@lru_cache(maxsize=1000)
def _in_words(name: str, language: str | None) -> str:
    return gettext(name)


def act_in_words(entry: Entry) -> str:
    return _in_words(entry.act, get_language())


def _acts(request: HttpRequest) -> list[tuple[Any, Words]]:
    return [(name, gettext(name)) for name in sorted(NAMES)]


def _start_of(day: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.min))


class JournalTable(Table):
    name = "journal"
    title = _("Journal")
    columns = (
        Column(
            "seq",
            _("No."),
            kind="integer",
            sort="seq",
            link=lambda row: reverse("journal_entry", args=[row.seq]),
            width=8,
        ),
        Column("at", _("Time"), kind="datetime", sort="seq", width=20),
        Column("actor_name", _("Who"), width=20),
        Column("act", _("Act"), value=act_in_words, width=30),
        Column("subject", _("On what"), kind="digits", width=28),
        Column("area_code", _("Area"), kind="digits", width=15),
        Column("hash", _("Hash"), kind="digits", value=lambda row: row.hash[:12], width=14),
    )
    filters = (
        Filter("tindakan", _("Act"), path="act", choices=_acts),
        Filter(
            "wilayah",
            _("Area code"),
            kind="text",
            apply=lambda rows, value: rows.filter(Q(area_code=value) | Q(area_code__startswith=f"{value}.")),
        ),
        Filter(
            "dari", _("From"), kind="date", apply=lambda rows, value: rows.filter(at__gte=_start_of(value))
        ),
        Filter(
            "sampai",
            _("Until"),
            kind="date",
            apply=lambda rows, value: rows.filter(at__lt=_start_of(value) + timedelta(days=1)),
        ),
    )
    order = ("-seq",)
    search_hint = _("Username or subject, such as user:petugas")
    empty_title = _("The journal of your area is still empty")
    empty_words = _("Every act of the office is written here by itself: who, when, what, why.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        words = words.lower()  # usernames and subjects are in small letters, and an index knows no other
        return rows.filter(Q(actor_name__startswith=words) | Q(subject__startswith=words))
