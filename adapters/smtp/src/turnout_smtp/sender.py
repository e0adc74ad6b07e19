"""Hand a mail to an SMTP server and say honestly whether it was taken."""

import os
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import lru_cache

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, Connector, Health, Services
from turnout_sdk.email import Accepted, OutgoingMail
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.mime import envelope_address, message_of

_DONE = range(200, 300)
_GO_AHEAD = range(354, 355)
_REFUSED_FOR_GOOD = range(500, 600)
_ANSWERS = range(200, 600)
_LONGEST_REFERENCE = 200


class Security(StrEnum):
    """How the connection is protected; `none` is for a server on this machine."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class Settings(AdapterSettings):
    """Where the server is and how it is spoken to."""

    host: str = Field(title="Server", min_length=1)
    port: int = Field(default=587, title="Port", ge=1, le=65535)
    security: Security = Field(default=Security.STARTTLS, title="Encryption")
    username: str | None = Field(default=None, title="User name")
    password: SecretStr | None = Field(default=None, title="Password")
    timeout_seconds: float = Field(default=10, title="Time-out in seconds", gt=0, le=60)
    local_hostname: str = Field(
        default="localhost", title="Name given to the server", pattern=r"^[A-Za-z0-9.-]+$"
    )


class Sender:
    """One connection per mail: a stale connection would cost the certainty of what was sent."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._now = services.now
        self._connector = services.connect
        self._tls = services.tls

    def send(self, mail: OutgoingMail) -> Accepted:
        """Send to every recipient or to none.

        Declined when the server or the mail itself rules it out for good, Unavailable when
        nothing was taken, Unclear when the server's word on the content never came.
        """
        message = message_of(mail, sent_at=self._now())
        sender = envelope_address(mail.sender, "sender")
        recipients = [envelope_address(each, "to") for each in mail.to]
        if not recipients:
            raise Declined("mail-to", "This mail cannot be sent: it has no recipient.")
        content = message.as_bytes()
        if mail.sign is not None:
            content = mail.sign(content)
        with self._session() as server:
            _address(server, sender, recipients)
            return _transfer(server, content)

    def health(self) -> Health:
        """Connect, greet and sign in, without sending anything."""
        with self._session() as server:
            code, _ = server.noop()
        host = f"{self._settings.host}:{self._settings.port}"
        return Health(is_healthy=code in _DONE, detail=host)

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """Open a protected, signed-in connection.

        What breaks in it before the content is sent leaves nothing behind: Unavailable.
        """
        try:
            server = self._connect()
        except (smtplib.SMTPException, OSError, UnicodeError) as error:  # a label of 64 letters
            raise self._no_session(error) from error
        try:
            self._introduce(server)
            yield server
        except (smtplib.SMTPException, OSError) as error:
            raise self._no_session(error) from error
        else:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        is_tls = self._settings.security is Security.TLS
        return _LentSMTP(
            self._settings,
            connect=self._connector,
            tls=self._trust() if is_tls else None,
        )

    def _trust(self) -> ssl.SSLContext:
        """What the server is verified by: what Turnout lends, else the system's authorities."""
        return self._tls or _system_trust()

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._settings.security is Security.STARTTLS:
            server.starttls(context=self._trust())
            server.ehlo_or_helo_if_needed()
        if self._settings.username and self._settings.password:
            server.login(self._settings.username, self._settings.password.get_secret_value())

    def _no_session(self, error: Exception) -> AdapterError:
        """Name what went wrong, never in the server's own words: they may quote what it was given.

        A port that refuses, hangs up, keeps silent or speaks something else is told in the same
        words as a name that leads nowhere: a check of settings is no scanner of networks.
        """
        where = f"{self._settings.host}:{self._settings.port}"
        if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError):
            return Misconfigured(f"{where}: {type(error).__name__}")
        code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
        if isinstance(error, smtplib.SMTPAuthenticationError) and code in _REFUSED_FOR_GOOD:
            return Misconfigured(f"{where}: {type(error).__name__}")
        if code in _ANSWERS:
            return Unavailable(f"{where}: the mail server answered {code}")
        return Unavailable(f"{where}: no mail server could be reached")


class _LentSMTP(smtplib.SMTP):
    """SMTP over a connection that Turnout lends; by itself the library would look names up."""

    def __init__(
        self, settings: Settings, *, connect: Connector, tls: ssl.SSLContext | None
    ) -> None:
        self._lent = connect
        self._tls = tls
        super().__init__(
            settings.host,
            settings.port,
            settings.local_hostname,
            timeout=settings.timeout_seconds,
        )

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect; the library calls this by name, as its own SMTP_SSL does."""
        plain = self._lent(host, port, timeout)
        return self._tls.wrap_socket(plain, server_hostname=host) if self._tls else plain


def _system_trust() -> ssl.SSLContext:
    """The system's authorities, read once by a process: that takes longer than a mail.

    They are read again where the environment names others.
    """
    return _trusting(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@lru_cache(maxsize=2)
def _trusting(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    return ssl.create_default_context()


def _address(server: smtplib.SMTP, sender: str, recipients: Sequence[str]) -> None:
    code, _ = server.mail(sender)
    _require(code, _DONE)
    for recipient in recipients:
        code, _ = server.rcpt(recipient)
        _require(code, _DONE)


def _transfer(server: smtplib.SMTP, content: bytes) -> Accepted:
    code, _ = server.docmd("DATA")
    _require(code, _GO_AHEAD)
    try:
        server.send(_stuffed(content))
        code, reply = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise Unclear(f"the content was sent, then: {type(error).__name__}") from error
    _require(code, _DONE)
    return Accepted(provider_ref=reply.decode("ascii", "replace")[:_LONGEST_REFERENCE])


def _stuffed(content: bytes) -> bytes:
    """Double a leading dot and end with a dot on its own line (RFC 5321, 4.5.2)."""
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + (
        b"\r\n.\r\n"
    )


def _require(code: int, hoped_for: range) -> None:
    if code in hoped_for:
        return
    if code in _REFUSED_FOR_GOOD:
        raise Declined(f"smtp-{code}", "The mail server refused this mail.")
    raise Unavailable(f"the mail server answered {code}")
