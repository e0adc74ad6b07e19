"""Fraud rules, who tries to order, and orders held for review, as they cross the border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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
    REVIEW = "review"
    """It goes through, and has no tickets until somebody of the team approved it."""


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
        int, "Orders of the last thirty days that it asked to prove an effort."
    ] = 0
    refused: Annotated[int, "Orders of the last thirty days that it refused."] = 0
    reviewed: Annotated[int, "Orders of the last thirty days that it held for review."] = 0
    approved: Annotated[int, "Of those held for review, the team approved so many."] = 0
    declined: Annotated[int, "Of those held for review, the team refused so many."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTerms:
    """What of an active rule decides about an order."""

    id: UUID
    name: str
    subject: str
    measure: str
    most: int
    period_seconds: int
    outcome: str
    has_service: bool = False
    """Whether a service of the organization's judges its challenges."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """What a rule decided on a day (UTC), by decision."""

    organization_id: UUID
    event_id: UUID
    fraud_rule_id: UUID
    day: date
    counts: Mapping[str, int]


class ReasonKind(StrEnum):
    """What held an order for review."""

    RULE = "rule"
    BLOCKED_ADDRESS = "blocked_address"
    PAYMENT_RISK = "payment_risk"
    """What the payment provider says of the risk of fraud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReason:
    """Why an order is held for review, with the figures as they were then."""

    component: ClassVar[str] = "ReviewReason"

    kind: Annotated[str, one_of(ReasonKind)]
    name: Annotated[str, "Of the rule, the address that is blocked, or the payment provider."]
    fraud_rule_id: Annotated[UUID | None, "The rule, which may be deleted by now."] = None
    blocked_address_id: Annotated[UUID | None, "The entry, which may be deleted by now."] = None
    subject: Annotated[str, "What the rule counts together, or which kind is blocked."] = ""
    measure: Annotated[str, "What it counts: orders or tickets."] = ""
    most: Annotated[int, "So many it lets through."] = 0
    counted: Annotated[int, "So many there had been before this order."] = 0
    period_seconds: int = 0
    note: Annotated[str, "Why the address is blocked, or the provider's own sentence."] = ""
    payment_id: Annotated[UUID | None, "The payment that the provider judged."] = None
    risk_level: Annotated[str, "As the provider calls it: elevated or highest."] = ""
    risk_score: Annotated[int | None, "The provider's own, 0 to 100, where it gives one."] = None
    risk_codes: Annotated[list[str], "The provider's reasons, by its published codes."] = field(
        default_factory=list
    )


class LeastRisk(StrEnum):
    """From which of the provider's levels on an order is held."""

    ELEVATED = "elevated"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaymentRiskRule:
    """What an organizer says of the rule about the provider's verdict."""

    state: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRiskRule:
    """The rule of an event that holds orders by what the payment provider says of their risk."""

    component: ClassVar[str] = "PaymentRiskRule"

    state: Annotated[str, one_of(FraudRuleState)] = FraudRuleState.PAUSED
    level: Annotated[str, one_of(LeastRisk)] = LeastRisk.ELEVATED
    version: Annotated[int, "0 while nothing was set."] = 0
    reviewed: Annotated[int, "Orders of the last thirty days that it held for review."] = 0
    approved: Annotated[int, "Of those, the team approved so many."] = 0
    declined: Annotated[int, "Of those, the team refused so many."] = 0

    @property
    def is_active(self) -> bool:
        return self.state == FraudRuleState.ACTIVE


class ReviewVerdict(StrEnum):
    APPROVED = "approved"
    REFUSED = "refused"


class AtDeadline(StrEnum):
    """What becomes of an order that nobody decided about in time."""

    REFUSE = "refuse"
    """It lapses: places and money go back."""
    APPROVE = "approve"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """Until when an event's orders under review are decided, and what happens then."""

    component: ClassVar[str] = "ReviewSettings"

    decide_within_seconds: Annotated[
        int, "From when nothing but the decision is missing; the event's start may come before."
    ] = 48 * 3600
    at_deadline: Annotated[str, one_of(AtDeadline)] = AtDeadline.REFUSE
    version: Annotated[int, "0 while nothing was set."] = 0


Changes = Mapping[str, Any]
