"""Uploads: refused by size before they are read, streamed to disk, and never trusted by their name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.core.language import page_language

MEGABYTE = 1024 * 1024
_ENVELOPE = MEGABYTE  # the form's other fields and the boundaries


def too_large() -> UnusableInput:
    limit = settings.UPLOAD_LIMIT // MEGABYTE
    return UnusableInput(
        Text(f"berkas lebih besar dari {limit} MB", f"the file is larger than {limit} MB"),
        Text(
            "Bagi menjadi beberapa berkas, misalnya satu per kecamatan. Tidak ada yang berubah",
            "Split it, for example by kecamatan. Nothing was changed",
        ),
    )


class UploadLimitMiddleware:
    """Refuses by the declared length, before anything is read. Stands last: its turn comes before any view's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdigit() and int(declared) > settings.UPLOAD_LIMIT + _ENVELOPE:
            message = too_large().to(page_language())
            return render(request, "unusable.html", {"message": message}, status=413)
        return self.get_response(request)


class LimitedUpload(TemporaryFileUploadHandler):
    """Streams to disk and stops at the limit, whatever length was declared."""

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            self.request.upload_stopped = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def check(request: HttpRequest) -> None:
    """Call before the form is read. Raises UnusableInput where an upload was stopped at the limit."""
    request.POST  # noqa: B018 - reads the request now, so that the limit speaks before the form does
    if getattr(request, "upload_stopped", False):
        raise too_large()


class UploadField(forms.FileField):
    """A file with one of these endings that is not empty. What it really is, the engines find out."""

    default_error_messages = {
        "required": gettext_lazy("Choose a file."),
        "empty": gettext_lazy("The file is empty (0 bytes). Send it again."),
    }

    def __init__(self, *, endings: tuple[str, ...], **kwargs: Any) -> None:
        self.endings = endings
        super().__init__(widget=forms.FileInput(attrs={"accept": ",".join(endings)}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and Path(file.name or "").suffix.lower() not in self.endings:
            raise forms.ValidationError(
                _("Files of the kind “%(ending)s” cannot be read. Send one of: %(endings)s.")
                % {"ending": Path(file.name or "").suffix, "endings": ", ".join(self.endings)}
            )
        return file
