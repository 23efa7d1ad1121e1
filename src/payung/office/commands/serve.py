"""``payung serve``: the office in one command: the web server and the worker for long jobs, kept alive together."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from types import FrameType

from payung.errors import UnusableInput
from payung.language import Language, Text

_PAUSE = 2.0  # seconds before a part that died is started again


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def help_text(id_: str, en: str) -> str:
        return Text(id_, en).to(language)

    parser.epilog = Text("Contoh: payung serve --port 8000", "Example: payung serve --port 8000").to(language)
    parser.add_argument("--host", default="127.0.0.1", help=help_text("alamat", "address"))
    parser.add_argument("--port", type=int, default=8000, help=help_text("porta", "port"))
    parser.add_argument(
        "--processes",
        type=int,
        help=help_text("proses web (PostgreSQL saja)", "web processes (PostgreSQL only)"),
    )
    parser.add_argument(
        "--workers", type=int, default=1, help=help_text("pekerja latar", "background workers")
    )


def run(arguments: argparse.Namespace) -> int:
    prepare()
    from django.conf import settings

    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if on_sqlite and (arguments.processes or 1) > 1:
        raise UnusableInput(
            Text("SQLite dilayani oleh satu proses web", "SQLite is served by one web process"),
            Text(
                "Hapus --processes, atau pakai PostgreSQL (DATABASE_URL)",
                "Drop --processes, or use PostgreSQL (DATABASE_URL)",
            ),
        )
    processes = arguments.processes or (1 if on_sqlite else min(os.cpu_count() or 1, 4))
    parts = [[
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", arguments.host, "--port", str(arguments.port),
        "--workers", str(processes), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "payung.office.wsgi:application",
    ]]  # fmt: skip
    parts += [[sys.executable, "-m", "payung.office.commands.worker"]] * arguments.workers
    return _Supervisor(parts).run()


def prepare() -> None:
    """Bring the database and the static files up to date with this version. Safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from payung.office.commands import static_files

    call_command("migrate", interactive=False, verbosity=0)
    static_files.collect()


class _Supervisor:
    """Starts the parts, starts one again that died, and ends them all together."""

    def __init__(self, commands: list[list[str]]) -> None:
        self.commands = commands
        self.stopping = threading.Event()

    def run(self) -> int:
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        running = {at: subprocess.Popen(command) for at, command in enumerate(self.commands)}  # noqa: S603
        while not self.stopping.wait(_PAUSE):
            for at, process in running.items():
                if process.poll() is not None and not self.stopping.is_set():
                    running[at] = subprocess.Popen(self.commands[at])  # noqa: S603
        for process in running.values():
            process.terminate()
        for process in running.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()
