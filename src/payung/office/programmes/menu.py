from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.MONEY,
        30,
        _("Programmes"),
        "programmes",
        "umbrella",
        lambda user: bool(scope(user, May.SEE_DECISIONS, May.SEE_MONEY, May.MANAGE_PROGRAMMES)),
        at_hand=lambda user: serves_as(user, Role.ADMINISTRATOR),
    ),
]
