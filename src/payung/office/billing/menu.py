from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope, sponsors_of
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.MONEY, 40, _("Bills"), "bills", "receipt", lambda user: bool(scope(user, May.SEE_MONEY))
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
