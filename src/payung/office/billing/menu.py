from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as, sponsors_of
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.MONEY,
        40,
        _("Bills"),
        "bills",
        "receipt",
        lambda user: bool(scope(user, May.SEE_MONEY)),
        at_hand=lambda user: serves_as(user, Role.TREASURER, Role.SPONSOR, Role.BPJS_BRANCH),
    ),
    MenuItem(
        Section.MONEY,
        48,
        _("Closed months"),
        "books",
        "lock",
        lambda user: bool(scope(user, May.SEE_MONEY)) and sponsors_of(user) is None,
    ),
]
