"""Ticket types of every kind over HTTP: made, changed, ordered, deleted, told about."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop

from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def desk(client, shop):
    return Desk(client, shop)


class Desk:
    """An organizer at their event's ticket types."""

    def __init__(self, client, shop):
        self.client, self.shop = client, shop
        self.headers = bearer(shop.organization.owner)
        event = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
        self.path, self.offers = f"{event}/ticket-types", f"{event}/offers"
        self.pool = str(self.make_pool(50))

    def make_pool(self, capacity):
        made = inventory.create_pool(
            self.shop.organizer, self.shop.event_id, name=f"hall {capacity}", capacity=capacity
        )
        return made.id

    def post(self, **body):
        filled = {"currency": "EUR", "price_minor": 1000, "pool_id": self.pool, **body}
        return self.client.post(self.path, json=filled, headers=self.headers)

    def make(self, name="Regular", **body):
        answer = self.post(name=name, **body)
        assert answer.status_code == 201, answer.json
        return answer.json

    def patch(self, made, body, **headers):
        return self.client.patch(
            f"{self.path}/{made['id']}", json=body, headers={**self.headers, **headers}
        )

    def names(self):
        listed = self.client.get(self.path, headers=self.headers).json["items"]
        return [each["name"] for each in listed]


def pointers(answer):
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_a_bundle_without_a_pool_draws_on_its_parts_alone(desk):
    saturday = desk.make("Saturday")
    both = desk.make(
        "Both days",
        pool_id=None,
        sold_as="bundle",
        parts=[{"ticket_type_id": saturday["id"], "quantity": 2}],
    )
    assert both["pool_id"] == desk.pool
    assert both["parts"] == [{"ticket_type_id": saturday["id"], "quantity": 2}]
    sunday = desk.make("Sunday", pool_id=str(desk.make_pool(7)))
    changed = desk.patch(both, {"parts": [{"ticket_type_id": sunday["id"]}]}).json
    assert changed["pool_id"] == sunday["pool_id"]


def test_an_add_on_names_its_tickets_and_how_many_go_with_one(desk):
    ticket = desk.make()
    dinner = desk.make("Dinner", sold_as="add_on", add_on_to=[ticket["id"]])
    assert (dinner["places"], dinner["maximum_per_ticket"]) == (0, 1)
    changed = desk.patch(dinner, {"maximum_per_ticket": 3, "places": 1})
    assert changed.status_code == 200
    assert (changed.json["places"], changed.json["maximum_per_ticket"]) == (1, 3)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"sold_as": "add_on"}, "/add_on_to"),
        ({"sold_as": "bundle"}, "/parts"),
        ({"sold_as": "raffle"}, "/sold_as"),
        ({"sold_as": "ticket", "places": 0}, "/places"),
        ({"places": 101}, "/places"),
        ({"maximum_per_ticket": 2}, "/maximum_per_ticket"),
        ({"add_on_to": ["0190b1de-0000-7000-8000-000000000000"]}, "/add_on_to"),
        (
            {"sold_as": "add_on", "add_on_to": ["0190b1de-0000-7000-8000-000000000000"]},
            "/add_on_to/0",
        ),
        (
            {
                "sold_as": "bundle",
                "parts": [{"ticket_type_id": "0190b1de-0000-7000-8000-000000000000"}],
            },
            "/parts/0/ticket_type_id",
        ),
        ({"minimum_price_minor": 5}, "/minimum_price_minor"),
        ({"kind": "donation", "minimum_price_minor": 1001}, "/minimum_price_minor"),
        ({"maximum_per_person": 0}, "/maximum_per_person"),
        ({"maximum_per_person": 2, "minimum_per_order": 3}, "/maximum_per_person"),
        ({"benefits": ["two\nlines"]}, "/benefits/0"),
        ({"translations": {"english!": {}}}, "/translations/english!"),
        ({"translations": {"de": {"colour": "rot"}}}, "/translations/de/colour"),
        ({"name": "two\nlines"}, "/name"),
        ({"pool_id": None}, "/pool_id"),
    ],
)
def test_what_does_not_fit_together_names_its_field(desk, body, pointer):
    found = pointers(desk.post(**{"name": "Odd", **body}))
    assert pointer in found
    assert desk.names() == []


def test_a_bundle_holds_no_bundle_and_nothing_twice(desk):
    ticket = desk.make()
    part = {"ticket_type_id": ticket["id"]}
    bundle = desk.make("Pair", sold_as="bundle", pool_id=None, parts=[part])
    nested = {"ticket_type_id": bundle["id"]}
    assert "/parts/0/ticket_type_id" in pointers(
        desk.post(name="Deep", sold_as="bundle", parts=[nested])
    )
    assert "/parts" in pointers(desk.post(name="Twice", sold_as="bundle", parts=[part, part]))


def test_a_bundle_admits_no_more_people_than_one_order(desk):
    table = desk.make("Table", places=60)
    parts = [{"ticket_type_id": table["id"], "quantity": 2}]
    assert pointers(desk.post(name="Two tables", sold_as="bundle", parts=parts)) == ["/parts"]


def test_moving_changes_the_order_and_nothing_else(desk):
    a, b, c = (desk.make(name) for name in "abc")
    headers = {**desk.headers, "If-Match": f'"{c["version"]}"'}
    answer = desk.client.post(f"{desk.path}/{c['id']}/move", json={"after": None}, headers=headers)
    assert answer.status_code == 200, answer.json
    assert desk.names() == ["c", "a", "b"]
    desk.client.post(f"{desk.path}/{a['id']}/move", json={"after": b["id"]}, headers=desk.headers)
    assert desk.names() == ["c", "b", "a"]
    stale = desk.client.post(f"{desk.path}/{c['id']}/move", json={"after": None}, headers=headers)
    assert stale.status_code == 412
    itself = desk.client.post(
        f"{desk.path}/{c['id']}/move", json={"after": c["id"]}, headers=desk.headers
    )
    assert pointers(itself) == ["/after"]


def test_two_who_move_at_the_same_moment_both_get_their_way(app, desk):
    made = [desk.make(name) for name in "abcd"]

    def to_the_top(index):
        return app.test_client().post(
            f"{desk.path}/{made[index]['id']}/move", json={"after": None}, headers=desk.headers
        )

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(to_the_top, (2, 3)))
    assert [each.status_code for each in answers] == [200, 200]
    assert desk.names() in (["c", "d", "a", "b"], ["d", "c", "a", "b"])


def test_what_nobody_ordered_can_be_deleted_and_the_rest_archived(desk):
    ticket = desk.make()
    dinner = desk.make("Dinner", sold_as="add_on", add_on_to=[ticket["id"]])
    refused = desk.client.delete(f"{desk.path}/{ticket['id']}", headers=desk.headers)
    assert (refused.status_code, refused.json["code"]) == (409, "catalog.ticket-type-in-use")
    gone = desk.client.delete(f"{desk.path}/{dinner['id']}", headers=desk.headers)
    assert gone.status_code == 204
    assert (
        desk.client.delete(f"{desk.path}/{ticket['id']}", headers=desk.headers).status_code == 204
    )
    assert desk.names() == []


def test_an_ordered_ticket_type_stays_and_can_be_archived(desk):
    type_id = desk.shop.add_type()
    placed = desk.client.post(desk.shop.orders_path, json=desk.shop.basket(type_id))
    assert placed.status_code == 201
    one = f"{desk.path}/{type_id}"
    assert desk.client.delete(one, headers=desk.headers).status_code == 409
    archived = desk.client.patch(one, json={"state": "archived"}, headers=desk.headers)
    assert archived.status_code == 200
    assert desk.names() == []
    assert desk.client.get(one, headers=desk.headers).json["state"] == "archived"
    kept = desk.client.get(f"{desk.path}?archived=true", headers=desk.headers).json["items"]
    assert len(kept) == 1


def test_every_change_is_announced_once(desk):
    made = desk.make()
    desk.patch(made, {"state": "paused"})
    with transaction(desk.shop.organizer) as tx:
        told = tx.query(
            "SELECT payload->>'ticket_type_id' FROM outbox"
            " WHERE name = 'catalog.ticket-type-changed.v1'"
        )
    assert [each[0] for each in told].count(made["id"]) == 2


def test_staff_read_but_do_not_move_or_delete(desk):
    made = desk.make()
    staff = bearer(add_member(desk.shop.organization, "staff"))
    one = f"{desk.path}/{made['id']}"
    assert desk.client.get(one, headers=staff).status_code == 200
    assert desk.client.delete(one, headers=staff).status_code == 403
    moving = desk.client.post(f"{one}/move", json={"after": None}, headers=staff)
    assert moving.status_code == 403


def test_the_version_is_told_and_asked_for(desk):
    made = desk.make()
    shown = desk.client.get(f"{desk.path}/{made['id']}", headers=desk.headers)
    assert shown.headers["ETag"] == '"1"'
    changed = desk.patch(made, {"name": "Early"}, **{"If-Match": shown.headers["ETag"]})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert desk.patch(made, {"name": "Late"}, **{"If-Match": '"1"'}).status_code == 412


def left(desk, pool):
    with transaction(desk.shop.buyer) as tx:
        return inventory.remaining(tx, [UUID(pool)])[UUID(pool)]


def test_another_pool_counts_for_what_is_sold_from_then_on(desk):
    made = desk.make(kind="free", price_minor=0)
    before = desk.client.post(desk.shop.orders_path, json=desk.shop.basket(made["id"])).json
    other = str(desk.make_pool(7))
    changed = desk.patch(made, {"pool_id": other})
    assert (changed.status_code, changed.json["pool_id"]) == (200, other)
    assert (left(desk, desk.pool), left(desk, other)) == (49, 7)
    desk.client.post(desk.shop.orders_path, json=desk.shop.basket(made["id"]))
    assert (left(desk, desk.pool), left(desk, other)) == (49, 6)
    cancelled = desk.client.post(
        f"{desk.shop.orders_path}/{before['id']}/cancel", headers=desk.headers
    )
    assert cancelled.json["state"] == "cancelled"
    assert (left(desk, desk.pool), left(desk, other)) == (50, 6)


def test_a_pool_of_another_event_is_refused_by_its_field(desk):
    made, elsewhere = desk.make(), make_shop(desk.shop.organization)
    foreign = elsewhere.pools[elsewhere.add_type()]
    assert pointers(desk.patch(made, {"pool_id": str(foreign)})) == ["/pool_id"]


def test_a_name_that_another_type_has_is_refused_when_it_is_given_later_too(desk):
    desk.make("Regular")
    other = desk.make("Late")
    refused = desk.patch(other, {"name": "Regular"})
    assert (refused.status_code, refused.json["code"]) == (409, "catalog.name-taken")
