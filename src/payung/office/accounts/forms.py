"""Forms on users, duties and the own account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from payung.office.accounts import queries
from payung.office.accounts.models import Role


def _plain(form: forms.BaseForm) -> None:
    """Without the library's placeholders, which repeat the labels, and its link to e-mails that we do not send."""
    for field in form.fields.values():
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)


class OfficeLoginForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class OfficeReauthenticateForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)


class OfficeChangePasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.fields["password1"].help_text
        _plain(self)
        self.fields["password1"].help_text = rules


class AreaField(forms.CharField):
    """An area inside the administrator's own, by code; the browser suggests codes by name."""

    default_error_messages = {
        "outside": _(
            "There is no such area in the area you administer. Write its code, such as 13.03.04.2001"
        ),
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("Area"),
            help_text=_("Write the first letters of its name, or its code"),
            max_length=120,
            widget=forms.TextInput(
                {
                    "list": "areas",
                    "autocomplete": "off",
                    "hx-get": reverse_lazy("area_suggestions"),
                    "hx-trigger": "input changed delay:300ms",
                    "hx-target": "#areas",
                    "hx-swap": "innerHTML",
                }
            ),
            **more,
        )
        self.administrator: Any = None

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        area = queries.areas_of(self.administrator).filter(code=words).first()
        if area is None:
            named = list(queries.areas_of(self.administrator).filter(name__iexact=words)[:2])
            area = named[0] if len(named) == 1 else None
        if area is None:
            raise forms.ValidationError(self.error_messages["outside"], code="outside")
        return area


class DutyForm(forms.Form):
    role = forms.ChoiceField(label=_("Duty"), choices=Role.choices, widget=forms.RadioSelect)
    area = AreaField()
    sponsor: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=None,
        required=False,
        empty_label=_("None"),
        help_text=_("Only for a sponsor: whose funds this person sees"),
    )

    def __init__(self, administrator: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].administrator = administrator  # type: ignore[attr-defined]
        self.fields["sponsor"].queryset = queries.sponsors_of_area(administrator)  # type: ignore[attr-defined]


class UserForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
        validators=[RegexValidator(r"^\+?[0-9 -]{8,20}$", _("Write digits only, such as 0812 3456 7890"))],
    )


class NewUserForm(UserForm, DutyForm):
    username = forms.CharField(
        label=_("Username"),
        max_length=30,
        help_text=_("Small letters and digits, such as petugas.muaro. It stands in the journal."),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9._-]{2,29}$",
                _("Write 3 to 30 small letters, digits, dots or hyphens, a letter first"),
            )
        ],
    )
    field_order = ["name", "username", "phone", "role", "area", "sponsor"]


class OwnForm(forms.Form):
    phone = UserForm.base_fields["phone"]
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
