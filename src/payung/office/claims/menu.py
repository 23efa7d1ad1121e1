from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.FAMILIES,
        50,
        _("Claims"),
        "claims",
        "heart-handshake",
        lambda user: bool(scope(user, May.SEE_CLAIMS)),
    ),
    MenuItem(
        Section.FAMILIES,
        53,
        _("Scholarships"),
        "school",
        "school",
        lambda user: bool(scope(user, May.SEE_CLAIMS)),
    ),
    MenuItem(
        Section.FAMILIES,
        54,
        _("Visits"),
        "visits",
        "home-heart",
        lambda user: bool(scope(user, May.SEE_CLAIMS)),
    ),
    MenuItem(
        Section.FIGURES,
        75,
        _("Claims experience"),
        "experience",
        "chart-bar",
        lambda user: bool(scope(user, May.SEE_INSIGHT)),
    ),
]
