"""Numbers without a gap while everybody confirms at once and some fail on the way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from tests.factories import invoices as making
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.invoices import queries, service
from turnout.modules.invoices.types import DocumentKind
from turnout.modules.orders import api as orders

NUMBERS = """
    SELECT sequence, number FROM invoices
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s ORDER BY sequence
"""
COUNTER = """
    SELECT last_number FROM invoice_counters
    WHERE organization_id = %(organization_id)s AND kind = 'invoice'
"""


class Crashed(Exception):
    """The process died after it had taken a number."""


@pytest.fixture
def shop(app: Any) -> MadeShop:
    return make_shop()


def crash(shop: MadeShop) -> Callable[[], None]:
    def run() -> None:
        with suppress(Crashed), transaction(system_in(shop.organization.id, "tests.crash")) as tx:
            queries.lock_counter(tx, DocumentKind.INVOICE, clock.now().year)
            queries.take_number(tx, DocumentKind.INVOICE, clock.now().year)
            raise Crashed

    return run


def follow(shop: MadeShop, order_id: Any, job: str) -> Callable[[], None]:
    return lambda: service.follow_order(system_in(shop.organization.id, job), order_id)


def test_fifty_confirmations_at_once_take_one_to_fifty(
    running: Any, client: Any, shop: MadeShop, at_once: Any, ask: Any
) -> None:
    type_id = shop.add_type(capacity=100, price_minor=1190, tax_rate_bp=1900)
    placed = [making.place(client, shop, type_id)["id"] for _ in range(50)]
    facts = [making.pay(shop, order) for order in placed]
    calls = [follow(shop, fact.order_id, "tests.confirm") for fact in facts]
    at_once(*calls, *(crash(shop) for _ in range(20)), threads=running.settings.database_pool)
    found = ask(NUMBERS, organization_id=shop.organization.id, kind="invoice")
    year = clock.now().year
    assert found == [(n, f"INV-{year}-{n:06}") for n in range(1, 51)]
    assert ask(COUNTER, organization_id=shop.organization.id) == [(50,)]


def sequences(ask: Any, shop: MadeShop, kind: str) -> list[int]:
    found = ask(NUMBERS, organization_id=shop.organization.id, kind=kind)
    return [sequence for sequence, _ in found]


@pytest.fixture
def earlier(client: Any, shop: MadeShop) -> UUID:
    """A ticket type of which an order was sold and refunded before: both counters are there."""
    type_id = shop.add_type(price_minor=1190, tax_rate_bp=1900)
    order = making.place(client, shop, type_id)
    fact = making.pay(shop, order["id"])
    making.refund(shop, order["id"], 1190)
    follow(shop, fact.order_id, "tests.before")()
    return type_id


def test_a_confirmation_that_is_heard_often_at_once_makes_one_invoice(
    client: Any, shop: MadeShop, earlier: UUID, at_once: Any, ask: Any
) -> None:
    fact = making.pay(shop, making.place(client, shop, earlier)["id"])
    at_once(*[follow(shop, fact.order_id, "tests.confirm")] * 8)
    assert sequences(ask, shop, "invoice") == [1, 2]


def test_a_refund_that_is_heard_often_at_once_makes_one_credit_note(
    client: Any, shop: MadeShop, earlier: UUID, at_once: Any, ask: Any
) -> None:
    order = making.place(client, shop, earlier)
    fact = making.pay(shop, order["id"])
    follow(shop, fact.order_id, "tests.confirm")()
    making.refund(shop, order["id"], 500)
    at_once(*[follow(shop, fact.order_id, "tests.refund")] * 8)
    assert sequences(ask, shop, "credit_note") == [1, 2]


def test_whoever_holds_an_order_gets_on_to_its_invoice(
    running: Any, client: Any, shop: MadeShop, ask: Any, processes_that_wait: Any
) -> None:
    """A refund, or its preview, locks the order first: an invoice waits for it, holding nothing."""
    type_id = shop.add_type(capacity=10, price_minor=1190)
    fact = making.pay(shop, making.place(client, shop, type_id)["id"])
    inside = system_in(shop.organization.id, "tests.refund")
    with ThreadPoolExecutor(1) as pool:
        with transaction(inside) as tx:
            orders.lock_summary(tx, fact.order_id)
            issued = pool.submit(follow(shop, fact.order_id, "tests.confirm"))
            assert processes_that_wait(), "the invoice waits for its order"
            service.follow_order_in(tx, fact.order_id)
        issued.result()
    [(sequence, _)] = ask(NUMBERS, organization_id=shop.organization.id, kind="invoice")
    assert sequence == 1
