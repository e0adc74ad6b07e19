"""Ways to pay: what the connections of an organization declare, held against an amount."""

from turnout.kernel.tx import Transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments.errors import MethodNotOffered
from turnout.modules.payments.records import PaymentMethod
from turnout_sdk.money import Money


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
