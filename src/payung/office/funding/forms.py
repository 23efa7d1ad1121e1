"""Forms of sponsors, funds, their money, their rules, and lists of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.core.forms import RupiahField
from payung.office.core.uploads import UploadField
from payung.office.funding import queries
from payung.office.funding.actions.groups import ENDINGS
from payung.office.funding.models import Asnaf, Fund, Kind, Payer
from payung.office.people.models import Sector
from payung.office.programmes.forms import AreaChoice, day_field
from payung.office.programmes.models import Programme

RATES = {
    Payer.APBN: _("As APBN and APBD: always the full rate"),
    Payer.APBD: _("As APBD: always the full rate"),
    Payer.APBDES: _("As APBDes: full until the law is settled"),
}


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
    kind = forms.ChoiceField(label=_("Kind of money"), choices=Kind.choices, widget=forms.RadioSelect)
    payer = forms.ChoiceField(
        label=_("Rate rule"),
        choices=[("", _("The usual one of its kind")), *((str(k), words) for k, words in RATES.items())],
        required=False,
        help_text=_(
            "Only village money leaves a choice; companies, zakat and donors have the reliefs of the law"
        ),
    )
    year = forms.IntegerField(label=_("Year"), min_value=2014, max_value=2100)
    ceiling = RupiahField(
        label=_("First appropriation"), required=False, help_text=_("Leave empty where there is none yet")
    )
    document = forms.CharField(
        label=_("Its document"), max_length=160, required=False, help_text=_("Such as: DPA-SKPD 12/2026")
    )
    dated = day_field(label=_("Date of the document"), required=False)
    proposer = forms.CharField(
        label=_("Proposed by"), max_length=120, required=False, help_text=_("Of a pokir: the council member")
    )
    legal_note = forms.CharField(
        label=_("Legal basis or note"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Must be there for Dana Desa"),
    )

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
        if said.get("ceiling") is not None and "ceiling" in said:
            for name in ("document", "dated"):
                if not said.get(name):
                    self.add_error(name, _("An appropriation has a document and its date"))
        return said


class CeilingForm(forms.Form):
    """An appropriation or a revision, said by the ceiling that it makes."""

    ceiling = RupiahField(
        label=_("New ceiling"), help_text=_("The sum of all appropriations; the difference is kept")
    )
    document = forms.CharField(
        label=_("Document"), max_length=160, help_text=_("Such as: DPA-SKPD 12/2026, DPPA-SKPD 12/2026")
    )
    dated = day_field(label=_("Date of the document"))
    why = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = timezone.localdate()


class RuleForm(forms.Form):
    """The next version of whom a fund may pay. What is left empty is not asked."""

    valid_from = day_field(label=_("In force from"))
    areas = forms.CharField(
        label=_("Areas"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Codes of kecamatan or villages, between commas; empty: the fund's whole area"),
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=Sector.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    occupations = forms.MultipleChoiceField(
        label=_("Kinds of work"), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=_("Lists of people"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who is on any of these"),
    )
    asnaf = forms.MultipleChoiceField(
        label=_("Asnaf"), choices=Asnaf.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    max_decile = forms.IntegerField(
        label=_("Highest registry decile"),
        required=False,
        min_value=1,
        max_value=10,
        help_text=_("Who has no known decile is then not paid for"),
    )
    not_covered_by = forms.MultipleChoiceField(
        label=_("Only who is not paid for this year by"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    min_months = forms.IntegerField(label=_("Least months"), required=False, min_value=1, max_value=60)
    places = forms.IntegerField(label=_("Most people"), required=False, min_value=1)
    basis = forms.CharField(
        label=_("Basis"), max_length=250, required=False, help_text=_("The regulation or letter it rests on")
    )

    def __init__(self, fund: Fund, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()
        for name, choices in (
            ("occupations", queries.kinds_of_work(fund)),
            ("groups", queries.lists_for(fund)),
        ):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if fund.kind != Kind.BAZNAS:
            del self.fields["asnaf"]
        own = self.fields["not_covered_by"]
        own.choices = [choice for choice in Kind.choices if choice[0] != fund.kind]  # type: ignore[attr-defined]

    def clean_areas(self) -> list[str]:
        return [
            part for part in self.cleaned_data["areas"].replace(",", " ").replace(";", " ").split() if part
        ]

    def rules(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key not in ("valid_from", "basis")}


class GroupForm(forms.Form):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Such as: Petani tembakau 2026, Mustahik 2026")
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("Who gave it, and with which letter")
    )
    dated = day_field(label=_("Date of the data"))
    file = UploadField(
        endings=ENDINGS,
        label=_("File"),
        help_text=_("CSV or XLSX with a column NIK, and Asnaf where it is known"),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = queries.fund_areas(user)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["area"].initial = getattr(areas.first(), "pk", None)


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
