"""The power is cut (kill -9) at any step of the import: after restart it ends with the same rows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

import migrated
from office.forked import Forked

HERE = Path(__file__).parent
POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


class Office:
    """An office in a folder and a database of its own, driven by processes of their own."""

    driver = "office.proposals.kill_driver"

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.kept = folder / "office", folder / "kept"
        self.folder.mkdir()
        self.database = migrated.empty_office(self.folder, os.environ.get("DATABASE_URL", ""), name)
        environment = os.environ | {
            "PAYUNG_STATE": str(self.folder),
            "DATABASE_URL": self.database,
            "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), *sys.path]),
            "PAYUNG_SECRET_KEY": "a",
            "PAYUNG_DATA_KEY": "b",
            "PAYUNG_INDEX_KEY": "c",
        }
        self.processes = Forked(self.driver, environment)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.processes.run(*words)

    def well(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def keep(self) -> None:
        """As it is now, it can be had anew."""
        shutil.copytree(self.folder, self.kept)
        if POSTGRESQL:
            _make(f"{_name(self.database)}_kept", _name(self.database))

    def anew(self) -> None:
        """Back to what was kept, in folder and database: whatever was done and left since is gone."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        if POSTGRESQL:
            _make(_name(self.database), f"{_name(self.database)}_kept")

    def remove(self) -> None:
        self.processes.close()
        shutil.rmtree(self.folder)
        shutil.rmtree(self.kept, ignore_errors=True)
        if POSTGRESQL:
            for name in (_name(self.database), f"{_name(self.database)}_kept"):
                _maintenance(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make(name: str, template: str) -> None:
    _maintenance(
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}"'
    )


def _name(database: str) -> str:
    return database.rpartition("/")[2]


def _maintenance(*statements: str) -> None:
    import psycopg

    given = settings.DATABASES["default"]
    with psycopg.connect(
        host=given["HOST"], port=given["PORT"] or 5432, user=given["USER"], password=given["PASSWORD"],
        dbname="postgres", autocommit=True,
    ) as connection:  # fmt: skip
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("office"), f"killed_{os.getpid()}")
    office.well("prepare")
    office.keep()
    yield office
    office.remove()


@pytest.fixture(scope="module")
def undisturbed(prepared):
    """What stands after a run without any trouble, and how many statements it took."""
    statements = int(prepared.well("work"))
    return json.loads(prepared.well("tell")), statements


@pytest.fixture
def office(prepared, undisturbed):
    prepared.anew()
    return prepared


def test_without_trouble_every_row_is_there_once(undisturbed):
    said, statements = undisturbed
    assert said["submission"][:3] == ["ready", 1038, 3]
    assert len(said["rows"]) == 1038
    assert [facts["people"] for facts in said["imports"]] == [1038]
    assert (said["journal"], said["left_in_the_clear"]) == (None, 0)
    assert statements > 40


# Tenths of the way: while it is taken, read, verified, written, and in the last act itself.
@pytest.mark.parametrize("share", [0.02, 0.35, 0.6, 0.85, 0.97])
def test_killed_at_any_step_it_ends_with_the_same_rows(office, undisturbed, share):
    said, statements = undisturbed
    killed = office.run("work", str(max(2, int(statements * share))))
    assert killed.returncode == -9, killed.stderr[-500:]
    office.well("work")
    assert json.loads(office.well("tell")) == said


def test_killed_again_and_again_it_ends_with_the_same_rows(office, undisturbed):
    said, statements = undisturbed
    for share in (0.8, 0.5, 0.95):
        assert office.run("work", str(int(statements * share))).returncode == -9
    office.well("work")
    assert json.loads(office.well("tell")) == said
