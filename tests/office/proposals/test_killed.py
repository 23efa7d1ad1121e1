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

HERE = Path(__file__).parent
POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


class Office:
    """An office in a folder and a database of its own, driven by processes of their own."""

    driver = HERE / "kill_driver.py"

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        python_path = os.pathsep.join([str(HERE.parents[1]), *sys.path])
        environment = os.environ | {
            "PAYUNG_STATE": str(self.folder),
            "DATABASE_URL": self.database,
            "PYTHONPATH": python_path,
            "PAYUNG_SECRET_KEY": "a",
            "PAYUNG_DATA_KEY": "b",
            "PAYUNG_INDEX_KEY": "c",
        }
        return subprocess.run(
            [sys.executable, str(self.driver), *words],
            env=environment, capture_output=True, text=True, timeout=1200, check=False,
        )  # fmt: skip

    def well(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def copy(self, number: int) -> Office:
        folder = self.folder.with_name(f"copy-{number}")
        shutil.copytree(self.folder, folder)
        if not POSTGRESQL:
            return type(self)(folder, f"sqlite:///{folder / 'payung.sqlite3'}")
        name = _name(self.database)
        _maintenance(
            f'DROP DATABASE IF EXISTS "{name}_{number}"',
            f'CREATE DATABASE "{name}_{number}" TEMPLATE "{name}"',
        )
        return type(self)(folder, f"{self.database}_{number}")

    def remove(self) -> None:
        shutil.rmtree(self.folder)
        if POSTGRESQL:
            _maintenance(f'DROP DATABASE IF EXISTS "{_name(self.database)}"')


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
    folder = tmp_path_factory.mktemp("office") / "prepared"
    folder.mkdir()
    database = migrated.empty_office(folder, os.environ.get("DATABASE_URL", ""), f"killed_{os.getpid()}")
    office = Office(folder, database)
    office.well("prepare")
    yield office
    office.remove()


@pytest.fixture(scope="module")
def undisturbed(prepared):
    """What stands after a run without any trouble, and how many statements it took."""
    office = prepared.copy(0)
    statements = int(office.well("work"))
    said = json.loads(office.well("tell"))
    office.remove()
    return said, statements


def test_without_trouble_every_row_is_there_once(undisturbed):
    said, statements = undisturbed
    assert said["submission"][:3] == ["ready", 1038, 3]
    assert len(said["rows"]) == 1038
    assert [facts["people"] for facts in said["imports"]] == [1038]
    assert (said["journal"], said["left_in_the_clear"]) == (None, 0)
    assert statements > 40


# Tenths of the way: while it is taken, read, verified, written, and in the last act itself.
@pytest.mark.parametrize("share", [0.02, 0.35, 0.6, 0.85, 0.97])
def test_killed_at_any_step_it_ends_with_the_same_rows(prepared, undisturbed, share):
    said, statements = undisturbed
    office = prepared.copy(int(share * 100))
    killed = office.run("work", str(max(2, int(statements * share))))
    assert killed.returncode == -9, killed.stderr[-500:]
    office.well("work")
    assert json.loads(office.well("tell")) == said
    office.remove()


def test_killed_again_and_again_it_ends_with_the_same_rows(prepared, undisturbed):
    said, statements = undisturbed
    office = prepared.copy(1000)
    for share in (0.8, 0.5, 0.95):
        assert office.run("work", str(int(statements * share))).returncode == -9
    office.well("work")
    assert json.loads(office.well("tell")) == said
    office.remove()
