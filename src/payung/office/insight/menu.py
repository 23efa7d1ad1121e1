from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.menu import MenuItem, Section
from payung.office.insight import leader

ITEMS = [
    MenuItem(
        Section.START,
        2,
        _("At a glance"),
        "leader",
        "chart-bar",
        lambda user: leader.leads(user) and leader.only_leads(user),
    ),
    MenuItem(
        Section.FIGURES,
        68,
        _("At a glance"),
        "leader",
        "chart-bar",
        lambda user: leader.leads(user) and not leader.only_leads(user),
        at_hand=lambda user: serves_as(user, Role.PROGRAMME_MANAGER),
    ),
    MenuItem(
        Section.FIGURES,
        70,
        _("Summary"),
        "insight",
        "chart-bar",
        lambda user: bool(scope(user, May.SEE_INSIGHT)),
    ),
    MenuItem(
        Section.FIGURES,
        72,
        _("What goes wrong"),
        "reasons",
        "list-search",
        lambda user: bool(scope(user, May.SEE_PROPOSALS)),
    ),
    MenuItem(
        Section.FIGURES,
        74,
        _("Coverage"),
        "coverage",
        "percentage",
        lambda user: bool(scope(user, May.SEE_INSIGHT)),
    ),
]
