from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.menu import MenuItem, Section

_ENROLMENT = (May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT, May.ISSUE_CARDS)

ITEMS = [
    MenuItem(
        Section.PEOPLE,
        24,
        _("Enrolment"),
        "enrolments",
        "id-badge-2",
        lambda user: bool(scope(user, *_ENROLMENT)),
        at_hand=lambda user: serves_as(user, Role.BPJS_BRANCH),
    ),
    MenuItem(
        Section.PEOPLE,
        26,
        _("Participants"),
        "participants",
        "id",
        lambda user: bool(scope(user, May.SEE_PEOPLE)),
    ),
]
