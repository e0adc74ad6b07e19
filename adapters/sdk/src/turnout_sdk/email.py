"""The contract between Turnout and whatever sends its mail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from turnout_sdk.money import Money
from turnout_sdk.webhooks import Delivery


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
class ItipMessage:
    """A calendar's message (iTIP), which a mail program offers beside the text (RFC 6047).

    `method` is the one that `content`, an iCalendar object in UTF-8, says itself.
    """

    method: str
    content: bytes


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
    itip: ItipMessage | None = None
    """Another form of the text, behind the HTML. An adapter that knows no such form leaves it out:
    whoever needs it as a file attaches it besides."""
    sign: Callable[[bytes], bytes] | None = field(default=None, repr=False, compare=False)
    """Puts a DKIM signature before the finished message (RFC 5322, lines ending in CRLF). Only for
    adapters that hand over the bytes as they are (`own_signatures`); keys stay with Turnout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The next server took responsibility; `provider_ref` is its own name for the mail."""

    provider_ref: str


class ReportState(StrEnum):
    """What a provider says of a mail that it was given. That it was opened is not asked."""

    ACCEPTED = "accepted"
    """The provider has it: the answer that may have been lost."""
    DELAYED = "delayed"
    """The recipient's server did not take it yet; the provider goes on trying."""
    DELIVERED = "delivered"
    """The recipient's server took it."""
    BOUNCED = "bounced"
    """It will not arrive: refused by the recipient's server, or dropped by the provider."""
    COMPLAINED = "complained"
    """The recipient called it unwanted."""
    UNSUBSCRIBED = "unsubscribed"
    """The recipient asked the provider for no more mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a mail for one recipient; `report_id` is the same however often it is told.

    `message_id` is ours. `is_permanent` is for what bounced: the address takes no mail at all.
    `detail` is the far server's reason in one line. `proof` names what may be used once where the
    signature does not cover the content; empty where it does.
    """

    report_id: str
    message_id: str
    recipient: str
    state: ReportState
    occurred_at: datetime
    is_permanent: bool = False
    detail: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the sender can do, as data.

    `bounces`: webhooks say what became of a mail (`verify`, `read`). `confirmation`: the provider
    asks whether its webhooks are wanted (`confirm`). `lookup`: the provider says whether it has a
    mail (`find`); it is sure of a No only `lookup_delay_seconds` after sending. With
    `message_id_kept` false the provider writes a Message-ID of its own, so a mail that is sent
    twice shows as two. Limits and prices are the provider's published ones; None: it names none.
    """

    attachments: bool = True
    inline_images: bool = True
    custom_headers: bool = True
    bounces: bool = False
    confirmation: bool = False
    lookup: bool = False
    lookup_delay_seconds: int = 0
    message_id_kept: bool = True
    maximum_bytes: int | None = None
    maximum_recipients: int | None = None
    mails_per_second: int | None = None
    price_per_thousand: Money | None = None
    pricing_url: str | None = None
    own_signatures: bool = False
    """Whether mails are handed over as bytes that `OutgoingMail.sign` has signed."""


@runtime_checkable
class Sends(Protocol):
    """What every e-mail adapter does."""

    def send(self, mail: OutgoingMail) -> Accepted:
        """Hand the mail over; Unclear when it may have been taken, Declined when it never will."""


@runtime_checkable
class Finds(Protocol):
    def find(self, message_id: str) -> Accepted | None:
        """Say whether the provider has the mail with this Message-ID; changes nothing."""


@runtime_checkable
class Reads(Protocol):
    """The second half of a webhook; the first is `webhooks.Verifies`."""

    def read(self, delivery: Delivery) -> tuple[Report, ...]:
        """Say what a verified delivery tells; empty for what does not concern us. Pure."""


@runtime_checkable
class Confirms(Protocol):
    def confirm(self, delivery: Delivery) -> bool:
        """Answer a verified delivery that asks whether more are wanted; False where none asks."""
