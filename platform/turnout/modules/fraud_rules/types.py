"""Fraud rules, and who tries to order, as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.kernel.ids import new_id


class Subject(StrEnum):
    """What a rule counts together."""

    EMAIL = "email"
    """The buyer's address, whichever way it is capitalized."""
    ACCOUNT = "account"
    """The account of a buyer who is signed in."""
    NETWORK = "network"
    """An IPv4 address, or a /64 of IPv6."""


class Measure(StrEnum):
    ORDERS = "orders"
    TICKETS = "tickets"


class RuleOutcome(StrEnum):
    CHALLENGE = "challenge"
    """An order goes through with a proof of work."""
    REFUSE = "refuse"
    """It does not, until enough time has passed."""


class FraudRuleState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFraudRule:
    """What an organizer says about a fraud rule."""

    name: str
    subject: str
    measure: str
    most: int
    period_seconds: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudRule:
    """A fraud rule as its organizers see it."""

    component: ClassVar[str] = "FraudRule"

    id: UUID
    event_id: UUID
    name: Annotated[str, "For the team; buyers do not see it."]
    subject: Annotated[str, one_of(Subject)]
    measure: Annotated[str, one_of(Measure)]
    most: Annotated[int, "So many in the period are let through."]
    period_seconds: Annotated[int, "Any stretch of time of this length."]
    outcome: Annotated[str, one_of(RuleOutcome)]
    state: Annotated[str, one_of(FraudRuleState)]
    version: int
    created_at: datetime
    challenged: Annotated[
        int | None, "Orders of the last seven days that it asked to prove an effort; null: unknown."
    ] = None
    refused: Annotated[int | None, "Orders of the last seven days that it refused."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTerms:
    """What of an active rule decides about an order."""

    id: UUID
    subject: str
    measure: str
    most: int
    period_seconds: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends an order: of a request, and for all its tries to place it."""

    network: str = ""
    challenge: str = field(default="", repr=False)
    """The answer to a challenge."""
    attempt: UUID = field(default_factory=new_id)
    """Counted once, however often the order is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An order as rules look at it; what is empty is no subject."""

    id: UUID
    tickets: int
    challenge: str = field(default="", repr=False)
    email: str = ""
    account: UUID | None = None
    network: str = ""

    def value_of(self, subject: str) -> str:
        """What identifies a subject; empty where it is not known."""
        if subject == Subject.EMAIL:
            return self.email.lower()
        if subject == Subject.ACCOUNT:
            return str(self.account) if self.account else ""
        return self.network

    def cost_of(self, measure: str) -> int:
        return self.tickets if measure == Measure.TICKETS else 1


Changes = Mapping[str, Any]
