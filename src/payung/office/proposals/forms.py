"""Forms of the proposals' pages. Entry by hand asks one thing per page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.identity.nik import LENGTH, read_number
from payung.identity.nik_words import malformed
from payung.office.areas.models import Area, Level
from payung.office.core.language import page_language
from payung.office.core.uploads import UploadField
from payung.office.programmes.models import Programme
from payung.office.proposals import queries
from payung.office.proposals.actions.replying import DAYS_TO_MEND
from payung.office.proposals.actions.submitting import ENDINGS
from payung.office.proposals.models import Standing, Submission
from payung.office.proposals.previewing import FIELDS


class ProgrammeForm(forms.Form):
    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(),
        to_field_name="public_id",
        label=_("For which programme?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, user: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["programme"].queryset = queries.open_programmes(user)  # type: ignore[attr-defined]


class AreaChoice(forms.ModelChoiceField):
    """Areas by name; a kecamatan says that it is one, since a village of it often has the same name."""

    def label_from_instance(self, obj: Area) -> str:
        return f"{obj.get_level_display()} {obj.name}" if obj.level == Level.DISTRICT else obj.name


class _ListForm(forms.Form):
    """Whose list it is; what comes with it stands below."""

    area = AreaChoice(
        queryset=Area.objects.none(),
        label=_("Whose list is it?"),
        help_text=_("A village, or all villages of the area"),
    )

    def __init__(self, *args: Any, user: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        areas = queries.proposing_areas(user, programme)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        only = list(areas[:2])
        if len(only) == 1:
            self.fields["area"].initial = only[0].pk
            self.fields["area"].widget = forms.HiddenInput()


class FileForm(_ListForm):
    mends = forms.ModelChoiceField(
        queryset=Submission.objects.none(),
        to_field_name="public_id",
        required=False,
        label=_("Does it mend an earlier list?"),
        empty_label=_("No, it is a new list"),
        help_text=_(
            "Choose the earlier list if you send a reply workbook back: only the mended rows are taken"
        ),
    )
    file = UploadField(
        endings=ENDINGS,
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV, up to 200 MB. Send it as it is."),
    )

    def __init__(self, *args: Any, user: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, user=user, programme=programme, **more)
        self.fields["mends"].queryset = queries.mendable(user, programme)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("mends") and given.get("area") and given["mends"].area_id != given["area"].pk:
            self.add_error("mends", _("That list is of another area."))
        return given


class PastedForm(_ListForm):
    """A list that came as a message, and that nobody has made a file of."""

    text = forms.CharField(
        label=_("The people, one to a line or as forms"),
        help_text=_(
            "As it was sent, with the lines above and below. For example: 1. SITI, NIK 1303…, farmer"
        ),
        max_length=200_000,
        widget=forms.Textarea({"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )


class ColumnsForm(forms.Form):
    """One choice per column of each sheet: what it holds. The initial choice is what was understood."""

    SHOWN = "kolom"  # told by the page that shows the choices

    def __init__(self, *args: Any, understood: Mapping[str, Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.understood = understood
        language = page_language()
        choices = [("", _("Not used")), *((field, words.to(language)) for field, words in FIELDS.items())]
        for at, sheet in enumerate(understood["sheets"]):
            for column in sheet["columns"]:
                self.fields[f"{at}-{column['letters']}"] = forms.ChoiceField(
                    choices=choices,
                    required=False,
                    label=column["heading"] or column["letters"],
                    initial=column["field"],
                )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for at, sheet in enumerate(self.understood["sheets"]):
            seen: dict[str, str] = {}
            for column in sheet["columns"]:
                name = f"{at}-{column['letters']}"
                field = given.get(name, "")
                if field and field in seen:
                    told = {"column": seen[field], "field": FIELDS[field].to(page_language())}
                    self.add_error(
                        name, _("Column %(column)s holds %(field)s already; choose one of the two.") % told
                    )
                seen[field] = f"{column['letters']} {column['heading']}".strip()
        return given

    def mapping(self) -> dict[str, dict[str, str]]:
        """Sheet -> {field: letters}, of the sheets whose columns were changed by hand."""
        chosen: dict[str, dict[str, str]] = {}
        for at, sheet in enumerate(self.understood["sheets"]):
            given = {
                c["letters"]: self.cleaned_data.get(f"{at}-{c['letters']}", "") for c in sheet["columns"]
            }
            if given != {c["letters"]: c["field"] for c in sheet["columns"]}:
                chosen[sheet["name"]] = {field: letters for letters, field in given.items() if field}
        return chosen

    def sheets(self) -> Iterable[tuple[Mapping[str, Any], list[tuple[Mapping[str, Any], Any]]]]:
        """Each sheet with its columns and their fields, for the page."""
        for at, sheet in enumerate(self.understood["sheets"]):
            yield sheet, [(column, self[f"{at}-{column['letters']}"]) for column in sheet["columns"]]


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=[(Standing.ACCEPTED, _("Accept")), (Standing.DROPPED, _("Drop"))],
        widget=forms.RadioSelect,
        label=_("Verdict"),
    )
    why = forms.CharField(max_length=500, label=_("Reason"), widget=forms.TextInput)


class FigureForm(forms.Form):
    """The figure that the page showed: what it says by now must be the same."""

    expected = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ManyForm(VerdictForm, FigureForm):
    why = forms.CharField(
        max_length=500,
        label=_("Justification"),
        help_text=_("One for all of them; it stands on each row and in the reply to the village"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    mend_by = forms.DateField(label=_("Mend by"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["mend_by"].initial = timezone.localdate() + DAYS_TO_MEND


class SettleNikForm(forms.Form):
    nik = forms.CharField(
        label=_("NIK on the identity card"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    source = forms.CharField(
        max_length=500,
        label=_("Where the NIK was taken from"),
        widget=forms.TextInput,
        initial=_("Identity card"),
    )


class _Step(forms.Form):
    """One page of entry by hand."""

    title: Any = ""


class IdentityStep(_Step):
    title = _("Who is it?")
    nik = forms.CharField(
        label="NIK", required=False, max_length=30, help_text=_("16 digits, as on the KTP"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(label=_("Full name"), max_length=150, help_text=_("As on the KTP"))

    def clean_nik(self) -> str:
        given = self.cleaned_data["nik"]
        digits = read_number(given).digits if given else ""
        if given and len(digits) != LENGTH:
            raise forms.ValidationError(f"{malformed(given).to(page_language())}.")
        return digits


class BirthStep(_Step):
    title = _("When and where born?")
    birth_date = forms.DateField(label=_("Birth date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    birth_place = forms.CharField(label=_("Birth place"), max_length=80, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("L", _("Male")), ("P", _("Female"))], widget=forms.RadioSelect
    )

    def clean_birth_date(self) -> str:
        born = self.cleaned_data["birth_date"]
        if born > timezone.localdate():
            raise forms.ValidationError(_("That day lies ahead."))
        return str(born)


class WorkStep(_Step):
    title = _("What work, and where?")
    occupation = forms.CharField(
        label=_("Occupation"), max_length=120, help_text=_("The work that is really done")
    )
    village = forms.CharField(label=_("Village"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)


class FamilyStep(_Step):
    title = _("Family and phone")
    kk = forms.CharField(
        label=_("Family card number (KK)"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    mother_name = forms.CharField(label=_("Mother's name"), max_length=150, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


STEPS: dict[str, type[_Step]] = {
    "diri": IdentityStep,
    "lahir": BirthStep,
    "kerja": WorkStep,
    "keluarga": FamilyStep,
}
