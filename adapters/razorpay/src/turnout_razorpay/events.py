"""What a webhook event means. It is a snapshot of its objects at that moment, and may come late.

Source: razorpay.com/docs/webhooks (events, sample payloads, best practices).
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from turnout_razorpay import observations
from turnout_razorpay.capabilities import CHECKOUT
from turnout_razorpay.observations import Json, ObservationContext
from turnout_razorpay.request_bodies import FLOW, KEY, PAYMENT, notes_of
from turnout_sdk.payments import Delivery, FactKind, Update

EVENT_ID = "x-razorpay-event-id"

Reader = Callable[[Json, "EventContext"], Update | None]


class EventContext:
    """One event: who tells what, and when."""

    def __init__(self, delivery: Delivery, event: Json) -> None:
        self.account: str = event["account_id"]
        self.occurred_at = observations.moment(event["created_at"])
        self.delivery_id = delivery.header(EVENT_ID) or f"{event['event']}:{event['created_at']}"

    def of(self, provider_ref: str, holder: Json | None = None) -> ObservationContext:
        """Name the payment; `reference` and `key` are known where the link or order came along."""
        known = observations.context_of(holder, self.account) if holder else None
        return ObservationContext(
            provider_ref=provider_ref,
            account=self.account,
            reference=known.reference if known else None,
            key=known.key if known else None,
            delivery_id=self.delivery_id,
            occurred_at=self.occurred_at,
        )


def event_of(delivery: Delivery) -> dict[str, Any] | None:
    """Decode an event; None when the body is not one."""
    event = delivery.json()
    is_event = event.get("entity") == "event" and isinstance(event.get("payload"), dict)
    return event if is_event else None


def update_of(delivery: Delivery) -> Update | None:
    """Read an event; None for what concerns no payment of ours, a later kind of event included."""
    event = event_of(delivery)
    reader = _READERS.get(str(event.get("event"))) if event else None
    if event is None or reader is None:
        return None
    things = {name: thing["entity"] for name, thing in event["payload"].items()}
    return reader(things, EventContext(delivery, event))


def _link_paid(things: Json, context: EventContext) -> Update | None:
    link = things["payment_link"]
    if not _is_ours(link):
        return None
    return observations.paid(link, things["payment"], context.of(link["id"], link))


def _link_ended(
    kind: FactKind, code: str | None, things: Json, context: EventContext
) -> Update | None:
    link = things["payment_link"]
    return (
        observations.ended(kind, link, context.of(link["id"], link), code)
        if _is_ours(link)
        else None
    )


def _order_paid(things: Json, context: EventContext) -> Update | None:
    """A link's order is told by its link."""
    order = things["order"]
    if notes_of(order).get(FLOW) != CHECKOUT:
        return None
    return observations.paid(order, things["payment"], context.of(order["id"], order))


def _authorized(things: Json, context: EventContext) -> Update | None:
    """Only orders wait for a capture; a link is captured by itself."""
    payment = things["payment"]
    ref = observations.ref_of(payment)
    is_an_order = ref is not None and ref == payment.get("order_id")
    return observations.authorized(payment, context.of(str(ref))) if is_an_order else None


def _refund(things: Json, context: EventContext) -> Update | None:
    """What Razorpay gives back because nobody captured it was never money of ours."""
    refund, payment = things["refund"], things["payment"]
    if payment.get("captured") is not True:
        return None
    ref = notes_of(refund).get(PAYMENT) or observations.ref_of(payment)
    return observations.refund_update(refund, context.of(ref)) if ref else None


def _dispute(things: Json, context: EventContext) -> Update | None:
    dispute, ref = things["dispute"], observations.ref_of(things["payment"])
    kinds = observations.dispute_kinds(dispute)
    return (
        observations.dispute_update(kinds[-1], dispute, context.of(ref)) if kinds and ref else None
    )


def _is_ours(link: Json) -> bool:
    return KEY in notes_of(link)


_READERS: Mapping[str, Reader] = {
    "payment_link.paid": _link_paid,
    # Nobody paid in time, whatever was tried: this is where a payment by link fails.
    "payment_link.expired": partial(_link_ended, FactKind.PAYMENT_FAILED, "expired"),
    "payment_link.cancelled": partial(_link_ended, FactKind.PAYMENT_VOIDED, None),
    "order.paid": _order_paid,
    "payment.authorized": _authorized,
    "refund.created": _refund,
    "refund.processed": _refund,
    "refund.failed": _refund,
    "refund.speed_changed": _refund,
    "payment.dispute.created": _dispute,
    "payment.dispute.under_review": _dispute,
    "payment.dispute.action_required": _dispute,
    "payment.dispute.won": _dispute,
    "payment.dispute.lost": _dispute,
    "payment.dispute.closed": _dispute,
}
EVENT_TYPES = tuple(_READERS)
"""What a webhook at Razorpay has to be subscribed to."""
