from django.utils.translation import gettext_lazy as _

from payung.office.core.menu import MenuItem

ITEMS = [MenuItem(80, _("Calculate"), "rules", "calculator", lambda user: True)]
