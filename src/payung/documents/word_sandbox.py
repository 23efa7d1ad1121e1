"""What a Word template may do: name values, loop over lists, choose, and format. Never run code.

Offices upload templates, so a template is a stranger's program. Two walls: Jinja's sandbox, and before it a list of
the few syntax elements allowed; whatever is not on it (calls, arithmetic, assignments, imports) is refused by name.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, Undefined, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from payung.documents.amount_in_words import number_in_words, rupiah_in_words
from payung.errors import UnusableInput
from payung.language import Text, number, rupiah
from payung.law.month import Month, date_in_words

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
_MAX_DEPTH = 2  # loops within loops; deeper nesting only serves to exhaust the server


def in_words(value: Any) -> Any:
    """A value as letters show it: 12 Mei 2026, Mei 2026, 1.250. Text stays text."""
    if isinstance(value, date):
        return date_in_words(value, "id")
    if isinstance(value, Month):
        return value.to("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, str | Undefined):
        return value
    raise UnusableInput(
        Text("Isian di templat bukan teks, angka, atau tanggal", "A placeholder is no text, number or date"),
        Text(
            "Sebut satu nilai; untuk daftar pakai {% for … %}",
            "Name a single value; for a list use {% for … %}",
        ),
    )


def letter_sign(position: int) -> str:
    """1 is a, 26 is z, 27 is aa: the signs of a list in a decree.

    >>> letter_sign(2), letter_sign(28)
    ('b', 'ab')
    """
    lead, last = divmod(position - 1, 26)
    return (letter_sign(lead) if lead else "") + chr(ord("a") + last)


FILTERS: dict[str, Callable[..., Any]] = {
    "rupiah": rupiah,
    "terbilang": number_in_words,
    "rupiah_terbilang": rupiah_in_words,
    "huruf_besar": lambda value: str(in_words(value)).upper(),
    "huruf": letter_sign,
}


class LetterEnvironment(SandboxedEnvironment):
    """Jinja for one letter; ``known`` are the names its context has."""

    def __init__(self, known: Collection[str]) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=in_words)
        self.known = known
        self.globals.clear()
        self.filters = dict(FILTERS)
        self.tests.clear()

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Jinja's hook before code is made of a parsed template: every part of a document comes through here."""
        _check_syntax(source)
        for unknown in sorted(meta.find_undeclared_variables(source) - set(self.known)):
            raise unknown_placeholder(unknown, self.known)
        return super()._generate(source, name, filename, defer_init)


def unknown_placeholder(name: str, known: Collection[str]) -> UnusableInput:
    """The error for a name that no value belongs to, with the nearest name there is."""
    near = difflib.get_close_matches(name, known, n=1)
    hint = (
        Text(f"Mungkin maksudnya {{{{ {near[0]} }}}}", f"Perhaps {{{{ {near[0]} }}}} is meant")
        if near
        else Text(
            f"Isian yang ada: {', '.join(sorted(known))}",
            f"These placeholders exist: {', '.join(sorted(known))}",
        )
    )
    return UnusableInput(
        Text(f"Isian {{{{ {name} }}}} tidak dikenal", f"The placeholder {{{{ {name} }}}} is unknown"), hint
    )


def _check_syntax(node: nodes.Node, depth: int = 0) -> None:
    if not isinstance(node, _ALLOWED):
        raise _refused(type(node).__name__.lower())
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise _refused(node.attr)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise _refused(f"| {node.name}")
    if isinstance(node, nodes.For):
        depth += 1
        if depth > _MAX_DEPTH or node.recursive:
            raise _refused("for")
    for child in node.iter_child_nodes():
        _check_syntax(child, depth)


def _refused(what: str) -> UnusableInput:
    return UnusableInput(
        Text(
            f"Templat memuat perintah yang tidak diizinkan: {what}",
            f"The template holds a forbidden command: {what}",
        ),
        Text(
            "Pakai hanya {{ isian }}, {% for … in … %}, {% if … %}, dan penyaring " + ", ".join(FILTERS),
            "Use only {{ placeholder }}, {% for … in … %}, {% if … %} and the filters " + ", ".join(FILTERS),
        ),
    )
