"""The questions about one family's case: only those that matter for the event and how it ended.

Nobody's name is asked. The answers become a case of ``payung benefit`` and are kept nowhere.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.benefit import Benefit, benefit
from payung.law.case import read_case
from payung.law.case_fields import MOST
from payung.law.line import plain
from payung.law.parameters import current
from payung.law.scholarship import LEVELS
from payung.law.transport import MODES
from payung.office.core.forms import RupiahField
from payung.office.core.language import page_language

MOST_ROWS = 20
_DATE_FORMS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
_ROW = re.compile(r"(children|disabilities)\[(\d+)\](?:\.(\w+))?")
_LATER = ("born", "doctor_statement", "documents_complete", "paid_on", "compensation_days")


class DayField(forms.DateField):
    """A day: the phone's own picker, or typed as offices write it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), input_formats=_DATE_FORMS, **more
        )


def _count(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **more)


class FactsForm(forms.Form):
    """What is asked once. ``event`` and ``outcome`` are the engine's codes; fields that do not matter are left out."""

    date = DayField(label=_("Date"))
    segment = forms.ChoiceField(
        label=_("The worker was"),
        choices=[
            ("bpu", _("Working for himself or herself (BPU)")),
            ("pu", _("Working for wages (PU)")),
        ],
        widget=forms.RadioSelect,
    )
    income = RupiahField(
        label=_("Income or wage in a month"), help_text=_("As it was registered with BPJS, before the event.")
    )
    registered = DayField(label=_("Member of BPJS since"))
    paid_months = _count(
        _("Months paid"), help_text=_("All contribution months paid, up to the month of the event.")
    )
    unable_months = _count(_("Whole months unable to work"), required=False)
    unable_days = _count(_("Days besides"), required=False)
    medical = RupiahField(
        label=_("Medical bills paid by the family"),
        required=False,
        help_text=_("Only where the facility has no contract with BPJS."),
    )
    land = RupiahField(label=_("Transport by land"), required=False)
    sea = RupiahField(label=_("Transport by sea"), required=False)
    air = RupiahField(label=_("Transport by air"), required=False)
    left_handed = forms.BooleanField(label=_("The worker is left-handed"), required=False)
    no_children = forms.BooleanField(label=_("There are no children below 23"), required=False)
    born = DayField(label=_("The worker's date of birth"), required=False)
    doctor_statement = DayField(label=_("Date of the doctor's statement"), required=False)
    documents_complete = DayField(label=_("Date all documents were handed in"), required=False)
    paid_on = DayField(label=_("Date BPJS paid"), required=False)
    compensation_days = _count(
        _("Days that BPJS paid late"), required=False, help_text=_("If you know the days but not the dates.")
    )

    def __init__(self, event: str, outcome: str, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"segment": "bpu"})
        from_work = event != "death"
        useless = {"doctor_statement", *_WORK_ONLY} if not from_work else set()
        if outcome != "partial":
            useless.add("left_handed")
        if outcome not in ("total", "death"):
            useless |= {"no_children", "born"}
        for name in useless:
            del self.fields[name]
        if from_work:
            self.fields["registered"].required = self.fields["paid_months"].required = False
        self.fields["date"].label = _DATE_LABELS[event]

    def later(self) -> list[forms.BoundField]:
        """Questions that few families can answer yet."""
        return [self[name] for name in _LATER if name in self.fields]

    def group(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def about(self) -> list[forms.BoundField]:
        return self.group("date", "segment", "income", "registered", "paid_months")

    @property
    def costs(self) -> list[forms.BoundField]:
        return self.group("unable_months", "unable_days", "land", "sea", "air", "medical")

    @property
    def later_is_used(self) -> bool:
        return any(field.errors or field.value() for field in self.later())


_WORK_ONLY = ("unable_months", "unable_days", "medical", "land", "sea", "air")
_DATE_LABELS = {
    "accident": _("Date of the accident"),
    "disease": _("Date of the diagnosis"),
    "death": _("Date of death"),
}


class DisabilityForm(forms.Form):
    part = forms.ChoiceField(label=_("What was lost or weakened"))
    loss = forms.DecimalField(
        label=_("Share lost, in percent"),
        min_value=1,
        max_value=100,
        decimal_places=2,
        required=False,
        help_text=_("100 or empty: the whole part."),
    )
    steps = _count(
        _("How many steps of 10"),
        required=False,
        help_text=_("Only for hearing and sight: 3 for a loss of 30 dB or 30 percent."),
    )
    percent = forms.DecimalField(
        label=_("Percent given by the doctor"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
        help_text=_("Only for parts that the table gives as a range."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["part"].choices = [("", gettext("Choose")), *_parts()]  # type: ignore[attr-defined]

    def row(self) -> dict[str, Any]:
        given = self.cleaned_data
        said = {"part": given["part"], "loss": None, "steps": given["steps"], "percent": given["percent"]}
        if given["loss"] is not None:
            said["loss"] = given["loss"] / 100
        return {name: value for name, value in said.items() if value is not None}


class ChildForm(forms.Form):
    born = DayField(label=_("Date of birth"))
    level = forms.ChoiceField(
        label=_("School now"), required=False, choices=[("", _("Not at school")), *((x, x) for x in LEVELS)]
    )
    grade = forms.IntegerField(
        label=_("Year of that school"), required=False, min_value=1, max_value=12, help_text=_("Year 1 is the first.")
    )  # fmt: skip
    married = forms.BooleanField(label=_("Married"), required=False)
    working = forms.ChoiceField(
        label=_("Work"),
        required=False,
        choices=[
            ("", _("Does not work")),
            ("other", _("Works")),
            ("bpu", _("Works for himself or herself")),
            ("internship", _("Apprentice")),
            ("pu_up_to_6_months", _("Works for wages, at most 6 months")),
        ],
    )

    def row(self) -> dict[str, Any]:
        given = self.cleaned_data
        said: dict[str, Any] = {"born": given["born"].isoformat()}
        if given["level"]:
            said |= {"level": given["level"], "grade": given["grade"] or 1}
        if given["married"]:
            said["married"] = True
        if given["working"]:
            said["working"] = True
            said |= {} if given["working"] == "other" else {"working_as": given["working"]}
        return said


def _parts() -> list[tuple[str, str]]:
    """The parts of the body as the table names them, each with its percent."""
    tongue = page_language()
    each = Text("{part} ({percent}%)", "{part} ({percent}%)")
    step = Text("{part}: {percent}%", "{part}: {percent}%")
    span = Text("{part} ({least}–{percent}%)", "{part} ({least}–{percent}%)")
    found = []
    for row in current()["jkk/partial_disability/table"].values[-1].value:
        form = step if row.get("steps") else span if "lowest_percent" in row else each
        label = form.format(
            part=Text(row["id"], row["en"]),
            percent=plain(row["percent"]),
            least=plain(row.get("lowest_percent", 0)),
        )
        found.append((row["part"], label.to(tongue)))
    return found


_Rows = forms.BaseFormSet
DisabilityRows = forms.formset_factory(
    DisabilityForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)
ChildRows = forms.formset_factory(
    ChildForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)


class CaseForms:
    """The questions of one case together: the facts, and the rows of disabilities or children where they matter."""

    def __init__(self, event: str, outcome: str, data: QueryDict | None = None) -> None:
        self.event, self.outcome = event, outcome
        self.facts = FactsForm(event, outcome, data)
        self.rows: dict[str, _Rows] = {}
        if outcome == "partial":
            self.rows["disabilities"] = DisabilityRows(data, prefix="disabilities")
        if outcome in ("total", "death"):
            self.rows["children"] = ChildRows(data, prefix="children")
        self.answer: Benefit | None = None

    @property
    def disabilities(self) -> _Rows | None:
        return self.rows.get("disabilities")

    @property
    def children(self) -> _Rows | None:
        return self.rows.get("children")

    def quieten(self) -> None:
        """Show what was filled in without judging it: a row was added, or the answers are to be changed."""
        for form in [self.facts, *(form for rows in self.rows.values() for form in rows)]:
            form._errors = ErrorDict()

    def is_valid(self) -> bool:
        """Whether the engine has an answer; where not, its complaint stands at the field that it names."""
        whole = [self.facts.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        if all(whole):
            self._check_no_children()
        if not all(whole) or self.facts.errors:
            return False
        law = current()
        try:
            self.answer = benefit(read_case(self.case(), law), law)
        except UnusableInput as error:
            self._put(error)
            return False
        return True

    def _check_no_children(self) -> None:
        if self.facts.cleaned_data.get("no_children") and self._filled("children"):
            self.facts.add_error("no_children", gettext("Children are written below. Take away the tick or the children."))  # fmt: skip

    def _filled(self, name: str) -> list[int]:
        """Positions of the rows that are not empty."""
        rows = self.rows.get(name)
        return [n for n, form in enumerate(rows) if form.has_changed()] if rows else []

    def case(self) -> dict[str, Any]:
        """The case as ``payung benefit`` reads it; what was not filled in is not in it."""
        given = {k: v for k, v in self.facts.cleaned_data.items() if v not in (None, "", False)}
        bills = {mode: given.pop(mode) for mode in MODES if mode in given}
        case: dict[str, Any] = {"event": self.event, "outcome": self.outcome} | {
            name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()
        }
        if bills:
            case["transport"] = bills
        for name, rows in self.rows.items():
            if filled := self._filled(name):
                case[name] = [rows[n].row() for n in filled]
        if case.pop("no_children", False):
            case["children"] = []
        return case

    def _put(self, error: UnusableInput) -> None:
        tongue = page_language()
        said = f"{error.what.to(tongue)}. {error.mend.to(tongue)}"
        place = (error.place.column or "").removeprefix("transport.")
        form: forms.Form = self.facts
        if row := _ROW.fullmatch(place):
            name, number, field = row.groups()
            form, place = self.rows[name][self._filled(name)[int(number)]], field or ""
        elif place in self.rows and self.rows[place].forms:
            form = self.rows[place][0]
            place = next(iter(form.fields))
        form.add_error(place if place in form.fields else None, said)

    def errors(self) -> list[dict[str, str]]:
        """Every complaint of the rows, each with the way to its field; those of the facts show themselves."""
        found = []
        for name, rows in self.rows.items():
            title = gettext("Child %(number)s") if name == "children" else gettext("Disability %(number)s")
            for number, form in enumerate(rows, 1):
                lead = title % {"number": number}
                for field, said in form.errors.items():
                    href = f"#{form[field].id_for_label}" if field in form.fields else f"#{name}"
                    label = f"{lead}, {form[field].label}" if field in form.fields else lead
                    found += [{"href": href, "message": f"{label}: {each}"} for each in said]
            found += [{"href": f"#{name}", "message": str(each)} for each in rows.non_form_errors()]
        return found
