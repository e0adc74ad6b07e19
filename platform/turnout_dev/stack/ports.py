"""Who listens on a port, in words that help to free it."""

import os
from collections.abc import Mapping

from turnout_dev.stack.state import is_free

OBSERVED = ("web", "realtime", "worker", "scheduler", "relay")
"""Roles that serve metrics and their readiness on a port of their own."""
BINDS = {
    "TURNOUT_WEB_BIND": "the web pages and the API",
    "TURNOUT_REALTIME_BIND": "live numbers",
    "TURNOUT_MAILBOX_BIND": "the mailbox's pages",
    "TURNOUT_MAILBOX_SMTP_BIND": "the mailbox's SMTP",
    **{f"TURNOUT_{role.upper()}_METRICS_BIND": f"metrics of {role}" for role in OBSERVED},
}
DEFAULTS = {
    "TURNOUT_WEB_BIND": "127.0.0.1:8080",
    "TURNOUT_REALTIME_BIND": "127.0.0.1:8081",
    "TURNOUT_MAILBOX_BIND": "127.0.0.1:8025",
    "TURNOUT_MAILBOX_SMTP_BIND": "127.0.0.1:1025",
    **{
        f"TURNOUT_{role.upper()}_METRICS_BIND": f"127.0.0.1:{port}"
        for port, role in enumerate(OBSERVED, start=9101)
    },
}
NOTHING: Mapping[str, str] = {}


def taken(environ: Mapping[str, str] = os.environ, fixed: Mapping[str, str] = NOTHING) -> list[str]:
    """Say for each of the stack's ports that somebody holds: which, who, and how to move ours.

    `fixed` are the addresses that no setting moves, with what they are for.
    """
    found = []
    for setting, purpose in BINDS.items():
        address = environ.get(setting) or DEFAULTS[setting]
        if sentence := _held(address, purpose):
            host = address.rpartition(":")[0]
            found.append(f"{sentence} Stop it, or set {setting}={host}:<another port>.")
    held = (_held(address, purpose) for address, purpose in fixed.items())
    return [*found, *(f"{sentence} Stop it." for sentence in held if sentence)]


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
