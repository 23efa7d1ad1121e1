"""What was agreed, and photos."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core import small_files, uploads
from payung.office.journal.once import once
from payung.office.outreach.actions import following
from payung.office.outreach.forms import AgreeForm, EndForm, PhotoForm
from payung.office.outreach.models import STORED_PHOTO, FollowUp, Photo
from payung.office.outreach.views.activity import at, found, managed
from payung.office.programmes.pages import FormPage, form_page


@needs(May.MANAGE_OUTREACH)
def agree(request: HttpRequest, public_id: str) -> HttpResponse:
    activity = managed(request, public_id)
    form = AgreeForm(request.POST or None)

    def work(given: dict[str, Any]) -> str:
        said = {key: given[key] for key in ("what", "owner", "due")}
        return following.agree(request.user, activity, **said).public_id

    page = FormPage(
        _("Add an agreed action"),
        _("Add"),
        at(activity),
        activity.title,
        _("Once its day has passed it stands on the home page until it is ended."),
    )
    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("Kept."),
        then=lambda _result: at(activity),
    )


@needs(May.MANAGE_OUTREACH)
def follow_up(request: HttpRequest, public_id: str, action_id: str) -> HttpResponse:
    """End it, as done or dropped."""
    activity = managed(request, public_id)
    held = get_object_or_404(
        FollowUp.objects.select_related("activity"), activity=activity, public_id=action_id
    )
    form = EndForm(request.POST or None, initial={"how": held.end, "note": held.note})
    page = FormPage(
        held.what, _("Save"), at(activity), activity.title, _("Agreed with %(owner)s") % {"owner": held.owner}
    )
    return form_page(
        request,
        form,
        page,
        lambda given: following.end(request.user, held, **given),
        done=_("Kept."),
        then=lambda _result: at(activity),
    )


@needs(May.MANAGE_OUTREACH)
def photos(request: HttpRequest, public_id: str) -> HttpResponse:
    activity = managed(request, public_id)
    uploads.check(request)
    form = PhotoForm(request.POST or None, request.FILES or None)

    def work(given: dict[str, Any]) -> str:
        for file in given["photos"]:
            stored = small_files.keep(file.name, file.chunks(), STORED_PHOTO, waiting=True)
            following.add_photo(request.user, activity, stored, caption=given["caption"])
        return ""

    page = FormPage(_("Add photos"), _("Keep them"), at(activity), activity.title, multipart=True)
    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The photos are kept, sealed."),
        then=lambda _result: at(activity),
    )


@require_POST
@needs(May.SEE_OUTREACH)
def photo(request: HttpRequest, public_id: str, photo_id: str) -> HttpResponse:
    held = get_object_or_404(
        Photo.objects.select_related("activity"), activity=found(request, public_id), public_id=photo_id
    )
    return small_files.answer(following.look_photo(request.user, held), held.kind, held.public_id)
