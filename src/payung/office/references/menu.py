from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.PEOPLE,
        16,
        _("Reference lists"),
        "references",
        "database",
        lambda user: bool(scope(user, May.SEE_REFERENCES)),
    )
]
