"""A form that is sent twice does its act once: a lost answer, a second press of the button, a page loaded again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from payung.office.journal.models import Sent


def once(actor: Any, token: str, work: Callable[[], str]) -> tuple[str, bool]:
    """What ``work`` gave, and whether it was done now; with a token that came before, the first result.

    Work that raises leaves the token free. Without a token the work is done, as by the command line.
    """
    if not token:
        return work(), True
    with transaction.atomic():
        try:
            with transaction.atomic():
                sent = Sent.objects.create(actor=actor, token=token)
        except IntegrityError:
            return Sent.objects.get(actor=actor, token=token).result, False
        sent.result = work()
        sent.save(update_fields=["result"])
        return sent.result, True


class TokenForm(forms.Form):
    """A form with a token, new for every page."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = secrets.token_urlsafe(20)
