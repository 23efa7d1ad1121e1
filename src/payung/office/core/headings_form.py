"""The form in which an office names the headings of its partners' files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.listing import Fields
from payung.office.core.language import page_language


class HeadingsForm(forms.Form):
    """``known`` are the fields that may be named; without ``areas`` the page says whose headings they are."""

    area: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Area"), queryset=None)
    name = forms.CharField(label=_("Name of the profile"), max_length=80)
    headings = forms.CharField(
        label=_("Headings"),
        max_length=20_000,
        help_text=_("For each field the headings that the list writes above its column."),
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "class": "cell-digits"}),
    )

    def __init__(self, known: Fields, areas: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if areas is None:
            del self.fields["area"]
        else:
            self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def clean_headings(self) -> str:
        text: str = self.cleaned_data["headings"].replace("\r\n", "\n")
        try:
            HeadingProfile.from_toml(text, self.known)
        except UnusableInput as error:
            raise forms.ValidationError(error.to(page_language())) from None
        return text
