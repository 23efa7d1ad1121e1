"""A treasurer who bills, pays, takes back and closes month after month through the pages, and repeats a form that was
not answered with the token that stood in it. Used by test_web_server_killed.py and bench/kill_server.py."""

from __future__ import annotations

import http.client
import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
PASSWORD, PAID_ON, FIRST_MONTH = "rahasia-sekali-1", "2026-05-20", 202601
PATIENCE = 600  # seconds for an answer, beginning anew included
Sending = Callable[[int], Mapping[str, str]]  # times it was sent: headers
Kill = Callable[[str, int], Mapping[str, str]]  # form, and times it was sent: the headers of this sending


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Treasurer:
    """``deaths``: how often a request was not answered. ``statements``: of each form's answer."""

    def __init__(self, url: str) -> None:
        self.url, self.deaths, self.statements = url, 0, dict[str, int]()
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar, _NoRedirect)

    def ask(self, at: str, form: Mapping[str, str] | None = None, headers: Sending = lambda _: {}):
        """The status, the body and the headers of the answer; asked again until there is one."""
        data = urllib.parse.urlencode(form).encode() if form else None
        until, times = time.monotonic() + PATIENCE, 0
        while True:
            asked = urllib.request.Request(self.url + at, data, dict(headers(times)))
            try:
                with self.opener.open(asked, timeout=PATIENCE) as answer:
                    return answer.status, answer.read().decode(), answer.headers
            except urllib.error.HTTPError as answer:
                return answer.code, answer.read().decode(), answer.headers
            except (OSError, http.client.HTTPException):
                if time.monotonic() > until:
                    raise
                self.deaths += 1
                times += 1
                time.sleep(0.02)

    def logs_in(self) -> None:
        self.send("login", "/akun/login/", login="bendahara", password=PASSWORD)

    def send(self, name: str, at: str, kill: Kill = lambda _name, _times: {}, **fields: str) -> str:
        """Open the page of a form, fill it, send it, with its token; gives where the answer leads."""
        _status, page, _headers = self.ask(at)
        secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert secret, page[-2000:]
        token = re.search(r'name="token" value="([\w-]+)"', page)
        form = {"csrfmiddlewaretoken": secret[1], **({"token": token[1]} if token else {}), **fields}
        status, said, headers = self.ask(at, form, lambda times: kill(name, times))
        assert status == 302, f"{name}: {status}\n{said[-3000:]}"
        self.statements[name] = int(headers.get("X-Statements") or 0)
        return str(headers["Location"])

    def works(self, programme: str, months: int, people: int, kill: Kill = lambda _name, _times: {}) -> None:
        """Every form of ``months`` months of a programme."""
        for month in range(FIRST_MONTH, FIRST_MONTH + months):
            written = f"{month // 100}-{month % 100:02}"
            asked = {"programme": programme, "month": written, "confirmed": "1"}
            self.send(f"bill-{month}", "/tagihan/-/terbitkan/", kill, **asked)
            (bill,) = set(re.findall(r'href="/tagihan/(\w+)/"', self.ask(f"/tagihan/?bulan={written}")[1]))
            amount = people * 16_800
            for part, paid in (("1", amount // 3 + 7), ("2", amount - amount // 3 + 83)):
                self.send(
                    f"pay-{month}-{part}", f"/tagihan/{bill}/bayar/", kill,
                    state="paid", document=f"SP2D-{month}-{part}", dated=PAID_ON, amount=str(paid),
                )  # fmt: skip
            if month % 3 == 2:
                back = re.findall(rf'href="(/tagihan/{bill}/batal/\w+/)"', self.ask(f"/tagihan/{bill}/")[1])
                self.send(f"undo-{month}", back[0], kill, dated=PAID_ON, why="Salah rekening")
            self.send(f"close-{month}", f"/pembukuan/{programme}/tutup/{month}/", kill)


@contextmanager
def serving(folder: Path, environment: Mapping[str, str], port: int) -> Iterator[tuple[str, Path]]:
    """A server whose serving process may be killed; its address, and the file in which its deaths stand."""
    deaths = folder / "deaths.log"
    with deaths.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, str(HERE / "web_kill_driver.py"), str(port)], env=dict(environment), stderr=log
        )
        try:
            yield f"http://127.0.0.1:{port}", deaths
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def environment_of(folder: Path, database: str) -> dict[str, str]:
    return os.environ | {
        "PAYUNG_STATE": str(folder), "DATABASE_URL": database, "PAYUNG_PLAIN_STATIC": "1",
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE.parents[1] / "src"), *sys.path]),
        "PAYUNG_SECRET_KEY": "a", "PAYUNG_DATA_KEY": "b", "PAYUNG_INDEX_KEY": "c",
    }  # fmt: skip
