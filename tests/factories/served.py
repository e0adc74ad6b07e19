"""The application on a port of this machine, for callers that are processes of their own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

HOST = "turnout.test"


class Silent(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass


@contextmanager
def served(app: Any, *, pair: tuple[str, str] | None = None) -> Iterator[str]:
    """Its address; it answers there as the host that it knows itself by.

    Over TLS where `pair` names the files of a certificate and its key.
    """

    def known(environ: dict[str, Any], start: Any) -> Any:
        return app({**environ, "HTTP_HOST": HOST}, start)

    server = make_server(
        "127.0.0.1", 0, known, threaded=True, request_handler=Silent, ssl_context=pair
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{'https' if pair else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
