"""What an event sells and who is in: right, of one's own events, and again with each change."""

import json
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.redis_lines import redis_of
from tests.factories.sales import make_shop
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain

from turnout.kernel import clock, runtime
from turnout.kernel.db import tx
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout.modules.dashboards import service

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    with making.running_provider(tmp_path_factory.mktemp("provider")) as started:
        yield started


@pytest.fixture
def desk(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def link():
    link = runtime.current().redis
    live.send_marks()
    redis_of(link).delete(live.MARKS)
    return link


def base(shop) -> str:
    return f"/api/v1/organizations/{shop.organization.id}"


def dashboard(client, shop, *, of_event=True):
    path = f"{base(shop)}/events/{shop.event_id}" if of_event else base(shop)
    answer = client.get(f"{path}/dashboard", headers=bearer(shop.organization.owner))
    assert answer.status_code == 200, answer.json
    return answer.json


def listen(client, shop, *, of_event=True):
    path = f"{base(shop)}/events/{shop.event_id}" if of_event else base(shop)
    return client.post(f"{path}/dashboard/stream", headers=bearer(shop.organization.owner))


def heard(link, shop, event_id=None):
    """The latest figures that listeners of this event (or of all of them) were sent."""
    name = live.channel(live.DASHBOARD, shop.organization.id, event_id or shop.event_id)
    document = redis_of(link).get(live.last_name(name))
    return json.loads(document) if document else None


def test_figures_count_what_was_sold_paid_and_given_back(client, desk):
    shop = desk.shop
    paid, given_back = desk.order(quantity=2).pay(), desk.order().pay()
    desk.order()
    assert given_back.refund().status_code in (200, 201, 202)
    drain()
    free = shop.add_type(capacity=10)
    assert client.post(shop.orders_path, json=shop.basket(free)).status_code == 201

    seen = dashboard(client, shop)

    figures = seen["figures"]
    assert figures["tickets"] == len(paid.now()["tickets"]) + 1
    assert (figures["capacity"], figures["people_in"]) == (15, 0)
    assert figures["orders"] == {
        "placed": 4, "confirmed": 2, "waiting": 0, "held": 1, "conversion": 0.6667,
    }  # fmt: skip
    [money] = figures["revenue"]
    assert money == {
        "currency": "EUR", "paid_minor": 7500, "refunded_minor": 2500, "net_minor": 5000,
    }  # fmt: skip
    by_type = {each["ticket_type_id"]: each for each in figures["ticket_types"]}
    assert by_type[str(desk.type_id)]["tickets"] == 2
    assert by_type[str(desk.type_id)]["gross_minor"] == 5000
    assert by_type[str(free)]["tickets"] == 1
    [day] = seen["days"]
    assert day == figures["today"]
    assert (day["placed"], day["confirmed"], day["tickets"]) == (4, 2, 3)
    whole = dashboard(client, shop, of_event=False)
    assert (whole["placed"], whole["confirmed"], whole["revenue"]) == (4, 2, [money])
    assert [each["event_id"] for each in whole["events"]] == [str(shop.event_id)]


def test_who_listens_hears_each_change_and_nothing_is_counted_for_nobody(client, link):
    shop = make_shop()
    free = shop.add_type()
    client.post(shop.orders_path, json=shop.basket(free))
    live.publish_marked(link)
    assert heard(link, shop) is None

    opened = listen(client, shop)

    assert opened.status_code == 201
    path = live.path(live.DASHBOARD, shop.organization.id, shop.event_id)
    assert opened.json["url"].startswith(f"http://127.0.0.1:8081{path}?token=")
    live.publish_marked(link)
    assert heard(link, shop)["orders"]["confirmed"] == 1
    client.post(shop.orders_path, json=shop.basket(free))
    live._pace._due.clear()
    live.publish_marked(link)
    assert heard(link, shop)["orders"]["confirmed"] == 2
    assert heard(link, shop, live.WHOLE) is None


def test_all_events_of_an_organization_are_heard_together(client, link):
    shop = make_shop()
    other = make_shop(shop.organization)
    opened = listen(client, shop, of_event=False)
    path = live.path(live.DASHBOARD, shop.organization.id, live.WHOLE)
    assert path == f"/live/v1/organizations/{shop.organization.id}/dashboard"
    assert f"{path}?token=" in opened.json["url"]
    client.post(other.orders_path, json=other.basket(other.add_type()))
    live._pace._due.clear()
    live.publish_marked(link)
    whole = heard(link, shop, live.WHOLE)
    placed = {each["event_id"]: each["placed"] for each in whole["events"]}
    assert placed == {str(other.event_id): 1, str(shop.event_id): 0}


def test_many_events_are_counted_by_as_many_statements_as_one(monkeypatch):
    organization, sent = make_organization(), []
    shops = [make_shop(organization) for _ in range(3)]
    for shop in shops:
        shop.add_type()
    monkeypatch.setattr(tx, "observer", sent.append)
    ids = [each.event_id for each in shops]
    for counted in (ids[:1], ids):
        assert set(service.live_dashboards(organization.id, counted)) == set(counted)
    assert len(sent) == 2 * len(set(sent))


def test_an_event_that_takes_long_to_count_is_counted_less_often():
    pace = live._Pace()
    event = new_id()
    pace.note([event], 10.0, 10.2)
    assert not pace.is_due(event, 10.2 + live.REST_FACTOR * 0.2 - 0.01)
    assert pace.is_due(event, 10.2 + live.REST_FACTOR * 0.2)
    assert pace.is_due(new_id(), 0.0)


def test_dashboards_are_for_who_sees_orders_of_their_events(client):
    shop = make_shop()
    other = make_shop(shop.organization)
    limited = bearer(add_member(shop.organization, "staff", event_ids=(shop.event_id,)))
    partner = bearer(add_member(shop.organization, "partner"))
    stranger = bearer(make_organization().owner)
    own, foreign = (f"{base(shop)}/events/{each.event_id}/dashboard" for each in (shop, other))
    for headers, path, status in (
        (limited, own, 200),
        (limited, foreign, 404),
        (partner, own, 403),
        (stranger, own, 404),
        ({}, own, 401),
        (limited, f"{base(shop)}/dashboard", 200),
    ):
        assert client.get(path, headers=headers).status_code == status, path
    whole = client.get(f"{base(shop)}/dashboard", headers=limited).json
    assert [each["event_id"] for each in whole["events"]] == [str(shop.event_id)]
    for headers, path, status in (
        (limited, f"{own}/stream", 201),
        (limited, f"{foreign}/stream", 404),
        (limited, f"{base(shop)}/dashboard/stream", 403),
        (partner, f"{own}/stream", 403),
        (
            bearer(shop.organization.owner),
            f"{base(shop)}/events/{UUID(int=7)}/dashboard/stream",
            404,
        ),
    ):
        assert client.post(path, headers=headers).status_code == status, path


def test_a_proof_for_the_door_opens_no_figures(client):
    shop = make_shop()
    keys, owner = runtime.current().keys, shop.organization.owner
    opened = client.post(
        f"{base(shop)}/events/{shop.event_id}/checkins/stream", headers=bearer(owner)
    )
    _, _, token = opened.json["url"].partition("?token=")
    where = {
        "organization_id": shop.organization.id, "event_id": shop.event_id, "now": clock.now(),
    }  # fmt: skip
    assert live.expiry_of(keys, live.CHECKINS, token, **where) is not None
    assert live.expiry_of(keys, live.DASHBOARD, token, **where) is None
