"""Worlds that are built once for the tests of a file, and rolled back to: ``@kept`` instead of ``@pytest.fixture``.

All tests of a file run inside one transaction of the worker. What a kept fixture made stays in it, behind a
savepoint; each test runs on top of the savepoints of the fixtures that it asks for, and is rolled back to them.
Nothing that a test does is left for the next, neither in the database nor in memory: every test, the first one too,
is given copies of what the fixtures returned.

A kept fixture asks only for other kept fixtures, ``db`` and ``tmp_path``; where it asks for anything else, or
overrides a fixture of the same name, it is built anew for each test as any other fixture is.
"""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pytest
from _pytest.unittest import TestCaseFunction
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

_PLAIN = {"db", "tmp_path"}


@dataclass
class Layer:
    """What stands behind one savepoint: the fixture, and what it and all below it returned (never handed out)."""

    fixture: Any
    savepoint: str
    values: dict[str, Any]


@dataclass
class Keeper:
    blocker: DjangoDbBlocker
    outer: transaction.Atomic | None = None
    of: tuple[str, ...] = ()  # the file, the fixtures that its tests are all under, and the day
    empty: str = ""  # the savepoint below the first layer
    layers: list[Layer] = field(default_factory=list)
    handed: dict[str, Any] = field(default_factory=dict)  # to the test that runs

    def prepare(self, request: pytest.FixtureRequest, of: tuple[str, ...], path: list[Any]) -> None:
        """Bring the database to where the fixtures of ``path`` stand, and copies of what they returned."""
        self.handed = {}
        if self.of != of or connection.closed_in_transaction or connection.connection is None:
            self.leave()
        if self.outer is None:
            self._enter(of)
        try:
            self._reach(request, path)
        except BaseException:
            self.leave()
            raise
        self.handed = copy.deepcopy(self.layers[-1].values)

    def _enter(self, of: tuple[str, ...]) -> None:
        outer = transaction.atomic()
        outer._from_testcase = True  # type: ignore[attr-defined]
        outer.__enter__()
        self.outer, self.of, self.empty = outer, of, transaction.savepoint()

    def _reach(self, request: pytest.FixtureRequest, path: list[Any]) -> None:
        there = 0
        while there < min(len(path), len(self.layers)) and self.layers[there].fixture is path[there]:
            there += 1
        if there < len(self.layers):
            del self.layers[there:]
            transaction.savepoint_rollback(self.layers[-1].savepoint if self.layers else self.empty)
        for fixture in path[there:]:
            values = copy.deepcopy(self.layers[-1].values) if self.layers else {}
            values[fixture.argname] = self._build(request, fixture, values)
            connection.check_constraints()
            self.layers.append(Layer(fixture, transaction.savepoint(), values))
        if path[there:]:
            cache.clear()

    @staticmethod
    def _build(request: pytest.FixtureRequest, fixture: Any, values: dict[str, Any]) -> Any:
        asked = {name: values.get(name) for name in fixture.argnames}
        if "tmp_path" in fixture.argnames:
            asked["tmp_path"] = request.getfixturevalue("tmp_path_factory").mktemp(fixture.argname)
        function = fixture.func
        if inspect.ismethod(function):
            function = function.__func__.__get__(request.instance)
        return function(**asked)

    def leave(self) -> None:
        """Nothing of it is left."""
        outer, self.outer, self.of = self.outer, None, ()
        self.layers.clear()
        self.handed = {}
        if outer is not None:
            with self.blocker.unblock():
                transaction.set_rollback(True)
                outer.__exit__(None, None, None)


KEEPER = Keeper(cast(DjangoDbBlocker, None))  # known when the first test needs a world


def kept(build: Callable[..., Any]) -> Any:
    @functools.wraps(build)
    def given(*self: Any, **asked: Any) -> Any:
        if build.__name__ in KEEPER.handed:
            return KEEPER.handed[build.__name__]
        return build(*self, **asked)

    given.is_kept = True  # type: ignore[attr-defined]
    return pytest.fixture(given)


def _path(item: pytest.Function) -> list[Any]:
    """The kept fixtures that a test asks for, each behind those that it stands on, the highest first.

    So tests of one file that ask for the same world find it, whatever else they ask for.
    """
    known = item._fixtureinfo.name2fixturedefs

    @functools.cache
    def under(name: str) -> tuple[str, ...] | None:
        """This kept fixture and all that it stands on; None for any other."""
        fixtures = known.get(name, ())
        if len(fixtures) != 1 or not getattr(fixtures[0].func, "is_kept", False):
            return None
        found: dict[str, None] = {}
        for asked in fixtures[0].argnames:
            if asked not in _PLAIN:
                below = under(asked)
                if below is None:
                    return None
                found |= dict.fromkeys(below)
        return (*found, name)

    worlds = sorted(filter(None, map(under, item.fixturenames)), key=lambda world: (-len(world), world))
    return [known[name][0] for name in dict.fromkeys(name for world in worlds for name in world)]


def _alone(item: pytest.Item) -> bool:
    """Whether it commits what it does, and therefore runs inside no other transaction."""
    marker = item.get_closest_marker("django_db")
    return (
        not isinstance(item, pytest.Function)
        or isinstance(item, TestCaseFunction)
        or bool(marker and (marker.args or marker.kwargs))
        or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)
    )


def make_way(item: pytest.Item) -> None:
    """Called before anything of a test is set up."""
    if _alone(item):
        KEEPER.leave()


def prepare(request: pytest.FixtureRequest) -> None:
    """Called before a test's own transaction begins."""
    item = request.node
    path = [] if _alone(item) else _path(item)
    if not path:
        KEEPER.leave()
        return
    around = [
        name
        for name, fixtures in item._fixtureinfo.name2fixturedefs.items()
        if fixtures[-1]._autouse and fixtures[-1].baseid.startswith("tests")
    ]
    for name in around:  # the clock, the password hashes: worlds are built under them
        request.getfixturevalue(name)
    KEEPER.blocker = request.getfixturevalue("django_db_blocker")
    with KEEPER.blocker.unblock():
        # A world of yesterday is built anew: tests count days from today.
        today = f"{date.today()} {timezone.localdate()}"
        KEEPER.prepare(request, (str(item.path), *around, today), path)
