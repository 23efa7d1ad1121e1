from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.FAMILIES,
        50,
        _("Claims"),
        "claims",
        "heart-handshake",
        lambda user: bool(scope(user, May.SEE_CLAIMS)),
        at_hand=lambda user: serves_as(user, Role.VILLAGE_CLERK, Role.VERIFIER, Role.BPJS_BRANCH),
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
        at_hand=lambda user: serves_as(user, Role.VILLAGE_CLERK),
    ),
    MenuItem(
        Section.FIGURES,
        75,
        _("Claims experience"),
        "experience",
        "chart-bar",
        lambda user: bool(scope(user, May.SEE_INSIGHT)),
        at_hand=lambda user: serves_as(user, Role.SPONSOR),
    ),
]
