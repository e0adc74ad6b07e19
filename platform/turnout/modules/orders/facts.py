"""Facts of orders."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Fact):
    name: ClassVar[str] = "orders.placed.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderUpdated(Fact):
    """Buyer or answers of an order changed, or attendees before it was confirmed."""

    name: ClassVar[str] = "orders.updated.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStateChanged(Fact):
    """Its state changed; whatever else happened with it has a fact of its own."""

    name: ClassVar[str] = "orders.state-changed.v1"
    order_id: UUID
    event_id: UUID
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderConfirmed(Fact):
    """The places are the buyer's and the tickets are issued; `is_silent`: nobody is mailed."""

    name: ClassVar[str] = "orders.confirmed.v1"
    order_id: UUID
    event_id: UUID
    is_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExpired(Fact):
    """`was_waiting`: money had been paid or authorized, so the buyer should hear of it.

    Amounts are minor units of the order's currency: what goes back, what is forfeited.
    """

    name: ClassVar[str] = "orders.expired.v1"
    order_id: UUID
    event_id: UUID
    was_waiting: bool = False
    returned_minor: int = 0
    kept_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderApprovalAwaited(Fact):
    """Its buyer applied: the organizer approves or denies it."""

    name: ClassVar[str] = "orders.approval-awaited.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(Fact):
    """`was_declined`: the organizer did not accept its payment, so it never had tickets."""

    name: ClassVar[str] = "orders.cancelled.v1"
    order_id: UUID
    event_id: UUID
    was_declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefunded(Fact):
    """Money went back, in full or in part."""

    name: ClassVar[str] = "orders.refunded.v1"
    order_id: UUID
    event_id: UUID
    refund_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBankTransferAwaited(Fact):
    """The buyer was given instructions by which to pay; the places are kept meanwhile."""

    name: ClassVar[str] = "orders.bank-transfer-awaited.v1"
    order_id: UUID
    event_id: UUID
    payment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDecisionAwaited(Fact):
    """Nothing is missing but the organizer's word: money is authorized, or a review is open."""

    name: ClassVar[str] = "orders.decision-awaited.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReviewOpened(Fact):
    """It has no tickets until the organizer has approved it; it may still be filled in or paid."""

    name: ClassVar[str] = "orders.review-opened.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReviewDecided(Fact):
    """`verdict` is approved or refused; the order's own facts follow.

    `was_ordered`: its buyer had finished ordering, and should hear of it.
    """

    name: ClassVar[str] = "orders.review-decided.v1"
    order_id: UUID
    event_id: UUID
    verdict: str
    was_ordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentPaid(Fact):
    """A part of the agreed plan arrived and the places are kept; `due_minor` comes next."""

    name: ClassVar[str] = "orders.instalment-paid.v1"
    order_id: UUID
    event_id: UUID
    paid_minor: int
    due_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentDue(Fact):
    """A part of the agreed plan is due soon."""

    name: ClassVar[str] = "orders.instalment-due.v1"
    order_id: UUID
    event_id: UUID
    due_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPlanChanged(Fact):
    """A payment plan was created, changed or deleted."""

    name: ClassVar[str] = "orders.payment-plan-changed.v1"
    event_id: UUID
    plan_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTermsChanged(Fact):
    name: ClassVar[str] = "orders.payment-terms-changed.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEventChanged(Fact):
    """Its event was called off, put off or moved, and the order stays: its buyer should know.

    `step` is cancel, postpone or move; `orders` keep, or ask: then the buyer may have the money
    back. Refund is told of a pass that admits to other events still: only the share of this one
    goes back. `event_id` is the event that this is about; of a pass, not always the order's.
    """

    name: ClassVar[str] = "orders.event-changed.v1"
    order_id: UUID
    event_id: UUID
    step: str
    orders: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTicketsReturned(Fact):
    """The buyer gave some of the tickets back; `amount_minor` comes back for them."""

    name: ClassVar[str] = "orders.tickets-returned.v1"
    order_id: UUID
    event_id: UUID
    count: int
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEmailCorrected(Fact):
    """The order has another address; links and codes that the former ones were sent are void."""

    name: ClassVar[str] = "orders.email-corrected.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAttendeeChanged(Fact):
    """Name, address or answers of an attendee are others now."""

    name: ClassVar[str] = "orders.attendee-changed.v1"
    order_id: UUID
    event_id: UUID
    attendee_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerTermsChanged(Fact):
    """What buyers may do by themselves changed, of an event or (None) of the organization."""

    name: ClassVar[str] = "orders.buyer-terms-changed.v1"
    event_id: UUID | None
