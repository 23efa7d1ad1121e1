"""Forms of the registers: a regulation, an agreement, a paper of either."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.office.core import small_files
from payung.office.core.uploads import UploadField
from payung.office.journal.once import TokenForm
from payung.office.programmes import queries
from payung.office.programmes.forms import AreaChoice, day_field
from payung.office.programmes.models import Agreement, BasisKind, LegalBasis, Scope, StartRule


class _Registered(TokenForm):
    """A new entry asks for its area; one that is changed keeps it, and says why it changes."""

    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    why = forms.CharField(label=_("Reason for the change"), max_length=500, required=False)

    def __init__(self, user: Any, *args: Any, kept: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        areas = queries.programme_areas(user)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        del self.fields["area" if kept else "why"]
        only = [] if kept else list(areas[:2])
        if len(only) == 1:
            self.fields["area"].initial = only[0].pk
        self.order_fields([name for name in self.fields if name != "why"])

    def said(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key not in ("area", "token")}


class BasisForm(_Registered):
    number = forms.CharField(label=_("Number"), max_length=120, help_text=_("Such as: Perbup 12 Tahun 2026"))
    kind = forms.ChoiceField(label=_("Kind"), choices=BasisKind.choices)
    about = forms.CharField(label=_("About"), max_length=250)
    dated = day_field(label=_("Date"))
    valid_from = day_field(
        label=_("In force from"), required=False, help_text=_("Leave empty: from its date on")
    )
    until = day_field(
        label=_("Valid until"), required=False, help_text=_("Leave empty: until it is replaced or withdrawn")
    )
    replaced_by: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Replaced by"), queryset=None, required=False, empty_label=_("None")
    )

    def __init__(self, user: Any, *args: Any, kept: LegalBasis | None = None, **more: Any) -> None:
        names = ("number", "kind", "about", "dated", "valid_from", "until", "replaced_by")
        initial = {name: getattr(kept, name) for name in names} if kept else {}
        super().__init__(user, *args, kept=kept, initial=initial, **more)
        others = queries.legal_bases(user)
        self.fields["replaced_by"].queryset = others.exclude(pk=kept.pk) if kept else others  # type: ignore[attr-defined]


class AgreementForm(_Registered):
    number = forms.CharField(label=_("Number"), max_length=120)
    branch = forms.CharField(label=_("BPJS branch"), max_length=120)
    parties = forms.CharField(
        label=_("Other parties"),
        required=False,
        help_text=_("One on each line, such as: Pemerintah Kabupaten Sijunjung"),
        widget=forms.Textarea({"rows": 2}),
    )
    scope = forms.ChoiceField(label=_("Scope"), choices=Scope.choices, widget=forms.RadioSelect)
    about = forms.CharField(
        label=_("Subject"), max_length=250, required=False, help_text=_("In the words of the agreement")
    )
    starts = day_field(label=_("From"))
    ends = day_field(label=_("Until"))
    start_rule = forms.ChoiceField(
        label=_("From when is a person covered?"), choices=StartRule.choices, widget=forms.RadioSelect
    )
    extends: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Extends"), queryset=None, required=False, empty_label=_("None: a first agreement")
    )

    def __init__(
        self,
        user: Any,
        *args: Any,
        kept: Agreement | None = None,
        extended: Agreement | None = None,
        **more: Any,
    ) -> None:
        names = ("number", "branch", "parties", "scope", "about", "starts", "ends", "start_rule", "extends")
        initial: dict[str, Any] = {"scope": Scope.VULNERABLE, "start_rule": StartRule.RECEIVED}
        if kept:
            initial = {name: getattr(kept, name) for name in names}
        elif extended:
            initial = _following(extended)
        super().__init__(user, *args, kept=kept, initial=initial, **more)
        others = queries.agreements(user)
        self.fields["extends"].queryset = others.exclude(pk=kept.pk) if kept else others  # type: ignore[attr-defined]


def _following(extended: Agreement) -> dict[str, Any]:
    """What an extension usually says: the same, from the day after, for as long again."""
    from datetime import timedelta

    starts = extended.ends + timedelta(days=1)
    same = {name: getattr(extended, name) for name in ("branch", "parties", "scope", "about", "start_rule")}
    ends = starts + (extended.ends - extended.starts)
    return {**same, "area": extended.area_id, "starts": starts, "ends": ends, "extends": extended}


class AnnexForm(TokenForm):
    title = forms.CharField(label=_("What is it?"), max_length=120, help_text=_("Such as: signed agreement"))
    file = UploadField(
        endings=small_files.ENDINGS,
        label=_("Photo or PDF"),
        help_text=_("JPEG, PNG, WebP or PDF, up to 10 MB"),
    )
