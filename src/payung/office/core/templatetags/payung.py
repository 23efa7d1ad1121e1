"""Filters for money, numbers, months and dates as offices write them, and for fields as the pages dress them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from payung import language
from payung.law.month import Month, date_in_words
from payung.office.core import cells, tones
from payung.office.core.forms import RupiahInput
from payung.office.core.language import page_language

register = template.Library()


@register.filter
def rupiah(amount: int | None) -> str:
    return "" if amount is None else language.rupiah(amount)


@register.filter
def number(count: int | None) -> str:
    return "" if count is None else language.number(count, page_language())


@register.filter
def month(yyyymm: int | None) -> str:
    return Month.from_number(yyyymm).to(page_language()) if yyyymm else ""


@register.filter
def day(value: date | None) -> str:
    return date_in_words(value, page_language()) if value else ""


@register.filter
def shown(value: Any, kind: str = "") -> Any:
    """A value as people read it, by its kind (see ``cells.KINDS``)."""
    return cells.shown(value, kind)


@register.filter
def tone_icon(tone: str) -> str:
    return tones.ICONS.get(tone, tones.ICONS["muted"])


@register.filter
def message_tone(tags: str) -> str:
    return tones.OF_MESSAGE.get(tags.rpartition(" ")[2], "info")


@register.filter
def entry(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key, "")


_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


@register.filter
def control(field: BoundField) -> SafeString | BoundField:
    """The field's input in the office's dress; ``{% for choice in field|control %}`` walks radio buttons."""
    widget = field.field.widget
    dress = next(name for kind, name in _CLASSES if isinstance(widget, kind))
    classes = {*str(widget.attrs.get("class", "")).split(), dress}
    if field.errors:
        classes.add("is-invalid")
    widget.attrs["class"] = " ".join(sorted(classes))
    if isinstance(widget, forms.RadioSelect):  # CheckboxSelectMultiple is one too
        return field
    return field.as_widget()


@register.filter
def first_id(field: BoundField) -> str:
    """Where a link to the field must lead: its input, or the first one of a group."""
    return field.auto_id if field.use_fieldset else (field.id_for_label or field.auto_id)


@register.filter
def duties_in_words(user: Any) -> list[str]:
    """ "Petugas desa, Muaro": the user's duties for the menu."""
    if not getattr(user, "is_authenticated", False):
        return []
    return [f"{duty.get_role_display()}, {duty.area.name}" for duty in user.duties.select_related("area")]


@register.filter
def is_rupiah(field: BoundField) -> bool:
    return isinstance(field.field.widget, RupiahInput)


@register.filter
def shown_row(row: Mapping[str, Any]) -> Any:
    """The value of a row of a definition list, by its kind where it names one."""
    return cells.shown(row["value"], row.get("kind", ""))
