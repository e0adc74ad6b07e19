"""A small HTTP server on a real socket: for fakes of providers, and for the kit's own ends.

A fake is a function from `Request` to `Reply`; `main` makes a program of it, as
`turnout_sdk.fakes.Fake` describes, and `serving` runs it inside a test.
"""

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What arrived. Names of headers are in lower case; `target` is path and query as sent."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def bearer(self) -> str:
        """The token of `Authorization: Bearer …`, empty without one."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    def json(self) -> Any:
        return json.loads(self.body or b"null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back, after a pause. A silent one never does: the connection ends.

    A silent reply ends after its pause or, with `until`, as soon as that is set.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_silent: bool = False
    until: threading.Event | None = None
    pause_seconds: float = 0.0


def reply(status: int, content: Any, headers: Mapping[str, str] | None = None) -> Reply:
    """Answer with JSON."""
    return Reply(
        status=status,
        body=json.dumps(content, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )


Handle = Callable[[Request], Reply]
_LONGEST_SILENCE_SECONDS = 30


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handle: Handle) -> None:
        self.handle_one = handle
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that hang up."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _LONGEST_SILENCE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = 65_536

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        answer = self.server.handle_one(
            Request(
                method=self.command,
                target=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(size),
            )
        )
        if answer.pause_seconds:
            time.sleep(answer.pause_seconds)
        if answer.is_silent:
            if answer.until:
                answer.until.wait(_LONGEST_SILENCE_SECONDS)
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - the library's names

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Stay silent: request lines would fill a terminal."""


@contextmanager
def serving(handle: Handle, *, port: int = 0) -> Iterator[str]:
    """Serve on loopback, on a free port unless one is named, and yield the address."""
    with _Server(("127.0.0.1", port), handle) as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def main(build: Callable[[Path, str], Handle], arguments: list[str] | None = None) -> int:
    """Be a fake's program: `--bind host:port --state folder`, GET /healthz, until SIGTERM.

    `build` gets the folder and the address under which it will be reached.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", required=True, help="host:port to listen on")
    parser.add_argument("--state", type=Path, required=True, help="folder to remember things in")
    parser.add_argument("--public-url", help="address of its pages, if not that of --bind")
    options = parser.parse_args(arguments)
    host, _, port = options.bind.rpartition(":")
    options.state.mkdir(parents=True, exist_ok=True)
    starting = reply(503, {"status": "starting"})
    with _Server((host, int(port)), lambda _: starting) as server:
        address = f"http://{host}:{server.server_port}"
        handle = build(options.state, (options.public_url or address).rstrip("/"))

        def answer(request: Request) -> Reply:
            return reply(200, {"status": "ok"}) if request.path == "/healthz" else handle(request)

        server.handle_one = answer

        def stop(*_: object) -> None:
            # shutdown() waits for the loop that this signal interrupted.
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        sys.stdout.write(f"serves at {address}\n")
        sys.stdout.flush()
        server.serve_forever(poll_interval=0.1)
    return 0
