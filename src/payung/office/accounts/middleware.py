"""What stands around every page: its language, the change of a one-time password, refusals said as pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.core.language import page_language

_GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The language picked on this device, else the user's own, else Indonesian.

    Never the browser's: offices run browsers in English that their staff do not read.
    """

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
        language = asked if asked in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            # Pages hold personal data, and office computers are shared: nothing stays in the browser.
            patch_cache_control(response, private=True, no_store=True)
        return response


class PasswordChangeMiddleware:
    """Who came in with a one-time password sets an own one before anything else."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not getattr(request.user, "must_change_password", False):
            return None
        open_names = {"account_change_password", "account_logout", "account_reauthenticate", "language"}
        match = request.resolver_match
        if match and match.url_name in open_names:
            return None
        return HttpResponseRedirect(reverse("account_change_password"))


class RefusalMiddleware:
    """A refused act or an unusable input, raised anywhere below, becomes a page that says so."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(
                request, "refused.html", {"message": exception.text.to(page_language())}, status=403
            )
        if isinstance(exception, UnusableInput):
            return render(request, "unusable.html", {"message": exception.to(page_language())}, status=422)
        return None
