"""Facts of reconciliation."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesFound(Fact):
    """A reconciliation found differences that it could not mend by itself."""

    name: ClassVar[str] = "accounting.differences-found.v1"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementImported(Fact):
    """A bank's statement was brought; `unmatched` lines wait for a person."""

    name: ClassVar[str] = "accounting.statement-imported.v1"
    connection_id: UUID
    matched: int
    unmatched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutBooked(Fact):
    """A provider sent money to the bank (negative: took it), and the ledger shows it."""

    name: ClassVar[str] = "accounting.payout-booked.v1"
    payout_id: UUID
    connection_id: UUID
    amount_minor: int
    currency: str
