"""A real SMTP server for tests: keeps what it takes, and can be told to refuse or to break off."""

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    refused: set[str] = field(default_factory=set)
    """Recipients that this server does not know."""
    breaks: int = 0
    """How many mails are taken without a word about it: the connection ends instead."""
    taken: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    """The same as they came over the wire."""
    arrived: Event = field(default_factory=Event)

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw: bytes = envelope.original_content or b""  # type: ignore[assignment]
        self.raw.append(raw)
        self.taken.append(message_from_bytes(raw, policy=policy.default))  # type: ignore[arg-type]
        self.arrived.set()
        if self.breaks:
            self.breaks -= 1
            server.transport.close()
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [each for each in self.taken if address in each["To"]]


def serve(mailbox: Mailbox, port: int, *, tls: SSLContext | None = None) -> Controller:
    """Take mails at a port of this machine, with `tls` over TLS alone."""
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=port, ready_timeout=10.0, ssl_context=tls
    )
    controller.start()
    return controller


def html_of(mail: EmailMessage) -> str:
    return mail.get_body(("html",)).get_content()


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def papers_of(mail: EmailMessage) -> dict[str, bytes]:
    """Attachments by media type."""
    return {
        each.get_content_type(): each.get_payload(decode=True) for each in mail.iter_attachments()
    }
