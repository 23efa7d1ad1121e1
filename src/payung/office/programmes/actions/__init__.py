"""Every write on programmes."""

from payung.office.programmes.actions.agreements import add_agreement, change_agreement, remind, remind_if_due
from payung.office.programmes.actions.annexes import STORED_ANNEX, add_annex, look_annex
from payung.office.programmes.actions.criteria import add_criteria
from payung.office.programmes.actions.legal import add_basis, change_basis
from payung.office.programmes.actions.occupations import save_occupation, start_catalogue
from payung.office.programmes.actions.programme import (
    ProgrammeFacts,
    change_programme,
    close_programme,
    create_programme,
    reopen_programme,
)
from payung.office.programmes.actions.quotas import set_quotas

__all__ = [
    "STORED_ANNEX",
    "ProgrammeFacts",
    "add_agreement",
    "add_annex",
    "add_basis",
    "add_criteria",
    "change_agreement",
    "change_basis",
    "change_programme",
    "close_programme",
    "create_programme",
    "look_annex",
    "remind",
    "remind_if_due",
    "reopen_programme",
    "save_occupation",
    "set_quotas",
    "start_catalogue",
]
