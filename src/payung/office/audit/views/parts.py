"""What the pages of the audit share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(here: str) -> list[dict[str, Any]]:
    return [
        {"label": _("Red flags"), "href": reverse("audit"), "active": here == "flags"},
        {"label": _("Audit files"), "href": reverse("audit_archives"), "active": here == "archives"},
        {"label": _("Audit samples"), "href": reverse("audit_samples"), "active": here == "samples"},
    ]
