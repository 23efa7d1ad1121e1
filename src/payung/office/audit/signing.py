"""The office's signature: Ed25519 with the key kept as the other secrets are (docs/operator.md)."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.SIGNING_KEY)


def public_key() -> str:
    """64 hex digits, to be made known: who checks an archive holds it against this."""
    return _private().public_key().public_bytes_raw().hex()


def sign(message: bytes) -> str:
    return _private().sign(message).hex()
