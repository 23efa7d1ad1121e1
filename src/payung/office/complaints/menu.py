from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem

ITEMS = [
    MenuItem(
        57,
        _("Complaints"),
        "complaints",
        "mail",
        lambda user: bool(scope(user, May.ANSWER_COMPLAINT, May.LEAD_COMPLAINT, May.INSPECT_COMPLAINT)),
    ),
    MenuItem(
        57,
        _("Take a complaint"),
        "complaint_take",
        "mail",
        lambda user: bool(scope(user, May.TAKE_COMPLAINT)) and not scope(user, May.ANSWER_COMPLAINT),
    ),
]
