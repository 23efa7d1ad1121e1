"""A refused act or an unusable input, raised anywhere below, becomes a page that says so."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.core.language import page_language


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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
