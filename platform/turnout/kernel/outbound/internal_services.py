"""Calls to the operator's own services: HTTP clients, and virus scanning by a clamd server."""

import socket
import ssl
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from turnout.kernel.db import tx
from turnout.kernel.outbound.transport import AGENT, closed_at_the_end

CONNECT_SECONDS: Final = 2.0
ANSWER_SECONDS: Final = 30.0


@lru_cache(maxsize=2)
def internal_trust(ca_file: Path) -> ssl.SSLContext:
    """By what servers of the operator's that speak no HTTP are verified: these, and the system's.

    Read once by a process.
    """
    trusted = ssl.create_default_context()
    trusted.load_verify_locations(ca_file)
    return trusted


def internal_client(ca_file: Path | None = None) -> httpx.Client:
    """An HTTP client for a service of the operator's; it knows no proxy and no redirect.

    `ca_file` holds authorities that it is verified by, besides the system's.
    """
    trusted = httpx.create_ssl_context()
    if ca_file is not None:
        trusted.load_verify_locations(ca_file)
    transport = httpx.HTTPTransport(
        verify=trusted, limits=httpx.Limits(max_connections=16, max_keepalive_connections=4)
    )
    client = httpx.Client(
        transport=transport,
        timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": AGENT},
        event_hooks={"request": [lambda _: tx.require_no_transaction()]},
    )
    return closed_at_the_end(client, transport)


LONGEST_VERDICT: Final = 1_024
CLAMD_PORT: Final = 3310


class ScannerUnavailable(Exception):
    """The scanner is not there, is too slow, or does not understand us."""


def scan(url: str, pieces: Iterable[bytes]) -> str | None:
    """Send a content to a scanner that speaks clamd's protocol; what it found, None for nothing.

    ScannerUnavailable for everything that is neither. RuntimeError inside a transaction.
    """
    tx.require_no_transaction()
    try:
        with _connected(url) as wire:
            wire.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    wire.sendall(len(piece).to_bytes(4, "big") + piece)
            wire.sendall(bytes(4))
            said = _verdict(wire)
    except OSError as error:
        raise ScannerUnavailable(f"the scanner: {type(error).__name__}") from error
    if said == "stream: OK":
        return None
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")[:200] or "something"
    raise ScannerUnavailable(f"the scanner said {said[:200]!r}")


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme != "clamd":
        raise ScannerUnavailable("the scanner's address begins with clamd://")
    if parts.hostname:
        address = (parts.hostname, parts.port or CLAMD_PORT)
        wire = socket.create_connection(address, timeout=CONNECT_SECONDS)
    else:
        wire = socket.socket(socket.AF_UNIX)
        wire.settimeout(CONNECT_SECONDS)
        try:
            wire.connect(parts.path)
        except OSError:
            wire.close()
            raise
    wire.settimeout(ANSWER_SECONDS)
    return wire


def _verdict(wire: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_VERDICT:
        more = wire.recv(LONGEST_VERDICT)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
