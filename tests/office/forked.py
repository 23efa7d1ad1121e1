"""Processes that begin at once: each is forked from one that has imported everything and done nothing else.

Each has memory and connections of its own, and dies with them: what a forked process did, the next one knows only from
the database and the files. The folder and the database are those of the first process, for all of them.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from typing import Any

PATIENCE = 1200  # seconds


class Forked:
    """``driver``: the module whose ``main(*words)`` each process runs, after ``ready()`` was called once for all."""

    def __init__(self, driver: str, environment: Mapping[str, str]) -> None:
        self.driver = driver
        self._first = subprocess.Popen(
            [sys.executable, "-m", __name__, driver],
            env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        assert self._first.stdin is not None
        assert self._first.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            self._first.stdin.write(json.dumps([folder, *words]) + "\n")
            self._first.stdin.flush()
            code = self._first.stdout.readline()
            assert code, f"{self.driver}: the process that others are forked from has ended"
            said = [_text(folder, name) for name in ("out", "err")]
        return subprocess.CompletedProcess([self.driver, *words], int(code), *said)

    def close(self) -> None:
        self._first.communicate(timeout=PATIENCE)


def _text(folder: str, name: str) -> str:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def _child(driver: Any, folder: str, words: list[str]) -> int:
    """What the forked process does; its code."""
    from django.db import connections

    for name, number in (("out", 1), ("err", 2)):
        os.dup2(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    code = 0
    try:
        driver.main(*words)
    except BaseException:  # noqa: BLE001 - told to whoever asked for the process
        traceback.print_exc()
        code = 1
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def serve(name: str) -> None:
    driver = importlib.import_module(name)
    driver.ready()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        folder, *words = json.loads(line)
        child = os.fork()
        if child == 0:
            signal.alarm(PATIENCE)  # whoever hangs ends, by this signal
            os._exit(_child(driver, folder, words))
        _pid, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


if __name__ == "__main__":
    serve(sys.argv[1])
