"""The vault: personal data sealed where it rests, and a blind index to find a NIK without reading it.

Values are sealed with AES-256-GCM (``cryptography``), bound to a purpose so that a sealed value copied into
another column does not open. The blind index is HMAC-SHA-256 over the digits: equal NIKs have equal indexes,
and nobody without the key can try numbers against the database.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_VERSION = b"\x01"
_NONCE = 12


class SealBroken(Exception):  # noqa: N818 - it says what happened
    """A sealed value does not open: the key is another one, or the bytes were changed."""


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(plain: bytes, purpose: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + _cipher(settings.DATA_KEY).encrypt(nonce, plain, purpose.encode())


def unseal(sealed: bytes | memoryview, purpose: str) -> bytes:
    """Raises SealBroken."""
    raw = bytes(sealed)
    if raw[:1] != _VERSION:
        raise SealBroken(purpose)
    try:
        return _cipher(settings.DATA_KEY).decrypt(raw[1 : 1 + _NONCE], raw[1 + _NONCE :], purpose.encode())
    except InvalidTag:
        raise SealBroken(purpose) from None


def seal_fields(fields: Mapping[str, Any], purpose: str) -> bytes:
    return seal(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(), purpose)


def unseal_fields(sealed: bytes | memoryview, purpose: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(unseal(sealed, purpose))
    return fields


def blind_index(digits: str) -> bytes:
    """32 bytes by which the same NIK (or KPJ) is found again; of the digits alone."""
    return hmac.new(settings.INDEX_KEY, digits.encode(), hashlib.sha256).digest()


def masked(tail: str, length: int = 16) -> str:
    """A NIK as lists show it. Only the tail: the head is area and birth date, which stand beside it.

    >>> masked("0012")
    '••••••••••••0012'
    """
    return "•" * (length - len(tail)) + tail if tail else ""
