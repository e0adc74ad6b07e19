"""Text messages as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.text_messages.models import (
    BlockReason,
    ConsentPlace,
    TextAttemptState,
    TextPurpose,
    TextState,
)
from turnout_sdk.money import Money
from turnout_sdk.sms import ReceiptState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """A finished text to be written down; `source_id` and the number name it once and for all."""

    purpose: TextPurpose
    source_id: UUID
    phone: str
    language: str
    body: str
    event_id: UUID | None = None
    order_id: UUID | None = None
    user_id: UUID | None = None
    """Of a test: who asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedText:
    """A text that this worker alone sends until `leased_until`."""

    id: UUID
    key: str
    purpose: TextPurpose
    source_id: UUID
    event_id: UUID | None
    phone: str
    body: str
    attempts: int
    queued_at: datetime
    leased_until: datetime
    order_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a text is not sent; `is_for_now`: it waits instead of being given up."""

    reason: str
    is_for_now: bool = False
    until: datetime | None = None
    """The moment for which it waits; without one it is looked at again soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMessage:
    """A line of the log of text messages."""

    component: ClassVar[str] = "TextMessage"

    id: UUID
    purpose: Annotated[str, one_of(TextPurpose)]
    phone: Annotated[str, "In E.164."]
    body: str
    segments: Annotated[int, "What carriers bill."]
    event_id: UUID | None
    order_id: UUID | None
    state: Annotated[
        str, one_of(TextState), "`unknown`: a provider may have taken it; it is not sent again."
    ]
    reason: Annotated[str, "Why it has not left yet or never will; empty otherwise."]
    attempts: int
    queued_at: datetime
    due_at: Annotated[datetime, "The next attempt."]
    sent_at: datetime | None
    report: Annotated[str, one_of(["", *ReceiptState]), "What its provider tells of it."]
    reported_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAttempt:
    """One attempt to hand a text over to a connection."""

    id: UUID
    connection_id: UUID
    state: str
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAttempt:
    """An attempt as the log shows it."""

    component: ClassVar[str] = "TextAttempt"

    connection: Annotated[str, "The name of the connection."]
    state: Annotated[str, one_of(TextAttemptState)]
    reason: Annotated[str, "Why the provider did not take it; empty otherwise."]
    started_at: datetime
    ended_at: Annotated[datetime | None, "null: under way, or its worker died."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReceipt:
    """What the provider told of a text, as the log shows it."""

    component: ClassVar[str] = "TextReceipt"

    state: Annotated[str, one_of(ReceiptState)]
    code: Annotated[str, "The provider's own, of what failed; empty otherwise."]
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHistory:
    """What was tried with a text and what became of it, each from the first on."""

    component: ClassVar[str] = "TextHistory"

    attempts: list[TextAttempt]
    receipts: list[TextReceipt]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFilter:
    """Which lines of the log are asked for; None: any."""

    event_id: UUID | None = None
    order_id: UUID | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEstimate:
    """How long a text is, with how to get no more, and what one of it costs."""

    component: ClassVar[str] = "TextEstimate"

    text: Annotated[str, "As it is sent."]
    encoding: Annotated[str, "`GSM-7`, or `UCS-2` where a character needs it."]
    segments: Annotated[int, "What carriers bill."]
    left: Annotated[int, "Characters that the last segment still has room for."]
    prices: Annotated[
        list["TextPrice"], "Of the first connection, where its provider publishes any."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPrice:
    """The published price of a thousand such texts to a country."""

    component: ClassVar[str] = "TextPrice"

    country: Annotated[str, "ISO 3166."]
    per_thousand: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConsent:
    """What a buyer agreed to."""

    phone: str
    wording: str
    language: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextConsent:
    """What a buyer would agree to, and whether they did."""

    component: ClassVar[str] = "TextConsent"

    is_offered: Annotated[bool, "False: this organizer sends no texts."]
    is_given: bool
    phone: Annotated[str, "In E.164; empty unless given."]
    statement: Annotated[str, "The sentence beside the box, in the language asked for."]
    wording: Annotated[str, "The version of the sentence, said when agreeing."]
    given_at: datetime | None
    blocked: Annotated[
        str, one_of(["", *BlockReason]), "Why texts do not go to the number all the same."
    ]
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TextConsentChoice:
    """What a buyer says: yes with a number and the version that was read, or no."""

    is_given: bool
    phone: str = ""
    wording: str = ""
    language: str | None = None
    place: ConsentPlace = ConsentPlace.CHECKOUT
