"""Request bodies of links, orders and refunds at Razorpay.

Everything here follows from the request of Turnout alone, because a repeated request has to be
the same to the byte. Notes are what ties Razorpay's objects to ours: only the shop can write
the notes of a link, an order or a refund, while those of a payment come from the buyer's browser.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from turnout_razorpay.amounts import to_provider
from turnout_razorpay.capabilities import CAPTURE_MINUTES, CHECKOUT, PAGE
from turnout_sdk.payments import Charge, Refund

REFERENCE, KEY, FLOW = "turnout_reference", "turnout_key", "turnout_flow"
PAYMENT, CAPTURE, CAPTURE_KEY, VOID_KEY = (
    "turnout_payment",
    "turnout_capture",
    "turnout_capture_key",
    "turnout_void_key",
)
MANUAL = "manual"

LONGEST_TEXT = 250
_GRACE_SECONDS = 20 * 60
_AUTOMATIC_MINUTES = 30
_TAG_LENGTH = 40


def link_tag(key: str) -> str:
    """Name a payment link by its key. Razorpay takes a `reference_id` once: that makes it safe."""
    return _tag("tl", key)


def order_tag(key: str) -> str:
    return _tag("to", key)


def tag_of(receipt: Any) -> str:
    """Say what of ours made an order: `to` we ourselves, `tl` a link of ours, paid on its page."""
    return receipt[:2] if isinstance(receipt, str) and receipt[2:3] == "-" else ""


def link_body(charge: Charge) -> dict[str, Any]:
    """A page at Razorpay. It stays open twenty minutes longer than the charge: Razorpay wants 15.

    Razorpay has no place for `cancel_url`; buyers who turn back use their browser.
    """
    body: dict[str, Any] = {
        "amount": to_provider(charge.amount),
        "currency": charge.amount.currency,
        "accept_partial": False,
        "reference_id": link_tag(charge.key),
        "description": charge.description[:LONGEST_TEXT],
        "notify": {"sms": False, "email": False},
        "reminder_enable": False,
        "notes": _notes(charge, PAGE),
        "callback_url": charge.return_url,
        "callback_method": "get",
    }
    if charge.buyer_email:
        body["customer"] = {"email": charge.buyer_email}
    if charge.expires_at:
        body["expire_by"] = int(charge.expires_at.timestamp()) + _GRACE_SECONDS
    return body


def order_body(charge: Charge) -> dict[str, Any]:
    """An order for Checkout's fields. What is not captured in time goes back by itself."""
    notes = _notes(charge, CHECKOUT)
    options: dict[str, Any] = {
        "automatic_expiry_period": _AUTOMATIC_MINUTES,
        "manual_expiry_period": _AUTOMATIC_MINUTES,
        "refund_speed": "normal",
    }
    if not charge.capture:
        notes[CAPTURE] = MANUAL
        options = {"manual_expiry_period": CAPTURE_MINUTES, "refund_speed": "normal"}
    return {
        "amount": to_provider(charge.amount),
        "currency": charge.amount.currency,
        "receipt": order_tag(charge.key),
        "unique_receipt": True,
        "notes": notes,
        "payment": {
            "capture": "automatic" if charge.capture else "manual",
            "capture_options": options,
        },
    }


def refund_body(refund: Refund, reference: str | None) -> dict[str, Any]:
    """The organizer's own words stay here: buyers may see what Razorpay gets."""
    notes = {KEY: refund.key, PAYMENT: refund.provider_ref}
    if reference is not None:
        notes[REFERENCE] = reference
    return {
        "amount": to_provider(refund.amount),
        "speed": "normal",
        "receipt": _tag("tr", refund.key),
        "notes": notes,
    }


def refund_key(key: str) -> str:
    """The header takes letters, digits, hyphens and underscores, ten of them at least."""
    is_fit = len(key) >= 10 and key.isascii() and key.replace("-", "").replace("_", "").isalnum()  # noqa: PLR2004 - as the docstring says
    return key if is_fit else _tag("tr", key)


def notes_of(thing: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read notes, which are an empty list when there are none."""
    notes = thing.get("notes")
    return notes if isinstance(notes, Mapping) else {}


def _notes(charge: Charge, flow: str) -> dict[str, str]:
    return {REFERENCE: charge.reference, KEY: charge.key, FLOW: flow}


def _tag(kind: str, key: str) -> str:
    return f"{kind}-{hashlib.sha256(key.encode()).hexdigest()}"[:_TAG_LENGTH]
