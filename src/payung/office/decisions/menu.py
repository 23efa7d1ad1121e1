from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.menu import MenuItem, Section

# Who reports, drafts or approves; others find the list from a decree.
_REPLACE = (May.PROPOSE, May.SUBMIT_DECISION, May.APPROVE_DECISION)

ITEMS = [
    MenuItem(
        Section.PEOPLE,
        20,
        _("Decisions"),
        "decisions",
        "gavel",
        lambda user: bool(scope(user, May.SEE_DECISIONS)),
        at_hand=lambda user: serves_as(user, Role.PROGRAMME_MANAGER, Role.LEADER),
    ),
    MenuItem(
        Section.PEOPLE,
        21,
        _("Replacements"),
        "vacancies",
        "user-question",
        lambda user: bool(scope(user, *_REPLACE)),
    ),
]
