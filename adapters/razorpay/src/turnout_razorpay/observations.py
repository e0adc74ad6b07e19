"""Observations: Razorpay's objects as updates of the SDK.

Webhooks and answers go through the same readers, so both tell the same facts. A payment of ours is
a payment link or an order; Razorpay's payments are attempts at it, of which one may be captured.
A failed attempt tells nothing: the buyer may try again, and Razorpay may find out later that the
bank did pay.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from turnout_razorpay.amounts import from_provider
from turnout_razorpay.capabilities import CAPTURE_MINUTES
from turnout_razorpay.request_bodies import CAPTURE, KEY, MANUAL, REFERENCE, VOID_KEY, notes_of
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

Json = Mapping[str, Any]

REFUND_KINDS = {
    "pending": FactKind.REFUND_PENDING,
    "processed": FactKind.REFUND_SUCCEEDED,
    "failed": FactKind.REFUND_FAILED,
}
_SOFT_PHASES = frozenset({"fraud", "retrieval"})
_DISPUTE_ENDINGS = {"won": FactKind.DISPUTE_WON, "lost": FactKind.DISPUTE_LOST}
_LINK_DESCRIPTION = re.compile(r"#([A-Za-z0-9]{14})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationContext:
    """Which payment of ours a fact is about, who tells it, and when it happened.

    Without `delivery_id` we asked ourselves; without `occurred_at` it happened when its object
    was made.
    """

    provider_ref: str
    account: str
    reference: str | None = None
    key: str | None = None
    delivery_id: str | None = None
    occurred_at: datetime | None = None


def context_of(holder: Json, account: str) -> ObservationContext:
    """A link or an order is the payment, and its notes are the shop's."""
    notes = notes_of(holder)
    return ObservationContext(
        provider_ref=holder["id"],
        account=account,
        reference=notes.get(REFERENCE),
        key=notes.get(KEY),
    )


def ref_of(payment: Json) -> str | None:
    """Say to which payment of ours an attempt belongs: a link's attempts describe themselves so.

    In Checkout the description comes from the buyer's browser. Money is therefore never taken to
    have come in by this: `payment_link.paid` and `order.paid` name what was paid themselves.
    """
    link = _LINK_DESCRIPTION.fullmatch(str(payment.get("description")))
    return f"plink_{link[1]}" if link else payment.get("order_id")


def moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(int(seconds), tz=UTC)


def is_captured(payment: Json) -> bool:
    return payment.get("captured") is True and payment["status"] in ("captured", "refunded")


def is_lapsed(payment: Json) -> bool:
    """Say whether an attempt was authorized and given back, because nobody captured it."""
    return payment["status"] == "refunded" and not is_captured(payment)


def is_manual(order: Json) -> bool:
    return notes_of(order).get(CAPTURE) == MANUAL


def is_let_go(order: Json, attempts: Sequence[Json] = ()) -> bool:
    """Say whether nothing will be collected: we decided so, or every authorization lapsed."""
    if notes_of(order).get(VOID_KEY):
        return True
    is_waiting = any(each["status"] in ("created", "authorized") for each in attempts)
    return is_manual(order) and not is_waiting and any(is_lapsed(each) for each in attempts)


def paid(holder: Json, payment: Json, context: ObservationContext) -> Update:
    """Money is in. What counts is what was paid for the link or order.

    Where the customer bears Razorpay's fee, the payment itself is larger by the fee.
    """
    return _update(
        FactKind.PAYMENT_SUCCEEDED,
        payment,
        context,
        amount=from_provider(holder["amount_paid"], holder["currency"]),
        fee=fee_of(payment),
    )


def authorized(payment: Json, context: ObservationContext) -> Update:
    lapses_at = moment(payment["created_at"]) + timedelta(minutes=CAPTURE_MINUTES)
    return _update(
        FactKind.PAYMENT_AUTHORIZED, payment, context, amount=_amount(payment), expires_at=lapses_at
    )


def ended(
    kind: FactKind, holder: Json, context: ObservationContext, code: str | None = None
) -> Update:
    """Nothing will come any more: the page expired, or we let the payment go."""
    return _update(kind, holder, context, amount=_amount(holder), code=code)


def refund_update(refund: Json, context: ObservationContext) -> Update:
    notes = notes_of(refund)
    return _update(
        REFUND_KINDS[refund["status"]],
        refund,
        context,
        amount=_amount(refund),
        reference=notes.get(REFERENCE),
        key=notes.get(KEY) or "",
    )


def dispute_kinds(dispute: Json) -> list[FactKind]:
    """What is true of a dispute as it stands.

    A question of the bank (`fraud`, `retrieval`) moves no money and tells nothing, unless money
    was deducted all the same. `closed` ends such a question.
    """
    if dispute["phase"] in _SOFT_PHASES and not dispute["amount_deducted"]:
        return []
    status = dispute["status"]
    if status == "closed":
        status = "lost" if dispute["amount_deducted"] else "won"
    ending = _DISPUTE_ENDINGS.get(status)
    return [FactKind.DISPUTE_OPENED, ending] if ending else [FactKind.DISPUTE_OPENED]


def dispute_update(kind: FactKind, dispute: Json, context: ObservationContext) -> Update:
    update = _update(
        kind, dispute, context, amount=_amount(dispute), code=dispute.get("reason_code"), key=""
    )
    due_by = dispute.get("respond_by")
    if kind is FactKind.DISPUTE_OPENED and due_by:
        return replace(update, expires_at=moment(due_by))
    return update


def fee_of(payment: Json) -> Money | None:
    """What Razorpay kept, its tax included; None while unknown or in another currency.

    Razorpay's fee for a foreign currency is in the merchant's own, and one that the customer
    bears was paid on top.
    """
    fee, currency = payment.get("fee"), payment["currency"]
    is_foreign = payment.get("base_currency", currency) != currency
    is_foreign = is_foreign or (bool(payment.get("international")) and currency != "INR")
    if fee is None or is_foreign or payment.get("fee_bearer") == "customer":
        return None
    return from_provider(fee, currency)


def _amount(thing: Json) -> Money:
    return from_provider(thing["amount"], thing["currency"])


def _update(
    kind: FactKind,
    thing: Json,
    context: ObservationContext,
    *,
    amount: Money,
    reference: str | None = None,
    key: str | None = None,
    **more: Any,
) -> Update:
    """Write a fact; an empty `key` says that none of our keys made the object."""
    return Update(
        delivery_id=context.delivery_id or f"{thing['id']}:{kind.value}",
        provider_ref=context.provider_ref,
        kind=kind,
        object_id=thing["id"],
        amount=amount,
        occurred_at=context.occurred_at or moment(thing["created_at"]),
        reference=reference or context.reference,
        account=context.account,
        key=(context.key if key is None else key) or None,
        **more,
    )
