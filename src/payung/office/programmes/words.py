"""Criteria as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from payung.language import number
from payung.office.core.language import page_language


def rules_in_words(rules: Mapping[str, Any]) -> list[str]:
    """One sentence for each rule that is asked."""
    said = []
    if rules.get("min_age"):
        said.append(_("At least %(n)s years old") % {"n": rules["min_age"]})
    if rules.get("max_age"):
        said.append(_("Younger than %(n)s years") % {"n": rules["max_age"]})
    if rules.get("registry_required"):
        said.append(_("Stands in the social registry"))
    if rules.get("max_decile"):
        said.append(_("Welfare decile %(n)s or lower") % {"n": rules["max_decile"]})
    if rules.get("excluded_groups"):
        said.append(_("Not one of: %(groups)s") % {"groups": ", ".join(rules["excluded_groups"])})
    if rules.get("occupations"):
        count = number(len(rules["occupations"]), page_language())
        said.append(_("Works in one of %(n)s listed kinds of work") % {"n": count})
    return said or [_("Asks nothing beyond the checks that always apply")]
