"""An office that really runs, for tests in a browser: its own state, web server and worker in processes of their own.

Nothing of it lives in the process of the tests: what they see, they see as a user does, through the browser.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import migrated

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 600  # seconds for the first answer on a busy machine; a dead server is noticed at once


@dataclass(frozen=True, slots=True)
class Office:
    """A running office: its address, and what the script that furnished it said (identifiers, files)."""

    url: str
    told: Mapping[str, Any]
    database: str
    environment: Mapping[str, str]

    @contextmanager
    def working(self) -> Iterator[None]:
        """The worker for long jobs, started as ``payung serve`` starts it."""
        worker = subprocess.Popen(
            [sys.executable, "-m", "payung.office.commands.worker"], env=self.environment
        )
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(timeout=30)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database itself holds, read without the office's code."""
        if self.database.startswith("postgres"):
            import psycopg

            with psycopg.connect(self.database) as connection:
                return connection.execute(sql.encode()).fetchall()
        import sqlite3

        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


@contextmanager
def served(folder: Path, furnish: str) -> Iterator[Office]:
    """``furnish``: the module that fills the new office and prints, as its last line, JSON of what tests need.

    Long jobs wait until ``Office.working``, so that tests can see them wait.
    """
    with _database(folder) as database:
        environment = {
            **os.environ,
            "PAYUNG_STATE": str(folder),
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))),
        }
        environment.pop("DATABASE_URL", None)
        if database.startswith("postgres"):
            environment["DATABASE_URL"] = database
        done = subprocess.run(
            [sys.executable, "-m", furnish, str(folder / "papers")],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:]
        told = json.loads(done.stdout.strip().splitlines()[-1])
        with _serving(environment, folder) as url:
            yield Office(url, told, database, environment)


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """On PostgreSQL a database of this office's own; else the file in the state folder."""
    server = os.environ.get("DATABASE_URL", "")
    name = f"payung_walk_{os.getpid()}_{folder.name}".lower().replace("-", "_")
    address = migrated.empty_office(folder, server, name)
    yield address.removeprefix("sqlite:///")
    if server.startswith("postgres"):
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@contextmanager
def _serving(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """``payung serve``, as an operator starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command: Sequence[str] = (
        sys.executable, "-m", "payung.cli", "serve", "--port", str(port), "--workers", "0",
    )  # fmt: skip
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _await(f"http://127.0.0.1:{port}/akun/login/", server, folder / "serve.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"{address} does not answer:\n{log.read_text()[-4000:]}")
