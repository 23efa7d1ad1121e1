from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.FAMILIES,
        56,
        _("Complaints"),
        "complaints",
        "mail",
        lambda user: bool(scope(user, May.ANSWER_COMPLAINT, May.LEAD_COMPLAINT, May.INSPECT_COMPLAINT)),
    ),
    MenuItem(
        Section.FAMILIES,
        57,
        _("Take a complaint"),
        "complaint_take",
        "mail",
        lambda user: bool(scope(user, May.TAKE_COMPLAINT)) and not scope(user, May.ANSWER_COMPLAINT),
    ),
]
