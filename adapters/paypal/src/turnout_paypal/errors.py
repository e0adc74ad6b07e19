"""PayPal's refusals in the SDK's words."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from turnout_sdk.errors import AdapterError, Declined, Misconfigured

GOES_ON = frozenset({"ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED"})
"""Refusals to collect after which the buyer is expected back on PayPal's page."""

_ISSUES = (
    "CONSENT_NEEDED PAYEE_ACCOUNT_INVALID PAYEE_ACCOUNT_LOCKED_OR_CLOSED "
    "PAYEE_ACCOUNT_NOT_SUPPORTED PAYEE_ACCOUNT_NOT_VERIFIED PAYEE_ACCOUNT_RESTRICTED "
    "PAYEE_NOT_CONSENTED PERMISSION_DENIED PERMISSION_NOT_GRANTED "
    "PLATFORM_FEE_PAYEE_CANNOT_BE_SAME_AS_PAYER"
)
_ORGANIZERS_OWN = frozenset(_ISSUES.split())
_MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "INSTRUMENT_DECLINED": "The bank or card issuer refused this payment.",
        "PAYER_CANNOT_PAY": "PayPal cannot take this payment from this account.",
        "TRANSACTION_REFUSED": "PayPal refused this payment.",
        "COMPLIANCE_VIOLATION": "PayPal refused this payment.",
        "PAYER_ACCOUNT_LOCKED_OR_CLOSED": "This PayPal account cannot be used at present.",
        "PAYER_ACCOUNT_RESTRICTED": "This PayPal account cannot be used at present.",
        "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED": "This payment was tried too often.",
        "CAPTURE_FULLY_REFUNDED": "All of this payment was given back already.",
        "REFUND_AMOUNT_EXCEEDED": "There is not so much left to give back.",
        "REFUND_TIME_LIMIT_EXCEEDED": "PayPal gives money back for 180 days only.",
    }
)
_CODE = re.compile(r"[A-Z0-9_]{1,80}")


def refusal_of(status: int, content: Any) -> AdapterError:
    """Read an answer of 4xx: Declined under PayPal's own name of the issue.

    Misconfigured if the account that is paid is at fault, or if this was no answer of PayPal's.
    """
    code = issue_of(content)
    if code is None:
        return Misconfigured(f"PayPal answered {status} without saying why: is this its address?")
    if code in _ORGANIZERS_OWN:
        return Misconfigured(f"PayPal does not let this account be paid: {code}")
    return Declined(code, _MESSAGES.get(code, "PayPal refused this operation."))


def issue_of(content: Any) -> str | None:
    """Find the first issue of an error body, else its name; None when it is no error of PayPal."""
    try:
        error = json.loads(content)
        details = error.get("details") or [{}]
        code = details[0].get("issue") or error.get("name")
    except (ValueError, TypeError, AttributeError, LookupError):
        return None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None
