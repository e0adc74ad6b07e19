"""What everybody who waits is told at once, through the realtime role's channel."""

import json

import pytest
from tests.factories.redis_lines import redis_of

from turnout.kernel import runtime
from turnout.kernel.messaging import live


@pytest.fixture
def told(room):
    """The latest document of the room's channel."""

    def read():
        name = live.channel(live.WAITING_ROOM, room.shop.organization.id, room.shop.event_id)
        return json.loads(redis_of(runtime.current().redis).get(live.last_name(name)))

    return read


def test_the_job_tells_how_many_were_admitted(room, told):
    room.open()
    room.joined("ana", "bo", "cy")
    room.watch.move(2)
    room.run()
    assert told() == {"admitted": 2, "waiting": 1, "state": "open"}


def test_it_tells_that_admission_is_paused_or_that_places_are_put_back(room, told):
    room.open()
    room.joined("ana")
    room.open(is_paused=True)
    room.run()
    assert told()["state"] == "paused"
    room.open(is_paused=False)
    room.lose()
    room.run()
    assert told()["state"] == "gathering"


def test_it_tells_that_nothing_is_left(room, told):
    room.open()
    [pool] = room.shop.pools.values()
    room.resize(pool, 0)
    room.run()
    room.run()
    assert told()["state"] == "sold_out"
