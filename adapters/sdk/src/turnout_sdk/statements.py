"""What a bank's statement says: for providers that report by files instead of webhooks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from turnout_sdk.money import Money
from turnout_sdk.payments import Update


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One booked movement: money in is positive, money out negative.

    `line_id` is the same in every statement that holds the line, so that importing one twice
    tells the same. `references` are the payments' references that the text was found to hold.
    """

    booked_on: date
    amount: Money
    text: str
    party: str | None = None
    party_iban: str | None = None
    line_id: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRefund:
    """A refund that a person carries out at the bank; no line has shown it yet."""

    object_id: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A payment that was started; `provider_ref` is the reference its buyer was told."""

    provider_ref: str
    amount: Money
    reference: str | None = None
    refunds: tuple[OpenRefund, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What came in for a payment is not what was asked; positive `missing` is still owed."""

    provider_ref: str
    asked: Money
    received: Money
    lines: tuple[str, ...]

    @property
    def missing(self) -> Money | None:
        """None where another currency came than was asked."""
        same = self.asked.currency == self.received.currency
        return self.asked - self.received if same else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """`unmatched` are incoming lines for a person to look at: no reference, or nobody's.

    The `delivery_id` of an update is the id of the line that told it.
    """

    updates: tuple[Update, ...]
    differences: tuple[Difference, ...]
    unmatched: tuple[StatementLine, ...]


@runtime_checkable
class Statements(Protocol):
    """Found by the platform with `isinstance`; all of it is pure and calls nobody."""

    def read_statement(self, content: bytes) -> Sequence[StatementLine]:
        """Read a file as the bank gives it out; Declined `unreadable-statement` says why not."""

    def match(self, lines: Iterable[StatementLine], expected: Iterable[Expected]) -> Matching:
        """Find the payments of lines by what is certain; the same lines tell the same facts."""

    def assigned(self, line: StatementLine, payment: Expected) -> Update:
        """Say what a line means for the payment that a person gave it to."""
