"""Forms of sponsors and funds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.core.forms import RupiahField
from payung.office.funding import queries
from payung.office.funding.models import Payer
from payung.office.programmes.models import Programme


class FundForm(forms.Form):
    """An existing sponsor, or the name of a new one."""

    sponsor: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Whose money it is"), queryset=None, required=False, empty_label=_("A new one, named below")
    )
    sponsor_name = forms.CharField(
        label=_("Name of the new sponsor"),
        max_length=120,
        required=False,
        help_text=_("Leave empty if chosen above"),
    )
    area = forms.CharField(
        label=_("Whom it may pay"),
        max_length=13,
        help_text=_("Code of the area, such as 13.03, or of one village"),
    )
    name = forms.CharField(
        label=_("Name of the fund"), max_length=120, help_text=_("Such as: APBD, Dana Desa Muaro")
    )
    payer = forms.ChoiceField(
        label=_("Kind of money"),
        choices=[choice for choice in Payer.choices if choice[0] != Payer.SELF],
        widget=forms.RadioSelect,
        help_text=_("Sets the contribution rate"),
    )
    year = forms.IntegerField(label=_("Year"), min_value=2014, max_value=2100)
    ceiling = RupiahField(label=_("Ceiling"), required=False, help_text=_("Leave empty where none is set"))
    legal_note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["year"].initial = timezone.localdate().year
        self.fields["sponsor"].queryset = queries.manageable_sponsors(user)  # type: ignore[attr-defined]

    def clean_area(self) -> str:
        code = str(self.cleaned_data["area"]).strip()
        inside = scope(self.user, May.MANAGE_FUNDS).within("")
        if not Area.objects.filter(inside, code=code).exists():
            raise forms.ValidationError(_("There is no such area in the area you serve"))
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("sponsor") and not (said.get("sponsor_name") or "").strip():
            self.add_error("sponsor", _("Choose a sponsor, or write the name of a new one"))
        return said


class CeilingForm(forms.Form):
    ceiling = RupiahField(
        label=_("New ceiling"), required=False, help_text=_("Leave empty where none is set")
    )
    why = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


class LinkForm(forms.Form):
    fund: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Fund"), queryset=None)
    rank = forms.IntegerField(
        label=_("Rank"),
        min_value=1,
        max_value=1000,
        initial=1,
        help_text=_("The fund with rank 1 is asked first"),
    )

    def __init__(self, user: Any, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = queries.linkable(user, programme)  # type: ignore[attr-defined]
