"""How form fields become HTML: as Django does it, but long lists of choices in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


class Renderer(DjangoTemplates):
    """Django opens two templates for each choice: a second for the thousand villages of a regency."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == "django/forms/widgets/select.html":
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    name = conditional_escape(widget["name"])
    inside = "\n".join(_groups(widget["optgroups"]))
    return mark_safe(f'<select name="{name}"{_attributes(widget["attrs"])}>\n{inside}\n</select>')  # noqa: S308 - escaped


def _groups(groups: Any) -> Iterator[str]:
    for group, choices, _at in groups:
        if group:
            yield f'<optgroup label="{conditional_escape(group)}">'
        for choice in choices:
            value, label = conditional_escape(str(choice["value"])), conditional_escape(choice["label"])
            yield f'<option value="{value}"{_attributes(choice["attrs"])}>{label}</option>'
        if group:
            yield "</optgroup>"


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
