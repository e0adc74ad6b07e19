"""Payment methods offered for an amount, and what the buyer of a payment has to do next.

The next action is stored with the payment; its client token is sealed.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import from_attributes
from turnout.modules.connections import api as connections
from turnout.modules.payments import rules
from turnout.modules.payments.errors import MethodNotOffered
from turnout.modules.payments.models import PaymentRow, PaymentState
from turnout.modules.payments.types import Payment, PaymentMethod, PaymentView
from turnout_sdk.money import Money
from turnout_sdk.payments import Flow, Method, NextAction, Operation

MODULE = "module"
SEALED_FIELD: Final = "payments.client_token"


def list_methods(
    tx: Transaction, amount: Money, *, country: str | None = None
) -> list[PaymentMethod]:
    """Every way to pay the amount, in the order of the connections; none names its adapter.

    A way that two connections offer is listed for the first of them.
    """
    found: dict[str, PaymentMethod] = {}
    for connection in connections.list_payment_connections(tx):
        for method in connection.capabilities.methods:
            if connection.accepts(amount, method, country=country):
                offered = PaymentMethod(
                    connection_id=connection.id,
                    method=method.key,
                    title=method.title,
                    flow=method.flow.value,
                    mode=connection.mode,
                    longest_pending_seconds=method.longest_pending_seconds,
                    module=_module_for(connection, method),
                )
                found.setdefault(f"{method.key} {method.title}", offered)
    return list(found.values())


def method_of(
    connection: connections.PaymentConnection | None,
    amount: Money,
    *,
    method: str | None,
    country: str | None,
) -> str | None:
    """The method of a new payment; MethodNotOffered when the wanted one does not fit.

    Without a wish the adapter decides, unless its own first choice does not take the amount.
    """
    if connection is None:
        return method
    every = connection.capabilities.methods
    fitting = [each.key for each in every if connection.accepts(amount, each, country=country)]
    if method is not None and method not in fitting:
        raise MethodNotOffered
    if method is not None or not fitting or fitting[0] == every[0].key:
        return method
    return fitting[0]


def with_module(
    tx: Transaction, connection_id: UUID | None, action: NextAction | None
) -> NextAction | None:
    """The action, with the address of the script that draws its fields on a page of ours.

    Where that script is served is for us to say: whatever an adapter names so is left out.
    """
    if action is None or action.flow is not Flow.EMBEDDED:
        return action
    connection = connections.get_payment_connection(tx, connection_id)
    options = {
        name: value for name, value in (action.client_options or {}).items() if name != MODULE
    }
    if connection is not None and connection.fields is not None:
        options[MODULE] = connection.fields.module
    return replace(action, client_options=options or None)


def provider_title(tx: Transaction, connection_id: UUID | None) -> str:
    """The name of a connection's provider; empty for money that a person took."""
    connection = connections.get_payment_connection(tx, connection_id)
    return connection.title if connection is not None else ""


def for_buyer(tx: Transaction, view: PaymentView) -> PaymentView:
    """The payment as its buyer's page shows it, with the script of an embedded method."""
    action = with_module(tx, view.connection_id, view.next_action)
    return view if action is view.next_action else replace(view, next_action=action)


def _module_for(connection: connections.PaymentConnection, method: Method) -> str | None:
    fields = connection.fields
    return fields.module if fields is not None and method.flow is Flow.EMBEDDED else None


def with_next_action(payment: PaymentRow, *, now: datetime) -> PaymentView:
    """Make the value of a payment, with what its buyer has to do next."""
    action = next_action_of(payment, now=now)
    return from_attributes(PaymentView, Payment.of(payment, now=now), next_action=action)


def store_next_action(payment: PaymentRow, answer: Operation) -> None:
    """Store what the buyer has to do, so that a reloaded page shows it again."""
    action = answer.next_action
    payment.redirect_url = answer.redirect_url
    payment.flow = action.flow.value if action else None
    payment.client_token = _seal(payment, action.client_token if action else None)
    options = action.client_options if action else None
    payment.client_options = dict(options) if options else None
    said = action.instructions if action else None
    payment.instructions = [part for pair in said.items() for part in pair] if said else None
    payment.action_expires_at = action.expires_at if action else None


def next_action_of(payment: PaymentRow, *, now: datetime) -> NextAction | None:
    """Read the buyer's next action; None when there is none, or it is out of date.

    A transfer stays to be made while the bank is waited for, so its instructions stay as well.
    """
    waits = payment.state == PaymentState.NEEDS_ACTION.value
    follows = payment.state == PaymentState.PROCESSING.value and payment.instructions is not None
    is_due = (waits or follows) and rules.is_payable(payment, now=now)
    if payment.flow is None or not is_due:
        return None
    pairs = payment.instructions or []
    return NextAction(
        flow=Flow(payment.flow),
        redirect_url=payment.redirect_url,
        client_token=_unseal(payment),
        client_options=payment.client_options,
        instructions=dict(zip(pairs[::2], pairs[1::2], strict=True)) or None,
        expires_at=payment.action_expires_at,
    )


def _seal(payment: PaymentRow, token: str | None) -> bytes | None:
    if token is None:
        return None
    keys = runtime.current().keys
    return keys.seal(token.encode(), organization_id=payment.organization_id, field=SEALED_FIELD)


def _unseal(payment: PaymentRow) -> str | None:
    if payment.client_token is None:
        return None
    keys = runtime.current().keys
    sealed = bytes(payment.client_token)
    return keys.open(sealed, organization_id=payment.organization_id, field=SEALED_FIELD).decode()
