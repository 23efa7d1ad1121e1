"""Pages on which an administrator manages users and duties of their own area."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.office.accounts import actions, queries
from payung.office.accounts.forms import DutyForm, NewUserForm, UserForm
from payung.office.accounts.guards import needs
from payung.office.accounts.models import User
from payung.office.accounts.permissions import May
from payung.office.accounts.tables import UserTable
from payung.office.core.forms import put_on
from payung.office.journal.lists import respond


def _user(request: HttpRequest, username: str) -> User:
    return get_object_or_404(queries.users_of(request.user), username=username)


@needs(May.MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponseBase:
    return respond(request, UserTable(request, queries.users_of(request.user)), "accounts/users.html")


@needs(May.MANAGE_USERS)
def new(request: HttpRequest) -> HttpResponse:
    form = NewUserForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = actions.create_user(request.user, **form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error)
        else:
            return _show_password(request, user, password)
    return render(request, "accounts/user_new.html", {"form": form})


def _show_password(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """Shown once, on the answer itself: it is kept neither in the session nor in an address."""
    return render(request, "accounts/one_time_password.html", {"person": user, "password": password})


@needs(May.MANAGE_USERS)
def user(request: HttpRequest, username: str) -> HttpResponse:
    person = _user(request, username)
    context = {
        "person": person,
        "in_reach": queries.duties_in_reach(request.user, person),
        "whole": queries.is_wholly_within(request.user, person),
        "oneself": person.pk == request.user.pk,
        "facts": [
            {"label": _("Username"), "value": person.username},
            {"label": _("Phone"), "value": person.phone, "kind": "digits"},
            {"label": _("Last login"), "value": person.last_login or _("Never")},
            {
                "label": _("State"),
                "value": _("Open") if person.is_active else _("Closed"),
                "tone": "ok" if person.is_active else "muted",
            },
        ],
    }
    return render(request, "accounts/user.html", context)


@needs(May.MANAGE_USERS)
def edit(request: HttpRequest, username: str) -> HttpResponse:
    person = _user(request, username)
    form = UserForm(request.POST or None, initial={"name": person.name, "phone": person.phone})
    if request.method == "POST" and form.is_valid():
        actions.edit_user(request.user, person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("user", person.username)
    return render(request, "accounts/user_edit.html", {"form": form, "person": person})


@needs(May.MANAGE_USERS)
def give_duty(request: HttpRequest, username: str) -> HttpResponse:
    person = _user(request, username)
    form = DutyForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_duty(request.user, person, **form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("The duty has been given."))
            return redirect("user", person.username)
    return render(request, "accounts/duty_new.html", {"form": form, "person": person})


@needs(May.MANAGE_USERS)
def take_duty(request: HttpRequest, username: str, public_id: str) -> HttpResponse:
    person = _user(request, username)
    duty = get_object_or_404(person.duties.select_related("area", "user"), public_id=public_id)
    if request.method == "POST":
        actions.take_duty(request.user, duty)
        messages.success(request, _("The duty has been taken away."))
        return redirect("user", person.username)
    return render(request, "accounts/duty_take.html", {"duty": duty, "person": person})


@needs(May.MANAGE_USERS)
def close(request: HttpRequest, username: str) -> HttpResponse:
    person = _user(request, username)
    if request.method == "POST":
        actions.close_user(request.user, person)
        messages.success(request, _("The account is closed."))
        return redirect("user", person.username)
    return _confirm(request, person, "close")


@needs(May.MANAGE_USERS)
def reopen(request: HttpRequest, username: str) -> HttpResponse:
    person = _user(request, username)
    if request.method == "POST":
        return _show_password(request, person, actions.reopen_user(request.user, person))
    return _confirm(request, person, "reopen")


@needs(May.MANAGE_USERS)
def reset_password(request: HttpRequest, username: str) -> HttpResponse:
    person = _user(request, username)
    if request.method == "POST":
        return _show_password(request, person, actions.reset_password(request.user, person))
    return _confirm(request, person, "reset_password")


@needs(May.MANAGE_USERS)
def reset_two_step(request: HttpRequest, username: str) -> HttpResponse:
    person = _user(request, username)
    if request.method == "POST":
        actions.reset_two_step(request.user, person)
        messages.success(request, _("Two-step login is off until the user sets it up again."))
        return redirect("user", person.username)
    return _confirm(request, person, "reset_two_step")


def _confirm(request: HttpRequest, person: User, act: str) -> HttpResponse:
    """The page that says what the act will do."""
    words: dict[str, Any] = {
        "close": {
            "title": _("Close this account?"),
            "words": _("%(name)s can no longer log in. Everything done under this account stays on record."),
            "button": _("Close the account"),
            "tone": "stop",
        },
        "reopen": {
            "title": _("Open this account again?"),
            "words": _("%(name)s can log in again, with a new one-time password and the duties below."),
            "button": _("Open the account"),
            "tone": "info",
        },
        "reset_password": {
            "title": _("Give a one-time password?"),
            "words": _("The present password of %(name)s stops working, and open sessions end."),
            "button": _("Give a one-time password"),
            "tone": "wait",
        },
        "reset_two_step": {
            "title": _("Switch two-step login off?"),
            "words": _(
                "Until %(name)s sets it up again, the password alone opens the account. Only for a lost phone."
            ),
            "button": _("Switch it off"),
            "tone": "stop",
        },
    }[act]
    sentence = words["words"] % {"name": person.name}
    return render(request, "accounts/confirm.html", {"person": person, **words, "words": sentence})


@needs(May.MANAGE_USERS)
def area_suggestions(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("area", "").strip()[:60]
    found = queries.area_suggestions(request.user, words) if words else []
    return render(request, "accounts/areas.html", {"areas": found})
