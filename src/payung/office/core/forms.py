"""Fields as offices fill them in: rupiah with dots, months as months. And the errors of an act, put on a form."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.core.language import page_language

_AMOUNT = re.compile(r"(?:rp)?\.?\s*(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,]0{1,2}|,-)?", re.IGNORECASE)


class RupiahInput(forms.TextInput):
    """Shows 16.800 and takes it back; the phone brings up digits."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int):
            return f"{value:,}".replace(",", ".")
        return str(value) if value else None


class RupiahField(forms.Field):
    """Whole rupiah, an int. Takes 16800, 16.800, Rp16.800, Rp 16.800,00."""

    widget = RupiahInput
    default_error_messages = {
        "invalid": _("Write an amount in whole rupiah, such as 16.800"),
        "small": _("The amount must be at least Rp%(limit)s"),
        "large": _("The amount must be at most Rp%(limit)s"),
    }

    def __init__(self, *, minimum: int = 0, maximum: int = 10**15, **more: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        super().__init__(**more)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        found = _AMOUNT.fullmatch(str(value).strip())
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"\D", "", found[1]))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        for code, limit, wrong in (
            ("small", self.minimum, value < self.minimum),
            ("large", self.maximum, value > self.maximum),
        ):
            if wrong:
                raise ValidationError(
                    self.error_messages[code], code=code, params={"limit": f"{limit:,}".replace(",", ".")}
                )


class MonthInput(forms.DateInput):
    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": "2026-05", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int):
            return str(Month.from_number(value))
        return str(value) if value else None


class MonthField(forms.Field):
    """A contribution month, as the tables keep it: 202605. Takes 2026-05, 05-2026 and 5/2026."""

    widget = MonthInput
    default_error_messages = {"invalid": _("Write year and month, such as 2026-05")}

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        text = str(value).strip()
        if turned := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text):
            text = f"{turned[2]}-{int(turned[1]):02}"
        try:
            return Month.parse(text).number
        except UnusableInput:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def put_on(form: forms.BaseForm, error: UnusableInput, field: str | None = None) -> None:
    """Say on the form what an act found unusable, at the field where it can be mended."""
    form.add_error(field, error.to(page_language()))
