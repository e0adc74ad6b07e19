"""What a webhook event means. Any API version will do: only fields that all of them have are read.

The type of an event only says which object it carries; what is true follows from the object.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from turnout_sdk.payments import Delivery, FactKind, Update
from turnout_stripe import observations
from turnout_stripe.observations import Json, ObservationContext

Reader = Callable[[Json, ObservationContext], Update | None]


def event_of(delivery: Delivery) -> dict[str, Any] | None:
    """Decode an event; None when the body is not one."""
    event = delivery.json()
    is_event = event.get("object") == "event" and isinstance(event.get("data"), dict)
    return event if is_event else None


def update_of(event: Json) -> Update | None:
    """Read an event; None for what concerns no payment of ours, a later kind of event included."""
    reader = _READERS.get(str(event.get("type")))
    thing = event["data"].get("object")
    if reader is None or not isinstance(thing, Mapping):
        return None
    context = ObservationContext(
        delivery_id=event["id"],
        account=event.get("account"),
        occurred_at=observations.moment(event["created"]),
    )
    return reader(thing, context)


def _intent(intent: Json, context: ObservationContext) -> Update | None:
    """An intent tells the last thing that is true of it, and nothing while a buyer may go on."""
    kinds = observations.intent_kinds(intent)
    return observations.intent_update(kinds[-1], intent, context) if kinds else None


def _session(kind: FactKind, session: Json, context: ObservationContext) -> Update | None:
    intent = session.get("payment_intent")
    if not intent:
        return None
    return observations.intent_update(
        kind,
        {
            "id": observations.id_of(intent),
            "amount": session["amount_total"],
            "currency": session["currency"],
            "metadata": session.get("metadata"),
        },
        context,
    )


def _dispute(dispute: Json, context: ObservationContext) -> Update | None:
    kinds = observations.dispute_kinds(dispute)
    return observations.dispute_update(kinds[-1], dispute, context) if kinds else None


_READERS: Mapping[str, Reader] = {
    "payment_intent.processing": _intent,
    "payment_intent.amount_capturable_updated": _intent,
    "payment_intent.succeeded": _intent,
    "payment_intent.payment_failed": _intent,
    "payment_intent.canceled": _intent,
    # Nobody paid in time: Stripe cancels the intent with its page, and tells both.
    "checkout.session.expired": partial(_session, FactKind.PAYMENT_VOIDED),
    "checkout.session.async_payment_failed": partial(_session, FactKind.PAYMENT_FAILED),
    "refund.created": observations.refund_update,
    "refund.updated": observations.refund_update,
    "refund.failed": observations.refund_update,
    "charge.refund.updated": observations.refund_update,
    # What Radar says of a charge stands there only; an intent's event names its charge by id.
    "charge.succeeded": observations.charge_update,
    "charge.failed": observations.charge_update,
    "review.opened": observations.review_update,
    "review.closed": observations.review_update,
    "radar.early_fraud_warning.created": observations.warning_update,
    "charge.dispute.created": _dispute,
    "charge.dispute.updated": _dispute,
    "charge.dispute.funds_withdrawn": _dispute,
    "charge.dispute.funds_reinstated": _dispute,
    "charge.dispute.closed": _dispute,
}
EVENT_TYPES = tuple(_READERS)
"""What a webhook endpoint at Stripe has to be subscribed to."""
