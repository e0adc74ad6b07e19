"""Write an outgoing mail as RFC 5322, refusing everything that could smuggle in a header."""

import re
import secrets
from datetime import datetime
from email.generator import BytesGenerator
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from io import BytesIO
from typing import Any

import idna

from turnout_sdk.email import Address, Attachment, ItipMessage, OutgoingMail
from turnout_sdk.errors import Declined

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PLAIN_LINE = re.compile(r"[\x20-\x7e]{1,900}")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,70}")
_MESSAGE_ID = re.compile(r"<[!#-;=?A-~-]{1,200}@[A-Za-z0-9.-]{1,200}>")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_MEDIA_TYPE = re.compile(r"([A-Za-z0-9][\w.+-]*)/([A-Za-z0-9][\w.+-]*)", re.ASCII)
_METHOD = re.compile(r"[A-Z]{1,40}")
_CONTENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.@_-]{0,150}")

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
# Headers that the standard library composes and folds; all others go out as they are.
_COMPOSED = frozenset({"from", "reply-to", "subject", "to"})
_OURS = frozenset({"date", "message-id", "mime-version"})
_RESERVED = _COMPOSED | _OURS | {"bcc", "cc", "received", "return-path", "sender"}
_PARSED = _COMPOSED | {"content-disposition"}
"""Kept as what the library reads in them; all others as the texts that they are."""


class _Verbatim(EmailPolicy):
    """Keep a long Message-ID or List-Unsubscribe on its line, and parse what needs it alone.

    The library would fold them into encoded words, which no mail program takes for an address, and
    read each type of a part anew, which costs more than all else of a mail.
    """

    def header_max_count(self, name: str) -> int | None:
        return super().header_max_count(name) if name.lower() in _PARSED else None

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        if name.lower() in _PARSED:
            return super().header_store_parse(name, value)
        return name, value

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        return super().header_fetch_parse(name, value) if name.lower() in _PARSED else value

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in _COMPOSED or name.lower().startswith("content-"):
            return super().fold_binary(name, value)
        return f"{name}: {value}\r\n".encode("ascii")


_POLICY = _Verbatim(linesep="\r\n", cte_type="7bit", raise_on_defect=False)


class _WholeTexts(BytesGenerator):
    """Writes a part's text at once: line by line took a tenth of what a mail costs a worker."""

    _NL: str  # what the policy ends lines with

    def _write_lines(self, lines: str) -> None:
        self.write(_LINE_ENDS.sub(self._NL, lines))


class _Mail(EmailMessage):
    """The library's message, which gives the same bytes."""

    def as_bytes(self, *arguments: Any, **named: Any) -> bytes:
        if arguments or named:
            return super().as_bytes(*arguments, **named)
        written = BytesIO()
        _WholeTexts(written, mangle_from_=False, policy=self.policy).flatten(self)
        return written.getvalue()


def message_of(mail: OutgoingMail, *, sent_at: datetime) -> EmailMessage:
    """Build the message. Raise Declined, naming the field, for what cannot be a mail."""
    message = _Mail(policy=_POLICY)
    message["Message-ID"] = _matching(_MESSAGE_ID, mail.message_id, "message_id")
    message["Date"] = format_datetime(sent_at)
    message["From"] = _mailbox(mail.sender, "sender")
    message["To"] = [_mailbox(each, "to") for each in mail.to]
    if mail.reply_to:
        message["Reply-To"] = _mailbox(mail.reply_to, "reply_to")
    message["Subject"] = _line(mail.subject, "subject")
    for name, value in mail.headers.items():
        message[_free_header(name)] = _matching(_PLAIN_LINE, value, "headers")
    message.set_content(_text(mail.text, "text"))
    if mail.html is not None:
        message.add_alternative(_text(mail.html, "html"), subtype="html")
    if mail.itip is not None:
        _add_itip(message, mail.itip)
    for attachment in mail.attachments:
        _attach(message, attachment)
    _set_boundaries(message)
    return message


def _set_boundaries(message: EmailMessage) -> None:
    """Draw what separates the parts: else the library reads all of them to find what is free."""
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary(f"={secrets.token_hex(16)}=")


def calendar_type(itip: ItipMessage) -> str:
    """The media type of a calendar's message beside the text; Declined for what is no method."""
    method = _matching(_METHOD, itip.method, "itip")
    return f"text/calendar; method={method}; charset=utf-8"


def envelope_address(address: Address, field: str) -> str:
    """Write an address for MAIL FROM or RCPT TO: checked, and its domain in ASCII.

    A local part outside ASCII would need SMTPUTF8 on every hop and is refused.
    """
    local, _, domain = address.email.rpartition("@")
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except UnicodeError:
            raise _unfit(field) from None
    return f"{_matching(_LOCAL_PART, local, field)}@{_matching(_DOMAIN, domain, field)}"


def _add_itip(message: EmailMessage, itip: ItipMessage) -> None:
    """Add the last form of the text; in base64, so that no server breaks its lines anew."""
    try:
        itip.content.decode()
    except UnicodeError:
        raise _unfit("itip") from None
    method = _matching(_METHOD, itip.method, "itip")
    message.add_alternative(
        itip.content,
        maintype="text",
        subtype="calendar",
        params={"method": method, "charset": "utf-8"},
    )


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    media_type = _MEDIA_TYPE.fullmatch(attachment.media_type)
    if media_type is None:
        raise _unfit("media_type")
    main, sub = media_type.groups()
    filename = _line(attachment.filename, "filename")
    if attachment.content_id is None:
        message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=filename)
        return
    html = message.get_body(("html",))
    if not isinstance(html, EmailMessage):
        raise _unfit("content_id")
    html.add_related(
        attachment.content,
        maintype=main,
        subtype=sub,
        filename=filename,
        disposition="inline",
        cid=f"<{_matching(_CONTENT_ID, attachment.content_id, 'content_id')}>",
    )


def _mailbox(address: Address, field: str) -> Mailbox:
    spec = envelope_address(address, field)
    return Mailbox(display_name=_line(address.name, field), addr_spec=spec)


def _free_header(name: str) -> str:
    lowered = name.lower()
    if (
        not _HEADER_NAME.fullmatch(name)
        or lowered in _RESERVED
        or lowered.startswith(("content-", "resent-"))
    ):
        raise _unfit("headers")
    return name


def _line(value: str, field: str) -> str:
    if _CONTROL.search(value):
        raise _unfit(field)
    return value


def _text(value: str, field: str) -> str:
    try:
        value.encode()
    except UnicodeError:
        raise _unfit(field) from None
    return value


def _matching(pattern: re.Pattern[str], value: str, field: str) -> str:
    if not pattern.fullmatch(value):
        raise _unfit(field)
    return value


def _unfit(field: str) -> Declined:
    return Declined(f"mail-{field}", "This mail cannot be sent: a field is not valid.")
