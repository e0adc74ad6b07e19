"""Observations: PayPal's objects as updates of the SDK.

Webhooks and answers go through the same readers (order, authorization, capture, refund, dispute),
so both tell the same facts. What is true follows from an object's status, never from the type of
an event or the order of arrival.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from turnout_paypal.amounts import fee_from_provider, from_provider
from turnout_paypal.metadata import Label
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.risk import RiskLevel, RiskReview, RiskVerdict

Json = Mapping[str, Any]

CAPTURE_KINDS = {
    "PENDING": FactKind.PAYMENT_PENDING,
    "COMPLETED": FactKind.PAYMENT_SUCCEEDED,
    "PARTIALLY_REFUNDED": FactKind.PAYMENT_SUCCEEDED,
    "REFUNDED": FactKind.PAYMENT_SUCCEEDED,
    "DECLINED": FactKind.PAYMENT_FAILED,
    "FAILED": FactKind.PAYMENT_FAILED,
}
REFUND_KINDS = {
    "PENDING": FactKind.REFUND_PENDING,
    "COMPLETED": FactKind.REFUND_SUCCEEDED,
    "FAILED": FactKind.REFUND_FAILED,
    "CANCELLED": FactKind.REFUND_FAILED,
}
AUTHORIZATION_KINDS = {
    "PENDING": (FactKind.PAYMENT_PENDING,),
    "CREATED": (FactKind.PAYMENT_AUTHORIZED,),
    "PARTIALLY_CAPTURED": (FactKind.PAYMENT_AUTHORIZED,),
    "CAPTURED": (FactKind.PAYMENT_AUTHORIZED,),
    "VOIDED": (FactKind.PAYMENT_AUTHORIZED, FactKind.PAYMENT_VOIDED),
    "EXPIRED": (FactKind.PAYMENT_AUTHORIZED, FactKind.PAYMENT_VOIDED),
    "DENIED": (FactKind.PAYMENT_FAILED,),
}
KEPT_BY_BUYER = frozenset({"RESOLVED_BUYER_FAVOUR", "ACCEPTED"})
_NO_MONEY_MOVED = frozenset({"INQUIRY"})
_PENDING_REVIEW = "PENDING_REVIEW"
"""PayPal's one published word about the risk of a payment from an account: it looks at it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationContext:
    """To which payment a fact belongs, who is paid, and by which delivery it came."""

    label: Label
    account: str | None = None
    delivery_id: str | None = None


def moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at


def unit_of(order: Json) -> Json:
    """An order of ours is for one thing; ValueError for any other."""
    units = order["purchase_units"]
    if len(units) != 1:
        raise ValueError("not an order of ours")
    unit: Json = units[0]
    return unit


def context_of(order: Json, delivery_id: str | None = None) -> ObservationContext:
    """Say whom an order concerns; before it is collected it carries the bare reference."""
    unit = unit_of(order)
    label = Label.read(unit.get("custom_id")) or Label(str(unit.get("custom_id")), order["id"])
    return ObservationContext(label=label, account=merchant_of(unit), delivery_id=delivery_id)


def merchant_of(thing: Json) -> str | None:
    merchant = (thing.get("payee") or {}).get("merchant_id")
    return str(merchant) if merchant else None


def amount_of(order: Json) -> Money:
    return from_provider(unit_of(order)["amount"])


def payments_of(order: Json, what: str) -> Sequence[Json]:
    """List an order's `authorizations`, `captures` or `refunds`."""
    found: Sequence[Json] = (unit_of(order).get("payments") or {}).get(what) or ()
    return found


def facts_of(order: Json, disputes: Sequence[Json] = ()) -> tuple[Update, ...]:
    """Everything that an order and what hangs on it prove at this moment."""
    context = context_of(order)
    updates: list[Update | None] = []
    if order["status"] in ("APPROVED", "COMPLETED"):
        updates.append(order_update(FactKind.PAYMENT_PENDING, order, context))
    if order["status"] == "VOIDED":
        updates.append(order_update(FactKind.PAYMENT_VOIDED, order, context))
    for authorization in payments_of(order, "authorizations"):
        updates += authorization_updates(authorization, context)
    updates += [capture_update(each, context) for each in payments_of(order, "captures")]
    updates += [refund_update(each, context) for each in payments_of(order, "refunds")]
    for dispute in disputes:
        updates += dispute_updates(dispute, context)
    return tuple(update for update in updates if update is not None)


def order_update(
    kind: FactKind, order: Json, context: ObservationContext, *, code: str | None = None
) -> Update:
    """An approved order is money on its way: the buyer agreed, and it waits to be collected."""
    at = order.get("update_time") or order["create_time"]
    update = _update(kind, {**order, "create_time": at}, context, amount=amount_of(order))
    return replace(update, code=code)


def authorization_updates(authorization: Json, context: ObservationContext) -> Iterator[Update]:
    """A promise of money, which ends some day by itself."""
    amount, ends = from_provider(authorization["amount"]), authorization.get("expiration_time")
    for kind in AUTHORIZATION_KINDS.get(str(authorization.get("status")), ()):
        update = _update(kind, authorization, context, amount=amount)
        update = replace(update, risk=verdict_of(authorization))
        if kind is FactKind.PAYMENT_AUTHORIZED and ends:
            update = replace(update, expires_at=moment(ends))
        yield update


def capture_update(capture: Json, context: ObservationContext) -> Update | None:
    kind = CAPTURE_KINDS.get(str(capture.get("status")))
    if kind is None:
        return None
    came_in = kind is FactKind.PAYMENT_SUCCEEDED
    invoice = capture.get("invoice_id")
    is_part = is_from_authorization(capture)
    label = replace(context.label, key=invoice if is_part else None)
    update = _update(
        FactKind.PAYMENT_CAPTURED if came_in and is_part else kind,
        capture,
        replace(context, label=label),
        amount=from_provider(capture["amount"]),
    )
    details = capture.get("status_details") or {}
    return replace(
        update,
        fee=fee_of(capture) if came_in else None,
        code=details.get("reason"),
        risk=verdict_of(capture),
    )


def verdict_of(thing: Json) -> RiskVerdict | None:
    """Read an authorization or a capture that waits for PayPal's own review; else no verdict.

    Once it has let the money through, PayPal says nothing of the risk any more.
    """
    details = thing.get("status_details") or {}
    if thing.get("status") != "PENDING" or details.get("reason") != _PENDING_REVIEW:
        return None
    return RiskVerdict(level=RiskLevel.ELEVATED, reasons=(_PENDING_REVIEW,), review=RiskReview.OPEN)


def is_from_authorization(capture: Json) -> bool:
    """Whether the money was authorized before, so that it may come in several parts."""
    related = (capture.get("supplementary_data") or {}).get("related_ids") or {}
    return bool(related.get("authorization_id")) or bool(parent_of(capture, "authorizations"))


def parent_of(thing: Json, collection: str) -> str | None:
    """Read the link `up`: the id of the thing above, if it is of this collection."""
    for link in thing.get("links") or ():
        *_, above, name = str(link.get("href", "")).rstrip("/").split("/")
        if link.get("rel") == "up" and above == collection:
            return name
    return None


def fee_of(capture: Json) -> Money | None:
    """What PayPal kept, without the platform's share."""
    fee = (capture.get("seller_receivable_breakdown") or {}).get("paypal_fee")
    return fee_from_provider(fee) if fee else None


def refund_update(refund: Json, context: ObservationContext) -> Update | None:
    kind = REFUND_KINDS.get(str(refund.get("status")))
    if kind is None:
        return None
    own = Label.read(refund.get("custom_id"))
    label = replace(context.label, key=own.key if own else None)
    amount = from_provider(refund["amount"])
    update = _update(kind, refund, replace(context, label=label), amount=amount)
    details = refund.get("status_details") or {}
    return replace(update, code=details.get("reason"))


def dispute_updates(dispute: Json, context: ObservationContext) -> Iterator[Update]:
    """What is true of a dispute as it stands; while buyer and seller only talk, no money moved."""
    if dispute.get("dispute_life_cycle_stage") in _NO_MONEY_MOVED:
        return
    kinds = [FactKind.DISPUTE_OPENED]
    if dispute.get("status") == "RESOLVED":
        outcome = (dispute.get("dispute_outcome") or {}).get("outcome_code")
        is_lost = outcome in KEPT_BY_BUYER
        kinds.append(FactKind.DISPUTE_LOST if is_lost else FactKind.DISPUTE_WON)
    amount = from_provider(dispute["dispute_amount"])
    for kind in kinds:
        update = _update(kind, {**dispute, "id": dispute["dispute_id"]}, context, amount=amount)
        due_by = dispute.get("seller_response_due_date")
        is_due = kind is FactKind.DISPUTE_OPENED and due_by
        yield replace(
            update,
            code=dispute.get("reason"),
            expires_at=moment(str(due_by)) if is_due else None,
        )


def _update(kind: FactKind, thing: Json, context: ObservationContext, *, amount: Money) -> Update:
    asked = f"{thing['id']}:{thing.get('status')}"
    return Update(
        delivery_id=context.delivery_id or asked,
        provider_ref=context.label.order_id,
        kind=kind,
        object_id=thing["id"],
        amount=amount,
        occurred_at=moment(thing["create_time"]),
        reference=context.label.reference,
        account=context.account,
        key=context.label.key,
    )
