"""Every state × every action over HTTP, the bin, and deleting for good."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_timed
from tests.modules.events.api_client import Caller, pointers
from tests.modules.events.lifecycle import TABLE, WAYS

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.events.models import State
from turnout.modules.events.rules import Action
from turnout.modules.events.service.lifecycle import purge_event

BY_CLOCK = {Action.BEGIN: timedelta(hours=1), Action.END: timedelta(days=30)}
"""Steps that only time takes: how long after the start it is when the clock looks."""


@pytest.fixture
def caller(client):
    return Caller(client)


def take(caller, event, action):
    """One step as people (or the clock) take it; the HTTP status, None when the clock passed by."""
    path = f"/{event['id']}"
    if action in BY_CLOCK:
        with transaction(caller.ctx) as tx:
            before = events.find_event(tx, event["id"])
        with clock.frozen(before.starts_at + BY_CLOCK[action]):
            run_timed("events.advance_events")
        return None
    if action is Action.DELETE:
        return caller("DELETE", path).status_code
    return caller("POST", f"{path}/{action.value}").status_code


def state_of(caller, event):
    with transaction(caller.ctx) as tx:
        found = events.find_event(tx, event["id"])
    return found.state if found else None


@pytest.fixture
def arrive(caller):
    def way(state):
        event = caller.create()
        for step in WAYS[state]:
            take(caller, event, Action(step))
        assert state_of(caller, event) is state
        return event

    return way


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", [each for each in Action if each not in BY_CLOCK])
def test_every_step_over_http_is_allowed_or_refused_as_the_table_says(
    caller, arrive, state, action
):
    event = arrive(state)
    expected = TABLE.get((state, action))
    status = take(caller, event, action)
    if expected is None:
        assert (status, state_of(caller, event)) == (409, state)
    elif action is Action.PURGE:
        assert (status, state_of(caller, event)) == (204, None)
    else:
        assert status in (200, 204)
        assert state_of(caller, event) is expected


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", BY_CLOCK)
def test_the_clock_moves_what_the_table_lets_it_move(caller, arrive, state, action):
    event = arrive(state)
    take(caller, event, action)
    assert state_of(caller, event) is TABLE.get((state, action), state)


@pytest.mark.parametrize("state", [State.ENDED, State.POSTPONED, State.CANCELLED, State.DRAFT])
def test_restoring_leads_back_from_the_archive_and_from_the_bin(caller, arrive, state):
    event = arrive(state)
    path = f"/{event['id']}"
    assert caller("POST", f"{path}/archive").json["state"] == "archived"
    assert caller("DELETE", path).status_code == 204
    assert caller("POST", f"{path}/restore").json["state"] == state.value


def test_what_is_in_the_bin_is_gone_from_lists_and_addresses_and_frees_its_name(caller):
    event = caller.create(slug="fest")
    path = f"/{event['id']}"
    assert caller("DELETE", path).status_code == 204
    assert caller("GET", path).status_code == 404
    assert caller("PATCH", path, json={"title": "X"}).status_code == 404
    assert caller("GET").json["items"] == []
    binned = caller("GET", query_string={"state": "deleted"}).json["items"]
    assert [each["id"] for each in binned] == [event["id"]]
    other = caller.create(slug="fest")
    back = caller("POST", f"{path}/restore").json
    assert (back["state"], back["slug"], other["slug"]) == ("draft", "fest-2", "fest")


def test_an_order_still_names_an_event_of_the_bin(caller):
    event = caller.create()
    caller("DELETE", f"/{event['id']}")
    with transaction(caller.ctx) as tx:
        assert str(events.get_event(tx, event["id"]).id) == event["id"]


def test_an_event_with_purchases_is_never_deleted_for_good(client, app, queued):
    shop = make_shop()
    type_id = shop.add_type()
    placed = client.post(shop.orders_path, json=shop.basket(type_id))
    assert placed.json["state"] == "confirmed", placed.json
    headers = bearer(shop.organization.owner)
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    assert client.post(f"{path}/cancel", headers=headers).status_code == 200
    assert client.delete(path, headers=headers).status_code == 204
    refused = client.post(f"{path}/purge", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (409, "events.records-remain")
    with transaction(shop.organizer) as tx:
        assert events.get_event(tx, shop.event_id).state is State.DELETED
    mine = client.get(
        f"{shop.orders_path}/{placed.json['id']}",
        headers={"Turnout-Order-Secret": placed.json["secret"]},
    )
    assert mine.status_code == 200


def test_deleting_for_good_takes_what_was_on_sale_along(app, queued):
    shop = make_shop()
    shop.add_type()
    drain()
    events.cancel_event(shop.organizer, shop.event_id)
    events.delete_event(shop.organizer, shop.event_id)
    purge_event(shop.organizer, shop.event_id)
    with transaction(shop.organizer) as tx:
        assert events.find_event(tx, shop.event_id) is None
        assert catalog.list_offers(tx, shop.event_id) == []


def test_only_those_with_the_permission_delete_for_good(caller, client):
    event = caller.create()
    caller("DELETE", f"/{event['id']}")
    staff = add_member(caller.organization, "staff")
    refused = client.post(f"{caller.base}/{event['id']}/purge", headers=bearer(staff))
    assert refused.status_code == 403


def test_staff_submit_and_managers_send_back_or_publish(caller, client):
    staff = bearer(add_member(caller.organization, "staff"))
    event = caller.create()
    path = f"{caller.base}/{event['id']}"
    submitted = client.post(f"{path}/submit", json={"reason": "Please look."}, headers=staff)
    assert (submitted.json["state"], submitted.json["state_reason"]) == ("review", "Please look.")
    assert client.post(f"{path}/publish", headers=staff).status_code == 403
    assert caller("POST", f"/{event['id']}/send-back").json["state"] == "draft"
    empty = caller.create(starts_at=None, ends_at=None)
    unready = client.post(f"{caller.base}/{empty['id']}/submit", headers=staff)
    assert pointers(unready) == ["/starts_at", "/ends_at"]


@pytest.mark.parametrize("step", ["cancel", "postpone"])
@pytest.mark.parametrize("fate", ["keep", "refund", "ask"])
def test_calling_off_says_what_becomes_of_orders(caller, queued, step, fate):
    event = caller.create()
    path = f"/{event['id']}"
    caller("POST", f"{path}/publish")
    answer = caller("POST", f"{path}/{step}", json={"orders": fate, "reason": "Storm."})
    assert answer.status_code == 200
    [opened] = caller("GET", f"{path}/order-actions").json["items"]
    assert (opened["step"], opened["orders"], opened["reason"]) == (step, fate, "Storm.")
    drain()


def test_other_steps_say_nothing_of_orders(caller):
    event = caller.create()
    refused = caller("POST", f"/{event['id']}/publish", json={"orders": "refund"})
    assert (refused.status_code, pointers(refused)) == (422, ["/orders"])


def test_what_comes_later_ends_an_earlier_decision_over_orders(caller):
    event = caller.create()
    path = f"/{event['id']}"
    caller("POST", f"{path}/publish")
    caller("POST", f"{path}/postpone", json={"orders": "ask"})
    caller("POST", f"{path}/cancel", json={"orders": "refund"})
    now, before = caller("GET", f"{path}/order-actions").json["items"]
    assert (now["orders"], now["done_at"]) == ("refund", None)
    assert before["done_at"] is not None
