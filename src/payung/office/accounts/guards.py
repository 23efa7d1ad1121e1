"""Guards of views: a page that the user's duties do not cover is refused before it does anything."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from payung.office.accounts.permissions import May, Refused, scope

View = Callable[..., HttpResponseBase]


def needs(*mays: May) -> Callable[[View], View]:
    """Let a user in who holds any of these somewhere; what is shown is the queries' business (``scope().within``)."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not scope(request.user, *mays):
                raise Refused(mays[0])
            return view(request, *args, **kwargs)

        return guarded

    return wrap
