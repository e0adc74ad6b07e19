"""Request bodies of orders, captures and refunds at PayPal.

An order's body follows from the charge alone, so that a repeated request is the same to the byte.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from turnout_paypal.amounts import to_provider
from turnout_paypal.metadata import Label
from turnout_paypal.settings import Settings
from turnout_sdk.errors import Misconfigured
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Refund

LONGEST_TEXT = 127
UNIT = "default"
LOCALES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "ar-EG", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US",
        "es": "es-ES", "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL", "hu": "hu-HU", "id": "id-ID",
        "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "nb": "no-NO", "nl": "nl-NL", "nn": "no-NO",
        "no": "no-NO", "pl": "pl-PL", "pt": "pt-PT", "ru": "ru-RU", "sk": "sk-SK", "sv": "sv-SE",
        "th": "th-TH", "zh": "zh-CN",
    }
)  # fmt: skip
_REGIONS = frozenset(
    {"de-AT", "de-CH", "en-AU", "en-CA", "en-GB", "en-IN", "fr-BE", "fr-CA", "fr-CH", "it-CH",
     "nl-BE", "pt-BR", "zh-HK", "zh-TW"}
)  # fmt: skip


def order(charge: Charge, settings: Settings) -> dict[str, Any]:
    """An order for one thing, paid on PayPal's page by something that pays at once."""
    unit: dict[str, Any] = {
        "reference_id": UNIT,
        "custom_id": charge.reference,
        "invoice_id": charge.reference,
        "description": charge.description[:LONGEST_TEXT],
        "amount": to_provider(charge.amount),
    }
    if settings.merchant_id:
        unit["payee"] = {"merchant_id": settings.merchant_id}
    fees = _platform_fees(charge.platform_fee, settings)
    if fees:
        unit["payment_instruction"] = {"platform_fees": fees}
    context = {
        "user_action": "PAY_NOW",
        "shipping_preference": "NO_SHIPPING",
        "payment_method_preference": "IMMEDIATE_PAYMENT_REQUIRED",
        "return_url": charge.return_url,
        "cancel_url": charge.cancel_url,
    }
    if locale := locale_of(charge.locale):
        context["locale"] = locale
    return {
        "intent": "CAPTURE" if charge.capture else "AUTHORIZE",
        "purchase_units": [unit],
        "payment_source": {"paypal": {"experience_context": context}},
    }


def label(written: Label) -> list[dict[str, Any]]:
    """Name the order on itself, before anything is made of it that inherits the name."""
    path = f"/purchase_units/@reference_id=='{UNIT}'/custom_id"
    return [{"op": "replace", "path": path, "value": written.write()}]


def capture(amount: Money, *, key: str, is_last: bool) -> dict[str, Any]:
    """A part of an authorization. The key is its invoice: PayPal refuses an invoice paid twice."""
    return {"amount": to_provider(amount), "invoice_id": key, "final_capture": is_last}


def refund(asked: Refund, written: Label, settings: Settings) -> dict[str, Any]:
    """The organizer's own words stay here: PayPal would show them to the buyer."""
    body: dict[str, Any] = {"amount": to_provider(asked.amount), "custom_id": written.write()}
    fees = _platform_fees(asked.platform_fee, settings)
    if fees:
        body["payment_instruction"] = {"platform_fees": fees}
    return body


def locale_of(wanted: str) -> str | None:
    """PayPal's five letters for a language; None leaves the choice to PayPal."""
    language, _, region = wanted.replace("_", "-").partition("-")
    exact = f"{language.lower()}-{region.upper()}"
    return exact if exact in _REGIONS else LOCALES.get(language.lower())


def _platform_fees(fee: Money | None, settings: Settings) -> list[dict[str, Any]]:
    if fee is None or fee.is_zero:
        return []
    if not settings.is_partner:
        raise Misconfigured("a platform fee needs a partner's credentials and a merchant ID")
    return [{"amount": to_provider(fee)}]
