"""Forms of activities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.areas.models import Area, Level
from payung.office.claims.forms import PhotosField
from payung.office.core.uploads import UploadField
from payung.office.cover.forms import ENDINGS
from payung.office.journal.once import TokenForm
from payung.office.outreach import queries
from payung.office.outreach.actions.planning import Plan
from payung.office.outreach.models import Activity, FollowUp, Kind
from payung.office.programmes.forms import AreaChoice, day_field


class CampaignForm(TokenForm):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    name = forms.CharField(
        label=_("Name of the campaign"),
        max_length=120,
        help_text=_("Such as: Kerja Keras Bebas Cemas Masuk Desa 2026"),
    )
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, user: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = queries.areas(user)  # type: ignore[attr-defined]


class AreaForm(forms.Form):
    """First of all where: the villages to choose from depend on it."""

    area: forms.ModelChoiceField[Any] = AreaChoice(
        label=_("Where is it held?"),
        queryset=None,
        help_text=_("A regency, a kecamatan, or one village. What you plan for it concerns its villages."),
    )

    def __init__(self, user: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = queries.areas(user)  # type: ignore[attr-defined]


class ActivityForm(TokenForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=150)
    day = day_field(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=160, help_text=_("Such as: Balai Nagari Muaro"))
    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=4000, widget=forms.Textarea({"rows": 4})
    )
    programme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, required=False, empty_label=_("No programme in particular")
    )
    campaign: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Campaign"), queryset=None, required=False, empty_label=_("No campaign")
    )
    villages = forms.ModelMultipleChoiceField(
        label=_("Villages that it is for"),
        queryset=Area.objects.none(),
        required=False,
        help_text=_("Choose none: all villages of the area"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, user: Any, area: Area, *args: Any, kept: Activity | None = None, **more: Any) -> None:
        initial: dict[str, Any] = {}
        level = ("province", "regency", "district", "code")[area.pk.count(".")]
        villages = Area.objects.filter(level=Level.VILLAGE, **{level: area.pk})
        if kept:
            names = ("kind", "title", "day", "place", "agenda", "programme", "campaign")
            initial = {name: getattr(kept, name) for name in names}
            chosen = list(kept.villages.all())
            initial["villages"] = chosen if len(chosen) < villages.count() else []
        super().__init__(*args, initial=initial, **more)
        self.fields["programme"].queryset = queries.own_programmes(user)  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = queries.own_campaigns(user)  # type: ignore[attr-defined]
        self.fields["villages"].queryset = villages  # type: ignore[attr-defined]
        if area.level == Level.VILLAGE:
            del self.fields["villages"]

    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            **{
                key: said[key] for key in ("kind", "title", "day", "place", "agenda", "campaign", "programme")
            },
            villages=[one.pk for one in said.get("villages") or ()],
        )


class HoldForm(forms.Form):
    held_on = day_field(label=_("Held on"))
    minutes = forms.CharField(
        label=_("Minutes"),
        max_length=20_000,
        help_text=_("What was said and decided. It rests sealed."),
        widget=forms.Textarea({"rows": 8}),
    )
    cards_handed = forms.IntegerField(
        label=_("Membership cards handed over"), min_value=0, max_value=1_000_000, initial=0
    )


class MinutesForm(forms.Form):
    minutes = forms.CharField(label=_("Minutes"), max_length=20_000, widget=forms.Textarea({"rows": 10}))
    why = forms.CharField(label=_("Reason for the change"), max_length=500)


class SignForm(TokenForm):
    """What is asked of whoever comes: no NIK, no phone."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    institution = forms.CharField(
        label=_("Institution"),
        max_length=120,
        required=False,
        help_text=_("Office, organisation or group. Leave empty if you come for yourself."),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    village: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Village"), queryset=None, required=False, empty_label=_("Elsewhere")
    )

    def __init__(self, activity: Activity, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["village"].queryset = activity.villages.order_by("name")  # type: ignore[attr-defined]


class ListForm(TokenForm):
    file = UploadField(
        endings=ENDINGS,
        label=_("Attendance list"),
        help_text=_("XLSX, XLS, ODS or CSV with a heading Nama, and where you have them Instansi and Desa."),
    )


class PhotoForm(TokenForm):
    photos = PhotosField(
        label=_("Photos or scanned papers"), help_text=_("JPEG, PNG, WebP or PDF, each up to 10 MB.")
    )
    caption = forms.CharField(label=_("Caption"), max_length=160, required=False)

    def clean_photos(self) -> list[Any]:
        given: list[Any] = self.cleaned_data["photos"]
        if not given:
            raise forms.ValidationError(_("Choose a file."))
        return given


class AgreeForm(TokenForm):
    what = forms.CharField(label=_("What was agreed"), max_length=300, widget=forms.Textarea({"rows": 2}))
    owner = forms.CharField(label=_("Who does it"), max_length=120)
    due = day_field(label=_("By when"))


class EndForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How did it end?"), choices=FollowUp.End.choices, widget=forms.RadioSelect
    )
    ended_on = day_field(label=_("On which day?"))
    note = forms.CharField(
        label=_("In a few words"),
        max_length=500,
        required=False,
        help_text=_("Needed where it is dropped"),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["ended_on"].initial = timezone.localdate()
