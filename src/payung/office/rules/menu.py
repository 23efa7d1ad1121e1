from django.utils.translation import gettext_lazy as _

from payung.office.core.menu import MenuItem, Section

ITEMS = [MenuItem(Section.OFFICE, 80, _("Calculate"), "rules", "calculator", lambda user: True)]
