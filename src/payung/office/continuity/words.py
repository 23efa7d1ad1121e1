"""What the pages call things."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.continuity.models import Cause, Standing

STANDING_TONES = {
    Standing.ACTIVE: "ok",
    Standing.ARREARS: "wait",
    Standing.WAITING: "stop",
    Standing.ENDED: "muted",
}
STANDING_WORDS = dict(Standing.choices)
CAUSE_WORDS = dict(Cause.choices)
RIGHT_WORDS = {
    "ends_on": _("Membership ends"),
    "arrears_on": _("Arrears begin"),
    "full_on": _("Full death benefit won"),
    "scholarship_on": _("Scholarship won"),
}
RIGHT_TONES = {"ends_on": "stop", "arrears_on": "wait", "full_on": "ok", "scholarship_on": "ok"}
