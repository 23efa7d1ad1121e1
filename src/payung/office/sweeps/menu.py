from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.PEOPLE,
        28,
        _("Sweeps"),
        "sweeps",
        "zoom-check",
        lambda user: bool(scope(user, May.SEE_PEOPLE)),
    )
]
