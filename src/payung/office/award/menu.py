from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem

ITEMS = [
    MenuItem(78, _("Awards"), "awards", "target", lambda user: bool(scope(user, May.SEE_AWARD))),
]
