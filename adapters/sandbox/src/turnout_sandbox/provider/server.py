"""Serve the provider over HTTP: a thread per connection, nothing kept in memory."""

import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from turnout_sandbox.provider.app import Provider
from turnout_sandbox.provider.messages import Request, Response, problem

_LARGEST_BODY = 65_536
_IDLE_SECONDS = 30


class Server(ThreadingHTTPServer):
    """Give it its `provider` before serving. Pauses and hangs end at once when it stops."""

    provider: Provider

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, address: tuple[str, int]) -> None:
        self.is_stopping = threading.Event()
        super().__init__(address, Handler)

    def shutdown(self) -> None:
        self.is_stopping.set()
        super().shutdown()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that hang up, which is what slow answers are for."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Translate between the socket and `Request`/`Response`."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "turnout-sandbox"
    sys_version = ""
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = 65_536

    def _answer(self) -> None:
        response = self._handle()
        if response.pause_seconds:
            self.server.is_stopping.wait(response.pause_seconds)
        if response.is_silent:
            self.close_connection = True
            return
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - the names the library calls

    def _handle(self) -> Response:
        size = self.headers.get("Content-Length", "0")
        if not size.isdecimal() or int(size) > _LARGEST_BODY or self.headers["Transfer-Encoding"]:
            self.close_connection = True
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "Too large.")
        body = self.rfile.read(int(size))
        address = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(address.path),
            query=dict(parse_qsl(address.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )
        return self.server.provider.handle(request)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Stay silent: request lines would fill a developer's terminal."""
