"""Keys for programs (API tokens): made and revoked by their user, found by digest."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.models import ApiToken, User
from payung.office.accounts.permissions import common_area
from payung.office.journal.acts import act, record

PREFIX = "payung_"  # so that a key is known for one where it leaks
_LIMIT = 10


def _digest(token: str) -> str:
    # Keys are random and long: a plain hash holds, and finds the key in one look.
    return hashlib.sha256(token.encode()).hexdigest()


def tokens_of(user: User) -> Any:
    return ApiToken.objects.filter(user=user, revoked=None)


def user_of(token: str) -> User | None:
    """Whose key this is, if it still opens."""
    found = (
        ApiToken.objects.filter(
            digest=_digest(token),
            revoked=None,
            expires__gte=timezone.localdate(),
            user__is_active=True,
            user__must_change_password=False,
        )
        .select_related("user")
        .first()
    )
    return found.user if found else None


def end_all(user: User) -> int:
    """For a closed account or a lost password: every key of the user stops."""
    return int(tokens_of(user).update(revoked=timezone.now()))


@act("token.create")
def create_token(actor: User, *, name: str, days: int) -> tuple[ApiToken, str]:
    """A new key, which is kept nowhere in the clear. Raises UnusableInput beyond ten keys."""
    if tokens_of(actor).count() >= _LIMIT:
        raise UnusableInput(
            Text(f"Anda sudah punya {_LIMIT} kunci", f"You have {_LIMIT} keys already"),
            Text("Cabut dahulu yang tidak dipakai", "Revoke one that is not in use first"),
        )
    token = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        user=actor, name=name, digest=_digest(token), expires=timezone.localdate() + timedelta(days=days)
    )
    record(
        f"user:{actor.username}",
        area=common_area(actor),
        facts={"token": made.public_id, "expires": made.expires.isoformat()},
    )
    return made, token


@act("token.revoke")
def revoke_token(actor: User, token: ApiToken) -> None:
    """The key stops at once."""
    ApiToken.objects.filter(pk=token.pk, user=actor, revoked=None).update(revoked=timezone.now())
    record(f"user:{actor.username}", area=common_area(actor), facts={"token": token.public_id})
