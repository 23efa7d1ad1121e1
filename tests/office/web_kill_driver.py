"""A web server whose serving process can be killed at any point of a request: python web_kill_driver.py PORT

The serving process is forked from one that has everything imported, so that another answers a moment after a kill; it
has connections of its own, and nothing of the dead one. A request may carry one of these headers:

    X-Killed-Before: N    kill -9 of the serving process before the Nth statement of the request
    X-Killed-After: S     kill -9 of the serving process S seconds after the request began

Where the answer is made by then, the kill comes before it is sent: everything is done and nobody was told.

Every answer says in X-Statements how many statements it took.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.util import setup_testing_defaults

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")

from django.db import connection
from django.urls import get_resolver, reverse

from payung.office.wsgi import application


def dies(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def serving(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    fatal, seconds = environ.get("HTTP_X_KILLED_BEFORE"), environ.get("HTTP_X_KILLED_AFTER")
    if seconds is not None:
        threading.Timer(float(seconds), dies).start()
    count = 0

    def cut(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal count
        count += 1
        if fatal is not None and count >= int(fatal):
            dies()
        return execute(sql, params, many, context)

    told: list[Any] = []
    with connection.execute_wrapper(cut):
        answer = application(environ, lambda *said: told.extend(said))
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
    if fatal is not None or seconds is not None:
        dies()
    start_response(told[0], [*told[1], ("X-Statements", str(count))])
    return [body]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def serve_one_life(listening: socket.socket) -> None:
    server = Server(listening.getsockname(), Quiet, bind_and_activate=False)
    server.socket = listening
    server.server_name, server.server_port = listening.getsockname()
    server.setup_environ()
    server.set_app(serving)
    server.serve_forever()


def main() -> None:
    assert get_resolver().url_patterns  # imports every page
    # One page that needs nobody: its templates and words need not be read anew in every life.
    setup_testing_defaults(nobody := {"PATH_INFO": reverse("account_login"), "HTTP_HOST": "localhost"})
    b"".join(application(nobody, lambda *_: None))
    connection.close()
    listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    while True:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            serve_one_life(listening)
        signal.signal(signal.SIGTERM, lambda *_, child=child: (os.kill(child, signal.SIGKILL), os._exit(0)))
        _pid, status = os.waitpid(child, 0)
        sys.stderr.write(f"died by signal {os.WTERMSIG(status)}\n")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
