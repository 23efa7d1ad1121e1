from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem
from payung.office.insight import leader

ITEMS = [
    MenuItem(
        2,
        _("At a glance"),
        "leader",
        "chart-bar",
        lambda user: leader.leads(user) and leader.only_leads(user),
    ),
    MenuItem(
        68,
        _("At a glance"),
        "leader",
        "chart-bar",
        lambda user: leader.leads(user) and not leader.only_leads(user),
    ),
    MenuItem(70, _("Summary"), "insight", "chart-bar", lambda user: bool(scope(user, May.SEE_INSIGHT))),
    MenuItem(
        72, _("What goes wrong"), "reasons", "list-search", lambda user: bool(scope(user, May.SEE_PROPOSALS))
    ),
    MenuItem(75, _("Coverage"), "coverage", "percentage", lambda user: bool(scope(user, May.SEE_INSIGHT))),
]
