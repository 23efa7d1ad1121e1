"""One activity: its page, its plan, that it was held or cancelled, its minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.areas.models import Area
from payung.office.journal.once import once
from payung.office.outreach import queries
from payung.office.outreach.actions import planning
from payung.office.outreach.forms import ActivityForm, AreaForm, HoldForm, MinutesForm
from payung.office.outreach.models import Activity, State
from payung.office.outreach.tables import FOLLOW_UP_TONES, FOLLOW_UP_WORDS, STATE_TONES, standing
from payung.office.programmes.forms import WhyForm
from payung.office.programmes.pages import FormPage, form_page


def found(request: HttpRequest, public_id: str) -> Activity:
    """The activity, where it concerns the user's areas."""
    activity: Activity = get_object_or_404(queries.activities(request.user), public_id=public_id)
    return activity


def managed(request: HttpRequest, public_id: str) -> Activity:
    return get_object_or_404(queries.managed(request.user).select_related("area"), public_id=public_id)


def at(activity: Activity) -> str:
    return reverse("activity", args=[activity.public_id])


@needs(May.SEE_OUTREACH)
def activity(request: HttpRequest, public_id: str) -> HttpResponse:
    held = found(request, public_id)
    manages = may(request.user, May.MANAGE_OUTREACH, held.area_id)
    # Of an activity of an area above, a village sees that it is held, not who came nor what was said.
    inside = scope(request.user, May.SEE_OUTREACH).includes(held.area_id)
    villages = list(held.villages.order_by("code"))
    facts: list[dict[str, Any]] = [
        {"label": _("Kind"), "value": held.get_kind_display()},
        {"label": _("Day"), "value": held.held_on or held.day},
        {"label": _("Place"), "value": held.place},
        {"label": _("Agenda"), "value": held.agenda},
        {"label": _("State"), "value": held.get_state_display(), "tone": STATE_TONES[held.state]},  # type: ignore[index]
        {"label": _("Campaign"), "value": held.campaign.name if held.campaign else _("No campaign")},
        {
            "label": _("Programme"),
            "value": held.programme.name if held.programme else _("No programme in particular"),
        },
    ]
    context = {
        "activity": held,
        "facts": facts,
        "villages": villages,
        "came": held.came,  # type: ignore[attr-defined]
        "inside": inside,
        "minutes": planning.minutes_of(held) if inside else "",
        "photos": list(held.photos.all()) if inside else [],
        "follow_ups": [
            {"it": one, "words": FOLLOW_UP_WORDS[standing(one)], "tone": FOLLOW_UP_TONES[standing(one)]}
            for one in (held.follow_ups.all() if inside else [])
        ],
        "may_manage": manages,
        "planned": held.state == State.PLANNED,
        "may_hold": manages and held.state == State.PLANNED and held.day <= timezone.localdate(),
    }
    return render(request, "outreach/activity.html", context)


@needs(May.MANAGE_OUTREACH)
def new(request: HttpRequest) -> HttpResponse:
    """First where, then what: one thing a page. With one area only, straight to the plan."""
    areas = queries.areas(request.user)
    asked = areas.filter(code=request.GET.get("area", "")).first()
    if asked is None:
        only = list(areas[:2])
        if len(only) != 1:
            form = AreaForm(request.user)
            return render(request, "outreach/where.html", {"form": form})
        asked = only[0]
    return _plan(request, asked)


def _plan(request: HttpRequest, area: Area) -> HttpResponse:
    form = ActivityForm(request.user, area, request.POST or None)
    page = FormPage(
        _("Plan an activity"),
        _("Plan it"),
        reverse("activities"),
        _("Activities"),
        f"{area.name} ({area.pk})",
    )

    def work() -> str:
        return planning.plan(request.user, area.pk, form.plan()).public_id

    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], work),
        done=_("Planned. Attendance, minutes and photos are added here."),
        then=lambda result: reverse("activity", args=[result[0]]),
    )


@needs(May.MANAGE_OUTREACH)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    held = managed(request, public_id)
    form = ActivityForm(request.user, held.area, request.POST or None, kept=held)
    return form_page(
        request,
        form,
        FormPage(_("Change the plan"), _("Save"), at(held), held.title),
        lambda _given: planning.change(request.user, held, form.plan()),
        done=_("Saved."),
        then=lambda _result: at(held),
    )


@needs(May.MANAGE_OUTREACH)
def hold(request: HttpRequest, public_id: str) -> HttpResponse:
    held = managed(request, public_id)
    if held.state == State.HELD:
        return redirect("activity_minutes", public_id)
    form = HoldForm(request.POST or None, initial={"held_on": min(held.day, timezone.localdate())})
    page = FormPage(
        _("It took place"),
        _("Record it"),
        at(held),
        held.title,
        _("Signing in by the code closes with it. Names can still be added from a list."),
    )
    return form_page(
        request,
        form,
        page,
        lambda given: planning.hold(request.user, held, **given),
        done=_("Recorded. Write down what was agreed, with who does it and by when."),
        then=lambda _result: at(held),
    )


@needs(May.MANAGE_OUTREACH)
def minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    held = managed(request, public_id)
    form = MinutesForm(request.POST or None, initial={"minutes": planning.minutes_of(held)})
    return form_page(
        request,
        form,
        FormPage(_("Minutes"), _("Save"), at(held), held.title),
        lambda given: planning.mend_minutes(request.user, held, **given),
        done=_("Saved."),
        then=lambda _result: at(held),
    )


@needs(May.MANAGE_OUTREACH)
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    held = managed(request, public_id)
    form = WhyForm(request.POST or None)
    page = FormPage(
        _("Cancel the activity?"),
        _("Cancel it"),
        at(held),
        held.title,
        _("It stays in the list as cancelled, with the reason."),
    )
    return form_page(
        request,
        form,
        page,
        lambda given: planning.cancel(request.user, held, why=given["why"]),
        done=_("The activity is cancelled."),
        then=lambda _result: at(held),
    )
