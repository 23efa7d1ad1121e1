"""The flow from funds to villages as a picture; many villages are drawn as their kecamatan."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from payung.language import number, rupiah
from payung.office.core.language import page_language
from payung.office.plans import queries
from payung.office.plans.models import Plan

_DRAWN = 20  # villages that can be told apart on a page


def sankey(plan: Plan, flows: list[dict[str, Any]]) -> dict[str, Any]:
    """For ECharts; nothing where nothing flows."""
    if not flows:
        return {}
    many = len({flow["code"] for flow in flows}) > _DRAWN
    rows = (
        queries.districts(plan)
        if many
        else [
            {
                "fund": flow["fund"],
                "place": flow["village"],
                "people": flow["people"],
                "rupiah": flow["rupiah"],
            }
            for flow in flows
        ]
    )
    funds = list(dict.fromkeys(row["fund"] for row in rows))
    taken = set(funds)
    links = []
    places: dict[str, None] = {}
    for row in rows:
        place = row["place"] if row["place"] not in taken else f"{row['place']} "
        places[place] = None
        links.append({"source": row["fund"], "target": place, "value": row["people"]})
    return {
        "tooltip": {"trigger": "item"},
        "series": [
            {
                "type": "sankey",
                "data": [{"name": name} for name in (*funds, *places)],
                "links": links,
                "left": 8,
                "right": 130,
                "nodeGap": 6,
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "source", "opacity": 0.35},
                "label": {"width": 120, "overflow": "truncate"},
            }
        ],
    }


def in_words(plan: Plan, flows: list[dict[str, Any]]) -> str:
    """What the picture says, for who does not see it."""
    if not flows:
        return ""
    language = page_language()
    biggest = max(flows, key=lambda flow: (flow["people"], flow["rupiah"]))
    return _(
        "%(funds)s funds pay for %(people)s people in %(villages)s villages, %(rupiah)s; most from %(fund)s into %(village)s: %(most)s people."
    ) % {
        "funds": number(len({flow["fund"] for flow in flows}), language),
        "people": number(plan.covered, language),
        "villages": number(len({flow["code"] for flow in flows}), language),
        "rupiah": rupiah(plan.rupiah),
        "fund": biggest["fund"],
        "village": biggest["village"],
        "most": number(biggest["people"], language),
    }
