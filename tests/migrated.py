"""An empty office with every migration behind it, made once for one set of migrations and copied for each run.

Running the migrations takes longer than most test files; what they make depends on nothing but themselves.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
OFFICE = ROOT / "src/payung/office"


def digest() -> str:
    """Of the migrations, and of the framework that runs them."""
    made_of = hashlib.sha256(django.__version__.encode())
    for file in sorted([*OFFICE.glob("*/migrations/*.py"), OFFICE / "settings.py"]):
        made_of.update(f"{file.relative_to(OFFICE)}".encode() + file.read_bytes())
    return made_of.hexdigest()[:20]


def sqlite_file() -> Path:
    """The migrated database as a file, to be copied and never opened for writing."""
    kept = Path(tempfile.gettempdir()) / f"payung-migrated-{os.getuid()}"
    kept.mkdir(mode=0o700, exist_ok=True)
    file = kept / f"{digest()}.sqlite3"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            with tempfile.TemporaryDirectory() as state:
                _migrate(PAYUNG_STATE=state)
                made = Path(state) / "made.sqlite3"
                connection = sqlite3.connect(Path(state) / "payung.sqlite3")
                connection.execute("VACUUM INTO ?", (str(made),))
                connection.close()
                made.replace(file)
    return file


def postgres_template(server: str) -> str:
    """The name of the migrated database on a PostgreSQL server, to be made databases from."""
    import psycopg

    name = f"payung_migrated_{digest()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('payung_migrated'))")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(f'DROP DATABASE IF EXISTS "{name}_new"'.encode())
            connection.execute(f'CREATE DATABASE "{name}_new"'.encode())
            with tempfile.TemporaryDirectory() as state:
                _migrate(PAYUNG_STATE=state, DATABASE_URL=f"{server.rpartition('/')[0]}/{name}_new")
            connection.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"'.encode())
    return name


def _migrate(**environment: str) -> None:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "payung.cli", "manage", "migrate", "--verbosity", "0"],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"the migrations failed:\n{done.stderr[-4000:]}")


def empty_office(folder: Path, server: str, name: str) -> str:
    """The address of a database of its own, migrated and empty: a file in ``folder``, or ``name`` on a PostgreSQL server."""
    if not server.startswith("postgres"):
        file = folder / "payung.sqlite3"
        shutil.copyfile(sqlite_file(), file)
        return f"sqlite:///{file}"
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template(server)}"'.encode())
    return f"{server.rpartition('/')[0]}/{name}"


def begin_from_it(connection: Any, server: str) -> None:
    """The test database of ``connection`` will be a copy of the migrated one; the migrations then find nothing to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgres_template(server)
        return
    file, plain = sqlite_file(), connection.creation._create_test_db

    def copied(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = plain(verbosity, autoclobber, keepdb)
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        source.backup(connection.connection)
        source.close()
        return name

    connection.creation._create_test_db = copied
