"""Every write on overpayments: histories, the finder, letters, and what became of a claim."""

from payung.office.overpayments.actions.claiming import claim, export_letter
from payung.office.overpayments.actions.finding import find, find_daily
from payung.office.overpayments.actions.importing import import_history, save_profile
from payung.office.overpayments.actions.settling import credit, refund, refuse

__all__ = [
    "claim",
    "credit",
    "export_letter",
    "find",
    "find_daily",
    "import_history",
    "refund",
    "refuse",
    "save_profile",
]
