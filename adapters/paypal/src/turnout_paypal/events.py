"""What a webhook event means. Its type only says which object it carries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from turnout_paypal import observations
from turnout_paypal.metadata import Label
from turnout_paypal.observations import Json, ObservationContext
from turnout_sdk.payments import Delivery, FactKind, Update

Reader = Callable[[Json, str], Update | None]


def event_of(delivery: Delivery) -> dict[str, Any] | None:
    """Decode an event; None when the body is not one."""
    event = delivery.json()
    is_event = isinstance(event.get("id"), str) and isinstance(event.get("resource"), dict)
    return event if is_event else None


def update_of(event: Json) -> Update | None:
    """Read an event; None for what concerns no payment of ours, later kinds of events included."""
    reader = _READERS.get(str(event.get("event_type")))
    return reader(event["resource"], event["id"]) if reader else None


def merchants_of(event: Json) -> set[str]:
    """Whom an event says to be paid; empty where it does not say."""
    resource = event["resource"]
    parts = [resource, *(resource.get("purchase_units") or ())]
    sellers = [each.get("seller") or {} for each in resource.get("disputed_transactions") or ()]
    named = {observations.merchant_of(part) for part in parts} | {
        each.get("merchant_id") for each in sellers
    }
    return {str(each) for each in named if each}


def _lapsed(approval: Json, delivery_id: str) -> Update | None:
    """The buyer's approval came to nothing: what they chose to pay with did not work out."""
    order_id = approval.get("order_id") or approval.get("id")
    return _order(FactKind.PAYMENT_FAILED, {**approval, "id": order_id}, delivery_id)


def _order(kind: FactKind, order: Json, delivery_id: str) -> Update | None:
    units: Sequence[Json] = order.get("purchase_units") or ()
    if len(units) != 1 or not order.get("id") or not units[0].get("custom_id"):
        return None
    return observations.order_update(kind, order, observations.context_of(order, delivery_id))


def _money(
    read: Callable[[Json, ObservationContext], Update | None], thing: Json, delivery_id: str
) -> Update | None:
    """Read an authorization, a capture or a refund, if it is ours."""
    context = _context(thing, delivery_id)
    return read(thing, context) if context else None


def _dispute(dispute: Json, delivery_id: str) -> Update | None:
    for transaction in dispute.get("disputed_transactions") or ():
        label = Label.read(transaction.get("custom"))
        if label:
            seller = (transaction.get("seller") or {}).get("merchant_id")
            context = ObservationContext(label=label, account=seller, delivery_id=delivery_id)
            return _last(observations.dispute_updates(dispute, context))
    return None


def _context(thing: Json, delivery_id: str) -> ObservationContext | None:
    """Find whom a thing concerns: by its label, or by the order that PayPal names beside it."""
    custom_id = thing.get("custom_id")
    label = Label.read(custom_id)
    related = (thing.get("supplementary_data") or {}).get("related_ids") or {}
    order_id = related.get("order_id") or observations.parent_of(thing, "orders")
    if label is None and custom_id and order_id:
        label = Label(str(custom_id), order_id)
    if label is None:
        return None
    return ObservationContext(
        label=label, account=observations.merchant_of(thing), delivery_id=delivery_id
    )


def _last(updates: Iterable[Update]) -> Update | None:
    return next(reversed(list(updates)), None)


_authorization = partial(
    _money, lambda thing, context: _last(observations.authorization_updates(thing, context))
)
_capture, _refund = (
    partial(_money, observations.capture_update),
    partial(_money, observations.refund_update),
)
_READERS: Mapping[str, Reader] = {
    "CHECKOUT.ORDER.APPROVED": partial(_order, FactKind.PAYMENT_PENDING),
    "CHECKOUT.ORDER.VOIDED": partial(_order, FactKind.PAYMENT_VOIDED),
    "CHECKOUT.PAYMENT-APPROVAL.REVERSED": _lapsed,
    "PAYMENT.AUTHORIZATION.CREATED": _authorization,
    "PAYMENT.AUTHORIZATION.VOIDED": _authorization,
    "PAYMENT.CAPTURE.COMPLETED": _capture,
    "PAYMENT.CAPTURE.DECLINED": _capture,
    "PAYMENT.CAPTURE.DENIED": _capture,
    "PAYMENT.CAPTURE.PENDING": _capture,
    "PAYMENT.CAPTURE.REFUNDED": _refund,
    "PAYMENT.REFUND.FAILED": _refund,
    "PAYMENT.REFUND.PENDING": _refund,
    "CUSTOMER.DISPUTE.CREATED": _dispute,
    "CUSTOMER.DISPUTE.UPDATED": _dispute,
    "CUSTOMER.DISPUTE.RESOLVED": _dispute,
}
EVENT_TYPES = tuple(_READERS)
"""What a webhook at PayPal has to be subscribed to."""
