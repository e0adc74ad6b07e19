"""The last units at a price while everybody asks at once; what counts is the database afterwards."""

from collections import Counter

from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop

UNITS = """
    SELECT l.unit_minor, sum(l.quantity)::int FROM order_lines l
    JOIN orders o ON o.organization_id = l.organization_id AND o.id = l.order_id
    WHERE l.organization_id = %(organization_id)s AND o.state = 'held' GROUP BY 1 ORDER BY 1
"""
SOLD = "SELECT sold FROM price_rule_counters WHERE organization_id = %(organization_id)s"


def a_sale(client, *stages):
    """A ticket type at €30 whose stages are (first sold, last sold, price)."""
    shop = make_shop()
    type_id = shop.add_type(capacity=200, price_minor=3000)
    for start, end, price in stages:
        rule = {"ticket_type_id": str(type_id), "kind": "early_bird", "name": f"Up to {end}"}
        made = client.post(
            f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/price-rules",
            json={**rule, "price_minor": price, "sold_from": start, "sold_until": end},
            headers=bearer(shop.organization.owner),
        )
        assert made.status_code == 201, made.json
    return shop, type_id


def order(app, shop, type_id, *, quantity=1, seen=None, number=0):
    body = shop.basket(type_id, quantity=quantity, email=f"b{number}@example.com")
    if seen is not None:
        body["lines"][0]["amount_minor"] = seen
    return lambda: app.test_client().post(shop.orders_path, json=body).status_code


def test_of_forty_buyers_at_once_exactly_the_first_units_have_the_early_price(
    app, client, queued, at_once, ask
):
    shop, type_id = a_sale(client, (0, 7, 1000), (7, 12, 2000))
    answers = at_once(*(order(app, shop, type_id, number=n) for n in range(40)), threads=8)
    here = {"organization_id": shop.organization.id}
    bought = sum(answer == 201 for answer in answers)
    assert set(answers) <= {201, 503}
    assert ask(SOLD, **here) == [(bought,)]
    assert ask(UNITS, **here) == [(1000, 7), (2000, 5), (3000, bought - 12)]


def test_whoever_insists_on_the_price_that_was_seen_gets_it_or_nothing(
    app, client, queued, at_once, ask
):
    shop, type_id = a_sale(client, (0, 5, 1000))
    answers = at_once(
        *(order(app, shop, type_id, seen=1000, number=n) for n in range(20)), threads=8
    )
    assert Counter(answers) == {201: 5, 422: 15}
    assert ask(UNITS, organization_id=shop.organization.id) == [(1000, 5)]


def test_units_given_back_and_taken_at_once_are_counted_rightly(app, client, queued, at_once, ask):
    shop, type_id = a_sale(client, (0, 6, 1000))
    held = [
        client.post(shop.orders_path, json=shop.basket(type_id, quantity=2)).json for _ in range(3)
    ]

    def cancel(made):
        path = f"{shop.orders_path}/{made['id']}/cancel"
        secret = {"Turnout-Order-Secret": made["secret"]}
        return lambda: app.test_client().post(path, headers=secret).status_code

    at_once(
        *(cancel(each) for each in held + held),
        *(order(app, shop, type_id, seen=1000, number=n) for n in range(8)),
        threads=8,
    )
    here = {"organization_id": shop.organization.id}
    [(sold,)] = ask(SOLD, **here)
    assert sold <= 6
    assert ask(UNITS, **here) == ([(1000, sold)] if sold else [])


LEVELS = "SELECT level_bp FROM demand_price_levels WHERE organization_id = %(organization_id)s"


def let_demand_move(client, shop, type_id, **said):
    plan = {"floor_minor": 2000, "ceiling_minor": 6000, "by_share": [], "most_step_bp": 1000}
    made = client.post(
        f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/demand-prices",
        json={"ticket_type_id": str(type_id), **plan, **said},
        headers=bearer(shop.organization.owner),
    )
    assert made.status_code == 201, made.json


def test_of_many_looks_at_once_one_moves_the_price(app, client, queued, at_once, ask):
    shop, type_id = a_sale(client)
    let_demand_move(client, shop, type_id, by_share=[{"from_bp": 0, "change_bp": 5000}])
    work.run_timed("price_rules.look_at_due_demand")
    here = str(shop.organization.id)
    [arguments] = [
        each
        for name, each in work.QUEUED
        if name == "price_rules.look_at_demand" and each[0] == here
    ]
    work.QUEUED.clear()
    look = {each.name: each.function for each in work.tasks.registered()}[
        "price_rules.look_at_demand"
    ]
    at_once(*(lambda: look(*arguments) for _ in range(8)), threads=8)
    assert ask(LEVELS, organization_id=shop.organization.id) == [(1000,)]


def test_while_the_price_moves_everybody_pays_the_one_that_was_seen_or_nothing(
    app, client, queued, at_once, ask
):
    shop, type_id = a_sale(client, (0, 4, 1000))
    let_demand_move(client, shop, type_id, by_share=[{"from_bp": 0, "change_bp": 1000}])

    def look():
        work.run_timed("price_rules.look_at_due_demand")
        work.drain()

    buyers = [
        order(app, shop, type_id, seen=seen, number=number)
        for number, seen in enumerate((1000, 3000, 3300) * 8)
    ]
    answers = at_once(*buyers[:12], look, *buyers[12:], threads=8)
    assert set(answers) <= {201, 422, 503, None}
    sold = dict(ask(UNITS, organization_id=shop.organization.id))
    assert set(sold) <= {1000, 3000, 3300}
    assert sold.get(1000, 0) <= 4
    assert sum(sold.values()) == answers.count(201)
    assert ask(SOLD, organization_id=shop.organization.id) == [(answers.count(201),)]
