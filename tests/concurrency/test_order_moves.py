"""Orders are moved to the last place of a ticket type, or of another event, at one moment."""

from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain
from tests.modules.order_moves.conftest import left
from tests.modules.received_payments.conftest import differences

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.inventory import api as inventory
from turnout.modules.tickets import api as tickets

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def counter(client, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


def moving(app, order, to, **body):
    headers = bearer(order.counter.shop.organization.owner) | {"Idempotency-Key": new_id().hex}
    says = {"from_ticket_type_id": str(order.counter.type_id), "to_ticket_type_id": str(to)}
    path = f"{order.path}/move"
    return lambda: app.test_client().post(path, json={**says, **body}, headers=headers)


def test_of_two_who_move_to_the_last_place_one_gets_it(app, counter, at_once):
    balcony = counter.shop.add_type(name="Balcony", capacity=1, price_minor=2500)
    bought = [counter.order().pay() for _ in range(3)]
    answers = at_once(*(moving(app, each, balcony) for each in bought))
    assert sorted(each.status_code for each in answers) == [200, 409, 409]
    drain()
    assert left(counter, counter.type_id, balcony) == [3, 0]
    assert differences(counter) == []


def test_who_move_in_both_directions_wait_for_nobody_in_a_ring(app, counter, at_once):
    balcony = counter.shop.add_type(name="Balcony", capacity=3, price_minor=2500)
    first, second = (counter.order().pay() for _ in range(2))
    assert moving(app, first, balcony)().status_code == 200
    back = {"from_ticket_type_id": str(balcony), "to_ticket_type_id": str(counter.type_id)}
    answers = at_once(moving(app, first, balcony, **back), moving(app, second, balcony))
    assert [each.status_code for each in answers] == [200, 200]
    drain()
    assert (left(counter, counter.type_id, balcony), differences(counter)) == ([4, 2], [])


def moving_to(app, order, shop, to, *, was):
    headers = bearer(order.counter.shop.organization.owner) | {"Idempotency-Key": new_id().hex}
    pair = {"from_ticket_type_id": str(was), "to_ticket_type_id": str(to)}
    says = {"event_id": str(shop.event_id), "ticket_types": [pair]}
    return lambda: app.test_client().post(f"{order.path}/move-to-event", json=says, headers=headers)


@pytest.fixture
def later(counter):
    return make_shop(counter.shop.organization)


def left_of(shop, type_id):
    pool = shop.pools[type_id]
    with transaction(shop.buyer) as tx:
        return inventory.remaining(tx, [pool])[pool]


def test_of_two_orders_for_the_last_place_of_another_event_one_gets_it(
    app, counter, later, at_once
):
    last = later.add_type(capacity=1, price_minor=2500)
    bought = [counter.order().pay() for _ in range(3)]
    here = counter.type_id
    answers = at_once(*(moving_to(app, each, later, last, was=here) for each in bought))
    assert sorted(each.status_code for each in answers) == [200, 409, 409]
    drain()
    assert (left_of(counter.shop, here), left_of(later, last)) == (3, 0)
    assert differences(counter) == []


def test_one_order_asked_to_two_events_at_once_goes_to_one(app, counter, later, at_once):
    other = make_shop(counter.shop.organization)
    there, elsewhere = (each.add_type(capacity=1, price_minor=2500) for each in (later, other))
    order, here = counter.order().pay(), counter.type_id
    answers = at_once(
        moving_to(app, order, later, there, was=here),
        moving_to(app, order, other, elsewhere, was=here),
    )
    assert sorted(each.status_code for each in answers) == [200, 409]
    drain()
    assert left_of(counter.shop, here) == 5
    assert sorted((left_of(later, there), left_of(other, elsewhere))) == [0, 1]
    with transaction(counter.ctx) as tx:
        [ticket] = [each for each in tickets.list_of(tx, UUID(order.id)) if each.is_valid]
    assert str(ticket.event_id) == order.now()["event_id"]
    assert differences(counter) == []


def test_orders_that_change_events_in_both_directions_wait_for_nobody_in_a_ring(
    app, counter, later, at_once
):
    there, here = later.add_type(capacity=2, price_minor=2500), counter.type_id
    first, second = (counter.order().pay() for _ in range(2))
    assert moving_to(app, first, later, there, was=here)().status_code == 200
    answers = at_once(
        moving_to(app, first, counter.shop, here, was=there),
        moving_to(app, second, later, there, was=here),
    )
    assert [each.status_code for each in answers] == [200, 200]
    drain()
    assert (left_of(counter.shop, here), left_of(later, there)) == (4, 1)
    assert differences(counter) == []


def test_who_comes_in_and_who_is_moved_at_one_moment_are_not_both(app, counter, later, at_once):
    there = later.add_type(capacity=2, price_minor=2500)
    order = counter.order().pay()
    with transaction(counter.ctx) as tx:
        [ticket] = tickets.list_of(tx, UUID(order.id))
        scan = checkin.Scan(code=tickets.code_of(tx, ticket))
    moved, seen = at_once(
        moving_to(app, order, later, there, was=counter.type_id),
        lambda: checkin.scan(counter.ctx, counter.shop.event_id, scan),
    )
    is_in = seen.reason is checkin.Reason.ADMITTED
    assert (moved.status_code, is_in) in ((200, False), (409, True))
