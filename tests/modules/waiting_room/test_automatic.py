"""A waiting room that switches itself on when many come to the checkout, and off when none wait."""

import pytest
from tests.factories import work
from tests.factories.redis_lines import redis_of
from tests.factories.sales import make_shop

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.waiting_room import automatic, tasks

ABOVE = 60
"""Ten seconds with more than ten arrivals are above that rate."""


@pytest.fixture
def armed(room):
    """A room that is off and switches itself on above a person a second."""
    room.open(is_on=False, automatic_above_per_minute=ABOVE)
    tick(room)
    return room


def tick(room):
    """What the job does, in a process that then asks anew which events are watched."""
    redis_of(runtime.current().redis).delete(automatic.WATCHED)
    automatic.list_automatic(SystemContext(job=tasks.RUN))
    automatic.run_automatic(system_in(room.shop.organization.id, tasks.RUN), room.shop.event_id)
    automatic.forget()


def come(room, number):
    for _ in range(number):
        automatic.count((room.shop.organization.id, room.shop.event_id))
    automatic.forget()
    automatic.count((room.shop.organization.id, room.shop.event_id))


def shown(room):
    return room.client.get(f"{room.at_event}/waiting-room", headers=room.owner).json


def test_it_goes_on_once_more_come_than_it_takes(armed):
    come(armed, 9)
    tick(armed)
    assert (shown(armed)["is_on"], armed.figures()["arrivals_per_minute"]) == (False, 60)
    come(armed, 1)
    tick(armed)
    now = shown(armed)
    assert (now["is_on"], now["is_automatic"], now["run"]) == (True, True, 1)
    assert armed.order().json["code"] == "waiting-room.pass-missing"
    armed.joined("ana")
    armed.watch.move(1)
    assert armed.order(armed.admitted("ana")).status_code == 201


def test_arrivals_that_are_long_past_count_no_more(armed):
    come(armed, 40)
    armed.watch.move(automatic.WINDOW_SECONDS + automatic.BUCKET_SECONDS)
    tick(armed)
    assert (shown(armed)["is_on"], armed.figures()["arrivals_per_minute"]) == (False, 0)


def test_it_goes_off_ten_minutes_after_the_last_person_waited(armed):
    come(armed, 20)
    tick(armed)
    armed.joined("ana")
    tick(armed)
    armed.watch.move(30)
    tick(armed)
    armed.admitted("ana")
    armed.watch.move(599)
    tick(armed)
    assert shown(armed)["is_on"]
    armed.watch.move(1)
    tick(armed)
    off = shown(armed)
    assert (off["is_on"], off["is_automatic"], off["automatic_above_per_minute"]) == (
        False,
        False,
        ABOVE,
    )
    assert armed.order().status_code == 201


def test_while_somebody_waits_or_many_come_it_stays_on(armed):
    armed.open(is_on=False, automatic_above_per_minute=ABOVE, is_paused=False, most_shopping=1)
    come(armed, 20)
    tick(armed)
    armed.joined("ana", "bo")
    armed.watch.move(2)
    tick(armed)
    armed.watch.move(700)
    armed.place("bo")
    tick(armed)
    assert shown(armed)["is_on"]


def test_one_that_was_switched_on_by_hand_stays_on(armed):
    armed.open(automatic_above_per_minute=ABOVE)
    for _ in range(3):
        armed.watch.move(700)
        tick(armed)
    assert shown(armed)["is_on"]


def test_changes_while_it_is_on_leave_it_automatic_and_by_hand_it_goes_off(armed):
    come(armed, 20)
    tick(armed)
    assert armed.open(automatic_above_per_minute=90)["is_automatic"]
    off = armed.open(is_on=False, automatic_above_per_minute=90)
    assert (off["is_on"], off["is_automatic"]) == (False, False)


def test_nothing_is_counted_of_events_that_do_not_ask_for_it(armed):
    other = make_shop()
    automatic.count((other.organization.id, other.event_id))
    automatic.forget()
    automatic.count((other.organization.id, other.event_id))
    assert automatic.per_minute((other.organization.id, other.event_id)) == 0


def test_without_redis_it_stays_as_it_is(armed, no_redis):
    come(armed, 40)
    automatic.run_automatic(system_in(armed.shop.organization.id, tasks.RUN), armed.shop.event_id)
    assert not shown(armed)["is_on"]
    assert armed.figures()["arrivals_per_minute"] is None
    assert armed.order().status_code == 201


def test_visits_of_the_checkout_and_orders_of_programs_are_arrivals(armed, queued):
    work.drain()
    with transaction(system_in(armed.shop.organization.id, "tests")) as tx:
        slug = events.get_event(tx, armed.shop.event_id).slug
    event = (armed.shop.organization.id, armed.shop.event_id)
    path = f"/{armed.shop.organization.slug}/{slug}/checkout"
    automatic.forget()
    assert armed.client.get(path).status_code == 200
    assert automatic.per_minute(event) == 6
    automatic.forget()
    assert armed.order().status_code == 201
    assert automatic.per_minute(event) == 12
    automatic.forget()
    body = armed.shop.basket(armed.ticket)
    ours = {"Origin": runtime.current().settings.public_url}
    assert armed.client.post(armed.shop.orders_path, json=body, headers=ours).status_code == 201
    assert automatic.per_minute(event) == 12


def test_it_is_on_record_who_switched_it(armed):
    come(armed, 20)
    tick(armed)
    path = f"/api/v1/organizations/{armed.shop.organization.id}/audit?table=waiting_rooms"
    newest = armed.client.get(path, headers=armed.owner).json["items"][0]
    assert newest["actor"] == "system:waiting-room.run"
    assert newest["after"]["is_automatic"] is True


@pytest.mark.parametrize("wrong", [0, -1, 1_000_001, "many", 1.5])
def test_a_rate_that_is_none_is_refused_by_its_field(room, wrong):
    refused = room.put(automatic_above_per_minute=wrong)
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/automatic_above_per_minute"
