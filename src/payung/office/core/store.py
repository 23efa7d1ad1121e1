"""The store: whole files, sealed where they rest, opened only to a private temporary file for the run.

A stored file is a head (mark, 32 random bytes) and chunks of one mebibyte, each sealed with AES-256-GCM. The key
is the file's own, derived (HKDF-SHA-256) from DATA_KEY, the random bytes and a purpose. The nonce is the chunk's
number and whether it is the last (the STREAM construction), so that chunks that are swapped, cut off or
appended do not open. A file of any size passes through in constant memory.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.files.storage import storages

from payung.office.core.vault import SealBroken

# A file that waits for its sender's confirmation goes after this long: nobody may ever confirm it.
WAITING_HOURS = 24
_WAITING = "waiting"
_MARK = b"PAYUNG1\n"
_SALT = 32
_CHUNK = 1 << 20
_TAG = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store; ``sha256`` and ``size`` are of the bytes before sealing."""

    name: str
    size: int
    sha256: str


def keep(chunks: Iterable[bytes], purpose: str, *, waiting: bool = False) -> Kept:
    """Seal a stream of bytes under a random name. Whole or not at all: a half-written file is removed.

    A ``waiting`` file is not yet anybody's record: ``sweep`` removes it after ``WAITING_HOURS``.
    """
    name = (_WAITING if waiting else "") + secrets.token_hex(16)
    target = _path(name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    salt = os.urandom(_SALT)
    cipher = _cipher(salt, purpose)
    digest, size = hashlib.sha256(), 0
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(_MARK + salt)
            for number, (chunk, last) in enumerate(_even(chunks)):
                digest.update(chunk)
                size += len(chunk)
                out.write(cipher.encrypt(_nonce(number, last), chunk, None))
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Kept(name, size, digest.hexdigest())


@contextmanager
def keeping(content: Path | Iterable[bytes], purpose: str, *, waiting: bool = False) -> Iterator[Kept]:
    """``keep`` a file (at a path, or as chunks) for what is done with it here: where that fails, the file goes again."""
    kept = keep(_pieces(content) if isinstance(content, Path) else content, purpose, waiting=waiting)
    try:
        yield kept
    except BaseException:
        remove(kept.name)
        raise


def _pieces(path: Path) -> Iterator[bytes]:
    with open(path, "rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def read(name: str, purpose: str) -> Iterator[bytes]:
    """The bytes again, chunk by chunk. Raises SealBroken, FileNotFoundError."""
    with open(_path(name), "rb") as sealed:
        head = sealed.read(len(_MARK) + _SALT)
        if len(head) != len(_MARK) + _SALT or not head.startswith(_MARK):
            raise SealBroken(purpose)
        cipher = _cipher(head[len(_MARK) :], purpose)
        number, piece = 0, sealed.read(_CHUNK + _TAG)
        while True:
            ahead = sealed.read(_CHUNK + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, not ahead), piece, None)
            except InvalidTag:
                raise SealBroken(purpose) from None
            if not ahead:
                return
            number, piece = number + 1, ahead


@contextmanager
def opened(name: str, purpose: str, suffix: str = "") -> Iterator[Path]:
    """The file in the clear under a private path (0600), removed afterwards; see ``sweep`` for a killed run."""
    with private_file(suffix) as (path, stream):
        for chunk in read(name, purpose):
            stream.write(chunk)
        stream.flush()
        yield path


@contextmanager
def private_file(suffix: str = "") -> Iterator[tuple[Path, IO[bytes]]]:
    """A temporary file that only we can read; its lock tells ``sweep`` that somebody still uses it."""
    folder = _clear_folder()
    handle, path = tempfile.mkstemp(suffix=suffix, dir=folder)
    try:
        with os.fdopen(handle, "w+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield Path(path), stream
    finally:
        with suppress(FileNotFoundError):
            os.unlink(path)


def sweep() -> int:
    """Remove the temporary files of runs that were killed, and files that waited too long; returns how many.

    Temporary files in use are locked, and stay.
    """
    removed = _forget_waiting()
    for path in _clear_folder().iterdir():
        with suppress(FileNotFoundError), open(path, "rb") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            path.unlink()
            removed += 1
    return removed


def _forget_waiting() -> int:
    oldest = time.time() - WAITING_HOURS * 3600
    waiting = list((Path(storages["default"].path("")) / _WAITING).glob("*"))
    old = [path for path in waiting if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def remove(name: str) -> None:
    _path(name).unlink(missing_ok=True)


def _clear_folder() -> Path:
    folder = Path(settings.STATE) / "run"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(name: str) -> Path:
    if not name.isalnum():
        raise FileNotFoundError(name)
    root = Path(storages["default"].path(""))
    return root / (_WAITING if name.startswith(_WAITING) else name[:2]) / name


def _cipher(salt: bytes, purpose: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"payung.store:" + purpose.encode()).derive(settings.DATA_KEY))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _even(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The stream cut to even chunks, each with whether it is the last; an empty stream is one empty chunk."""
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) > _CHUNK:
            yield bytes(rest[:_CHUNK]), False
            del rest[:_CHUNK]
    yield bytes(rest), True
