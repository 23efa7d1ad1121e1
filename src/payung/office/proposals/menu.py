from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.menu import MenuItem, Section

ITEMS = [
    MenuItem(
        Section.PEOPLE,
        10,
        _("Proposals"),
        "submissions",
        "file-text",
        lambda user: bool(scope(user, May.SEE_PROPOSALS)),
        at_hand=lambda user: serves_as(user, Role.VILLAGE_CLERK, Role.VERIFIER, Role.PROGRAMME_MANAGER),
    ),
    MenuItem(
        Section.PEOPLE,
        12,
        _("People proposed"),
        "rows",
        "users-group",
        lambda user: bool(scope(user, May.SEE_PROPOSALS)),
    ),
    MenuItem(
        Section.PEOPLE,
        14,
        _("Review"),
        "desk",
        "checklist",
        lambda user: bool(scope(user, May.REVIEW)),
        at_hand=lambda user: serves_as(user, Role.VERIFIER),
    ),
]
