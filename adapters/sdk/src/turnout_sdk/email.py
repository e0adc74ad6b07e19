"""The contract between Turnout and whatever sends its mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mailbox; `name` may be empty and hold any script."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels with the mail. With a `content_id` it is shown inside the HTML."""

    filename: str
    media_type: str
    content: bytes
    content_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A finished mail.

    `message_id` (`<…@…>`) was written down before sending and never changes, so that a repeated
    send is recognised as the same mail. `headers` are further ones such as List-Unsubscribe;
    those that have a field of their own here are refused in it.
    """

    message_id: str
    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    html: str | None = None
    reply_to: Address | None = None
    attachments: tuple[Attachment, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The next server took responsibility; `provider_ref` is its own name for the mail."""

    provider_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the sender can do, as data."""

    attachments: bool = True
    inline_images: bool = True
    custom_headers: bool = True
    bounces: bool = False
    maximum_bytes: int | None = None


@runtime_checkable
class Sends(Protocol):
    """What every e-mail adapter does."""

    def send(self, mail: OutgoingMail) -> Accepted:
        """Hand the mail over; Unclear when it may have been taken, Declined when it never will."""
