"""The waitlist while everything happens at once; what counts is the database afterwards."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.waitlist.conftest import WaitedShop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.modules.waitlist import service

COUNTS = """
    SELECT capacity, taken, reserved FROM inventory_counters
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s
"""
STATES = """
    SELECT email, state FROM waitlist_entries WHERE organization_id = %(organization_id)s
    ORDER BY arrival
"""
LIVING = """
    SELECT coalesce(sum(l.quantity), 0)::int FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.state IN ('held', 'confirmed')
"""


def a_sale(client, *, capacity):
    shop = make_shop()
    sale = WaitedShop(client, shop, shop.add_type(capacity=capacity, price_minor=1000))
    sale.open(offer_minutes=60)
    return sale


def where(sale):
    return {"organization_id": sale.shop.organization.id, "pool_id": sale.shop.pools[sale.standard]}


def test_places_freed_at_once_go_to_the_first_and_nobody_else(app, client, queued, at_once, ask):
    sale = a_sale(client, capacity=4)
    held = [sale.bought() for _ in range(4)]
    people = [f"w{number}@example.com" for number in range(6)]
    for each in people:
        sale.waits(each)

    def cancel(order):
        path = f"{sale.shop.orders_path}/{order['id']}/cancel"
        secret = {"Turnout-Order-Secret": order["secret"]}
        return lambda: app.test_client().post(path, headers=secret).status_code

    def buy():
        return (
            app.test_client()
            .post(sale.shop.orders_path, json=sale.shop.basket(sale.standard))
            .status_code
        )

    answers = at_once(*(cancel(each) for each in held[:2]), *(buy for _ in range(6)))
    work.drain()
    assert Counter(answers) == {200: 2, 409: 6}
    assert ask(COUNTS, **where(sale)) == [(4, 4, 0)]
    states = [state for _, state in ask(STATES, organization_id=sale.shop.organization.id)]
    assert states == ["offered"] * 2 + ["waiting"] * 4


def test_an_offer_that_is_used_while_it_lapses_gives_its_place_once(
    app, client, queued, at_once, ask
):
    sale = a_sale(client, capacity=1)
    order = sale.bought()
    sale.waits("ana@example.com")
    sale.waits("bo@example.com")
    sale.cancel(order)
    work.drain()
    entry_id = UUID(sale.ids["ana@example.com"])
    body = {**sale.shop.basket(sale.standard), "waitlist_offer": sale.token("ana@example.com")}
    organization_id = sale.shop.organization.id

    def use():
        return app.test_client().post(sale.shop.orders_path, json=body).status_code

    def leave():
        path = f"{sale.base}/waitlist-entries/{entry_id}"
        return app.test_client().delete(path, headers=sale.secret("ana@example.com")).status_code

    def lapse():
        return service.pass_on(system_in(organization_id, "waitlist.pass-on-due"), entry_id)

    with clock.frozen(clock.now() + timedelta(minutes=59)):
        answers = at_once(use, leave, use)
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        at_once(lapse, lapse)
    work.drain()
    living = ask(LIVING, organization_id=organization_id)
    assert living == [(answers.count(201),)]
    assert answers.count(201) + answers.count(204) == 1
    states = dict(ask(STATES, organization_id=organization_id))
    first, second = states["ana@example.com"], states["bo@example.com"]
    assert (first, second) in {("ordered", "waiting"), ("left", "offered")}
    [(capacity, taken, reserved)] = ask(COUNTS, **where(sale))
    assert (capacity, taken, reserved) == (1, 1, 0)


def test_people_who_confirm_at_once_get_numbers_one_after_the_other(
    app, client, queued, at_once, ask
):
    sale = a_sale(client, capacity=1)
    sale.bought()
    people = [f"w{number}@example.com" for number in range(8)]
    for each in people:
        sale.join(each)
        sale.ids[each] = sale.find(each)["id"]

    def confirm(email):
        path = f"{sale.base}/waitlist-entries/{sale.ids[email]}/confirm"
        return lambda: app.test_client().post(path, headers=sale.secret(email)).json["position"]

    positions = at_once(*(confirm(each) for each in people), threads=8)
    assert sorted(positions) == list(range(1, 9))
