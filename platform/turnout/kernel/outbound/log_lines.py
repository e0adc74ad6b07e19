"""Lines for a log server over TLS: one connection for each batch, received or failed as a whole.

Neither syslog over TLS nor lines of JSON have an acknowledgement. A batch therefore counts as
received only when the server, having read to the end, closes its own side as well: bytes that
merely left this machine prove nothing.
"""

import ssl
from contextlib import closing
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.outbound.addresses import Rules
from turnout.kernel.outbound.outbound_http import NoAnswer
from turnout.kernel.outbound.transport import lend_connector

SECONDS: Final = 15.0
MOST_ANSWERED: Final = 64 * 1024


def send_lines(
    host: str, port: int, payload: bytes, *, rules: Rules, ca_certificate: str = ""
) -> None:
    """Send the bytes over TLS and wait until the server has read and closed.

    `ca_certificate` (PEM) is trusted instead of the system's list. NoAnswer when the name leads
    inside, the certificate is not the name's, or the connection ends in any other way than by the
    server's orderly close; RuntimeError inside a transaction.
    """
    context = _context(rules, ca_certificate)
    sent = False
    try:
        with (
            closing(lend_connector(rules)(host, port, SECONDS)) as plain,
            closing(context.wrap_socket(plain, server_hostname=host)) as connection,
        ):
            connection.settimeout(SECONDS)
            connection.sendall(payload)
            sent = True
            _await_close(connection)
    except OSError as error:  # among them time-outs and every failure of TLS
        raise NoAnswer(f"{type(error).__name__}: {error}"[:300], was_sent=sent) from error


def require_certificate(pem: str, *, pointer: str) -> None:
    """Invalid for a text that is no certificate in PEM."""
    try:
        ssl.create_default_context(cadata=pem)
    except (ssl.SSLError, TypeError, ValueError) as error:
        raise Invalid(FieldError(pointer, "This is no certificate in PEM.")) from error


def _context(rules: Rules, ca_certificate: str) -> ssl.SSLContext:
    if ca_certificate:
        return ssl.create_default_context(cadata=ca_certificate)
    return rules.tls or ssl.create_default_context()


def _await_close(connection: ssl.SSLSocket) -> None:
    """Say that nothing more comes, and read until the server says the same."""
    # unwrap() sends our close_notify and waits for the server's, which comes after its last read.
    connection.unwrap().close()
