from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(Section.START, 0, _("Home"), "home", "home", lambda user: True),
    MenuItem(
        Section.OFFICE, 90, _("Users"), "users", "users", lambda user: bool(scope(user, May.MANAGE_USERS))
    ),
]
