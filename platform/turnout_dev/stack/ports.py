"""Who listens on a port, in words that help to free it."""

import os
from collections.abc import Mapping

from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import is_free

OBSERVED = ("web", "realtime", "worker", "scheduler", "relay")
"""Roles that serve metrics and their readiness on a port of their own."""
BINDS = {
    "TURNOUT_WEB_BIND": "the web pages and the API",
    "TURNOUT_REALTIME_BIND": "live numbers",
    "TURNOUT_MAILBOX_BIND": "the mailbox's pages",
    "TURNOUT_MAILBOX_SMTP_BIND": "the mailbox's SMTP",
    "TURNOUT_IDENTITY_PROVIDER_BIND": "the company's sign-in",
    **{f"TURNOUT_{role.upper()}_METRICS_BIND": f"metrics of {role}" for role in OBSERVED},
}
DEFAULTS = {
    "TURNOUT_WEB_BIND": "127.0.0.1:8080",
    "TURNOUT_REALTIME_BIND": "127.0.0.1:8081",
    "TURNOUT_MAILBOX_BIND": "127.0.0.1:8025",
    "TURNOUT_MAILBOX_SMTP_BIND": "127.0.0.1:1025",
    "TURNOUT_IDENTITY_PROVIDER_BIND": "127.0.0.1:8026",
    **{
        f"TURNOUT_{role.upper()}_METRICS_BIND": f"127.0.0.1:{port}"
        for port, role in enumerate(OBSERVED, start=9101)
    },
}
OFFSET = "TURNOUT_PORT_OFFSET"
"""Said in the SDK as well (`fakes.PORT_OFFSET`), which `make doctor` may not have yet."""
LARGEST_OFFSET = 50_000
NOTHING: Mapping[str, str] = {}


def defaults(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the stack's own addresses, moved by TURNOUT_PORT_OFFSET for a second stack."""
    offset = environ.get(OFFSET) or "0"
    if not (offset.isascii() and offset.isdecimal() and int(offset) <= LARGEST_OFFSET):
        raise StackError(f"{OFFSET} is a whole number up to {LARGEST_OFFSET}.")
    hosts = ((name, *address.rsplit(":", 1)) for name, address in DEFAULTS.items())
    return {name: f"{host}:{int(port) + int(offset)}" for name, host, port in hosts}


def taken(environ: Mapping[str, str] = os.environ, fixed: Mapping[str, str] = NOTHING) -> list[str]:
    """Say for each of the stack's ports that somebody holds: which, who, and how to move ours.

    `fixed` are the addresses that have no setting of their own, with what they are for.
    """
    found, ours = [], defaults(environ)
    for setting, purpose in BINDS.items():
        address = environ.get(setting) or ours[setting]
        if sentence := _held(address, purpose):
            host = address.rpartition(":")[0]
            found.append(f"{sentence} Stop it, or set {setting}={host}:<another port>.")
    held = (_held(address, purpose) for address, purpose in fixed.items())
    move = f"Stop it, or move the whole stack: {OFFSET}=10000."
    return [*found, *(f"{sentence} {move}" for sentence in held if sentence)]


def _held(address: str, purpose: str) -> str | None:
    host, _, port = address.rpartition(":")
    if is_free(int(port), host):
        return None
    return f"Port {port} ({purpose}) is taken by {holder(int(port))}."


def holder(port: int) -> str:
    """Name the program that listens on a port, as far as this account may know."""
    try:
        import psutil
    except ImportError:
        return "another program"
    try:
        listeners = {
            connection.pid
            for connection in psutil.net_connections(kind="tcp")
            if connection.status == psutil.CONN_LISTEN
            and connection.laddr
            and connection.laddr.port == port
        }
        named = [
            f"{psutil.Process(number).name()} (process {number})"
            for number in sorted(number for number in listeners if number)
        ]
    except psutil.Error:
        named = []
    return " and ".join(named) or "another program, whose name this account may not see"
