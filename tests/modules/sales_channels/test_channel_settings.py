"""Organizers limit channels and keep places for them; orders, pages and the waitlist follow."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.modules.sales_channels import service, tasks

LATER = "2999-01-01T00:00:00Z"


def soon(hours=1):
    return (clock.now() + timedelta(hours=hours)).isoformat()


def test_places_are_kept_for_a_partner_and_nobody_else_has_them(sale):
    hotel = sale.partner("HOTEL4")
    made = sale.made(sales_partner_id=hotel, places=8, return_at=LATER)
    assert (made["sold"], made["kept"], made["free"]) == (0, 8, 12)
    assert sale.counts() == (0, 0, 8)
    assert sale.buy(10).status_code == 201
    assert sale.buy(3).json["code"] == "inventory.sold-out"
    sale.bought(10, partner="HOTEL4")
    assert sale.counts() == (20, 0, 0)
    found = sale.get(made)
    assert (found["sold"], found["kept"], found["free"]) == (10, 0, 0)
    assert sale.buy(partner="HOTEL4").json["code"] == "inventory.sold-out"


def test_what_a_partner_gives_back_is_kept_for_them_again(sale):
    made = sale.made(places=5)
    sale.partner("HOTEL4")
    order = sale.bought(7, partner="HOTEL4")
    assert sale.counts() == (7, 0, 0)
    sale.cancel(order)
    assert sale.counts() == (0, 0, 5)
    confirmed = sale.bought(6, partner="HOTEL4", named=True)
    assert confirmed["state"] == "confirmed"
    assert sale.counts() == (6, 0, 0)
    sale.cancel(confirmed)
    assert sale.counts() == (0, 0, 5)
    assert sale.get(made)["sold"] == 0


def test_a_limit_holds_and_what_comes_back_can_be_sold_again(sale):
    sale.made("web", most=4)
    first = sale.bought(3)
    assert sale.buy(2).json["code"] == "inventory.sold-out"
    assert sale.buy(2, is_embedded=True).json["code"] == "inventory.sold-out", "it is the web"
    sale.bought(1, is_embedded=True)
    assert sale.buy().status_code == 409
    sale.partner("HOTEL4")
    sale.bought(5, partner="HOTEL4")
    sale.cancel(first)
    assert sale.bought(3)
    assert sale.counts() == (9, 0, 0)


def test_a_ticket_type_is_not_sold_where_it_is_not_to_be(sale):
    sale.made("web", is_sold=False)
    for said in ({}, {"is_embedded": True}):
        refused = sale.buy(**said)
        assert refused.status_code == 422
        [error] = refused.json["errors"]
        assert (error["pointer"], error["code"]) == ("/lines/0/ticket_type_id", "not-sold-here")
    sale.partner("HOTEL4")
    sale.bought(partner="HOTEL4")
    shown = sale.client.get(sale.path.replace("channel-settings", "offers"))
    assert shown.json["items"] == []


def test_a_partners_own_settings_go_before_those_of_all_partners(sale):
    hotel = sale.partner("HOTEL4")
    sale.partner("OTHER1")
    everybody = sale.made("partner", most=2)
    own = sale.made("partner", sales_partner_id=hotel, places=3)
    sale.bought(4, partner="HOTEL4")
    sale.bought(2, partner="OTHER1")
    assert sale.buy(partner="OTHER1").status_code == 409
    assert (sale.get(everybody)["sold"], sale.get(own)["sold"]) == (2, 4)


def test_the_shop_shows_what_the_web_can_buy(sale):
    sale.made(places=8)
    path = sale.path.replace("channel-settings", "offers")
    [item] = sale.client.get(path).json["items"]
    assert item["left"] == 12
    sale.made("web", places=5, most=7)
    [item] = sale.client.get(path).json["items"]
    assert item["left"] == 7
    sale.bought(6)
    [item] = sale.client.get(path).json["items"]
    assert item["left"] == 1
    sale.bought()
    [item] = sale.client.get(path).json["items"]
    assert (item["is_available"], item["why_not"]) == (False, "sold-out")


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"ticket_type_id": str(uuid4())}, "/ticket_type_id"),
        ({"channel": "web", "sales_partner_id": str(uuid4())}, "/sales_partner_id"),
        ({"sales_partner_id": str(uuid4())}, "/sales_partner_id"),
        ({"is_sold": False, "places": 1}, "/places"),
        ({"places": 5, "most": 4}, "/places"),
        ({"places": 21}, "/places"),
        ({"places": -1}, "/places"),
        ({"most": 0}, "/most"),
        ({"return_at": LATER}, "/return_at"),
        ({"places": 1, "return_at": "2020-01-01T00:00:00Z"}, "/return_at"),
        ({"channel": "embed"}, "/channel"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(sale, said, pointer):
    answer = sale.create(**said)
    assert answer.status_code == 422, answer.json
    assert pointer in {each["pointer"] for each in answer.json["errors"]}
    assert sale.counts() == (0, 0, 0)
    assert sale.client.get(sale.path, headers=sale.headers).json["items"] == []


def test_a_partner_of_another_organization_is_none(sale, client):
    other = type(sale)(client, make_shop(), sale.type_id)
    refused = sale.create(sales_partner_id=other.partner("HOTEL4"), places=1)
    assert refused.json["errors"][0]["pointer"] == "/sales_partner_id"
    assert sale.counts() == (0, 0, 0)


def test_bundles_and_other_events_types_have_no_settings(sale):
    parts = {sale.type_id: 1}
    bundle = sale.shop.add_type(pool_id=sale.pool_id, sold_as="bundle", parts=parts)
    other = make_shop(sale.shop.organization).add_type()
    for type_id in (bundle, other):
        assert sale.create(ticket_type_id=str(type_id), places=1).status_code == 422


def test_a_bundle_takes_free_places_alone(sale):
    bundle = sale.shop.add_type(pool_id=sale.pool_id, sold_as="bundle", parts={sale.type_id: 1})
    sale.partner("HOTEL4")
    sale.made(places=18)
    body = {"event_id": str(sale.shop.event_id), "partner": "HOTEL4"}
    line = {"ticket_type_id": str(bundle), "quantity": 3}
    assert (
        sale.client.post(sale.shop.orders_path, json={**body, "lines": [line]}).status_code == 409
    )
    line["quantity"] = 2
    assert (
        sale.client.post(sale.shop.orders_path, json={**body, "lines": [line]}).status_code == 201
    )


def test_there_is_one_setting_for_a_channel_and_a_partner(sale):
    sale.made("web")
    assert sale.create("web").json["code"] == "sales-channels.taken"


def test_an_allotment_is_raised_and_lowered_never_below_what_is_sold(sale):
    sale.partner("HOTEL4")
    made = sale.made(places=5)
    sale.bought(3, partner="HOTEL4")
    assert sale.change(made, places=10).json["kept"] == 7
    assert sale.counts() == (3, 0, 7)
    assert sale.change(made, places=3).json["kept"] == 0
    for said in ({"places": 2}, {"most": 2, "places": 2}):
        refused = sale.change(made, **said)
        assert refused.status_code == 422
        assert refused.json["errors"][0]["code"] == "below-sold"
    too_many = sale.change(made, places=21)
    assert too_many.json["errors"][0]["code"] == "not-enough-free"
    stale = {**sale.headers, "If-Match": '"1"'}
    path = f"{sale.path}/{made['id']}"
    assert sale.client.patch(path, json={"places": 4}, headers=stale).status_code == 412
    assert sale.counts() == (3, 0, 0)


def test_what_is_not_sold_goes_back_at_its_date_once(sale):
    sale.partner("HOTEL4")
    made = sale.made(places=5, return_at=soon())
    order = sale.bought(2, partner="HOTEL4")
    job = SystemContext(job=tasks.RETURN)
    assert service.list_due(job) == [] or sale.shop.organization.id not in {
        each for each, *_ in service.list_due(job)
    }
    with clock.frozen(clock.now() + timedelta(hours=2)):
        due = [each for each in service.list_due(job) if each[0] == sale.shop.organization.id]
        assert due == [(sale.shop.organization.id, sale.shop.event_id, UUID(made["id"]))]
        assert [service.return_due(sale.worker, *due[0][1:]) for _ in range(2)] == [True, False]
    found = sale.get(made)
    assert found["returned_at"] is not None
    assert (found["places"], found["kept"], found["sold"]) == (5, 0, 2)
    assert sale.counts() == (2, 0, 0)
    sale.cancel(order)
    assert sale.counts() == (0, 0, 0), "what comes back afterwards is free"


def test_an_allotment_is_returned_by_hand_and_kept_anew(sale):
    made = sale.made(places=5, return_at=LATER)
    assert sale.give_back(made).json["kept"] == 0
    assert sale.give_back(made).status_code == 200
    assert sale.counts() == (0, 0, 0)
    again = sale.change(made, places=6)
    assert (again.json["kept"], again.json["returned_at"]) == (6, None)


def test_settings_that_end_let_everything_go(sale):
    sale.partner("HOTEL4")
    made = sale.made(places=5)
    order = sale.bought(2, partner="HOTEL4")
    assert sale.delete(made).status_code == 204
    assert sale.counts() == (2, 0, 0)
    sale.cancel(order)
    assert sale.counts() == (0, 0, 0)
    assert [sale.buy(10).status_code for _ in range(3)] == [201, 201, 409]


def test_a_capacity_cannot_fall_below_what_is_kept(sale):
    sale.made(places=8)
    path = sale.path.replace("channel-settings", f"pools/{sale.pool_id}")
    refused = sale.client.patch(path, json={"capacity": 7}, headers=sale.headers)
    assert refused.json["code"] == "inventory.below-taken"
    fits = sale.client.patch(path, json={"capacity": 8}, headers=sale.headers)
    assert (fits.json["kept"], fits.json["remaining"]) == (8, 0)


def test_what_is_kept_goes_back_when_its_type_draws_on_another_pool(sale):
    sale.partner("HOTEL4")
    made = sale.made(places=5)
    order = sale.bought(2, partner="HOTEL4")
    other = sale.shop.pools[sale.shop.add_type(capacity=4)]
    path = sale.path.replace("channel-settings", f"ticket-types/{sale.type_id}")
    moved = sale.client.patch(path, json={"pool_id": str(other)}, headers=sale.headers)
    assert moved.status_code == 200, moved.json
    service.follow_ticket_type(sale.worker, sale.shop.event_id, sale.type_id)
    assert sale.counts() == (2, 0, 0)
    assert sale.change(made, places=3).json["kept"] == 3
    sale.cancel(order)
    assert sale.counts() == (0, 0, 0)
    assert sale.get(made)["kept"] == 3
    sale.bought(4, partner="HOTEL4")
    assert sale.left(other) == {other: 0}


def test_only_who_sets_capacities_sets_channels(sale):
    made = sale.made(places=2)
    staff = bearer(add_member(sale.shop.organization, "staff"))
    assert sale.client.get(sale.path, headers=staff).status_code == 200
    body = {"ticket_type_id": str(sale.type_id), "channel": "web"}
    assert sale.client.post(sale.path, json=body, headers=staff).status_code == 403
    path = f"{sale.path}/{made['id']}"
    assert sale.client.post(f"{path}/return", headers=staff).status_code == 403
    stranger = bearer(make_shop().organization.owner)
    assert sale.client.get(path, headers=stranger).status_code == 404


def test_orders_without_settings_cost_no_statement_more(sale, statements):
    def count(**said):
        sale.cancel(sale.bought(**said))
        statements.clear()
        order = sale.bought(**said)
        placed = len(statements)
        statements.clear()
        sale.cancel(order)
        return placed, len(statements)

    before = count()
    other = sale.shop.add_type()
    setting = sale.made("web", ticket_type_id=str(other), places=2)
    assert count() == before, "another ticket type has settings"
    assert setting["kept"] == 2
    sale.made("web", places=2)
    placed, cancelled = count()
    assert placed <= before[0] + 3, "its settings, the locks, and its own commit"
    assert cancelled <= before[1] + 2, "its allotments, and the locks"


def test_what_goes_back_is_reserved_for_who_waits_and_not_what_is_kept(sale):
    event = sale.path.removesuffix("/channel-settings")
    on = {"is_open": True, "freed_first": True, "offer_minutes": 60, "most_quantity": 2}
    assert sale.client.put(f"{event}/waitlist-settings", json=on, headers=sale.headers).json
    made = sale.made("box_office", places=8)
    waiting = {"ticket_type_id": str(sale.type_id), "quantity": 2, "email": "w@people.example"}
    for quantity in (10, 2):
        sale.bought(quantity)
    owner = sale.shop.organization.owner
    joined = sale.client.post(
        f"{event}/waitlist", json=waiting | {"email": owner.email}, headers=sale.headers
    )
    assert joined.json["state"] == "waiting", joined.json
    assert sale.counts()[2] == 8, "what is kept is offered to nobody"
    assert sale.give_back(made).status_code == 200
    assert sale.counts() == (12, 2, 0), "who waits comes first"


def test_the_box_office_has_its_own_places_and_imports_have_none(sale):
    made = sale.made("box_office", places=20)
    gift = sale.shop.basket(sale.type_id, quantity=3)
    headers = {**sale.headers, "Idempotency-Key": f"gift-{uuid4()}"}
    given = sale.client.post(f"{sale.shop.orders_path}/complimentary", json=gift, headers=headers)
    assert given.status_code == 201, given.json
    assert (sale.get(made)["sold"], sale.counts()) == (3, (3, 0, 17))
    assert sale.buy().status_code == 409
    sale.cancel(given.json)
    assert sale.counts() == (0, 0, 20)


def test_tickets_that_are_cancelled_one_by_one_are_kept_again(sale):
    sale.partner("HOTEL4")
    sale.made(places=4)
    order = sale.bought(4, partner="HOTEL4", named=True)
    assert sale.counts() == (4, 0, 0)
    path = f"{sale.shop.orders_path}/{order['id']}/cancellation"
    found = sale.client.get(path, headers=sale.headers)
    tickets = [each["id"] for each in order["tickets"]][:1]
    assert found.status_code == 200, found.json
    body = {"ticket_ids": tickets, "amount_minor": 0}
    headers = {**sale.headers, "Idempotency-Key": f"one-{uuid4()}"}
    gone = sale.client.post(path, json=body, headers=headers)
    assert gone.status_code == 202, gone.json
    assert sale.counts() == (3, 0, 1)
