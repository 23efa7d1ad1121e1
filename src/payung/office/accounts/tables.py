"""The list of users."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role, User
from payung.office.core.tables import Column, Filter, Table, Words


def _duties(user: User) -> str:
    return "; ".join(f"{duty.get_role_display()}, {duty.area.name}" for duty in user.duties.all())


class UserTable(Table):
    name = "users"
    title = _("Users")
    columns = (
        Column(
            "name", _("Name"), sort="name", link=lambda row: reverse("user", args=[row.username]), width=28
        ),
        Column("username", _("Username"), sort="username"),
        Column("duties", _("Duties"), value=_duties, width=50),
        Column("last_login", _("Last login"), kind="datetime", sort="last_login"),
        Column(
            "is_active",
            _("State"),
            kind="status",
            sort="is_active",
            words={True: _("Open"), False: _("Closed")},
            tones={True: "ok", False: "muted"},
        ),
    )
    filters = (
        Filter(
            "peran",
            _("Duty"),
            choices=Role.choices,
            apply=lambda rows, value: rows.filter(duties__role=value).distinct(),
        ),
        Filter(
            "keadaan",
            _("State"),
            choices=(("buka", _("Open")), ("tutup", _("Closed"))),
            apply=lambda rows, value: rows.filter(is_active=value == "buka"),
        ),
    )
    order = ("name",)
    search_hint = _("Name or username")
    empty_title = _("There are no users in your area yet")
    empty_words = _("Add the clerks of your villages first: they send the lists.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(name__icontains=words) | Q(username__icontains=words))

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("user_new"), _("Add a user")
