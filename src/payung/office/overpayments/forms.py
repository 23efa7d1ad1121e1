"""Forms of overpayments: a history, its headings, a letter, and the three ways in which a claim ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.billing.forms import bill_in_words
from payung.office.billing.models import Bill
from payung.office.core.forms import RupiahField
from payung.office.core.uploads import UploadField
from payung.office.journal.once import TokenForm
from payung.office.overpayments.models import HistoryProfile
from payung.office.overpayments.queries import payers
from payung.office.programmes.forms import day_field
from payung.office.programmes.models import Agreement

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


class HistoryForm(TokenForm):
    fund: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Fund that paid"), queryset=None, to_field_name="public_id"
    )
    agreement: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Agreement (PKS)"),
        queryset=None,
        to_field_name="public_id",
        required=False,
        help_text=_("Months outside its term are refused"),
    )
    file = UploadField(
        endings=_ENDINGS,
        label=_("List of payments"),
        help_text=_("XLSX, XLS, ODS or CSV with NIK, month and rupiah; SP2D and date where they are known."),
    )
    profile: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Headings"),
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label=_("Headings that Payung knows"),
    )
    income = RupiahField(label=_("Income base"), initial=1_000_000, minimum=1)
    with_jht = forms.BooleanField(label=_("The payments held JHT too"), required=False)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = scope(user, May.RECORD_PAYMENTS)
        around = scope(user, May.SEE_MONEY).around("area")
        fields: Any = self.fields
        fields["fund"].queryset = payers(user).filter(mine.within("area"))
        fields["agreement"].queryset = Agreement.objects.filter(around)
        fields["agreement"].label_from_instance = lambda one: f"{one.number} ({one.branch})"
        fields["profile"].queryset = HistoryProfile.objects.filter(around)


class ClaimForm(TokenForm):
    number = forms.CharField(label=_("Number of the letter"), max_length=80)
    dated = day_field(label=_("Date of the letter"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = timezone.localdate()


class _DatedForm(TokenForm):
    dated = day_field(label=_("Date"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = timezone.localdate()


class CreditForm(_DatedForm):
    bill = forms.ModelChoiceField(
        label=_("Bill that BPJS takes it off"), queryset=Bill.objects.none(), to_field_name="public_id"
    )
    field_order = ("bill", "dated", "note")

    def __init__(self, bills: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bill"]
        field.queryset = bills
        field.label_from_instance = bill_in_words


class RefundForm(_DatedForm):
    document = forms.CharField(label=_("Number of the refund's document"), max_length=80)
    field_order = ("document", "dated", "note")


class RefuseForm(TokenForm):
    why = forms.CharField(
        label=_("Why it does not come back"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
