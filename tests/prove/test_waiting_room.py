"""A waiting room of ten thousand: half are drawn, half arrive, Redis is lost, nobody is passed."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from time import perf_counter
from typing import Any, TypeVar

from tests.factories.sales import make_shop
from tests.modules.waiting_room.conftest import Room, Watch
from tests.prove.counts import PROVE
from tests.prove.results import record_result
from turnout.kernel.context import PublicContext
from turnout.modules.waiting_room import api as waiting_room
from turnout.modules.waiting_room import queue

PEOPLE = 10_000 if PROVE else 200
THREADS = 4
JOIN_SECONDS = 120.0
"""So long may all take to join, and all to look: far more than two idle cores need."""
Each = TypeVar("Each")


def all_do(act: Callable[[Any], Each], whom: Sequence[Any]) -> tuple[list[Each], float]:
    """What everybody got, and how many a second were served."""
    begun_at = perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(act, whom))
    took = perf_counter() - begun_at
    assert not PROVE or took < JOIN_SECONDS
    return found, len(whom) / took


def inversions(numbers: Sequence[int]) -> int:
    """How many neighbours stand the other way round than they should."""
    return sum(later <= earlier for earlier, later in pairwise(numbers))


def test_ten_thousand_wait_and_nobody_is_passed(client: Any) -> None:
    with ExitStack() as stack:
        watch = Watch(stack)
        shop = make_shop()
        room = Room(client, shop, shop.add_type(capacity=PEOPLE), watch)
        room.open(
            opens_in=60, least_per_minute=60_000, most_per_minute=60_000, most_shopping=100_000
        )
        ctx = PublicContext(organization_id=shop.organization.id)

        def join(number: int) -> str:
            network = f"2001:db8:{number:x}::/64"
            return waiting_room.join(ctx, shop.event_id, network=network).token

        def look(token: str) -> waiting_room.WaitingPlace:
            return waiting_room.look(ctx, shop.event_id, token)

        half = PEOPLE // 2
        early, rate = all_do(join, range(half))
        room.watch.move(59)
        room.watch.move(1)
        late = [join(number) for number in range(half, PEOPLE)]  # one by one: their order is known
        places, looked = all_do(look, early)
        drawn = [token for _, token in sorted(zip(map(number_of, places), early, strict=True))]
        in_order = [*drawn, *late]
        numbers = [number_of(place) for place in all_do(look, in_order)[0]]
        assert numbers == list(range(1, PEOPLE + 1))
        queue.drop(shop.organization.id, shop.event_id)
        all_do(look, in_order[::-1])
        after = [number_of(place) for place in all_do(look, in_order)[0]]
        assert inversions(after) == 0
        room.watch.move(queue.GATHER_SECONDS + 1)
        admitted, _ = all_do(look, in_order)
        states = [place.state for place in admitted]
        count = states.count(waiting_room.PlaceState.ADMITTED)
        assert 0 < count < PEOPLE or PEOPLE < 2 * THREADS * 1000
        assert all(each is waiting_room.PlaceState.ADMITTED for each in states[:count])
        record_result(
            f"a waiting room of {PEOPLE:,}",
            f"{rate:,.0f} joined and {looked:,.0f} looked a second; inversions 0, after a loss 0",
        )


def number_of(place: waiting_room.WaitingPlace) -> int:
    assert place.position is not None
    return place.position
