from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.OFFICE,
        86,
        _("Working days"),
        "workdays",
        "calendar",
        lambda user: bool(scope(user, May.SEE_CLAIMS, May.MANAGE_PROGRAMMES)),
    )
]
