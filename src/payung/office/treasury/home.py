"""What a treasurer may begin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Start

STARTS = [
    Start(
        32,
        _("Load a register of SP2D"),
        "register_load",
        "file-spreadsheet",
        lambda user: bool(scope(user, May.RECORD_PAYMENTS)),
    )
]
