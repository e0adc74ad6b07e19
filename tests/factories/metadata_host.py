"""A web server on a port of this machine that serves a provider's metadata, as a test wants it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask, Response
from werkzeug.serving import make_server

from tests.factories.served import Silent
from turnout.kernel import runtime

CHUNK = b" " * 65_536


class MetadataHost:
    """Answers `document`; `megabytes` more of blanks, or nothing at all while it `hangs`."""

    def __init__(self) -> None:
        self.url = ""
        self.let_go = threading.Event()
        self.reset()

    def reset(self) -> None:
        self.document = ""
        self.status = 200
        self.megabytes = 0
        self.hangs = False
        self.asked = 0
        self.let_go.clear()

    def answer(self) -> Response:
        self.asked += 1
        if self.hangs:
            self.let_go.wait(30)

        def body() -> Iterator[bytes]:
            yield self.document.encode()
            for _ in range(self.megabytes * 16):
                yield CHUNK

        return Response(body(), self.status, content_type="application/samlmetadata+xml")


@contextmanager
def serving() -> Iterator[MetadataHost]:
    """The server, for as long as the tests of a session need it."""
    host, app = MetadataHost(), Flask("metadata-host")
    app.add_url_rule("/metadata", "metadata", host.answer)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    host.url = f"http://127.0.0.1:{server.server_port}/metadata"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.let_go.set()
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def reachable(host: MetadataHost) -> Iterator[None]:
    """Let this process call the server although it is local."""
    current = runtime.current()
    before = current.rules
    allowed = before.loopback_hosts | {host.url.split("/")[2]}
    current.rules = replace(before, loopback_hosts=allowed)
    host.reset()
    try:
        yield
    finally:
        host.let_go.set()
        current.rules = before
