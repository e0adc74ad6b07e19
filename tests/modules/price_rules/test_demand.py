"""Prices that demand moves: as organizers plan them, as they move, and as they are paid."""

from datetime import datetime, timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.modules.price_rules.conftest import in_days

from turnout.kernel import clock

QUARTER = timedelta(minutes=15)


def planned(sale, **said):
    """From half of the places on 10 % more, from 80 % on 30 % more; of a hundred places."""
    body = {
        "ticket_type_id": str(sale.standard),
        "floor_minor": 2500,
        "ceiling_minor": 4000,
        "by_share": [{"from_bp": 5000, "change_bp": 1000}, {"from_bp": 8000, "change_bp": 3000}],
        **said,
    }
    return sale.client.post(sale.demand_path, json=body, headers=sale.headers)


def made(sale, **said):
    answer = planned(sale, **said)
    assert answer.status_code == 201, answer.json
    return answer.json


def changed(sale, price, **changes):
    path = f"{sale.demand_path}/{price['id']}"
    return sale.client.patch(path, json=changes, headers=sale.headers)


def resize(sale, units):
    """Let the ticket type have so many places."""
    path = f"{sale.base}/events/{sale.shop.event_id}/pools/{sale.shop.pools[sale.standard]}"
    answer = sale.client.patch(path, json={"capacity": units}, headers=sale.headers)
    assert answer.status_code == 200, answer.json


def look(after=timedelta(0)):
    """Look at what is due by then."""
    with clock.frozen(clock.now() + after):
        work.run_timed("price_rules.look_at_due_demand")
        work.drain()


def test_a_demand_price_is_made_listed_changed_and_deleted(sale):
    price = made(sale)
    assert (price["level_bp"], price["state"], price["every_minutes"]) == (0, "active", 15)
    listed = sale.client.get(sale.demand_path, headers=sale.headers).json["items"]
    assert listed == [price]
    answer = changed(sale, price, ceiling_minor=3500)
    assert (answer.status_code, answer.json["ceiling_minor"]) == (200, 3500)
    path = f"{sale.demand_path}/{price['id']}"
    assert sale.client.get(path, headers=sale.headers).json["version"] == 2
    stale = {**sale.headers, "If-Match": '"1"'}
    assert sale.client.delete(path, headers=stale).status_code == 412
    assert sale.client.delete(path, headers=sale.headers).status_code == 204
    assert sale.offer()["pricing"] is None
    assert sale.client.get(path, headers=sale.headers).status_code == 404


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"floor_minor": 3001}, "/floor_minor"),
        ({"floor_minor": -1}, "/floor_minor"),
        ({"ceiling_minor": 2999}, "/ceiling_minor"),
        ({"floor_minor": 3000, "ceiling_minor": 3000}, "/ceiling_minor"),
        ({"by_share": []}, "/by_share"),
        ({"by_share": [{"from_bp": 1, "change_bp": 1}] * 2}, "/by_share/1/from_bp"),
        ({"by_share": [{"from_bp": 10_001, "change_bp": 1}]}, "/by_share/0/from_bp"),
        ({"by_share": [{"from_bp": -1, "change_bp": 1}]}, "/by_share/0/from_bp"),
        ({"by_share": [{"from_bp": 1, "change_bp": -10_001}]}, "/by_share/0/change_bp"),
        ({"by_time": [{"hours_before": 5, "change_bp": 1}] * 2}, "/by_time/1/hours_before"),
        ({"by_time": [{"hours_before": 0, "change_bp": 1}]}, "/by_time/0/hours_before"),
        ({"every_minutes": 0}, "/every_minutes"),
        ({"most_step_bp": 0}, "/most_step_bp"),
        ({"fall_back_bp": -1}, "/fall_back_bp"),
        ({"ticket_type_id": "01a204e3-04ca-7cc8-8acc-97b2aa102583"}, "/ticket_type_id"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused_by_its_field(sale, said, pointer):
    answer = planned(sale, **said)
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_band_that_begins_when_the_sale_is_over_is_refused(sale):
    event = sale.client.get(f"{sale.base}/events/{sale.shop.event_id}", headers=sale.headers).json
    type_path = f"{sale.base}/events/{sale.shop.event_id}/ticket-types/{sale.standard}"
    ends = {"sales_end_at": event["starts_at"]}
    assert sale.client.patch(type_path, json=ends, headers=sale.headers).status_code == 200
    made(sale, by_time=[{"hours_before": 1, "change_bp": 500}])
    ends = {"sales_end_at": in_days(0.5)}
    assert sale.client.patch(type_path, json=ends, headers=sale.headers).status_code == 200
    [price] = sale.client.get(sale.demand_path, headers=sale.headers).json["items"]
    answer = changed(sale, price, most_step_bp=100)
    assert answer.json["errors"][0]["pointer"] == "/by_time/0/hours_before"
    assert answer.json["errors"][0]["code"] == "impossible"


def test_a_ticket_type_has_one_demand_price_and_a_free_one_none(sale):
    made(sale)
    again = planned(sale)
    assert (again.status_code, again.json["errors"][0]["code"]) == (422, "overlap")
    free = planned(sale, ticket_type_id=str(sale.shop.add_type()))
    assert free.json["errors"][0]["pointer"] == "/ticket_type_id"


def test_the_price_moves_with_the_share_one_step_at_a_time_and_comes_back_late(sale):
    made(sale, most_step_bp=2000)
    resize(sale, 10)
    look()
    assert sale.unit() == 3000
    orders = [sale.bought() for _ in range(7)]
    look(QUARTER)
    assert sale.offer()["price_minor"] == 3600
    assert sale.unit() == 3600  # nine of ten
    look(QUARTER)
    assert sale.offer()["price_minor"] == 3600  # not due again before a quarter has passed
    look(3 * QUARTER)
    assert sale.offer()["price_minor"] == 3900
    for order in orders:
        sale.cancel(order)
    for quarters, price in ((4, 3300), (5, 3000), (6, 3000)):
        look(quarters * QUARTER)
        assert sale.offer()["price_minor"] == price


def test_the_price_does_not_flap_when_a_held_order_is_let_go(sale):
    made(sale, fall_back_bp=1000, most_step_bp=10_000)
    resize(sale, 10)
    order = sale.bought(5)
    look(QUARTER)
    for quarters in (2, 3, 4):
        held = sale.bought()
        sale.cancel(held)
        look(quarters * QUARTER)
        assert sale.offer()["price_minor"] == 3300
    sale.cancel(order)
    look(5 * QUARTER)
    assert sale.offer()["price_minor"] == 3000


def test_the_price_falls_and_rises_with_the_time_that_is_left(sale):
    event = sale.client.get(f"{sale.base}/events/{sale.shop.event_id}", headers=sale.headers).json
    bands = [{"hours_before": 48, "change_bp": -1500}, {"hours_before": 2, "change_bp": 500}]
    made(sale, by_share=[], by_time=bands, most_step_bp=10_000)
    starts = datetime.fromisoformat(event["starts_at"])
    for hours, price in ((50, 3000), (48, 2550), (3, 2550), (2, 3150)):
        with clock.frozen(starts - timedelta(hours=hours)):
            work.run_timed("price_rules.look_at_due_demand")
            work.drain()
            assert sale.offer()["price_minor"] == price


def test_an_order_keeps_with_its_line_what_demand_made_of_the_price(sale):
    made(sale, by_share=[{"from_bp": 0, "change_bp": 2000}], most_step_bp=10_000)
    look()
    order = sale.bought(2)
    [line] = order["lines"]
    assert (line["unit_minor"], order["total_minor"], line["tax_minor"]) == (3600, 7200, 1200)
    kept = line["price_rule"]
    assert (kept["price_rule_id"], kept["name"]) == (None, "")
    assert (kept["list_minor"], kept["demand_minor"]) == (3000, 3600)
    sale.made(sold_until=10, price_minor=None, percent_bp=2500)
    [line] = sale.bought()["lines"]
    assert (line["unit_minor"], line["price_rule"]["demand_minor"]) == (2700, 3600)


def test_a_hold_keeps_its_price_and_whoever_saw_another_is_told(sale):
    made(sale, by_share=[{"from_bp": 0, "change_bp": 2000}], most_step_bp=10_000)
    held = sale.bought(seen=3000)
    look()
    refused = sale.buy(seen=3000)
    assert refused.json["errors"][0]["code"] == "price-changed"
    assert sale.bought(seen=3600)["total_minor"] == 3600
    seen = sale.client.get(
        f"{sale.shop.orders_path}/{held['id']}", headers={"Turnout-Order-Secret": held["secret"]}
    ).json
    assert seen["total_minor"] == 3000


def test_a_paused_one_costs_the_list_price_and_begins_there_again(sale):
    price = made(sale, by_share=[{"from_bp": 0, "change_bp": 3000}])
    look()
    assert sale.unit() == 3300
    assert changed(sale, price, state="paused").json["next_look_at"] is None
    look(QUARTER)
    assert (sale.unit(), sale.offer()["pricing"]["demand"]) == (3000, None)
    assert changed(sale, price, state="active").json["level_bp"] == 0
    look()
    assert sale.unit() == 3300


def test_an_archived_ticket_type_is_looked_at_like_any_other(sale):
    made(sale, by_share=[{"from_bp": 0, "change_bp": 1000}])
    path = f"{sale.base}/events/{sale.shop.event_id}/ticket-types/{sale.standard}"
    answer = sale.client.patch(path, json={"state": "archived"}, headers=sale.headers)
    assert answer.status_code == 200, answer.json
    look()
    [price] = sale.client.get(sale.demand_path, headers=sale.headers).json["items"]
    assert price["level_bp"] == 1000


def test_the_shop_says_that_the_price_depends_on_demand(sale):
    made(sale)
    pricing = sale.offer()["pricing"]
    assert pricing["demand"] == {"floor_minor": 2500, "ceiling_minor": 4000}
    assert (pricing["list_minor"], pricing["name"]) == (3000, "")


def test_it_is_explained_now_and_where_it_settles(sale):
    price = made(sale, by_time=[{"hours_before": 24, "change_bp": -500}], most_step_bp=500)
    sale.made("quantity", minimum_quantity=5, percent_bp=1000, name="Group")
    resize(sale, 10)
    sale.bought(8)
    look(QUARTER)
    path = f"{sale.path}/explain/{sale.standard}"
    now = sale.client.get(path, headers=sale.headers).json
    assert (now["list_minor"], now["unit_minor"], now["price_rule_id"]) == (3000, 3150, None)
    assert now["demand"] == {
        "demand_price_id": price["id"],
        "price_minor": 3150,
        "level_bp": 500,
        "settles_at_bp": 3000,
        "share_bp": 8000,
        "floor_minor": 2500,
        "ceiling_minor": 4000,
    }
    steps = [(each["sold"], each["unit_minor"]) for each in now["by_sold"]]
    assert steps == [(0, 3000), (5, 3300), (8, 3900)]
    assert [each["unit_minor"] for each in now["by_time"]] == [3900, 3750]
    asked = {"sold": 5, "quantity": 5}
    then = sale.client.get(path, query_string=asked, headers=sale.headers).json
    assert (then["demand"]["price_minor"], then["unit_minor"]) == (3300, 2970)


def test_who_may_only_look_changes_nothing(sale):
    price = made(sale)
    looking = bearer(add_member(sale.shop.organization, "staff"))
    assert sale.client.get(sale.demand_path, headers=looking).status_code == 200
    path = f"{sale.demand_path}/{price['id']}"
    assert sale.client.patch(path, json={"fall_back_bp": 1}, headers=looking).status_code == 403
    assert sale.client.delete(path, headers=looking).status_code == 403


def test_the_last_rule_of_either_sort_ends_the_counting(sale):
    price = made(sale)
    rule = sale.made()
    sale.bought()
    path = f"{sale.demand_path}/{price['id']}"
    assert sale.client.delete(path, headers=sale.headers).status_code == 204
    assert sale.sold() == 1
    gone = sale.client.delete(f"{sale.path}/{rule['id']}", headers=sale.headers)
    assert (gone.status_code, sale.offer()["pricing"]) == (204, None)


def test_demand_costs_one_statement_more_and_its_absence_none(sale, statements):
    free = sale.shop.add_type()
    counted = []
    for body in (sale.shop.basket(free), sale.shop.basket(sale.standard)):
        if counted:
            made(sale)
        for _ in range(2):
            sale.client.post(sale.shop.orders_path, json=body)
        statements.clear()
        assert sale.client.post(sale.shop.orders_path, json=body).status_code == 201
        counted.append(len(statements))
    assert counted == [2, 3]
