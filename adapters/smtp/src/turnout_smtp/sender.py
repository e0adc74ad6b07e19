"""Hand a mail to an SMTP server and say honestly whether it was taken."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, Health, Services
from turnout_sdk.email import Accepted, OutgoingMail
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_smtp.message import envelope_address, message_of

_DONE = range(200, 300)
_GO_AHEAD = range(354, 355)
_REFUSED_FOR_GOOD = range(500, 600)
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
        except (smtplib.SMTPException, OSError) as error:
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
        settings = self._settings
        name, timeout = settings.local_hostname, settings.timeout_seconds
        if settings.security is Security.TLS:
            return smtplib.SMTP_SSL(
                settings.host,
                settings.port,
                name,
                timeout=timeout,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(settings.host, settings.port, name, timeout=timeout)

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._settings.security is Security.STARTTLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
        if self._settings.username and self._settings.password:
            server.login(self._settings.username, self._settings.password.get_secret_value())

    def _no_session(self, error: Exception) -> AdapterError:
        """Name the failure by its class: the server's own words may quote what it was given."""
        detail = f"{self._settings.host}:{self._settings.port}: {type(error).__name__}"
        if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError):
            return Misconfigured(detail)
        if isinstance(error, smtplib.SMTPAuthenticationError):
            for_good = error.smtp_code in _REFUSED_FOR_GOOD
            return Misconfigured(detail) if for_good else Unavailable(detail)
        return Unavailable(detail)


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
