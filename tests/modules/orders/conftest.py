"""Counters with several ways to pay: a provider of its own process, and a bank account."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

IBAN = "DE89370400440532013000"


@pytest.fixture
def counter(client, queued, provider) -> Iterator[SalesDesk]:
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def bank(counter) -> UUID:
    """A second connection: a bank account, ten days to pay."""
    return add_bank(counter)


@pytest.fixture
def by_hand(counter) -> SalesDesk:
    """The counter, whose payments are authorized and collected by the organizer."""
    path = f"/api/v1/organizations/{counter.shop.organization.id}/connections"
    headers = owner(counter)
    answer = counter.client.patch(
        f"{path}/{counter.connection_id}",
        json={"options": {"collects": "by_hand"}},
        headers=headers,
    )
    assert answer.status_code == 200, answer.json
    return counter


def owner(counter: SalesDesk) -> dict[str, str]:
    return bearer(counter.shop.organization.owner)


def add_bank(counter: SalesDesk) -> UUID:
    new = connections.NewConnection(
        kind="payments",
        adapter_key="banktransfer",
        name="Our bank",
        values={"account_holder": "Hafenverein e. V.", "iban": IBAN},
    )
    return connections.create_connection(counter.ctx, new).id


def ways_of(bought: Purchase) -> Any:
    answer = bought.counter.client.get(f"{bought.path}/payment-methods", headers=bought.headers)
    assert answer.status_code == 200, answer.json
    return answer.json


def views_of(bought: Purchase) -> list[payments.PaymentView]:
    """The payments of an order, the newest first."""
    with transaction(bought.counter.ctx) as tx:
        return payments.list_payments_of(tx, UUID(bought.id))


def arrive(bought: Purchase, *, minor: int | None = None) -> None:
    """Let a transfer show up at the bank, and work off what follows."""
    view = next(each for each in views_of(bought) if each.method == "transfer")
    update = Update(
        delivery_id=f"line-{view.id}",
        provider_ref=view.provider_ref or "",
        kind=FactKind.PAYMENT_SUCCEEDED,
        object_id=f"line-{view.id}",
        amount=Money(view.amount.minor if minor is None else minor, view.currency),
        occurred_at=clock.now(),
    )
    ctx = system_in(bought.counter.ctx.organization_id, "tests.bank")
    payments.apply_report(ctx, view.connection_id, [update], source=payments.Source.STATEMENT)
    work.drain()


def settle(bought: Purchase, outcome: str = "success") -> None:
    """Let the provider's bank answer, deliver what it tells, and work off what follows."""
    bought.settle(outcome)
    hear(bought)


def hear(bought: Purchase) -> None:
    bought.counter.deliver(bought.told())
    work.drain()


def later(**span: float) -> Any:
    return clock.frozen(clock.now() + timedelta(**span))


def lapse() -> None:
    """Let due orders go, before a worker has got to what follows."""
    work.run_timed("orders.expire_due")


def expire() -> None:
    lapse()
    work.drain()


def mails_about(bought: Purchase) -> list[str]:
    """Templates of the mails that were written about an order, oldest first."""
    with transaction(bought.counter.ctx) as tx:
        rows = tx.query(
            "SELECT template FROM mails WHERE order_id = %(id)s ORDER BY id", {"id": bought.id}
        )
    return [row[0] for row in rows]
