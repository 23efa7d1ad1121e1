"""Home, language, own account."""

from __future__ import annotations

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts import actions
from payung.office.accounts.forms import OwnForm
from payung.office.accounts.models import User
from payung.office.accounts.permissions import duties_of
from payung.office.core.home import first_page_of, starts_for, waiting_for


def home(request: HttpRequest) -> HttpResponse:
    """What waits for the user; behind it, folded, where nothing does. Who only looks begins with the page to look at."""
    if name := first_page_of(request.user):
        return redirect(name)
    cards = waiting_for(request.user)
    context = {
        "waiting": [one for one in cards if one.count],
        "done": [one for one in cards if not one.count],
        "starts": starts_for(request.user),
        "duties": duties_of(request.user),
    }
    return render(request, "home.html", context)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Pick the language of this device."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    picked = request.POST.get("language", "")
    if picked in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            picked,
            max_age=365 * 24 * 3600,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def profile(request: HttpRequest) -> HttpResponse:
    """The own account: duties, phone, language, and how it is protected."""
    user = cast("User", request.user)
    form = OwnForm(request.POST or None, initial={"phone": user.phone, "language": user.language})
    if request.method == "POST" and form.is_valid():
        actions.edit_own(user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("profile")
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)  # what the user says counts from here on
        return response
    return render(request, "accounts/profile.html", {"form": form, "two_step": is_mfa_enabled(user)})


@login_not_required
def closed(request: HttpRequest, *parts: str) -> HttpResponse:
    """An address of the login library that this office does not offer."""
    raise Http404
