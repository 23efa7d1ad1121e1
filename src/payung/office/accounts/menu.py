from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.home import first_page_of
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(Section.START, 0, _("Home"), "home", "home", lambda user: first_page_of(user) is None),
    MenuItem(
        Section.OFFICE,
        90,
        _("Users"),
        "users",
        "users",
        lambda user: bool(scope(user, May.MANAGE_USERS)),
        at_hand=lambda user: serves_as(user, Role.ADMINISTRATOR),
    ),
]
