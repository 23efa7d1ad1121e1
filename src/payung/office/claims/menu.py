from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.menu import MenuItem

ITEMS = [
    MenuItem(52, _("Claims"), "claims", "heart-handshake", lambda user: bool(scope(user, May.SEE_CLAIMS))),
    MenuItem(53, _("Scholarships"), "school", "school", lambda user: bool(scope(user, May.SEE_CLAIMS))),
    MenuItem(54, _("Visits"), "visits", "home-heart", lambda user: bool(scope(user, May.SEE_CLAIMS))),
    MenuItem(
        75, _("Claims experience"), "experience", "chart-bar", lambda user: bool(scope(user, May.SEE_INSIGHT))
    ),
]
