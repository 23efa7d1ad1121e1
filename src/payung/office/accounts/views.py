"""Home, language, own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from payung.office.accounts.permissions import duties_of
from payung.office.core.home import waiting_for


def home(request: HttpRequest) -> HttpResponse:
    return render(
        request, "home.html", {"waiting": waiting_for(request.user), "duties": duties_of(request.user)}
    )


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
    return render(request, "accounts/profile.html", {"duties": duties_of(request.user)})
