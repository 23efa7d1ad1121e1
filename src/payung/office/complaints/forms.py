"""Forms of complaints and of the look at one's own cover."""

from __future__ import annotations

import secrets
import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area, Level
from payung.office.claims.forms import PHONE, Date
from payung.office.complaints import queries
from payung.office.complaints.actions import LEAST, MOST, Said
from payung.office.complaints.models import Kind
from payung.office.people.forms import NikForm

_SALT = "complaints.form"
LEAST_SECONDS = 3  # a person takes longer to write
_GOOD_FOR = 24 * 3600


def new_token() -> str:
    return signing.dumps([secrets.token_urlsafe(18), int(time.time())], salt=_SALT)


class _Villages(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.parent.name})" if obj.parent else obj.name


class ComplaintForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it about?"), choices=Kind.choices, widget=forms.RadioSelect)
    village: forms.ModelChoiceField[Any] = _Villages(label=_("Which village does it concern?"), queryset=None)
    words = forms.CharField(
        label=_("What happened?"),
        min_length=LEAST,
        max_length=MOST,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("When, where, who was there. Do not write a whole NIK."),
    )
    name = forms.CharField(
        label=_("Name of the citizen"),
        max_length=120,
        required=False,
        help_text=_("Leave empty to stay unknown"),
    )
    phone = forms.CharField(label=_("Phone of the citizen"), max_length=20, required=False, widget=PHONE)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, villages: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]
        self.fields["token"].initial = new_token()

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        digits = "".join(sign for sign in words if sign.isdigit() or sign.isalpha())
        if any(digits[at : at + 16].isdigit() for at in range(max(0, len(digits) - 15))):
            raise forms.ValidationError(_now("A number of 16 digits stands in it. Take the NIK out."))
        return words

    def clean_token(self) -> str:
        """The part of the token that is kept: signed by us, and not younger than a person writes."""
        try:
            key, made = signing.loads(self.cleaned_data["token"], salt=_SALT, max_age=_GOOD_FOR)
        except signing.BadSignature:
            raise forms.ValidationError(
                _now("The page has grown old. Load it again and send once more.")
            ) from None
        if time.time() - made < LEAST_SECONDS:
            raise forms.ValidationError(_now("That was too quick. Wait a few seconds and send once more."))
        return str(key)

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(given["kind"], given["words"], given["name"], given["phone"])


class PublicForm(ComplaintForm):
    """``site`` is seen by programs only: a person leaves it empty."""

    site = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["phone"].label = _("Your name"), _("Your phone")

    def clean_site(self) -> str:
        if self.cleaned_data["site"]:
            raise forms.ValidationError(_now("Nothing was sent: this field is filled by programs only."))
        return ""


def clerks_villages(user: Any) -> Any:
    inside = scope(user, May.TAKE_COMPLAINT).within("")
    return Area.objects.filter(inside, level=Level.VILLAGE).select_related("parent")


class RegencyForm(forms.Form):
    daerah = forms.ChoiceField(label=_("Regency or city"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["daerah"].choices = [(one.code, one.name) for one in queries.regencies()]  # type: ignore[attr-defined]


class TicketForm(forms.Form):
    ticket = forms.CharField(
        label=_("Number of the ticket"), max_length=20, widget=forms.TextInput({"autocomplete": "off"})
    )


class CheckForm(NikForm):
    birth_date = Date(label=_("Birth date"))
    code = forms.CharField(
        label=_("Code on the card"),
        max_length=20,
        min_length=12,
        help_text=_("Twelve letters and digits beneath the square of your card"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("The answer"),
        max_length=MOST,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Whoever holds the ticket reads it. No NIK, no other person's data."),
    )


class PassOnForm(forms.Form):
    why = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class ClockForm(forms.Form):
    answer_days = forms.IntegerField(label=_("Working days to answer"), min_value=1, max_value=60)
    raised_days = forms.IntegerField(label=_("Working days once it was passed on"), min_value=1, max_value=60)
