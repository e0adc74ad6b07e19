"""The admission rate: what it does with what is measured, and that it closes the loop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.sales import make_shop
from tests.modules.waiting_room.conftest import Room

from turnout.kernel.errors import NotFound, Unavailable
from turnout.modules.waiting_room import control, queue
from turnout.modules.waiting_room.queue import GATHER_SECONDS
from turnout.modules.waiting_room.rules import (
    Bounds,
    Load,
    Stock,
    ask_again_seconds,
    estimate_seconds,
    next_rate,
    percentile,
    places_for,
)

BOUNDS = Bounds(least=1.0, most=10.0, target_milliseconds=500)
RATES = st.floats(0.01, 1000, allow_nan=False)
TIMES = st.none() | st.floats(0, 100_000, allow_nan=False)


def load(p95, failures=0):
    return Load(p95_milliseconds=p95, failures=failures)


@st.composite
def bounds(draw):
    least, most = sorted((draw(RATES), draw(RATES)))
    return Bounds(least=least, most=most, target_milliseconds=draw(st.floats(1, 10_000)))


@given(rate=RATES, p95=TIMES, failures=st.integers(0, 5), within=bounds())
def test_the_rate_never_leaves_its_bounds(rate, p95, failures, within):
    assert within.least <= next_rate(rate, load(p95, failures), within) <= within.most


@given(rate=RATES, fast=st.floats(0, 100_000), slow=st.floats(0, 100_000), within=bounds())
def test_a_slower_checkout_never_gets_a_higher_rate(rate, fast, slow, within):
    fast, slow = sorted((fast, slow))
    assert next_rate(rate, load(slow), within) <= next_rate(rate, load(fast), within)


@given(rate=RATES, p95=TIMES, within=bounds())
def test_failures_never_raise_the_rate(rate, p95, within):
    inside = min(within.most, max(within.least, rate))
    assert next_rate(inside, load(p95, 1), within) <= inside


@given(low=RATES, high=RATES, p95=TIMES, failures=st.integers(0, 2), within=bounds())
def test_who_admits_more_goes_on_to_admit_at_least_as_many(low, high, p95, failures, within):
    low, high = sorted((low, high))
    said = load(p95, failures)
    assert next_rate(low, said, within) <= next_rate(high, said, within)


def test_it_falls_fast_and_rises_slowly():
    assert next_rate(10, load(501), BOUNDS) == pytest.approx(7)
    assert next_rate(10, load(2501), BOUNDS) == pytest.approx(4.9)
    assert next_rate(7, load(100), BOUNDS) == pytest.approx(7.45)
    assert next_rate(7, load(None), BOUNDS) == pytest.approx(7.45)
    assert next_rate(7, load(450), BOUNDS) == 7


@given(capacity=st.floats(1.5, 9), rate=st.floats(1, 10))
def test_in_a_closed_loop_the_rate_settles_around_what_the_checkout_bears(capacity, rate):
    """A checkout whose orders get slow in proportion once more come than it serves."""
    seen = []
    for _ in range(200):
        p95 = 300.0 if rate <= capacity else 300.0 + 1000 * (rate - capacity) / capacity
        rate = next_rate(rate, load(p95), BOUNDS)
        seen.append(rate)
    late = seen[100:]
    assert max(late) <= capacity * 1.25 + 0.45
    assert min(late) >= max(1.0, capacity * 0.5)


@pytest.mark.parametrize(
    ("left", "begun", "places"), [(None, 0, 200), (500, 0, 200), (30, 5, 35), (0, 3, 3), (0, 0, 0)]
)
def test_no_more_shop_than_there_are_places_for(left, begun, places):
    assert places_for(Stock(left=left, is_sold_out=not left), begun=begun, most=200) == places


def test_the_percentile_is_one_of_the_values():
    assert percentile([], 0.95) is None
    assert percentile([5.0], 0.95) == 5.0
    assert percentile([float(each) for each in range(1, 101)], 0.95) == 95.0


def measure(room, took, *, times=20, is_failure=False):
    for _ in range(times):
        queue.add_measure(
            room.shop.organization.id, room.shop.event_id, milliseconds=took, is_failure=is_failure
        )


def test_slow_orders_lower_the_rate_and_fast_ones_raise_it_again(room):
    room.open(least_per_minute=60, most_per_minute=600)
    room.run()
    begun = room.figures()["per_minute"]
    assert begun == 87, "it begins at the floor"
    measure(room, 2000)
    room.run()
    assert room.figures()["per_minute"] == 61
    room.watch.move(11)
    for _ in range(30):
        room.run()
    assert room.figures()["per_minute"] == 600


def test_orders_with_a_pass_are_measured_and_refusals_are_no_failures(room):
    room.open()
    room.joined("ana")
    room.watch.move(1)
    room.order(room.admitted("ana"))
    room.order("nonsense")
    measures = queue.list_measures(room.shop.organization.id, room.shop.event_id)
    assert [failed for _, failed in measures] == [False, False]
    assert all(took > 0 for took, _ in measures)


@pytest.mark.parametrize(
    ("error", "is_failure"), [(NotFound(), False), (Unavailable(), True), (RuntimeError(), True)]
)
def test_what_fails_on_our_side_counts_as_a_failure(room, error, is_failure):
    where = (room.shop.organization.id, room.shop.event_id)
    with pytest.raises(type(error)), control.measured(*where, "a pass"):
        raise error
    assert [failed for _, failed in queue.list_measures(*where)] == [is_failure]


def test_sold_out_everybody_is_told_at_once_and_nobody_is_admitted_until_something_comes_back(room):
    room.open()
    room.joined("ana", "bo")
    room.watch.move(1)
    held = room.admitted("ana")
    order = room.order(held, quantity=10)
    [pool] = room.shop.pools.values()
    room.resize(pool, 10)
    room.run()
    room.watch.move(10)
    place = room.place("bo")
    assert (place["state"], place["is_sold_out"]) == ("waiting", True)
    assert room.figures()["is_sold_out"] is True
    given_back = room.client.post(
        f"{room.shop.orders_path}/{order.json['id']}/cancel",
        headers={"Turnout-Order-Secret": order.json["secret"]},
    )
    assert given_back.status_code == 200
    room.run()
    room.watch.move(1)
    room.admitted("bo")


def test_no_more_are_admitted_than_there_are_places_for(room):
    [pool] = room.shop.pools.values()
    room.resize(pool, 2)
    room.open(most_per_minute=600, least_per_minute=600)
    room.run()
    names = ["ana", "bo", "cy", "di"]
    room.joined(*names)
    room.watch.move(1)
    states = [room.place(each)["state"] for each in names]
    assert states == ["admitted", "admitted", "waiting", "waiting"]


def test_nobody_is_admitted_to_what_those_before_have_bought(client, watch):
    shop = make_shop()
    room = Room(client, shop, shop.add_type(capacity=3), watch)
    room.open(least_per_minute=6000, most_per_minute=6000)
    room.run()
    room.joined(*"abcdef")
    watch.move(1)
    room.run()
    for name in "ab":
        assert room.order(room.admitted(name)).status_code == 201
    for _ in range(3):
        watch.move(2)
        room.run()
    assert room.figures()["admitted"] == 3
    assert room.order(room.admitted("c")).status_code == 201
    room.run()
    assert [room.place(each)["is_sold_out"] for each in "def"] == [True] * 3


def test_who_waits_looks_again_after_half_of_the_estimate():
    assert ask_again_seconds(40) == 20
    assert ask_again_seconds(0) == 5
    assert ask_again_seconds(100_000) == 30 == ask_again_seconds(None)
    assert ask_again_seconds(None, opens_in=12.3) == 13
    assert ask_again_seconds(None, opens_in=3_600) == 30 < GATHER_SECONDS


def test_ten_thousand_who_wait_ask_no_more_than_the_checkout_can_bear():
    """A request each takes about a millisecond of two cores that are there for orders."""
    estimates = [estimate_seconds(at, per_second=30, opens_in=0) for at in range(10_000)]
    assert sum(1 / ask_again_seconds(each) for each in estimates) < 500
