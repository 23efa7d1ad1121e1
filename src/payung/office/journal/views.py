"""The journal's pages: the list, one entry, the proof."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.language import page_language
from payung.office.journal import chain, queries, words
from payung.office.journal.lists import respond
from payung.office.journal.models import Entry, Head
from payung.office.journal.tables import JournalTable, act_in_words


@needs(May.SEE_JOURNAL)
def journal(request: HttpRequest) -> HttpResponseBase:
    return respond(request, JournalTable(request, queries.entries_of(request.user)), "journal/list.html")


@needs(May.SEE_JOURNAL)
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    line = get_object_or_404(queries.entries_of(request.user), seq=seq)
    rows: list[dict[str, Any]] = [
        {"label": _("Time"), "value": line.at},
        {"label": _("Who"), "value": line.actor_name},
        {"label": _("Act"), "value": f"{act_in_words(line)} ({line.act})"},
        {"label": _("On what"), "value": line.subject},
        {"label": _("Area"), "value": line.area_code},
        {"label": _("Why"), "value": line.why},
    ]
    context = {
        "entry": line,
        "rows": [row for row in rows if row["value"]],
        "facts": [{"label": key, "value": _plain(value)} for key, value in sorted(line.facts.items())],
        "holds": _holds(line),
    }
    return render(request, "journal/entry.html", context)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in sorted(value.items()))
    return ", ".join(str(inner) for inner in value) if isinstance(value, list) else value


def _holds(line: Entry) -> bool:
    """Whether this entry is as it was written, and chained to the one before."""
    before = Entry.objects.filter(seq=line.seq - 1).values_list("hash", flat=True).first()
    return chain.entry_hash(line) == line.hash and line.previous == (before or chain.GENESIS)


# Longer than this, a proof takes minutes, and the command line is the place for it.
PROVEN_HERE = 300_000


@require_POST
@needs(May.SEE_JOURNAL)
def proof(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain now. It reads every entry of the office, and shows none."""
    entries = Head.objects.get().seq
    if entries > PROVEN_HERE:
        return render(request, "journal/proof_long.html", {"entries": entries})
    found = chain.verify()
    context = {"proof": found, "verdict": words.verdict(found).to(page_language())}
    return render(request, "journal/proof.html", context)
