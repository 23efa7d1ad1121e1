"""Verified people to places and funds, optimally, with the reason for whoever is left out."""

from payung.allocation.compare import Comparison, compare
from payung.allocation.cost import Cover, costs, cover
from payung.allocation.engine import Allocation, allocate, allocate_greedily
from payung.allocation.fund import Condition, Fund
from payung.allocation.problem import (
    Problem,
    read_problem,
    with_ceiling,
    with_months,
    with_more_money,
    with_places_per_village,
    without_relief_from,
)
from payung.allocation.terms import Terms, read_terms, terms_from_mapping

__all__ = [
    "Allocation",
    "Comparison",
    "Condition",
    "Cover",
    "Fund",
    "Problem",
    "Terms",
    "allocate",
    "allocate_greedily",
    "compare",
    "costs",
    "cover",
    "read_problem",
    "read_terms",
    "terms_from_mapping",
    "with_ceiling",
    "with_months",
    "with_more_money",
    "with_places_per_village",
    "without_relief_from",
]
