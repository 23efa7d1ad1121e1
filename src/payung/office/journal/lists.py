"""Answering for a list: the page, the part that changed, or the spreadsheet with its journal line."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from typing import IO, Any, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import gettext as _

from payung import sheets
from payung.office.accounts.permissions import common_area
from payung.office.core.language import page_language
from payung.office.core.tables import PAGE, SEARCH, Table
from payung.office.journal.acts import act, record

NIK_DIGITS = 16
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def respond(
    request: HttpRequest, table: Table, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponseBase:
    """The page ``template`` with ``table`` in it (``<c-list :table="table" />``).

    A POST with ``unduh=xlsx`` or ``csv`` to the list's own address downloads every row of the view: the view
    must let POST through.
    """
    if _holds_a_nik(table.words):
        messages.warning(
            request, _("A NIK is looked for in its own box, so that it never stands in an address.")
        )
        return redirect(table.address(**{SEARCH: "", PAGE: ""}))
    form = request.POST.get("unduh", "") if request.method == "POST" else ""
    if table.exportable and form in _TYPES:
        return _download(request, table, form)
    partial = request.headers.get("HX-Target") == table.region
    name = "lists/result.html" if partial else template
    response: HttpResponse = render(request, name, {**(context or {}), "table": table, "partial": partial})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _holds_a_nik(words: str) -> bool:
    return sum(sign.isdigit() for sign in words) >= NIK_DIGITS


@act("list.export")
def export(actor: Any, table: Table, form: str, target: IO[bytes]) -> int:
    """Write the whole list into ``target``; returns how many rows."""
    count = 0

    def rows() -> Any:
        nonlocal count
        for row in table.sheet_rows():
            count += 1
            yield row

    tongue, columns = page_language(), table.sheet_columns()
    if form == "xlsx":
        sheet = sheets.Sheet(str(table.title), columns, rows(), totals=table.has_totals)
        sheets.write_xlsx(target, [sheet], tongue)
    else:
        # The mark at the beginning tells Excel that the file is UTF-8.
        text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
        sheets.write_csv(text, columns, rows(), tongue)
        text.detach()
    record(
        f"list:{table.name}",
        area=table.area or common_area(actor),
        facts={"form": form, "rows": count, "filters": table.told()},
    )
    return count


def _download(request: HttpRequest, table: Table, form: str) -> FileResponse:
    target = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 - the response closes it
    export(request.user, table, form, cast("IO[bytes]", target))
    target.seek(0)
    filename = f"{slugify(str(table.title)) or table.name}.{form}"
    return FileResponse(target, as_attachment=True, filename=filename, content_type=_TYPES[form])
