"""Forms of what follows a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.claims.forms import Date, PaperForm, PhotosField
from payung.office.claims.forms import VisitForm as BareVisitForm
from payung.office.followup.actions import MOST
from payung.office.followup.models import Outcome
from payung.office.programmes.forms import AreaChoice


class VisitForm(BareVisitForm):
    """With photos: none without the family's consent."""

    photos = PhotosField(
        label=_("Photos, if the family agrees"),
        help_text=_("JPEG, PNG or WebP, each up to 10 MB. Without a connection they are kept on this phone."),
    )
    who = forms.CharField(label=_("Who of the family agreed?"), max_length=120, required=False)
    agreed = forms.BooleanField(
        label=_(
            "The family was told what the photos are for, and agrees. It may take that back at any time."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["photos"].widget.attrs.pop("required", None)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("photos") and not (given.get("agreed") and given.get("who", "").strip()):
            self.add_error(
                "agreed" if not given.get("agreed") else "who",
                gettext("No photo without the family's consent: ask first, then write who agreed."),
            )
        return given


class PhotoForm(PaperForm):
    who = forms.CharField(label=_("Who of the family agreed?"), max_length=120)
    agreed = forms.BooleanField(
        label=_("The family was told what the photo is for, and agrees. It may take that back at any time.")
    )


class SampleForm(forms.Form):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None, empty_label=None)
    paid_from = Date(label=_("Families paid from"))
    paid_until = Date(label=_("until"))
    size = forms.IntegerField(label=_("How many families?"), min_value=1, max_value=MOST, initial=20)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=40,
        required=False,
        help_text=_("Such as numbers thrown in front of witnesses. Left empty, one is made by chance."),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = scope(user, May.DRAW_SAMPLE).codes
        self.fields["area"].queryset = Area.objects.filter(pk__in=codes)  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.fields["paid_from"].initial = today.replace(month=1, day=1)
        self.fields["paid_until"].initial = today


class CheckForm(forms.Form):
    checked_on = Date(label=_("Day of the second look"))
    outcome = forms.ChoiceField(label=_("What was found?"), choices=Outcome.choices, widget=forms.RadioSelect)
    money_received = forms.BooleanField(label=_("The family has had the whole sum"), required=False)
    note = forms.CharField(
        label=_("What is different, or worth knowing?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
