"""Every write on sponsors, funds, their money, their rules and the lists of people that rules name."""

from payung.office.funding.actions.funds import create_fund, create_sponsor, link_fund, unlink_fund
from payung.office.funding.actions.groups import add_group
from payung.office.funding.actions.money import appropriate, change_ceiling
from payung.office.funding.actions.rules import set_rules

__all__ = [
    "add_group",
    "appropriate",
    "change_ceiling",
    "create_fund",
    "create_sponsor",
    "link_fund",
    "set_rules",
    "unlink_fund",
]
