from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.MONEY,
        42,
        _("Registers of SP2D"),
        "registers",
        "file-spreadsheet",
        lambda user: bool(scope(user, May.RECORD_PAYMENTS)),
        at_hand=lambda user: serves_as(user, Role.TREASURER),
    ),
]
