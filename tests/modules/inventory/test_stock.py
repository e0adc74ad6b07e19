"""Stock at its front door: claims, holds, expiry; capacity is never exceeded."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.factories.sales import make_shop
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory
from turnout.modules.inventory.errors import BelowTaken, EventNotFound, PoolNotFound

pytestmark = pytest.mark.usefixtures("running")
HOUR = timedelta(hours=1)


def make_pool(shop, capacity):
    return inventory.create_pool(shop.organizer, shop.event_id, name="hall", capacity=capacity).id


def left(shop, pool):
    with transaction(shop.buyer) as tx:
        return inventory.remaining(tx, [pool])[pool]


def hold(shop, pool, quantity, *, lasts=HOUR):
    with transaction(shop.buyer) as tx:
        return inventory.hold(tx, {pool: quantity}, expires_at=tx.now + lasts)


def test_a_hold_takes_places_and_its_release_returns_them():
    shop = make_shop()
    pool = make_pool(shop, 5)
    held = hold(shop, pool, 3)
    assert left(shop, pool) == 2
    with transaction(shop.buyer) as tx:
        assert inventory.release(tx, held)
        assert not inventory.release(tx, held), "a second release returns nothing"
    assert left(shop, pool) == 5


def test_the_last_place_goes_once():
    shop = make_shop()
    pool = make_pool(shop, 1)
    hold(shop, pool, 1)
    with pytest.raises(inventory.SoldOut):
        hold(shop, pool, 1)
    assert left(shop, pool) == 0


def test_two_pools_are_taken_both_or_neither():
    shop = make_shop()
    wide, narrow = make_pool(shop, 5), make_pool(shop, 1)
    with pytest.raises(inventory.SoldOut), transaction(shop.buyer) as tx:
        inventory.hold(tx, {wide: 2, narrow: 2}, expires_at=tx.now + HOUR)
    assert (left(shop, wide), left(shop, narrow)) == (5, 1)


def test_a_lapsed_hold_returns_its_places_to_the_next_buyer():
    shop = make_shop()
    pool = make_pool(shop, 2)
    lapsing = hold(shop, pool, 2, lasts=timedelta(seconds=1))
    with clock.frozen(clock.now() + timedelta(seconds=2)):
        hold(shop, pool, 2)
    with transaction(shop.buyer) as tx:
        assert not inventory.commit(tx, lapsing), "its places went to another"
    assert left(shop, pool) == 0


def test_an_extended_hold_does_not_lapse():
    shop = make_shop()
    pool = make_pool(shop, 1)
    held = hold(shop, pool, 1, lasts=timedelta(seconds=1))
    with transaction(shop.buyer) as tx:
        assert inventory.extend_hold(tx, held, until=tx.now + HOUR)
    with clock.frozen(clock.now() + timedelta(seconds=2)), pytest.raises(inventory.SoldOut):
        hold(shop, pool, 1)


def test_a_capacity_cannot_fall_below_what_is_taken():
    shop = make_shop()
    pool = make_pool(shop, 5)
    hold(shop, pool, 3)
    with pytest.raises(BelowTaken):
        inventory.update_pool(shop.organizer, shop.event_id, pool_id=pool, capacity=2)
    assert (
        inventory.update_pool(shop.organizer, shop.event_id, pool_id=pool, capacity=3).remaining
        == 0
    )


def test_a_pool_of_another_organization_is_not_there():
    mine, theirs = make_shop(), make_shop()
    pool = make_pool(theirs, 5)
    with pytest.raises(PoolNotFound):
        inventory.update_pool(mine.organizer, mine.event_id, pool_id=pool, capacity=9)
    with pytest.raises(inventory.SoldOut):
        hold(mine, pool, 1)
    with pytest.raises(EventNotFound):
        inventory.create_pool(mine.organizer, theirs.event_id, name="hall", capacity=1)


class Stock(RuleBasedStateMachine):
    """Whatever is asked in whatever order, taken equals what live holds and sales keep."""

    def __init__(self):
        super().__init__()
        self.shop = make_shop()
        self.capacity = 7
        self.pool = make_pool(self.shop, self.capacity)
        self.holds = {}
        self.sold = 0

    @rule(quantity=st.integers(1, 9))
    def take(self, quantity):
        fits = quantity <= self.capacity - self.sold - sum(self.holds.values())
        if fits:
            self.holds[hold(self.shop, self.pool, quantity)] = quantity
        else:
            with pytest.raises(inventory.SoldOut):
                hold(self.shop, self.pool, quantity)

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def give_up(self, data):
        held = data.draw(st.sampled_from(list(self.holds)))
        with transaction(self.shop.buyer) as tx:
            assert inventory.release(tx, held)
        del self.holds[held]

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def buy(self, data):
        held = data.draw(st.sampled_from(list(self.holds)))
        with transaction(self.shop.buyer) as tx:
            assert inventory.commit(tx, held)
            assert not inventory.commit(tx, held)
        self.sold += self.holds.pop(held)

    @precondition(lambda self: self.sold)
    @rule()
    def return_one(self):
        with transaction(self.shop.buyer) as tx:
            inventory.restock(tx, {self.pool: 1})
        self.sold -= 1

    @rule()
    def act_on_a_stranger(self):
        with transaction(self.shop.buyer) as tx:
            assert not inventory.commit(tx, uuid4())
            assert not inventory.release(tx, uuid4())

    @invariant()
    def numbers_agree(self):
        assert left(self.shop, self.pool) == self.capacity - self.sold - sum(self.holds.values())


TestStock = Stock.TestCase
TestStock.settings = settings(
    max_examples=670 if PROVE else 5,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
