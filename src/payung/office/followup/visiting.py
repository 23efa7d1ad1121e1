"""The form of one visit: what the family says and, with its consent, photos; it survives a lost connection."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may
from payung.office.claims import files, queries
from payung.office.claims.actions.visits import Found
from payung.office.claims.models import Visit
from payung.office.claims.views.acting import asked
from payung.office.core import store, uploads
from payung.office.followup import actions
from payung.office.followup.forms import VisitForm
from payung.office.journal.once import once

_SHOWN = ("done_on", "use", "business", "income_before", "income_after", "children", "at_school", "decile")


@needs(May.SEE_CLAIMS)
def visit(request: HttpRequest, public_id: str, visit_id: str) -> HttpResponse:
    """Record a visit; what stands already is shown for mending."""
    held = get_object_or_404(queries.visits(request.user), claim__public_id=public_id, public_id=visit_id)
    if not may(request.user, May.REPORT_EVENT, held.claim.village_id):
        return redirect("claim", public_id)
    if request.method == "POST":
        uploads.check(request)
    initial = {name: getattr(held, name) for name in _SHOWN if held.done_on}
    form = VisitForm(request.POST or None, request.FILES or None, initial=initial)
    title = _("Visit after %(months)s months") % {"months": held.months}
    secret = salted_hmac("claims.visit.draft", f"{request.user.pk}|{held.public_id}", algorithm="sha256")
    draft = {"keep": held.public_id, "keep_key": b64encode(secret.digest()).decode()}
    return asked(
        request, held.claim, form, title, lambda given: _keep(request.user, held, given), extra=draft
    )


def _keep(user: Any, held: Visit, given: dict[str, Any]) -> None:
    """Once for each form, however often a bad line sends it."""
    token, dated = given.pop("token"), given.pop("done_on")
    photos, who, agreed = given.pop("photos"), given.pop("who"), given.pop("agreed")
    stored: list[files.Stored] = []

    def work() -> str:
        for one in photos:
            stored.append(files.keep(one.name, one.chunks(), waiting=True))
        return actions.record_with_photos(
            user, held, Found(**given), stored, agreed=agreed, who=who, dated=dated
        ).public_id

    try:
        once(user, token, work)
    except UnusableInput:
        for one in stored:
            store.remove(one.file)
        raise
