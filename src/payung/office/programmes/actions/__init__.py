"""Every write on programmes."""

from payung.office.programmes.actions.criteria import add_criteria
from payung.office.programmes.actions.legal import add_agreement, add_basis
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
    "ProgrammeFacts",
    "add_agreement",
    "add_basis",
    "add_criteria",
    "change_programme",
    "close_programme",
    "create_programme",
    "reopen_programme",
    "save_occupation",
    "set_quotas",
    "start_catalogue",
]
