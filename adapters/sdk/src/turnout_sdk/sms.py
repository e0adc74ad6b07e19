"""The contract between Turnout and whatever sends its text messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from turnout_sdk.money import Money
from turnout_sdk.webhooks import Delivery

OPTED_OUT: Final = "opted-out"
"""The code of a Declined whose number asked the provider for no more messages."""
INVALID_NUMBER: Final = "invalid-number"
"""The code of a Declined whose number takes no messages, whoever sends them."""


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
    """What became of a message; (`provider_ref`, `state`) happens once, however often told.

    `key` is ours, where the provider repeats it: it names a message whose answer was lost. `code`
    is the provider's own for what failed, OPTED_OUT or INVALID_NUMBER where it means one of them.
    """

    delivery_id: str
    provider_ref: str
    state: ReceiptState
    occurred_at: datetime
    code: str | None = None
    key: str = ""


class Wish(StrEnum):
    """What the holder of a number asks for by a word that carriers keep for it."""

    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingText:
    """A message from somebody; `provider_ref` is the same however often it is told.

    `wish` is what the provider made of it. None: it says nothing, and the text tells.
    """

    provider_ref: str
    sender: str
    text: str
    received_at: datetime
    wish: Wish | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the sender can do, as data. No countries means: everywhere.

    `receipts`: webhooks say what became of a message (`verify`, `read`). `inbound`: they bring
    what people answer (`verify`, `hear`). `answers_opt_outs`: the provider itself answers STOP,
    START and HELP. `lookup`: it says whether it has a message (`find`). Prices are the published
    ones for a thousand segments, by country in ISO 3166 letters.
    """

    countries: frozenset[str] = frozenset()
    receipts: bool = False
    named_sender: bool = False
    maximum_characters: int = 1600
    inbound: bool = False
    answers_opt_outs: bool = False
    lookup: bool = False
    prices_per_thousand: Mapping[str, Money] = field(default_factory=dict)
    pricing_url: str | None = None


@runtime_checkable
class Sends(Protocol):
    """What every text-message adapter does."""

    def send(self, text: OutgoingText) -> Accepted:
        """Hand it over; Unclear when it may have been taken, Declined when it never will."""


@runtime_checkable
class Finds(Protocol):
    def find(self, text: OutgoingText, *, since: datetime) -> Accepted | None:
        """Say whether the provider has this message, tried at `since`; changes nothing.

        A provider that keeps no key of ours goes by number and words.
        """


@runtime_checkable
class Reads(Protocol):
    """The second half of a webhook; the first is `webhooks.Verifies`."""

    def read(self, delivery: Delivery) -> Receipt | None:
        """Say what a verified delivery means; None for what does not concern us.

        It asks nobody. Where the provider names no time, `occurred_at` is when it was read.
        """


@runtime_checkable
class Hears(Protocol):
    """The other second half, for what people answer."""

    def hear(self, delivery: Delivery) -> IncomingText | None:
        """Read the message that a verified delivery brings; None where it brings none."""
