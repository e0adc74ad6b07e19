"""Two orders are moved to the last place of a ticket type at the same moment."""

import pytest
from tests.factories.people import bearer
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain
from tests.modules.order_moves.conftest import left
from tests.modules.received_payments.conftest import differences

from turnout.kernel.ids import new_id

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
