"""Reads a mail's bytes into what a person looks at; a broken mail is read as far as it goes."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

HARMLESS = {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"}


@dataclass(frozen=True)
class Attachment:
    """A part to download or to look at; `index` counts from 0 within its mail."""

    index: int
    filename: str
    content_type: str
    content_id: str
    content: bytes

    @property
    def can_be_shown(self) -> bool:
        """Whether a browser may open it here: nothing that could run."""
        return self.content_type in HARMLESS


@dataclass(frozen=True)
class Mail:
    message_id: str
    subject: str
    headers: tuple[tuple[str, str], ...]
    text: str | None
    html: str | None
    attachments: tuple[Attachment, ...]


def parse(raw: bytes) -> Mail:
    """Read a mail; one that Python's parser breaks off at is shown as the text it is."""
    try:
        return _parse(raw)
    except Exception:  # noqa: BLE001 - the parser fails with IndexError, KeyError and others
        text = raw.decode("utf-8", "replace")
        return Mail("", "(unreadable headers)", headers=(), text=text, html=None, attachments=())


def _parse(raw: bytes) -> Mail:
    message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    bodies = [part for part in (text, html) if part is not None]
    leaves = [part for part in message.walk() if not part.is_multipart()]
    others = [part for part in leaves if not any(part is body for body in bodies)]
    return Mail(
        message_id=_header(message, "Message-ID"),
        subject=_header(message, "Subject"),
        headers=tuple((name, _words(value)) for name, value in message.items()),
        text=_text(text),
        html=_text(html),
        attachments=tuple(_attachment(index, part) for index, part in enumerate(others)),
    )


def _attachment(index: int, part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True)
    kind = part.get_content_type()
    return Attachment(
        index=index,
        filename=part.get_filename() or f"part-{index + 1}.{part.get_content_subtype()}",
        content_type=kind,
        content_id=_words(part.get("Content-ID", "")).strip("<>"),
        content=content if isinstance(content, bytes) else b"",
    )


def _text(part: MIMEPart | None) -> str | None:
    if part is None:
        return None
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _header(message: EmailMessage, name: str) -> str:
    return _words(message.get(name, ""))


def _words(value: object) -> str:
    """Fold a header onto one line."""
    return " ".join(str(value).split())
