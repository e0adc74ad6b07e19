"""Passes, single tickets, lapsing holds and cancellations of several events, all at once."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.concurrency.test_stock import caller
from tests.factories import work
from tests.factories.passes import MadeSeason, make_season
from tests.factories.people import bearer

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.modules.events import api as events
from turnout.modules.orders.cancellation import service as cancellation
from turnout.modules.orders.service.expiry import expire_order

STOCK = """
    SELECT c.pool_id, c.capacity, c.taken,
        (SELECT count(*) FROM tickets t JOIN ticket_types y
            ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id
            WHERE t.organization_id = c.organization_id AND y.pool_id = c.pool_id
            AND t.state = 'valid') AS tickets,
        (SELECT coalesce(sum((i ->> 'quantity')::bigint), 0)
            FROM inventory_holds h, jsonb_array_elements(h.items) i
            WHERE h.organization_id = c.organization_id AND h.state = 'held'
            AND (i ->> 'pool_id')::uuid = c.pool_id) AS held
    FROM inventory_counters c
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = ANY(%(pools)s)
"""


def require_sound(ask: Callable[..., Any], season: MadeSeason) -> dict[UUID, int]:
    """Of each evening: never oversold, and each place taken is a ticket or held. Pool → taken."""
    rows = ask(STOCK, organization_id=season.organization.id, pools=season.pools)
    assert len(rows) == len(season.pools)
    for _, capacity, taken, tickets, held in rows:
        assert taken <= capacity
        assert taken == tickets + held
    return {row[0]: row[2] for row in rows}


def buy(app: Any, season: MadeSeason, type_id: UUID, at: int = 0, **options: Any) -> Any:
    shop = season.evenings[at]
    return caller(app).post(shop.orders_path, json=shop.basket(type_id, **options))


def test_passes_and_single_tickets_at_once_never_oversell_an_evening(
    app: Any, at_once: Any, ask: Any
) -> None:
    season = make_season(7, 5, 9)
    every = season.add_pass()
    some = season.add_pass(of=[season.types[2], season.types[0]])
    wishes = [(every, 0), (some, 0), *((kind, at) for at, kind in enumerate(season.types))]
    answers = at_once(
        *(lambda n=n: buy(app, season, *wishes[n % 5]).status_code for n in range(30))
    )
    assert set(answers) <= {201, 409}
    sold = Counter(wishes[n % 5][0] for n, code in enumerate(answers) if code == 201)
    taken = require_sound(ask, season)
    assert [taken[pool] for pool in season.pools] == [
        sold[every] + sold[some] + sold[season.types[0]],
        sold[every] + sold[season.types[1]],
        sold[every] + sold[some] + sold[season.types[2]],
    ]
    assert 5 in taken.values() or 7 in taken.values()  # somebody was refused for a reason


def test_lapsed_passes_come_back_whole_whoever_collects_them(
    app: Any, at_once: Any, ask: Any
) -> None:
    """Buyers collect what lapsed, the job expires it, buyers cancel: none waits in a ring."""
    season = make_season(4, 4, 4, 4)
    ways = [
        season.add_pass(),
        season.add_pass(of=[season.types[3], season.types[0]]),
        season.add_pass(of=[season.types[0], season.types[2], season.types[1]]),
        season.add_pass(of=[season.types[1], season.types[3], season.types[0]]),
    ]
    held = [buy(app, season, ways[n % 4], named=False) for n in range(8)]
    orders = [each.get_json() for each in held if each.status_code == 201]
    assert len(orders) >= 4
    ctx = system_in(season.organization.id, "tests.expire")

    def expire(order: Any) -> Any:
        return expire_order(ctx, UUID(order["id"]))

    def cancel(order: Any) -> Any:
        path = f"{season.home.orders_path}/{order['id']}/cancel"
        headers = {"Turnout-Order-Secret": order["secret"]}
        return caller(app).post(path, headers=headers).status_code

    with clock.frozen(clock.now() + timedelta(hours=2)):
        answers = at_once(
            *(lambda n=n: buy(app, season, ways[n % 4]).status_code for n in range(12)),
            *(lambda n=n: buy(app, season, season.types[n], n).status_code for n in range(4)),
            *(lambda o=o: expire(o) for o in orders),
            *(lambda o=o: cancel(o) for o in orders),
        )
    assert not [each for each in answers if not isinstance(each, bool) and each >= 500], answers
    require_sound(ask, season)
    [(still,)] = ask(
        "SELECT count(*) FROM orders WHERE id = ANY(%(ids)s)"
        " AND state NOT IN ('expired', 'cancelled')",
        ids=[UUID(order["id"]) for order in orders],
    )
    assert still == 0
    assert min(season.left()) >= 0


def test_an_evening_called_off_during_the_rush_leaves_the_others_right(
    app: Any, at_once: Any, ask: Any
) -> None:
    season = make_season(20, 20, 20)
    every = season.add_pass()
    some = season.add_pass(of=season.types[:2])
    bought = [buy(app, season, (every, some)[n % 2]).get_json() for n in range(8)]
    owner = bearer(season.organization.owner)
    off = season.evenings[1].event_id
    ctx = system_in(season.organization.id, "tests.calling-off")
    events.cancel_event(
        season.home.organizer, off, orders=events.OrderHandling.REFUND, reason="The hall flooded."
    )
    [(order_action,)] = ask("SELECT id FROM event_order_actions WHERE event_id = %(id)s", id=off)

    def cancel(order: Any) -> Any:
        path = f"{season.home.orders_path}/{order['id']}/cancel"
        return caller(app).post(path, headers=owner).status_code

    answers = at_once(
        lambda: cancellation.handle_batch(ctx, order_action),
        *(lambda o=o: cancel(o) for o in bought[:4]),
        *(lambda: buy(app, season, season.types[0]).status_code for _ in range(4)),
        *(lambda: buy(app, season, season.types[2], 2).status_code for _ in range(4)),
        *(lambda: buy(app, season, every).status_code for _ in range(2)),
    )
    assert [each for each in answers[1:] if each >= 500] == []
    assert set(answers[-2:]) == {422}
    work.drain()
    while cancellation.handle_batch(ctx, order_action):
        pass
    taken = require_sound(ask, season)
    assert [taken[pool] for pool in season.pools] == [8, 0, 6]
