"""What the pages of programmes, funds and decisions share: one form on a page, and acts that may refuse."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.office.core.forms import put_on
from payung.office.journal.once import once


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around one form. ``back`` is an address; ``multipart`` for a form that takes a file."""

    title: str
    button: str
    back: str
    back_label: str
    lead: str = ""
    multipart: bool = False


def accept(form: forms.Form, work: Callable[[], Any]) -> Any:
    """The act's result, or None with the reason on the form, at the field that the act names."""
    try:
        return work()
    except UnusableInput as error:
        column = error.place.column
        bare = UnusableInput(error.what, error.mend)
        put_on(form, bare, column if column in form.fields else None)
        return None


def form_page(
    request: HttpRequest,
    form: forms.Form,
    page: FormPage,
    work: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    then: Callable[[Any], str],
) -> HttpResponse:
    """Show the form; when it is sent and holds, do the work, say so, and go on to ``then(result)``.

    Sent twice with the token that stood in it, the work is done once and the second answer is that of the first.
    A form with a token of its own (TokenForm) has that in hand already.
    """
    token = "" if "token" in form.fields else request.POST.get("token", "")[:40] or secrets.token_urlsafe(20)
    if request.method == "POST" and form.is_valid():
        came = accept(form, lambda: once(request.user, token, lambda: then(work(form.cleaned_data))))
        if not form.errors:
            place, now = came
            messages.success(
                request,
                done
                if now
                else _("This form was sent before. It is recorded once; here is what came of it."),
            )
            return redirect(place)
    status = 422 if form.errors else 200
    return render(
        request, "programmes/form.html", {"form": form, "page": page, "token": token}, status=status
    )


def confirm_page(
    request: HttpRequest, *, title: str, words: list[str], button: str, cancel: str, tone: str = "wait"
) -> HttpResponse:
    """What an act will do, in figures, before it is done."""
    context = {"title": title, "words": words, "button": button, "cancel": cancel, "tone": tone}
    return render(request, "programmes/confirm.html", context)
