"""Forms of the award: weights side by side, an innovation in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.office.areas.models import Area
from payung.office.areas.models import Level as AreaLevel
from payung.office.award import queries
from payung.office.award.evidence import FULL_IN_VILLAGE, SOURCES
from payung.office.award.models import Level, Scheme
from payung.office.journal.once import TokenForm
from payung.office.programmes.forms import AreaChoice, day_field


class CriteriaForm(TokenForm):
    """Two numbers for each kind of evidence: its weight, and what earns the whole of it."""

    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    name = forms.CharField(
        label=_("Name of the award"), max_length=120, help_text=_("Such as: Paritrana Award")
    )
    level = forms.ChoiceField(label=_("Who is judged?"), choices=Level.choices, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Reason for the change"), max_length=300, required=False)

    def __init__(
        self, user: Any, *args: Any, kept: Scheme | None = None, level: str = "", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        asked = kept.level if kept else (level or Level.AREA)
        self.fields["area"].queryset = queries.areas(user)  # type: ignore[attr-defined]
        self.fields["level"].initial = asked
        only = list(queries.areas(user)[:2])
        if len(only) == 1:
            self.fields["area"].initial = only[0].pk
        if kept:
            for name in ("area", "name", "level"):
                del self.fields[name]
        else:
            del self.fields["why"]
        for code, source in SOURCES.items():
            said = (kept.criteria if kept else {}).get(code, {})
            full = FULL_IN_VILLAGE.get(code, source.full) if asked == Level.VILLAGE else source.full
            self.fields[f"{code}_weight"] = forms.IntegerField(
                label=gettext("%(criterion)s: weight") % {"criterion": source.name},
                min_value=0,
                max_value=100,
                initial=said.get("weight", 0 if kept else source.weight),
                help_text=str(source.hint),
            )
            self.fields[f"{code}_full"] = forms.IntegerField(
                label=gettext("%(criterion)s: value for the whole weight") % {"criterion": source.name},
                min_value=1,
                initial=said.get("full", full),
            )

    def criteria(self) -> dict[str, dict[str, int]]:
        said = self.cleaned_data
        return {code: {"weight": said[f"{code}_weight"], "full": said[f"{code}_full"]} for code in SOURCES}


class InnovationForm(TokenForm):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    title = forms.CharField(label=_("What was new?"), max_length=150)
    about = forms.CharField(
        label=_("What did it change?"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )
    dated = day_field(label=_("Since when?"))

    def __init__(self, user: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = Area.objects.filter(  # type: ignore[attr-defined]
            queries.managing(user).within("")
        ).exclude(level__in=(AreaLevel.PROVINCE, AreaLevel.DISTRICT))
        self.fields["dated"].initial = timezone.localdate()
