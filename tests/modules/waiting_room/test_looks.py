"""Looks that a process answers by itself, and those that it must not."""

from dataclasses import replace

import pytest
from tests.factories.redis_lines import redis_of
from tests.factories.sales import make_shop

from turnout.kernel import runtime
from turnout.modules.waiting_room import looks, queue
from turnout.modules.waiting_room.queue import RoomMarks

MANY = 70


@pytest.fixture
def crowd(room, monkeypatch):
    """A room with more people than are near; a look may follow another at once."""
    monkeypatch.setattr(looks, "LEAST_PAUSE_SECONDS", 0.0)
    room.open()
    room.joined(*(f"guest {number}" for number in range(MANY)))
    renew(room)
    return room


def renew(room):
    """A quarter of a second later the process reads again how the room stands."""
    looks.forget_room(room.shop.organization.id, room.shop.event_id)


@pytest.fixture
def steps(monkeypatch):
    """What Redis was asked to do."""
    asked = []
    ask = queue._ask

    def noted(organization_id, event_id, action, *rest, **named):
        asked.append(action)
        return ask(organization_id, event_id, action, *rest, **named)

    monkeypatch.setattr(queue, "_ask", noted)
    return asked


def test_who_is_far_is_answered_without_asking_redis_for_each_look(crowd, steps):
    positions = [crowd.place(f"guest {number}")["position"] for number in range(60, MANY)]
    assert positions == list(range(61, MANY + 1))
    assert steps == ["view"]


def test_the_answer_is_the_same_as_the_full_one(crowd, steps):
    quick = crowd.look("guest 65")
    assert steps == ["view"]
    full = crowd.client.get(
        f"{crowd.at_event}/waiting-room-place?",
        headers={"Turnout-Waiting-Room-Place": crowd.tokens["guest 65"], "Origin": "null"},
    )
    assert steps == ["view", "look"]
    assert quick.json == full.json
    counted = {"RateLimit", "RateLimit-Policy", "X-Request-Id", "Content-Length"}
    assert set(quick.headers.keys()) >= set(full.headers.keys()) - counted
    told = {name: value for name, value in full.headers if name not in counted}
    assert {name: quick.headers[name] for name in told} == told


def test_who_is_near_asks_redis(crowd, steps):
    assert crowd.place("guest 3")["position"] == 4
    assert "look" in steps


def test_who_was_admitted_is_told_so_however_many_wait_before_them(crowd, steps):
    crowd.watch.move(2)
    crowd.run()
    renew(crowd)
    assert crowd.place("guest 0")["state"] == "admitted"
    assert crowd.place("guest 69")["position"] == 68


def test_who_left_is_told_that_the_place_is_over(crowd, steps):
    assert crowd.leave("guest 68").status_code == 204
    crowd.place("guest 69")
    steps.clear()
    assert crowd.look("guest 68").json["code"] == "waiting-room.place-over"
    assert crowd.place("guest 69")["position"] == 69


def test_who_left_is_known_to_a_process_that_had_read_the_room_before(crowd):
    crowd.place("guest 69")
    before = looks._rooms._views.copy()
    crowd.leave("guest 67")
    name, view = before.popitem()
    looks._rooms._views[name] = replace(view, read_at=0.0)
    crowd.place("guest 69")
    assert crowd.look("guest 67").status_code == 410


def test_who_looks_too_often_is_counted_by_the_limits(crowd, steps, monkeypatch):
    monkeypatch.setattr(looks, "LEAST_PAUSE_SECONDS", 2.0)
    crowd.place("guest 66")
    again = crowd.look("guest 66")
    assert "RateLimit" in again.headers
    assert steps.count("look") >= 1


def test_a_place_of_another_run_or_event_and_a_forged_one_are_refused_as_before(crowd):
    token = crowd.tokens["guest 69"]
    assert crowd.put(is_on=False).status_code == 200
    crowd.open()
    assert crowd.look("guest 69").json["code"] == "waiting-room.place-over"
    crowd.tokens["guest 69"] = f"{token[:-2]}xx"
    assert crowd.look("guest 69").status_code == 404


def test_another_organization_reads_nothing_of_it(crowd):
    other = make_shop().organization
    elsewhere = crowd.at_event.replace(str(crowd.shop.organization.id), str(other.id))
    header = {"Turnout-Waiting-Room-Place": crowd.tokens["guest 69"]}
    answer = crowd.client.get(f"{elsewhere}/waiting-room-place", headers=header)
    assert answer.json["code"] == "waiting-room.none"


def test_without_redis_looks_say_that_the_place_is_kept(crowd, no_redis):
    renew(crowd)
    assert crowd.look("guest 69").status_code == 503


def test_places_that_are_put_back_go_the_full_way_until_each_is_there(crowd, steps):
    crowd.lose()
    renew(crowd)
    crowd.place("guest 69")
    assert crowd.figures()["waiting"] == 1
    for number in range(10, 69):
        assert crowd.place(f"guest {number}")["is_gathering"]
    crowd.watch.move(queue.GATHER_SECONDS)
    renew(crowd)
    steps.clear()
    assert crowd.place("guest 69")["position"] == 60
    assert steps == ["view"]
    crowd.place("guest 5")
    renew(crowd)
    assert crowd.place("guest 69")["position"] == 61, "who comes back late is put back as well"


def test_before_the_opening_the_lobby_says_nothing_of_positions(room, steps, monkeypatch):
    monkeypatch.setattr(looks, "LEAST_PAUSE_SECONDS", 0.0)
    room.open(opens_in=60)
    names = [f"guest {number}" for number in range(MANY)]
    room.joined(*names)
    renew(room)
    steps.clear()
    seen = [room.place(each) for each in names]
    assert {each["state"] for each in seen} == {"lobby"}
    assert {each["position"] for each in seen} == {None}
    assert {each["draw_seed"] for each in seen} == {None}
    assert "view" in steps
    assert steps.count("look") < MANY
    room.watch.move(60)
    renew(room)
    steps.clear()
    drawn = sorted(room.place(each)["position"] for each in names)
    assert drawn == list(range(1, MANY + 1))
    assert 0 < steps.count("look") <= looks.NEAR_PLACES


def test_an_opening_counts_with_the_next_look_of_every_process(room, steps, monkeypatch):
    monkeypatch.setattr(looks, "LEAST_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(looks, "BELIEVED_SECONDS", 3600.0)
    room.open(opens_in=60)
    names = [f"guest {number}" for number in range(MANY)]
    room.joined(*names)
    assert {room.place(each)["state"] for each in names} == {"lobby"}
    ids = (room.shop.organization.id, room.shop.event_id)
    of_another_process = looks._rooms._views[ids]
    room.open(opens_in=0)
    looks._rooms._views[ids] = of_another_process
    seen = [room.place(each) for each in names]
    assert {each["state"] for each in seen} == {"waiting"}
    assert None not in {each["draw_seed"] for each in seen}


def test_a_position_between_two_marks_is_between_theirs(crowd):
    view = looks._rooms.find(crowd.shop.organization.id, crowd.shop.event_id)
    state = replace(view.marks.state, waiting=101)
    marks = RoomMarks(
        state=state,
        served=0.0,
        gathered_at=0.0,
        scores=(10.0, 20.0, 30.0),
        step=50,
        left=(),
        left_count=0,
    )
    found = [looks.position_of(score, marks) for score in (5, 10, 11, 15, 19.999, 20, 25, 30, 31)]
    assert found == [1, 1, 6, 26, 50, 51, 76, 101, 101]


def test_a_long_queue_is_read_by_two_hundred_marks(room):
    room.open()
    ids = (room.shop.organization.id, room.shop.event_id)
    key = queue._keys(*ids)[1]
    redis = redis_of(runtime.current().redis)
    redis.zadd(key, {f"{number:032x}": 1e15 + number for number in range(10_000)})
    marks = queue.read_marks(*ids, left_known=0)
    assert marks is not None
    assert (len(marks.scores), marks.step, marks.state.waiting) == (200, 50, 10_000)
    for rank in (0, 49, 50, 51, 777, 9_950):
        assert looks.position_of(1e15 + rank, marks) == rank + 1
