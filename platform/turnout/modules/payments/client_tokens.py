"""The buyer's next action, stored with the payment; its client token is sealed."""

from datetime import datetime
from typing import Final

from turnout.kernel import runtime
from turnout.modules.payments import rules
from turnout.modules.payments.enums import PaymentState
from turnout.modules.payments.models import PaymentRow
from turnout_sdk import payments as sdk

FIELD: Final = "payments.client_token"


def seal(payment: PaymentRow, token: str | None) -> bytes | None:
    if token is None:
        return None
    keys = runtime.current().keys
    return keys.seal(token.encode(), organization_id=payment.organization_id, field=FIELD)


def unseal(payment: PaymentRow) -> str | None:
    if payment.client_token is None:
        return None
    keys = runtime.current().keys
    sealed = bytes(payment.client_token)
    return keys.open(sealed, organization_id=payment.organization_id, field=FIELD).decode()


def store_next_action(payment: PaymentRow, answer: sdk.Operation) -> None:
    """Store what the buyer has to do, so that a reloaded page shows it again."""
    action = answer.next_action
    payment.redirect_url = answer.redirect_url
    payment.flow = action.flow.value if action else None
    payment.client_token = seal(payment, action.client_token if action else None)
    options = action.client_options if action else None
    payment.client_options = dict(options) if options else None
    said = action.instructions if action else None
    payment.instructions = [part for pair in said.items() for part in pair] if said else None
    payment.action_expires_at = action.expires_at if action else None


def next_action_of(payment: PaymentRow, *, now: datetime) -> sdk.NextAction | None:
    """Read the buyer's next action; None when there is none, or it is out of date.

    A transfer stays to be made while the bank is waited for, so its instructions stay as well.
    """
    waits = payment.state == PaymentState.NEEDS_ACTION.value
    follows = payment.state == PaymentState.PROCESSING.value and payment.instructions is not None
    is_due = (waits or follows) and rules.is_payable(payment, now=now)
    if payment.flow is None or not is_due:
        return None
    pairs = payment.instructions or []
    return sdk.NextAction(
        flow=sdk.Flow(payment.flow),
        redirect_url=payment.redirect_url,
        client_token=unseal(payment),
        client_options=payment.client_options,
        instructions=dict(zip(pairs[::2], pairs[1::2], strict=True)) or None,
        expires_at=payment.action_expires_at,
    )
