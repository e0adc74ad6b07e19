"""Stock, orders and money while everybody acts at once; what counts is the database afterwards."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.modules.orders.service import payment_sync
from turnout.modules.orders.service.expiry import expire_order

BALANCE = """
    SELECT c.capacity, c.taken,
        (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l JOIN orders o
            ON o.organization_id = l.organization_id AND o.id = l.order_id
            WHERE l.organization_id = c.organization_id AND l.pool_id = c.pool_id
            AND o.state = 'confirmed') AS sold,
        (SELECT coalesce(sum((i ->> 'quantity')::bigint), 0)
            FROM inventory_holds h, jsonb_array_elements(h.items) i
            WHERE h.organization_id = c.organization_id AND h.state = 'held'
            AND (i ->> 'pool_id')::uuid = c.pool_id) AS held,
        (SELECT count(*) FROM tickets t JOIN ticket_types y
            ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id
            WHERE t.organization_id = c.organization_id AND y.pool_id = c.pool_id
            AND t.state = 'valid') AS tickets
    FROM inventory_counters c
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = %(pool_id)s
"""
OPEN = "SELECT state, count(*) FROM orders WHERE organization_id = %(organization_id)s GROUP BY 1"
ORPHANS = """
    SELECT count(*) FROM inventory_holds h WHERE h.organization_id = %(organization_id)s
    AND h.state = 'held' AND NOT EXISTS (SELECT FROM orders o
        WHERE o.organization_id = h.organization_id AND o.hold_id = h.id
        AND o.state IN ('held', 'awaiting_payment', 'under_review'))
"""
MONEY = """
    SELECT o.total_minor, o.paid_minor, o.refunded_minor,
        (SELECT coalesce(sum(r.amount_minor), 0) FROM order_refunds r
            WHERE r.organization_id = o.organization_id AND r.order_id = o.id
            AND r.state <> 'failed')
    FROM orders o WHERE o.organization_id = %(organization_id)s AND o.id = %(order_id)s
"""
LEDGER = """
    SELECT e.currency, sum(l.amount_minor) FROM ledger_lines l JOIN ledger_entries e
        ON e.organization_id = l.organization_id AND e.id = l.entry_id
    WHERE l.organization_id = %(organization_id)s GROUP BY e.currency
"""


@dataclass(frozen=True, slots=True)
class Stock:
    capacity: int
    taken: int
    sold: int
    held: int
    tickets: int


def stock_of(ask: Callable[..., Any], shop: MadeShop, type_id: UUID) -> Stock:
    [row] = ask(BALANCE, organization_id=shop.organization.id, pool_id=shop.pools[type_id])
    return Stock(*map(int, row))


def require_sound(ask: Callable[..., Any], shop: MadeShop, type_id: UUID) -> Stock:
    """What holds whatever happened: nothing oversold, nothing lost, a ticket for each place."""
    stock = stock_of(ask, shop, type_id)
    assert stock.taken <= stock.capacity
    assert stock.taken == stock.sold + stock.held
    assert stock.tickets == stock.sold
    assert ask(ORPHANS, organization_id=shop.organization.id) == [(0,)]
    return stock


def money_of(till: Any, order: dict[str, Any]) -> dict[str, UUID]:
    """Which order `MONEY` is asked of."""
    return {"organization_id": till.shop.organization.id, "order_id": UUID(order["id"])}


def caller(app: Any) -> Any:
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "turnout.test"
    return client


def test_free_orders_and_paid_holds_at_once_take_exactly_what_there_is(
    app: Any, at_once: Any, ask: Any
) -> None:
    shop = make_shop()
    free = shop.add_type(capacity=9)
    paid = shop.add_type(pool_id=shop.pools[free], price_minor=700)

    def buy(number: int) -> int:
        kind = (free, paid)[number % 2]
        body = shop.basket(kind, quantity=1 + number % 3)
        return int(caller(app).post(shop.orders_path, json=body).status_code)

    answers = Counter(at_once(*(lambda n=n: buy(n) for n in range(16))))
    assert answers.keys() <= {201, 409, 410}
    stock = require_sound(ask, shop, free)
    assert stock.taken >= 7  # at most two places are left for who wanted three
    orders = dict(ask(OPEN, organization_id=shop.organization.id))
    assert sum(orders.values()) == answers[201]


def test_buying_cancelling_and_expiring_at_once_lose_no_place(
    app: Any, at_once: Any, ask: Any
) -> None:
    """Lapsed holds are collected by the next buyer and expired by the job: each place once."""
    shop = make_shop()
    paid = shop.add_type(capacity=4, price_minor=700)
    held = [caller(app).post(shop.orders_path, json=shop.basket(paid)).get_json() for _ in range(4)]
    assert stock_of(ask, shop, paid).held == 4
    ctx = system_in(shop.organization.id, "tests.expire")

    def buy() -> Any:
        return caller(app).post(shop.orders_path, json=shop.basket(paid)).status_code

    def expire(order: Any) -> Any:
        return expire_order(ctx, UUID(order["id"]))

    def cancel(order: Any) -> Any:
        path = f"{shop.orders_path}/{order['id']}/cancel"
        headers = {"Turnout-Order-Secret": order["secret"]}
        return caller(app).post(path, headers=headers).status_code

    with clock.frozen(clock.now() + timedelta(hours=2)):
        answers = at_once(
            *(buy for _ in range(6)),
            *(lambda o=o: expire(o) for o in held),
            *(lambda o=o: cancel(o) for o in held),
        )
    assert not [each for each in answers if each is not True and each is not False and each >= 500]
    stock = require_sound(ask, shop, paid)
    orders = dict(ask(OPEN, organization_id=shop.organization.id))
    assert orders.get("expired", 0) + orders.get("cancelled", 0) == 4
    assert orders.get("held", 0) == stock.held == answers[:6].count(201)


def test_one_idempotency_key_at_once_makes_one_order(app: Any, at_once: Any, ask: Any) -> None:
    shop = make_shop()
    free = shop.add_type(capacity=50)
    body, headers = shop.basket(free), {"Idempotency-Key": new_id().hex}

    def buy() -> tuple[int, str]:
        answer = caller(app).post(shop.orders_path, json=body, headers=headers)
        return answer.status_code, answer.get_json().get("id", "")

    answers = at_once(*(buy for _ in range(6)))
    assert {status for status, _ in answers} <= {201, 409}
    assert len({order for status, order in answers if status == 201}) == 1
    assert require_sound(ask, shop, free).sold == 1


def test_capacity_that_is_lowered_during_the_rush_is_kept(app: Any, at_once: Any, ask: Any) -> None:
    shop = make_shop()
    free = shop.add_type(capacity=20)
    path = (
        f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
        f"/pools/{shop.pools[free]}"
    )
    headers = bearer(shop.organization.owner)

    def lower() -> int:
        return int(caller(app).patch(path, json={"capacity": 5}, headers=headers).status_code)

    def buy() -> int:
        return int(caller(app).post(shop.orders_path, json=shop.basket(free)).status_code)

    answers = at_once(*(buy for _ in range(10)), lower)
    assert answers[-1] in (200, 409, 422)
    stock = require_sound(ask, shop, free)
    assert stock.capacity == (5 if answers[-1] == 200 else 20)


# With money


@dataclass(slots=True)
class Till:
    """A shop that takes money, with one place, and buyers of it."""

    app: Any
    provider: making.Provider
    shop: MadeShop
    type_id: UUID
    connection_id: UUID

    def paid_but_not_heard(self) -> dict[str, Any]:
        """An order whose money has come, and whose fact waits in the outbox."""
        order = self.awaiting()
        self.provider.complete(self.shop.organizer, order["ref"], "success")
        self.hear(order["ref"])
        return order

    def awaiting(self) -> dict[str, Any]:
        client = caller(self.app)
        order = client.post(self.shop.orders_path, json=self.shop.basket(self.type_id)).get_json()
        started = client.post(
            f"{self.shop.orders_path}/{order['id']}/payment",
            json={},
            headers={"Turnout-Order-Secret": order["secret"]},
        ).get_json()
        return {**order, "ref": making.ref_of(started["redirect_url"])}

    def hear(self, ref: str) -> None:
        """Take the deliveries and read them; the facts that follow are not handled yet."""
        ctx = self.shop.organizer
        for body in self.provider.deliveries(ctx, ref):
            self.deliver(body)
        self.read()

    def deliver(self, body: bytes) -> int:
        ctx = self.shop.organizer
        path, headers = making.hook_path(ctx, self.connection_id), making.signed(ctx, body)
        return int(caller(self.app).post(path, data=body, headers=headers).status_code)

    def read(self) -> None:
        functions = {each.name: each.function for each in tasks.registered()}
        waiting = [each for each in work.QUEUED if each[0] == "payments.read_delivery"]
        for each in waiting:
            work.QUEUED.remove(each)
            functions[each[0]](*each[1])

    def follow(self, order: dict[str, Any]) -> None:
        ctx = system_in(self.shop.organization.id, "tests.follow")
        payment_sync.sync_with_payments(ctx, UUID(order["id"]))

    def expire(self, order: dict[str, Any]) -> bool:
        ctx = system_in(self.shop.organization.id, "tests.expire")
        return expire_order(ctx, UUID(order["id"]))

    def refund(self, order: dict[str, Any], **body: Any) -> int:
        headers = {**bearer(self.shop.organization.owner), "Idempotency-Key": new_id().hex}
        path = f"{self.shop.orders_path}/{order['id']}/refunds"
        return int(caller(self.app).post(path, json=body, headers=headers).status_code)


@pytest.fixture
def till(app: Any, queued: Any, provider: making.Provider) -> Any:
    shop = make_shop()
    type_id = shop.add_type(capacity=1, price_minor=2500)
    connection = making.make_payment_connection(shop.organizer, provider=provider)
    with making.reachable(provider):
        yield Till(app, provider, shop, type_id, connection)


@pytest.mark.parametrize("attempt", range(4))
def test_money_that_comes_while_the_order_lapses_buys_a_place_or_goes_back(
    till: Till, at_once: Any, ask: Any, attempt: int
) -> None:
    order = till.paid_but_not_heard()

    def buy() -> Any:
        return caller(till.app).post(till.shop.orders_path, json=till.shop.basket(till.type_id))

    with clock.frozen(clock.now() + timedelta(hours=48, seconds=attempt)):
        at_once(
            lambda: till.follow(order), lambda: till.expire(order), buy, lambda: till.follow(order)
        )
        till.follow(order)  # heard again, as the outbox may
    stock = require_sound(ask, till.shop, till.type_id)
    assert stock.taken == 1
    [(total, paid, refunded, asked)] = ask(MONEY, **money_of(till, order))
    [(state,)] = ask("SELECT state FROM orders WHERE id = %(id)s", id=UUID(order["id"]))
    assert (total, paid, refunded) == (2500, 2500, 0)
    assert (state, asked) in (("confirmed", 0), ("expired", 2500))


def test_a_payment_that_is_followed_by_many_at_once_issues_its_tickets_once(
    till: Till, at_once: Any, ask: Any
) -> None:
    order = till.paid_but_not_heard()
    at_once(*(lambda: till.follow(order) for _ in range(5)))
    assert require_sound(ask, till.shop, till.type_id).sold == 1
    confirmed = ask(
        "SELECT count(*) FROM outbox WHERE organization_id = %(id)s"
        " AND name = 'orders.confirmed.v1'",
        id=till.shop.organization.id,
    )
    assert confirmed == [(1,)]


def test_one_delivery_that_comes_many_times_at_once_counts_once(
    till: Till, at_once: Any, ask: Any
) -> None:
    order = till.awaiting()
    till.provider.complete(till.shop.organizer, order["ref"], "success")
    bodies = till.provider.deliveries(till.shop.organizer, order["ref"])
    answers = at_once(*(lambda b=b: till.deliver(b) for b in bodies for _ in range(2)))
    assert set(answers) <= {204, 503}  # 503: too many at once, the provider comes again
    assert [till.deliver(each) for each in bodies] == [204] * len(bodies)
    work.drain()
    assert require_sound(ask, till.shop, till.type_id).sold == 1
    [(total, paid, refunded, asked)] = ask(MONEY, **money_of(till, order))
    assert (total, paid, refunded, asked) == (2500, 2500, 0, 0)
    for _, balance in ask(LEDGER, organization_id=till.shop.organization.id):
        assert balance == 0


def test_refunds_at_once_never_give_back_more_than_was_paid(
    till: Till, at_once: Any, ask: Any
) -> None:
    order = till.paid_but_not_heard()
    work.drain()
    answers = at_once(*(lambda: till.refund(order, amount_minor=1000) for _ in range(5)))
    assert sorted(answers) == [202, 202, 409, 409, 409]
    [(_, _, _, asked)] = ask(MONEY, **money_of(till, order))
    assert asked == 2000
    work.drain()
    [(_, paid, refunded, _)] = ask(MONEY, **money_of(till, order))
    assert (paid, refunded) == (2500, 2000)
    at_provider = till.provider.payment(till.shop.organizer, order["ref"])
    assert at_provider["refunded_minor"] == 2000
    for _, balance in ask(LEDGER, organization_id=till.shop.organization.id):
        assert balance == 0


def test_full_refunds_and_a_cancellation_at_once_end_the_order_once(
    till: Till, at_once: Any, ask: Any
) -> None:
    order = till.paid_but_not_heard()
    work.drain()

    def cancel() -> int:
        path = f"{till.shop.orders_path}/{order['id']}/cancel"
        return int(
            caller(till.app)
            .post(path, headers={"Turnout-Order-Secret": order["secret"]})
            .status_code
        )

    answers = at_once(lambda: till.refund(order), lambda: till.refund(order), cancel)
    assert sorted(answers) == [202, 409, 409]
    work.drain()
    stock = require_sound(ask, till.shop, till.type_id)
    assert (stock.sold, stock.taken) == (0, 0)
    [(_, paid, refunded, asked)] = ask(MONEY, **money_of(till, order))
    assert (paid, refunded, asked) == (2500, 2500, 2500)
