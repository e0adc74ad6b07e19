"""Development and tests: no socket connects while a transaction is open, whoever opens it."""

import socket
import sys
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from turnout.kernel.db import tx

PORTS: Final = {"postgresql": 5432, "redis": 6379, "rediss": 6379}

_allowed: set[object] = set()
_is_installed = False


def install(urls: Iterable[str]) -> None:
    """Refuse connects during a transaction, but to these PostgreSQL and Redis servers.

    An audit hook stays for the life of the process; calling again only adds servers. Names are
    looked up here, once. Production does without: there the HTTP client alone refuses.
    """
    global _is_installed  # noqa: PLW0603  the interpreter keeps one hook
    for url in urls:
        _allowed.update(_addresses(url))
    if not _is_installed:
        _is_installed = True
        sys.addaudithook(_refuse)


def allow(url: str) -> None:
    """One more server, as a node of a Redis Cluster that was not known at the start."""
    _allowed.update(_addresses(url))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    # Called for every import and every file that is opened: the first line decides.
    if event != "socket.connect":
        return
    address = arguments[1]
    known = address[:2] if isinstance(address, tuple) else address
    if known not in _allowed:
        tx.require_no_transaction()


def _addresses(url: str) -> set[object]:
    """What sockets call a server: (address, port) for each address, or the path of its socket."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return {parts.path}
    scheme = parts.scheme.partition("+")[0]
    port = parts.port or PORTS.get(scheme, 0)
    host = unquote(parts.hostname or "127.0.0.1")
    if host.startswith("/"):
        return {f"{host}/.s.PGSQL.{port}"}
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return {(host, port), *(answer[4][:2] for answer in found)}
