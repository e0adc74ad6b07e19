"""Payment methods that an organization's connections offer for an amount."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments.errors import MethodNotOffered
from turnout.modules.payments.types import PaymentMethod, PaymentView
from turnout_sdk.money import Money
from turnout_sdk.payments import Flow, Method, NextAction

MODULE = "module"


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
    tx: Transaction, connection_id: UUID, action: NextAction | None
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


def shown(tx: Transaction, view: PaymentView) -> PaymentView:
    """A payment for its buyer's page."""
    action = with_module(tx, view.connection_id, view.next_action)
    return view if action is view.next_action else replace(view, next_action=action)


def _module_for(connection: connections.PaymentConnection, method: Method) -> str | None:
    fields = connection.fields
    return fields.module if fields is not None and method.flow is Flow.EMBEDDED else None
