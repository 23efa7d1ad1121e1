"""The league of villages by what their lists lose, and the reasons, as lists that sort and download."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from payung.office.core.group_tables import GroupTable
from payung.office.core.language import page_language
from payung.office.core.tables import Column
from payung.office.proposals.reasons import reason

Address = Callable[..., str]
BLANK = {"value": "…", "matched_name": "…", "score": "…"}


def percent(thousandths: int) -> str:
    """12,3% as the page's language writes it."""
    text = f"{thousandths / 10:.1f}%"
    return text.replace(".", ",") if page_language() == "id" else text


def in_words(code: str) -> str:
    return reason(code).said(BLANK).to(page_language()) if code else ""


class LeagueTable(GroupTable):
    """Villages, the one that loses most first."""

    name = "reasons-villages"
    title = _("Villages by what their lists lose")
    first_order = "-share"
    empty_title = _("Nobody has been proposed in these months")
    empty_words = _("Choose other months or another programme.")

    def __init__(
        self,
        request: HttpRequest,
        groups: list[dict[str, Any]],
        village: Address,
        rows: Address,
        *,
        area: str,
    ) -> None:
        super().__init__(request, groups, area=area)
        self.columns = (  # type: ignore[misc]
            Column("name", _("Village"), sort="name", link=lambda row: village(row["code"]), width=26),
            Column("proposed", _("Proposed"), kind="integer", sort="proposed", total="proposed",
                   link=lambda row: rows(row, nasib="sekali")),
            Column("lost", _("Fell out"), kind="integer", sort="lost", total="lost",
                   link=lambda row: rows(row, nasib="gugur") if row["lost"] else ""),
            Column("waits", _("Waits"), kind="integer", sort="waits", total="waits",
                   link=lambda row: rows(row, nasib="tunggu") if row["waits"] else ""),
            Column("share", _("Share lost"), kind="share", sort="share", value=lambda row: percent(row["share"])),
            Column("most", _("Most often because"), value=lambda row: in_words(row["most"]), width=39,
                   link=lambda row: rows(row, nasib="gugur", alasan=row["most"]) if row["most"] else ""),
            Column("most_rows", _("Rows"), kind="integer", sort="most_rows"),
        )  # fmt: skip


class ReasonTable(GroupTable):
    name = "reasons"
    title = _("Reasons")
    first_order = "-rows"
    empty_title = _("Nobody fell out in these months")
    empty_words = _("Choose other months or another programme.")

    def __init__(
        self, request: HttpRequest, groups: list[dict[str, Any]], rows: Address, *, area: str
    ) -> None:
        super().__init__(request, groups, area=area)
        self.columns = (  # type: ignore[misc]
            Column("words", _("Reason"), sort="words", width=52),
            Column("lost", _("Fell out"), kind="integer", sort="lost",
                   link=lambda row: rows(nasib="gugur", alasan=row["code"]) if row["lost"] else ""),
            Column("waits", _("Waits"), kind="integer", sort="waits",
                   link=lambda row: rows(nasib="tunggu", alasan=row["code"]) if row["waits"] else ""),
            Column("share", _("Of those proposed"), kind="share", sort="share",
                   value=lambda row: percent(row["share"])),
            Column("remedy", _("What to do"), width=52),
        )  # fmt: skip
