"""Public identifiers: what stands in an address. Random, so that nobody can count or guess rows."""

import secrets

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike on paper


def public_id() -> str:
    """Twelve signs, 59 bits."""
    return "".join(secrets.choice(_SIGNS) for _ in range(12))
