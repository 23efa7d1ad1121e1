"""Forms of claims: the report, and what is added to a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.law.disability import table
from payung.law.heirs import RELATIVES
from payung.law.parameters import current
from payung.law.scholarship import LEVELS
from payung.office.claims import files
from payung.office.claims.actions.reporting import Report
from payung.office.claims.models import Claim, Difference, Outcome
from payung.office.core.forms import RupiahField
from payung.office.core.language import page_language
from payung.office.core.uploads import UploadField
from payung.office.journal.once import TokenForm
from payung.office.programmes.models import Programme

RELATION_WORDS = {
    "spouse": _("Wife or husband"),
    "child": _("Child"),
    "parent": _("Father or mother"),
    "grandchild": _("Grandchild"),
    "grandparent": _("Grandparent"),
    "sibling": _("Brother or sister"),
    "parent_in_law": _("Parent-in-law"),
    "will": _("Named in a will"),
}
# One question for what happened and how it ended.
EVENTS = {
    "death": ("death", "death", _("Died, not from work (illness, age, other accident)")),
    "accident": ("accident", "recovered", _("Work accident, is being treated")),
    "accident-death": ("accident", "death", _("Died from a work accident")),
    "disease": ("disease", "recovered", _("Disease from work, is being treated")),
    "disease-death": ("disease", "death", _("Died from a disease from work")),
}
PHONE = forms.TextInput({"inputmode": "tel", "autocomplete": "off"})


class Date(forms.DateField):
    """A day that has come."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **more)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))


class _Many(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several small files; what each really is, the bytes say when they are kept."""

    def __init__(self, **more: Any) -> None:
        widget = _Many({"accept": ",".join(files.ENDINGS), "multiple": True})
        super().__init__(widget=widget, required=False, **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data or []) if one]
        if len(given) > files.MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files at once."), params={"most": files.MOST_FILES}
            )
        for one in given:
            try:
                files.check_size(one.name, one.size)
            except UnusableInput as error:
                raise forms.ValidationError(error.to(page_language())) from None
        return given


class ReportForm(forms.Form):
    happening = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(key, words) for key, (_kind, _outcome, words) in EVENTS.items()],
        widget=forms.RadioSelect,
    )
    day = Date(label=_("On which day?"), help_text=_("Of the death, of the accident, or of the diagnosis"))
    died_on = Date(
        label=_("Day of death, if it came later"),
        required=False,
        help_text=_("Only for someone who died some days after the accident"),
    )
    happened = forms.CharField(
        label=_("What happened, in a few words"),
        max_length=2000,
        help_text=_("Where, how, which hospital. Seen only by those who work on this claim."),
        widget=forms.Textarea({"rows": 3}),
    )
    reporter = forms.CharField(label=_("Who reports it?"), max_length=120)
    phone = forms.CharField(label=_("Phone of the reporter"), max_length=20, widget=PHONE)
    photos = PhotosField(
        label=_("Photos of documents, if you have them"),
        help_text=_("JPEG, PNG, WebP or PDF, each up to 10 MB. More can be added later."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["photos"].widget.attrs.pop("required", None)

    def said(self) -> Report:
        given = self.cleaned_data
        kind, outcome, _words = EVENTS[given["happening"]]
        return Report(
            kind=kind,
            day=given["day"],
            outcome=outcome,
            died_on=given["died_on"] if kind != "death" else None,
            happened=given["happened"],
            reporter=given["reporter"],
            phone=given["phone"],
        )


class FactsForm(forms.Form):
    """Costs, days and the outcome: what the sum of a work accident depends on."""

    outcome = forms.ChoiceField(
        label=_("How is the person?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    died_on = Date(label=_("Day of death"), required=False)
    doctor_statement = Date(
        label=_("Day of the doctor's statement"),
        required=False,
        help_text=_("Recovered, disabled or dead: from then the stage II report has its 2 x 24 hours"),
    )
    unable_months = forms.IntegerField(
        label=_("Whole months without work"), min_value=0, max_value=600, required=False
    )
    unable_days = forms.IntegerField(
        label=_("And days without work"), min_value=0, max_value=30, required=False
    )
    medical = RupiahField(label=_("Treatment paid by the family"), required=False)
    land = RupiahField(label=_("Transport by land"), required=False)
    sea = RupiahField(label=_("Transport by water"), required=False)
    air = RupiahField(label=_("Transport by air"), required=False)
    part = forms.ChoiceField(label=_("Part of the body lost or disabled"), required=False)
    loss = forms.IntegerField(
        label=_("How much of it is lost, in percent"), min_value=1, max_value=100, required=False
    )

    def __init__(self, claim: Claim, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        tongue = page_language()
        rows = {row["part"]: row for row in table(current(), claim.day).values()}
        parts = sorted((row[tongue], code) for code, row in rows.items())
        self.fields["part"].choices = [("", "—"), *((code, words) for words, code in parts)]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        transport = {mode: given[mode] for mode in ("land", "sea", "air") if given[mode]}
        facts = {key: given[key] for key in ("unable_months", "unable_days", "medical") if given[key]}
        if transport:
            facts["transport"] = transport
        if given["part"] and given["outcome"] == Outcome.PARTIAL:
            facts["disabilities"] = [{"part": given["part"], "loss": (given["loss"] or 100) / 100}]
        return facts

    @staticmethod
    def opened(facts: dict[str, Any]) -> dict[str, Any]:
        """The facts as they stand, for the form."""
        lost = (facts.get("disabilities") or [{}])[0]
        own = {"part": lost.get("part", ""), "loss": round(lost["loss"] * 100) if lost else None}
        return {**facts, **facts.get("transport", {}), **own}


class HeirForm(forms.Form):
    relation = forms.ChoiceField(
        label=_("Relation to the participant"), choices=[(one, RELATION_WORDS[one]) for one in RELATIVES]
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    birth_date = Date(label=_("Birth date"), required=False)
    guardian = forms.CharField(
        label=_("Guardian"), max_length=120, required=False, help_text=_("For an heir who is not yet 18")
    )
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False, widget=PHONE)
    account = forms.CharField(label=_("Bank and account number"), max_length=80, required=False)


class DisputeForm(forms.Form):
    words = forms.CharField(
        label=_("Who disagrees, and where does it lie?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Leave empty once it is settled"),
    )


class ChildForm(forms.Form):
    name = forms.CharField(label=_("Name of the child"), max_length=120)
    birth_date = Date(label=_("Birth date"))
    level = forms.ChoiceField(
        label=_("School on the day of the event"),
        choices=[("", _("Not at school")), *((one, one) for one in LEVELS)],
        required=False,
    )
    grade = forms.IntegerField(label=_("Grade"), min_value=1, max_value=6, required=False, initial=1)


class PaperForm(forms.Form):
    file = UploadField(
        endings=files.ENDINGS, label=_("Photo or PDF"), help_text=_("JPEG, PNG, WebP or PDF, up to 10 MB")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            files.check_size(file.name, file.size)
        except UnusableInput as error:
            raise forms.ValidationError(error.to(page_language())) from None
        return file


class ReasonForm(forms.Form):
    why = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


class StepForm(forms.Form):
    dated = Date(label=_("Date"))


class ReasonedStepForm(StepForm):
    why = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class PayForm(forms.Form):
    """One amount per benefit line, as the transfer had it; filled with what is still owed."""

    dated = Date(label=_("Day of the transfer"))
    heir = forms.ChoiceField(label=_("To which heir?"), required=False)
    to = forms.CharField(
        label=_("Or to whom?"),
        max_length=120,
        required=False,
        help_text=_("The participant, or who arranged the funeral"),
    )

    def __init__(
        self, heirs: list[tuple[str, str]], lines: list[tuple[str, str, int]], *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["heir"].choices = [("", "—"), *heirs]  # type: ignore[attr-defined]
        self.codes = [code for code, _words, _amount in lines]
        for code, words, amount in lines:
            self.fields[f"amount_{code}"] = RupiahField(label=words, required=False, initial=amount or None)

    def amounts(self) -> dict[str, int]:
        return {code: self.cleaned_data.get(f"amount_{code}") or 0 for code in self.codes}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("heir") and not given.get("to", "").strip():
            self.add_error("heir", _now("Say to whom the money went."))
        return given


class DifferenceForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Is the difference right?"),
        choices=(
            (Difference.Verdict.EXPLAINED, _("Yes, and this is why")),
            (Difference.Verdict.CONTESTED, _("No: write to BPJS")),
        ),
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


class ProofForm(forms.Form):
    proof = forms.CharField(
        label=_("Which paper shows it?"),
        max_length=200,
        help_text=_("Such as: letter of the school, 12 July 2026"),
    )


class LevelForm(forms.Form):
    level = forms.ChoiceField(label=_("Level"), choices=[(one, one) for one in LEVELS])
    why = forms.CharField(label=_("Why"), max_length=300)


class SchoolPayForm(forms.Form):
    dated = Date(label=_("Day of the transfer"))
    amount = RupiahField(label=_("Rupiah"), minimum=1)


class EndForm(forms.Form):
    why = forms.ChoiceField(
        label=_("What ends it?"),
        choices=(("married", _("Has married")), ("working", _("Has gone to work"))),
        widget=forms.RadioSelect,
    )
    dated = Date(label=_("Since when?"))


USES = {
    "needs": _("Daily needs"),
    "business": _("A business"),
    "school": _("School"),
    "debt": _("Debts"),
    "house": _("The house"),
    "savings": _("Savings"),
}


class VisitForm(TokenForm):
    done_on = Date(label=_("Day of the visit"))
    use = forms.ChoiceField(
        label=_("For what was most of the money used?"), choices=tuple(USES.items()), widget=forms.RadioSelect
    )
    business = forms.BooleanField(label=_("The family runs a business now"), required=False)
    income_before = RupiahField(label=_("Income of the household a month, before"))
    income_after = RupiahField(label=_("Income of the household a month, now"))
    children = forms.IntegerField(label=_("Children of school age"), min_value=0, max_value=20, initial=0)
    at_school = forms.IntegerField(label=_("Of them at school"), min_value=0, max_value=20, initial=0)
    decile = forms.IntegerField(
        label=_("Poverty decile, if known"), min_value=1, max_value=10, required=False
    )
    note = forms.CharField(
        label=_("What else did you see?"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class PlanForm(forms.Form):
    programme = forms.ModelChoiceField(
        label=_("For which programme?"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("All programmes without a plan of their own"),
    )
    months = forms.CharField(
        label=_("Months after the money"), max_length=60, help_text=_("Such as: 1, 6, 12")
    )

    def __init__(self, programmes: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

    def clean_months(self) -> list[int]:
        words = self.cleaned_data["months"].replace(";", ",").split(",")
        if not all(word.strip().isdigit() for word in words):
            raise forms.ValidationError(_now("Write months with commas between them, such as: 1, 6, 12"))
        return [int(word) for word in words]
