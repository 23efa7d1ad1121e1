"""The same rules over proposed rows in the database, for lists that are generated without a plan.

``payung.allocation`` decides in plans; a test holds the two to the same answer. ``rows`` have ``village``, ``sector``,
``occupation_code``, ``decile`` and ``nik_index``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from payung.office.accounts.permissions import Scope
from payung.office.funding.models import Fund, GroupMember
from payung.office.people.models import Person

_YEAR = 100


def may_pay(fund: Fund, rules: Mapping[str, Any], first_month: int) -> Q:
    """Rows of people whom the fund may pay from ``first_month`` (yyyymm) on; money, months and places apart."""
    asked = Scope(frozenset(rules.get("areas") or (fund.area_id,))).within("village")
    if sectors := rules.get("sectors"):
        asked &= Q(sector__in=sectors)
    if work := rules.get("occupations"):
        asked &= Q(occupation_code__in=work)
    if (decile := rules.get("max_decile")) is not None:
        asked &= Q(decile__lte=decile)
    groups, asnaf = rules.get("groups", ()), rules.get("asnaf", ())
    if groups or asnaf:
        on_list = Q(group__public_id__in=groups) | Q(asnaf__in=asnaf)
        asked &= Q(Exists(GroupMember.objects.filter(on_list, nik_index=OuterRef("nik_index"))))
    if kinds := rules.get("not_covered_by"):
        year = first_month // _YEAR * _YEAR
        asked &= ~Q(
            Exists(
                Person.objects.filter(
                    nik_index=OuterRef("nik_index"),
                    months__month__range=(year + 1, year + 12),
                    months__withdrawn_by=None,
                    months__fund__kind__in=kinds,
                )
            )
        )
    return asked
