"""Every write is an act: one function, one transaction, its journal line inside.

``@act("decision.approve")`` wraps a function whose first argument is the actor. The function says what it did
with ``record``; one that wrote without saying so is rolled back with ``NotJournalled``, so that no act can
forget its line.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from payung.office.journal import chain

P = ParamSpec("P")
R = TypeVar("R")

NAMES: set[str] = set()  # every act that there is, for the journal's filter


class NotJournalled(RuntimeError):  # noqa: N818
    """An act came to its end without a journal line: a fault of ours, rolled back."""


class _Line:
    def __init__(self, act: str, actor: Any) -> None:
        self.act, self.actor, self.written = act, actor, False


_current: ContextVar[_Line | None] = ContextVar("payung_act", default=None)


def act(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an act. Acts may call acts; each writes its own line in the same transaction."""

    NAMES.add(name)

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            line = _Line(name, args[0] if args else kwargs.get("actor"))
            token = _current.set(line)
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    if not line.written:
                        raise NotJournalled(name)
                    return result
            finally:
                _current.reset(token)

        return run

    return wrap


def record(
    subject: str = "", *, area: str = "", why: str = "", facts: Mapping[str, Any] | None = None
) -> None:
    """The journal line of the act that is running. Call it last: it puts concurrent acts in order."""
    line = _current.get()
    if line is None:
        raise NotJournalled("record() outside an act")
    chain.append(actor=line.actor, act=line.act, subject=subject, area_code=area, why=why, facts=facts)
    line.written = True
