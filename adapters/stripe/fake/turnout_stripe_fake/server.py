"""Serve the fake over HTTP: a thread per connection."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from turnout_stripe_fake.app import Provider
from turnout_stripe_fake.messages import Request, Response

_LARGEST_BODY = 65_536


class Server(ThreadingHTTPServer):
    """Give it its `provider` before serving."""

    provider: Provider

    daemon_threads = True
    request_queue_size = 128

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
    server_version = "turnout-stripe-fake"
    sys_version = ""
    timeout = 30
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
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - the names the library calls

    def _handle(self) -> Response:
        size = self.headers.get("Content-Length", "0")
        if not size.isdecimal() or int(size) > _LARGEST_BODY or self.headers["Transfer-Encoding"]:
            self.close_connection = True
            return Response(status=413)
        address = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(address.path),
            query=address.query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(size)),
        )
        return self.server.provider.handle(request)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Stay silent: request lines would fill a developer's terminal."""
