"""Redis is away, or has lost the queue: nobody gets in by it, and nobody loses a place."""

import os
import random

import pytest

from turnout.kernel import runtime
from turnout.modules.waiting_room import queue

SECONDS = queue.GATHER_SECONDS


def inversions(positions):
    """How many pairs stand the other way round than they came."""
    return sum(
        later < earlier
        for index, earlier in enumerate(positions)
        for later in positions[index + 1 :]
    )


def test_while_redis_is_away_nobody_joins_and_who_has_a_place_keeps_it(room, request):
    room.open()
    room.joined("ana")
    request.getfixturevalue("no_redis")
    assert room.join("bo").status_code == 503
    away = room.look("ana")
    assert (away.status_code, away.json["code"]) == (503, "unavailable")
    assert "kept" in away.json["detail"]
    figures = room.figures()
    assert (figures["is_reachable"], figures["waiting"]) == (False, 0)
    room.run()  # the job waits for Redis as well


def test_a_room_that_is_switched_on_while_redis_is_away_runs_once_it_is_back(room, monkeypatch):
    link = runtime.current().redis
    with monkeypatch.context() as away:
        away.setattr(link.servers, "_rests_until", float("inf"))
        room.open()
    room.joined("ana")
    assert room.place("ana")["is_gathering"] is True
    room.watch.move(SECONDS + 1)
    room.admitted("ana")


def test_a_change_that_redis_did_not_hear_counts_by_the_next_run_of_the_job(room, monkeypatch):
    room.open()
    room.joined("ana")
    link = runtime.current().redis
    with monkeypatch.context() as away:
        away.setattr(link.servers, "_rests_until", float("inf"))
        room.open(is_paused=True)
    room.run()
    room.watch.move(5)
    assert room.place("ana")["is_paused"] is True


def test_a_queue_that_redis_lost_is_put_together_in_the_order_of_before(room):
    room.open()
    names = [f"guest {number}" for number in range(40)]
    room.joined(*names)
    room.lose()
    back = list(names)
    random.Random(7).shuffle(back)  # noqa: S311  no secret
    for name in back:
        assert room.place(name)["is_gathering"] is True
    positions = [room.place(each)["position"] for each in names]
    assert inversions(positions) == 0
    assert sorted(positions) == list(range(1, 41))


def test_after_a_loss_nobody_is_admitted_before_all_are_back(room):
    room.open()
    room.joined("ana", "bo", "cy")
    room.lose()
    room.place("cy")
    room.watch.move(SECONDS - 1)
    assert room.place("cy")["state"] == "waiting"
    room.place("ana")
    room.place("bo")
    room.watch.move(2)
    room.run()
    states = {each: room.place(each)["state"] for each in ("ana", "bo", "cy")}
    assert states == {"ana": "admitted", "bo": "waiting", "cy": "waiting"}


def test_who_joins_after_a_loss_stands_behind_all_who_waited(room):
    room.open()
    room.joined("ana", "bo")
    room.lose()
    room.watch.move(0.5)
    room.joined("late")
    assert [room.place(each)["position"] for each in ("late", "ana", "bo")] == [1, 1, 2]
    assert room.place("late")["position"] == 3


def test_the_draw_is_the_same_after_a_loss(room):
    room.open(opens_in=60)
    names = [f"guest {number}" for number in range(20)]
    room.joined(*names)
    room.watch.move(60)
    before = [room.place(each)["position"] for each in names]
    room.lose()
    for each in reversed(names):
        room.place(each)
    assert [room.place(each)["position"] for each in names] == before


def test_who_was_admitted_orders_while_redis_is_away_and_after_a_loss(room, request):
    room.open()
    room.joined("ana", "bo")
    room.watch.move(2)
    ana, bo = room.admitted("ana"), room.admitted("bo")
    room.lose()
    assert room.order(ana).status_code == 201
    request.getfixturevalue("no_redis")
    assert room.order(bo).status_code == 201


def test_a_loss_gives_nobody_a_second_order(room):
    room.open()
    room.joined("ana")
    room.watch.move(1)
    held = room.admitted("ana")
    assert room.order(held).status_code == 201
    room.lose()
    room.place("ana")
    room.watch.move(SECONDS + 1)
    again = room.admitted("ana")
    assert room.order(again).json["code"] == "waiting-room.pass-in-use"


def test_a_room_that_was_switched_off_is_not_built_anew(room):
    room.open()
    room.joined("ana")
    room.open(is_on=False)
    assert room.look("ana").json["code"] == "waiting-room.none"
    assert room.figures()["waiting"] == 0


@pytest.mark.skipif(os.environ.get("TURNOUT_TEST_REDIS") != "cluster", reason="one Redis")
def test_the_loss_of_its_node_is_the_loss_of_redis_for_a_room_and_nobody_else(room, redis_nodes):
    room.open()
    names = [f"guest {number}" for number in range(8)]
    room.joined(*names)
    key = queue._keys(room.shop.organization.id, room.shop.event_id)[0]
    lost = redis_nodes.owner_of(key)
    with redis_nodes.without(lost):
        away = room.look(names[0])
        assert (away.status_code, room.join("late").status_code) == (503, 503)
        assert "kept" in away.json["detail"]
    room.watch.move(1)
    link = runtime.current().redis
    link.forget_all()  # and the connection that was told of changes
    link.servers._servers[lost.address]._rests_until = 0.0
    for each in reversed(names):
        assert room.place(each)["is_gathering"] is True
    assert [room.place(each)["position"] for each in names] == list(range(1, 9))
    room.watch.move(SECONDS + 1)
    room.run()
    room.admitted(names[0])
