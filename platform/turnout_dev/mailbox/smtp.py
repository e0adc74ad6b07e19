"""The SMTP side: takes every mail for every recipient and answers once it is stored."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from turnout_dev.mailbox.store import Store

SIZE_LIMIT_BYTES = 50_000_000


class Handler:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.content
        raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        number = self._store.add(envelope.mail_from or "", envelope.rcpt_tos, raw or b"")
        return f"250 Stored as {number}"


def controller(store: Store, host: str, port: int) -> Controller:
    """Make the server; `start()` serves from a thread of its own until `stop()`."""
    return Controller(
        Handler(store),
        hostname=host,
        port=port,
        data_size_limit=SIZE_LIMIT_BYTES,
        enable_SMTPUTF8=True,
        ready_timeout=10.0,
    )
