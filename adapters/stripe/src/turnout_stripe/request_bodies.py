"""Request bodies of sessions, intents and refunds, as the library's parameters.

Everything here follows from the charge alone: a repeated request has to be the same to the byte,
or Stripe refuses its key.
"""

from typing import Any

from turnout_sdk.errors import Declined, Misconfigured
from turnout_sdk.payments import Capture, Charge, Refund
from turnout_stripe.amounts import to_provider
from turnout_stripe.capabilities import FIELDS
from turnout_stripe.observations import CAPTURE_KEY, KEY, REFERENCE

SHORTEST_PAGE_SECONDS = 30 * 60
LONGEST_TEXT = 250
_LANGUAGES = (
    "bg cs da de el en es et fi fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv "
    "th tr vi zh"
)
_LOCALES = frozenset(_LANGUAGES.split())
_REASONS = frozenset({"duplicate", "fraudulent", "requested_by_customer"})


def session_params(charge: Charge, *, is_connected: bool) -> dict[str, Any]:
    """A page at Stripe. It stays open half an hour longer than the charge: Stripe's minimum."""
    method = charge.method or "card"
    if not charge.capture and method != "card":
        raise Declined("capture-not-separate", "This way to pay is always collected at once.")
    params: dict[str, Any] = {
        "mode": "payment",
        "client_reference_id": charge.reference,
        "success_url": charge.return_url,
        "cancel_url": charge.cancel_url,
        "payment_method_types": [method],
        "customer_creation": "if_required",
        "locale": _locale(charge.locale),
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": charge.amount.currency.lower(),
                    "unit_amount": to_provider(charge.amount),
                    "product_data": {"name": charge.description[:LONGEST_TEXT]},
                },
            }
        ],
        "metadata": _metadata(charge),
        "payment_intent_data": {
            "capture_method": "automatic" if charge.capture else "manual",
            "description": charge.description[:LONGEST_TEXT],
            "metadata": _metadata(charge),
            **_platform_fee(charge, is_connected=is_connected),
        },
    }
    if charge.buyer_email:
        params["customer_email"] = charge.buyer_email
    if charge.expires_at:
        params["expires_at"] = int(charge.expires_at.timestamp()) + SHORTEST_PAGE_SECONDS
    return params


def intent_params(charge: Charge, *, is_connected: bool) -> dict[str, Any]:
    """A payment whose card fields stand on our page."""
    params: dict[str, Any] = {
        "amount": to_provider(charge.amount),
        "currency": charge.amount.currency.lower(),
        "payment_method_types": ["card"],
        "capture_method": "automatic" if charge.capture else "manual",
        "description": charge.description[:LONGEST_TEXT],
        "metadata": _metadata(charge),
        **_platform_fee(charge, is_connected=is_connected),
    }
    if charge.buyer_email:
        params["receipt_email"] = charge.buyer_email
    return params


def is_embedded(charge: Charge) -> bool:
    return charge.method == FIELDS


def refund_params(refund: Refund) -> dict[str, Any]:
    """The organizer's own words stay here: Stripe knows three reasons, and buyers may see them."""
    params: dict[str, Any] = {
        "payment_intent": refund.provider_ref,
        "amount": to_provider(refund.amount),
        "metadata": {KEY: refund.key},
    }
    if refund.reason in _REASONS:
        params["reason"] = refund.reason
    return params


def capture_params(capture: Capture) -> dict[str, Any]:
    return {
        "amount_to_capture": to_provider(capture.amount),
        "metadata": {CAPTURE_KEY: capture.key},
        "expand": ["latest_charge.balance_transaction"],
    }


def _metadata(charge: Charge) -> dict[str, str]:
    return {REFERENCE: charge.reference, KEY: charge.key}


def _platform_fee(charge: Charge, *, is_connected: bool) -> dict[str, int]:
    if charge.platform_fee is None or charge.platform_fee.is_zero:
        return {}
    if not is_connected:
        raise Misconfigured("a platform fee needs a connected account")
    return {"application_fee_amount": to_provider(charge.platform_fee)}


def _locale(wanted: str) -> str:
    language = wanted.partition("-")[0].lower()
    return language if language in _LOCALES else "auto"
