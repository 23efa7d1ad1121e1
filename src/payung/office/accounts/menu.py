from django.utils.translation import gettext_lazy as _

from payung.office.core.menu import MenuItem

ITEMS = [
    MenuItem(0, _("Home"), "home", "home", lambda user: True),
]
