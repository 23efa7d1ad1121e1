"""The five tones of a status. A tone is a colour and an icon; the word always stands beside them."""

from __future__ import annotations

from typing import Literal

Tone = Literal["ok", "wait", "stop", "info", "muted"]

ICONS: dict[str, str] = {
    "ok": "circle-check",
    "wait": "hourglass",
    "stop": "alert-octagon",
    "info": "info-circle",
    "muted": "circle-dashed",
}
# Django's message levels in these tones.
OF_MESSAGE = {"debug": "muted", "info": "info", "success": "ok", "warning": "wait", "error": "stop"}
