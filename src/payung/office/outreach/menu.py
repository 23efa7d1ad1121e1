from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.FAMILIES,
        58,
        _("Activities"),
        "activities",
        "users-group",
        lambda user: bool(scope(user, May.SEE_OUTREACH)),
    ),
]
