"""A copied event sells the same from stock of its own, and asks the same."""

from datetime import timedelta

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.modules.catalog import api as catalog
from turnout.modules.inventory import api as inventory

pytestmark = pytest.mark.usefixtures("queued")


def event_path(shop, event_id):
    return f"/api/v1/organizations/{shop.organization.id}/events/{event_id}"


def copied(client, shop, **body):
    answer = client.post(
        f"{event_path(shop, shop.event_id)}/copies",
        json=body,
        headers=bearer(shop.organization.owner),
    )
    assert answer.status_code == 201, answer.json
    drain()
    return answer.json["id"]


def offers_of(shop, event_id):
    return {each.name: each for each in catalog.list_ticket_types(shop.organizer, event_id)}


@pytest.fixture
def shop(app):
    made = make_shop()
    first = made.add_type(name="Day", capacity=10, price_minor=900)
    made.add_type(name="Table", pool_id=made.pools[first], places=4, price_minor=3000)
    made.add_type(name="Dinner", sold_as="add_on", add_on_to=[first], price_minor=500)
    made.add_type(name="Two days", sold_as="bundle", parts={first: 2}, price_minor=1500)
    return made


def test_the_copy_has_the_same_types_related_among_themselves(client, shop):
    old = offers_of(shop, shop.event_id)
    new = offers_of(shop, copied(client, shop))
    assert [each.name for each in new.values()] == ["Day", "Table", "Dinner", "Two days"]
    assert not {each.ticket_type_id for each in old.values()} & {
        each.ticket_type_id for each in new.values()
    }
    assert new["Dinner"].requires_ticket_types == (new["Day"].ticket_type_id,)
    [part] = new["Two days"].parts
    assert (part.ticket_type_id, part.quantity) == (new["Day"].ticket_type_id, 2)
    assert new["Table"].pool_id == new["Day"].pool_id != old["Day"].pool_id


def test_the_copy_starts_with_nothing_taken(client, shop):
    type_id = offers_of(shop, shop.event_id)["Day"].ticket_type_id
    placed = client.post(shop.orders_path, json=shop.basket(type_id, quantity=3))
    assert placed.status_code == 201
    event_id = copied(client, shop)
    pools = {(pool.capacity, pool.taken) for pool in inventory.list_pools(shop.organizer, event_id)}
    assert pools == {(10, 0), (100, 0)}


def test_sale_windows_move_with_the_dates_as_clocks_show(client, app):
    shop = make_shop()
    opens = clock.now().replace(microsecond=0)
    shop.add_type(name="Early", sales_start_at=opens, sales_end_at=opens + timedelta(days=3))
    start = client.get(
        event_path(shop, shop.event_id), headers=bearer(shop.organization.owner)
    ).json["starts_at"]
    later = copied(client, shop, starts_at=f"{int(start[:4]) + 1}{start[4:]}")
    early = offers_of(shop, later)["Early"]
    assert early.sales_start_at - opens in (timedelta(days=365), timedelta(days=366))
    assert early.sales_end_at - early.sales_start_at == timedelta(days=3)


def test_the_form_asks_the_copied_types(client, shop):
    types = offers_of(shop, shop.event_id)
    question = {"key": "q", "type": "short_text", "label": {"en": "Who?"}}
    limited = {**question, "key": "r", "ticket_type_ids": [str(types["Table"].ticket_type_id)]}
    headers = bearer(shop.organization.owner)
    saved = client.put(
        f"{event_path(shop, shop.event_id)}/registration-form",
        json={"questions": [question, limited]},
        headers=headers,
    )
    assert saved.status_code == 200
    event_id = copied(client, shop)
    asked = client.get(f"{event_path(shop, event_id)}/registration-form", headers=headers).json
    table = offers_of(shop, event_id)["Table"].ticket_type_id
    assert [each.get("ticket_type_ids") for each in asked["questions"]] == [None, [str(table)]]


def test_only_what_was_chosen_is_copied(client, shop):
    event_id = copied(client, shop, parts=["programme"])
    assert offers_of(shop, event_id) == {}
    assert inventory.list_pools(shop.organizer, event_id) == []
