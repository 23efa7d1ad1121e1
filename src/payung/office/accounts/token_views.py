"""The own keys for programs: list, make, revoke."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.errors import UnusableInput
from payung.office.accounts.models import User
from payung.office.accounts.tokens import create_token, revoke_token, tokens_of
from payung.office.core.forms import put_on


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=60,
        help_text=gettext_lazy("Such as the monthly report"),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long is it valid?"),
        coerce=int,
        choices=(
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (365, gettext_lazy("One year")),
        ),
        widget=forms.RadioSelect,
        initial=90,
    )


def tokens(request: HttpRequest) -> HttpResponse:
    """A key is shown on the answer that made it, and never again."""
    user, token = cast("User", request.user), ""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _made, token = create_token(user, **form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error)
        else:
            form = TokenForm()
    return render(request, "accounts/tokens.html", {"form": form, "token": token, "tokens": tokens_of(user)})


def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    user = cast("User", request.user)
    found = get_object_or_404(tokens_of(user), public_id=public_id)
    if request.method == "POST":
        revoke_token(user, found)
        messages.success(request, _("The key no longer opens anything."))
        return redirect("tokens")
    return render(request, "accounts/token_revoke.html", {"token": found})
