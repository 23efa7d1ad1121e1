"""Forms of bills and payments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.language import rupiah
from payung.law.month import Month
from payung.office.billing import queries
from payung.office.billing.models import Bill
from payung.office.core.forms import MonthField, RupiahField
from payung.office.core.language import page_language
from payung.office.funding.models import Fund
from payung.office.journal.once import TokenForm
from payung.office.programmes.models import Programme


class IssueForm(TokenForm):
    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(), to_field_name="public_id", label=_("Programme")
    )
    month = MonthField(label=_("Contribution month"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = queries.billable(user)  # type: ignore[attr-defined]


class CodeForm(TokenForm):
    code = forms.CharField(
        label=_("Payment code (kode iuran)"), max_length=40, help_text=_("As BPJS gave it for this bill")
    )


class PaymentForm(TokenForm):
    state = forms.ChoiceField(
        label=_("What happened?"),
        choices=(("paid", _("The money left the treasury")), ("refused", _("The payment was refused"))),
        widget=forms.RadioSelect,
        initial="paid",
    )
    fund = forms.ModelChoiceField(
        queryset=Fund.objects.none(),
        to_field_name="public_id",
        label=_("Fund that the SP2D names"),
        required=False,
        empty_label=_("It names none"),
    )
    document = forms.CharField(label=_("SP2D or transfer receipt"), max_length=80)
    dated = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    amount = RupiahField(label=_("Rupiah"), minimum=1)
    why = forms.CharField(
        label=_("Reason of the refusal"), required=False, widget=forms.Textarea({"rows": 2}), max_length=2000
    )

    def __init__(self, bill: Bill, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = Fund.objects.filter(programme_links__programme=bill.programme) | Fund.objects.filter(
            pk=bill.fund_id
        )
        self.fields["fund"].queryset = linked.distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("state") == "refused" and not given.get("why", "").strip():
            self.add_error("why", _("Write why the payment was refused."))
        return given


class _EntryForm(TokenForm):
    dated = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = timezone.localdate()


class ReverseForm(_EntryForm):
    why = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2}))


class StepForm(_EntryForm):
    number = forms.CharField(label=_("Number"), max_length=80)
    field_order = ("number", "dated")


class CarryForm(_EntryForm):
    target = forms.ModelChoiceField(
        queryset=Bill.objects.none(), to_field_name="public_id", label=_("Bill that it is carried to")
    )
    why = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    field_order = ("target", "dated", "why")

    def __init__(self, bills: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["target"]
        field.queryset = bills
        field.label_from_instance = bill_in_words


class CorrectForm(_EntryForm):
    direction = forms.ChoiceField(
        label=_("The bill was"),
        choices=(("less", _("too much")), ("more", _("too little"))),
        widget=forms.RadioSelect,
    )
    amount = RupiahField(label=_("By how many rupiah"), minimum=1)
    why = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    field_order = ("direction", "amount", "dated", "why")

    def signed(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return -amount if self.cleaned_data["direction"] == "less" else amount


def bill_in_words(bill: Bill) -> str:
    part = f" ({bill.part})" if bill.part > 1 else ""
    return f"{bill.fund}, {Month.from_number(bill.month).to(page_language())}{part}: {rupiah(bill.total)}"
