"""Every write on plans: making one, supposing another, freezing it, turning it into a list for decision."""

from payung.office.plans.actions.making import derive, make
from payung.office.plans.actions.turning import turn_into_list

__all__ = ["derive", "make", "turn_into_list"]
