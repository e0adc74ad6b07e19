"""The contract between Turnout and whatever sends its text messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from turnout_sdk.webhooks import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingText:
    """A finished message. `to` is an E.164 number such as `+254700000001`.

    `key` was written down before sending and never changes; a provider that knows idempotency
    keys gets it, one that does not gets it as its own reference where it has a field for that.
    """

    key: str
    to: str
    text: str
    sender: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The provider took responsibility; `parts` is how many messages it bills, if it says so."""

    provider_ref: str
    parts: int | None = None


class ReceiptState(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a message; (`provider_ref`, `state`) happens once, however often told."""

    delivery_id: str
    provider_ref: str
    state: ReceiptState
    occurred_at: datetime
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the sender can do, as data. No countries means: everywhere."""

    countries: frozenset[str] = frozenset()
    receipts: bool = False
    named_sender: bool = False
    maximum_characters: int = 1600


@runtime_checkable
class Sends(Protocol):
    """What every text-message adapter does."""

    def send(self, text: OutgoingText) -> Accepted:
        """Hand it over; Unclear when it may have been taken, Declined when it never will."""


@runtime_checkable
class Reads(Protocol):
    """The second half of a webhook; the first is `webhooks.Verifies`."""

    def read(self, delivery: Delivery) -> Receipt | None:
        """Say what a verified delivery means; None for what does not concern us. Pure."""
