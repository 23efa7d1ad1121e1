"""Photos and PDFs: small, of a known kind by their own first bytes, sealed in the store under a purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.http import HttpResponse

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.core import store

MEGABYTE = 1 << 20
LIMIT = 10 * MEGABYTE  # a photo of a phone has 2 to 6
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".pdf")
MOST_FILES = 10
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the store; ``kind`` is its media type."""

    file: str
    file_name: str
    kind: str
    size: int
    sha256: str


def check_size(file_name: str, size: int) -> None:
    """Raises UnusableInput in megabytes."""
    if size > LIMIT:
        megabytes = -(-size // MEGABYTE)
        raise UnusableInput(
            Text(
                f"{file_name} berukuran {megabytes} MB; paling besar {LIMIT // MEGABYTE} MB",
                f"{file_name} has {megabytes} MB; the most is {LIMIT // MEGABYTE} MB",
            ),
            Text(
                "Potret ulang dengan ukuran lebih kecil, atau bagi PDF-nya. Tidak ada yang disimpan",
                "Take a smaller picture, or split the PDF. Nothing was kept",
            ),
            Place(column="photos"),
        )


def media_type(head: bytes) -> str | None:
    """What a file is by its first bytes, whatever its name says."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if head.startswith(b"%PDF-") else None


def keep(file_name: str, chunks: Iterable[bytes], purpose: str, *, waiting: bool) -> Stored:
    """Seal one file. Raises UnusableInput for what is too large or is no picture and no PDF; nothing stays then."""
    stream = iter(chunks)
    head = next(stream, b"")
    while len(head) < _HEAD and (more := next(stream, b"")):
        head += more
    kind = media_type(head)
    if kind is None:
        raise UnusableInput(
            Text(
                f"{file_name} bukan foto (JPEG, PNG, WebP) atau PDF",
                f"{file_name} is no photo (JPEG, PNG, WebP) and no PDF",
            ),
            Text("Potret kertasnya, lalu kirim fotonya", "Take a picture of the paper and send that"),
            Place(column="photos"),
        )
    kept = store.keep(_limited(file_name, head, stream), purpose, waiting=waiting)
    return Stored(kept.name, file_name[:200], kind, kept.size, kept.sha256)


def _limited(file_name: str, head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chain((head,), rest):
        size += len(chunk)
        check_size(file_name, size)
        yield chunk


def settle(waiting: Stored, purpose: str) -> Stored:
    """A file that became somebody's record: out of the waiting room."""
    kept = store.keep(store.read(waiting.file, purpose), purpose)
    return Stored(kept.name, waiting.file_name, waiting.kind, kept.size, kept.sha256)


def answer(content: bytes, kind: str, public_id: str) -> HttpResponse:
    """The file to download; the browser never guesses what it is, and keeps no copy."""
    ending = kind.rpartition("/")[2].replace("jpeg", "jpg")
    headers = {
        "Content-Disposition": f'attachment; filename="berkas-{public_id}.{ending}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
