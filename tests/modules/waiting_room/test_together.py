"""Many at the same moment, over a real Redis: no number twice, none left out, none too many."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from turnout.modules.waiting_room import queue
from turnout.modules.waiting_room.passes import Place

CROWD = 160
THREADS = 8


@pytest.fixture
def crowd(room):
    """A room that is open, and who comes there all at once."""
    room.open(least_per_minute=600, most_per_minute=600, most_shopping=30)
    where = (room.shop.organization.id, room.shop.event_id)

    def join(_number):
        place_id = uuid4()
        found = queue.join(*where, place_id, score=0.0)
        assert found is not None
        return Place(event_id=where[1], place_id=place_id, run=1, score=found.score)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(join, range(CROWD)))


def looks(room, crowd):
    """Everybody looks at once; what each is told."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda place: queue.look(room.shop.organization.id, place), crowd))


def test_everybody_who_joins_at_once_has_a_number_of_their_own(room, crowd):
    assert len({place.score for place in crowd}) == CROWD
    positions = [found.position for found in looks(room, crowd)]
    assert sorted(positions) == list(range(1, CROWD + 1))
    in_order = sorted(crowd, key=lambda place: place.score)
    assert [found.position for found in looks(room, in_order)] == list(range(1, CROWD + 1))


def test_however_many_look_at_once_the_rate_admits_as_many_as_it_says(room, crowd):
    room.watch.move(1)
    states = Counter(found.status for found in looks(room, crowd))
    assert states == {"admitted": 10, "waiting": CROWD - 10}
    first = sorted(crowd, key=lambda place: place.score)[:10]
    assert {found.status for found in looks(room, first)} == {"admitted"}


def test_however_many_look_at_once_no_more_shop_than_may(room, crowd):
    for _ in range(10):
        room.watch.move(2)
        states = Counter(found.status for found in looks(room, crowd))
        assert states["admitted"] <= 30
    assert states["admitted"] == 30


def test_after_a_loss_everybody_who_comes_back_at_once_stands_where_they_stood(room, crowd):
    room.lose()
    room.run()
    looks(room, crowd)
    in_order = sorted(crowd, key=lambda place: place.score)
    assert [found.position for found in looks(room, in_order)] == list(range(1, CROWD + 1))
