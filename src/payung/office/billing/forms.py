"""Forms of bills and payments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.billing import queries
from payung.office.core.forms import MonthField, RupiahField
from payung.office.programmes.models import Programme


class IssueForm(forms.Form):
    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(), to_field_name="public_id", label=_("Programme")
    )
    month = MonthField(label=_("Contribution month"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = queries.billable(user)  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Payment code (kode iuran)"), max_length=40, help_text=_("As BPJS gave it for this bill")
    )


class PaymentForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What happened?"),
        choices=(("paid", _("The money left the treasury")), ("refused", _("The payment was refused"))),
        widget=forms.RadioSelect,
        initial="paid",
    )
    document = forms.CharField(label=_("SP2D or transfer receipt"), max_length=80)
    dated = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    amount = RupiahField(label=_("Rupiah"), minimum=1)
    why = forms.CharField(
        label=_("Reason of the refusal"), required=False, widget=forms.Textarea({"rows": 2}), max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("state") == "refused" and not given.get("why", "").strip():
            self.add_error("why", _("Write why the payment was refused."))
        if given.get("dated") and given["dated"] > timezone.localdate():
            self.add_error("dated", _("This day has not come yet."))
        return given
