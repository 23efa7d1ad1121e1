"""Tables of the law as people read them: columns in words, steps as spans, codes as words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.language import number, rupiah
from payung.law.line import plain
from payung.law.month import Month, date_in_words
from payung.law.page import shown as shown_in_law
from payung.law.parameters import Parameter
from payung.law.parameters.model import NUMBERS, STEPS, UNITS
from payung.office.core.language import page_language
from payung.office.core.tables import Words
from payung.office.rules.words import CONFIDENCES

_RUPIAH = {"income_from", "base", "amount", "value_from", "medical_rehabilitation"}
_PERCENT = {"percent", "lowest_percent", "jkk", "jkm", "pays_percent", "percent_above_price"}
_MONTHS = {"registered_up_to", "paid_up_to"}
_HIDDEN = {
    "part",
    "mirror",
    "alias",
    "relatives",
    "code",
    "open_points",
}  # the name says it, or it is told apart
KEYS: dict[str, Words] = {
    "income_from": _("Income"),
    "value_from": _("Contract value"),
    "from_month": _("Month"),
    "base": _("Wage base"),
    "name": _("Name"),
    "percent": _("Percent"),
    "lowest_percent": _("Lowest percent"),
    "confidence": _("Confidence"),
    "steps": _("For each step"),
    "level": _("Level"),
    "amount": _("Amount"),
    "years": _("Years"),
    "jkk": _("JKK, percent"),
    "jkm": _("JKM, percent"),
    "risk_class": _("Risk class"),
    "rank": _("Order"),
    "series": _("Series"),
    "year": _("Year"),
    "months": _("Months"),
    "days": _("Days"),
    "segments": _("Segments"),
    "programmes": _("Programmes"),
    "pays_percent": _("Percent that is still paid"),
    "sectors": _("Sectors"),
    "excluded_payers": _("Money that gets no relief"),
    "undecided_payers": _("Money that is not settled"),
    "excludes_employers": _("Not for those who employ others"),
    "labour_intensive": _("Only labour-intensive industry"),
    "registered_up_to": _("Registered up to"),
    "paid_up_to": _("Paid up to"),
    "full_months_if_later": _("Full months first, if registered later"),
    "industries": _("Industries"),
    "minimum_workers": _("Least number of workers"),
    "percent_above_price": _("Percent above the price"),
    "medical_rehabilitation": _("Medical rehabilitation"),
    "TK": _("Age at TK"),
    "SD": _("Age at SD"),
}
VALUES: dict[str, Words] = {
    "bpu": "BPU",
    "pu": "PU",
    "construction": _("Construction"),
    "transport": _("Transport"),
    "other": _("Other work"),
    "apbn": "APBN",
    "apbd": "APBD",
    "apbdes": "APBDes",
    "internship": _("Apprentice"),
    "pu_up_to_6_months": _("Works for wages, at most 6 months"),
    "food_beverage_tobacco": _("food, drink and tobacco"),
    "textile_apparel": _("textiles and clothing"),
    "leather": _("leather"),
    "footwear": _("footwear"),
    "toys": _("toys"),
    "furniture": _("furniture"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    value: str
    is_figure: bool


def shown(parameter: Parameter, value: Any) -> str:
    """A value in one line; of a table, what there is to see."""
    if parameter.unit == "relief":
        return gettext("%(percent)s%% is still paid") % {"percent": value["pays_percent"]}
    if parameter.unit == "table":
        return (
            gettext("Table of %(count)s rows") % {"count": len(value)}
            if isinstance(value, list)
            else gettext("Table")
        )
    if parameter.unit == "list":
        words = [one[page_language()] if isinstance(one, dict) else _value("", one) for one in value]
        return "; ".join(words) or gettext("None")
    said = (
        shown_in_law(parameter.unit, value, page_language())
        if parameter.unit != "date"
        else _value("", value)
    )
    if parameter.unit in _SAID:
        return _SAID[parameter.unit](value)
    if parameter.unit in NUMBERS and parameter.unit != "rupiah":
        unit = UNITS[parameter.unit].to(page_language())
        return f"{said} {unit.removeprefix('rupiah ')}"
    return said  # fmt: skip


def _month_name(value: int) -> str:
    return Month(2000, value).to(page_language()).partition(" ")[0]


_SAID: dict[str, Callable[[Any], str]] = {
    "percent": lambda value: _value("percent", value),
    "age": lambda value: gettext("%(age)s years old") % {"age": value},
    "month of the year": _month_name,
    "day of the following month": lambda value: (
        gettext("day %(day)s of the following month") % {"day": value}
    ),
}


def rows(parameter: Parameter, value: Any) -> list[list[Cell]]:
    """A table's rows, each cell with the label of its column; the first cell heads the row."""
    if parameter.unit != "table" or not isinstance(value, list):
        return []
    keys = list(dict.fromkeys(key for row in value for key in row))
    named = "id" in keys
    keys = [key for key in keys if key not in _HIDDEN | {"id", "en"}]
    found = []
    for place, row in enumerate(value):
        cells = [Cell(str(KEYS["name"]), row[page_language()], False)] if named else []
        for key in keys:
            said = _span(key, value, place) if key in STEPS else _value(key, row.get(key))
            cells.append(Cell(label(key), said, _is_figure(row.get(key))))
        found.append(cells)
    return found


def facts(value: Any) -> list[dict[str, str]]:
    """A table that is one row, or a relief: label and value."""
    if not isinstance(value, Mapping) or value.keys() <= {"id", "en"}:
        return []
    return [
        {"label": label(key), "value": _value(key, each)}
        for key, each in value.items()
        if key not in _HIDDEN and each not in ([], None)
    ]


def open_points(value: Any) -> list[str]:
    points = value.get("open_points", ()) if isinstance(value, Mapping) else ()
    return [point[page_language()] for point in points]


def label(key: str) -> str:
    return str(KEYS.get(key, key.replace("_", " ")))


def _span(key: str, table: Sequence[Mapping[str, Any]], place: int) -> str:
    """From this step to just below the next."""
    first = table[place][key]
    if place + 1 == len(table):
        return gettext("%(first)s and more") % {"first": _value(key, first)}
    last = table[place + 1][key] - 1
    return _value(key, first) if first == last else f"{_value(key, first)} – {_value(key, last)}"


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _value(key: str, value: Any) -> str:
    tongue = page_language()
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if key in _RUPIAH:
        return rupiah(value)
    if _is_figure(value):
        said = plain(value).to(tongue) if isinstance(value, Decimal) else number(value, tongue)
        return f"{said}%" if key in _PERCENT else said
    if isinstance(value, list):
        return ", ".join(_value("", each) for each in value)
    if isinstance(value, date):
        return date_in_words(value, tongue)
    if key in _MONTHS:
        return Month.parse(value).to(tongue)
    if key == "confidence":
        return str(CONFIDENCES[value])
    return str(VALUES.get(value, value))
