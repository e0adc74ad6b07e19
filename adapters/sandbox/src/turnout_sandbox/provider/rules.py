"""Rules of payments: which step follows which, what may be captured and refunded; refusals."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from turnout_sdk.money import Money
from turnout_sdk.testing.provider.app import Refusal

NO_STORE = {"Cache-Control": "no-store"}


class Refused(Refusal):
    """The request is understood and will not be carried out."""

    def __init__(self, status: HTTPStatus, code: str, message: str, **more: Any) -> None:
        super().__init__(status, {"error": {"code": code, "message": message, **more}}, NO_STORE)


FEE_RATE = Decimal("0.02")
UNPAID = frozenset({"open", "needs_action", "pending"})
_SUCCESSFUL = frozenset({"success", "slow", "hang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The state a payment goes to and the facts that this makes, in their natural order."""

    state: str
    facts: tuple[str, ...] = ()
    code: str | None = None


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def text_of(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def fee_of(amount: Money) -> Money:
    """Keep two per cent."""
    return amount.portion(FEE_RATE)


def complete(state: str, outcome: str, *, capture: bool) -> Step:
    """Say what an outcome of the bank makes of a payment that is not paid yet."""
    if state not in UNPAID:
        raise wrong_state(state)
    if outcome in _SUCCESSFUL:
        return _succeed(state, capture=capture)
    if outcome == "decline":
        return Step(state="failed", facts=("payment.failed",), code="declined")
    if outcome == "pending" and state != "pending":
        return Step(state="pending", facts=("payment.pending",))
    if outcome == "requires_action" and state == "open":
        return Step(state="needs_action")
    raise wrong_state(state)


def require_refundable(amount: Money, captured: Money, refunded: Money) -> None:
    """Refuse to give back more than is left of what was collected."""
    _require_currency(amount, captured)
    if refunded + amount > captured:
        left = captured - refunded
        raise Refused(
            HTTPStatus.CONFLICT, "refund_exceeds_captured", f"At most {left} can be refunded."
        )


def require_capturable(state: str, amount: Money, authorized: Money) -> None:
    """Allow one capture per authorization, of no more than was authorized."""
    if state != "authorized":
        raise wrong_state(state)
    _require_currency(amount, authorized)
    if amount > authorized:
        raise Refused(
            HTTPStatus.CONFLICT,
            "capture_exceeds_authorized",
            f"At most {authorized} can be collected.",
        )


def require_voidable(state: str) -> None:
    if state not in UNPAID | {"authorized"}:
        raise wrong_state(state)


def wrong_state(state: str) -> Refused:
    return Refused(
        HTTPStatus.CONFLICT, "wrong_state", f"This is not possible: the payment is {state}."
    )


def not_found(*_: str) -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, "not_found", "There is no such object.")


def _succeed(state: str, *, capture: bool) -> Step:
    if not capture:
        return Step(state="authorized", facts=("payment.authorized",))
    facts = ("payment.succeeded",)
    return Step(
        state="succeeded", facts=facts if state == "pending" else ("payment.authorized", *facts)
    )


def _require_currency(amount: Money, other: Money) -> None:
    if amount.currency != other.currency:
        raise Refused(HTTPStatus.CONFLICT, "wrong_currency", f"The payment is in {other.currency}.")
