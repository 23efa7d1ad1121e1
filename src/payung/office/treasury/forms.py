"""Forms of registers: the file, its headings, and the bill that somebody chooses for an order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.language import rupiah
from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.billing.models import Bill
from payung.office.core.language import page_language
from payung.office.core.uploads import UploadField
from payung.office.journal.once import TokenForm
from payung.office.treasury.models import RegisterProfile
from payung.office.treasury.recognising import still_owed

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


def own_areas(user: Any) -> Any:
    """Areas of duties that record payments."""
    return Area.objects.filter(pk__in=scope(user, May.RECORD_PAYMENTS).codes).order_by("level", "code")


class RegisterForm(TokenForm):
    area: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=None
    )
    file = UploadField(
        endings=_ENDINGS,
        label=_("Register of SP2D"),
        help_text=_(
            "XLSX, XLS, ODS or CSV with number, date and rupiah; SPM, description and payee where there are any. "
            "The whole register may come: what is no contribution stays aside."
        ),
    )
    profile: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Headings"),
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label=_("Headings that Payung knows"),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        areas = own_areas(user)
        fields["area"].queryset = areas
        fields["profile"].queryset = RegisterProfile.objects.filter(area__in=areas)
        if len(areas) == 1:
            fields["area"].initial = areas[0].pk
            fields["area"].widget = forms.HiddenInput()


class ChooseForm(TokenForm):
    bill = forms.ModelChoiceField(
        label=_("Bill that this SP2D pays"), queryset=Bill.objects.none(), to_field_name="public_id"
    )

    def __init__(self, bills: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bill"]
        field.queryset = bills
        field.label_from_instance = _asking


def _asking(bill: Any) -> str:
    month = Month.from_number(bill.month).to(page_language())
    part = f" ({bill.part})" if bill.part > 1 else ""
    return f"{bill.fund}, {bill.programme.name}, {month}{part}: {rupiah(still_owed(bill))}"
