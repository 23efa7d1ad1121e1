"""From a rule that a figure rests on to the page of its parameter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.urls import reverse

from payung.law.parameters import Dated, current
from payung.office.core.language import page_language


@lru_cache(maxsize=1)
def _paths() -> dict[int, str]:
    """Answers carry the law's own dated values, which live as long as the program: identity finds their path."""
    return {id(dated): path for path, parameter in current().items() for dated in parameter.values}


def address(dated: Dated) -> str:
    """The page of the parameter, at this value; empty for a value that is not of the law in force here."""
    path = _paths().get(id(dated))
    return f"{reverse('parameter', args=[path])}#{dated.start.isoformat()}" if path else ""


def links(rules: Iterable[Dated]) -> list[dict[str, str]]:
    """Each rule once, as its citation and where it leads."""
    tongue = page_language()
    found = [{"text": rule.cited(tongue), "href": address(rule)} for rule in rules]
    return list({each["href"] or each["text"]: each for each in found}.values())
