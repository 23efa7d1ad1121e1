"""How the login library acts on our users: accounts are made by administrators, and what changes is journalled."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from payung.office.accounts import actions
from payung.office.core import vault

# What the library would send an e-mail about, in the journal's words.
_TWO_STEP = {
    "mfa/email/totp_activated": "app set up",
    "mfa/email/totp_deactivated": "app removed",
    "mfa/email/recovery_codes_generated": "new recovery codes",
}


class OfficeAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        actions.change_own_password(user, password)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """The office sends no e-mail: the notice becomes a line of the journal."""
        if what := _TWO_STEP.get(template_prefix):
            actions.tell_two_step(user, what)


class OfficeMFAAdapter(DefaultMFAAdapter):
    """Keys of authenticator apps and recovery codes rest sealed, as personal data does."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.seal(text.encode(), "two-step")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(base64.b64decode(encrypted_text), "two-step").decode()
