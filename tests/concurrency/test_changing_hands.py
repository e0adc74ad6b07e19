"""Offers, acceptances, cancellations and the door at the same moment: one of them wins."""

from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.factories.sales_desk import SalesDesk, open_sales_desk

from turnout.kernel.db.tx import transaction
from turnout.modules.checkin import api as checkin
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def counter(client, provider) -> SalesDesk:
    with open_sales_desk(client, provider) as opened:
        yield opened


def placed(app, shop, quantity=1):
    """A free order: its path, its headers, its tickets."""
    type_id = shop.add_type(capacity=20)
    client = app.test_client()
    body = client.post(shop.orders_path, json=shop.basket(type_id, quantity=quantity)).json
    headers = {"Turnout-Order-Secret": body["secret"]}
    return f"{shop.orders_path}/{body['id']}", headers, [each["id"] for each in body["tickets"]]


def offered(app, path, headers, ticket_id):
    answer = app.test_client().post(
        f"{path}/tickets/{ticket_id}/transfer", json={"email": "f@example.net"}, headers=headers
    )
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def accepting(app, shop, transfer_id, name):
    path = f"/api/v1/organizations/{shop.organization.id}/transfers/{transfer_id}/accept"
    headers = {"Turnout-Transfer-Secret": orders.transfer_secret(UUID(transfer_id))}
    return lambda: app.test_client().post(path, json={"name": name}, headers=headers)


def test_of_two_who_accept_one_has_the_ticket(app, shop, at_once):
    for _ in range(3):
        path, headers, [ticket_id] = placed(app, shop)
        transfer_id = offered(app, path, headers, ticket_id)
        answers = at_once(*(accepting(app, shop, transfer_id, f"Number {n}") for n in range(4)))
        codes = sorted(each.status_code for each in answers)
        assert codes == [200, 410, 410, 410]
        [winner] = [each.json["holder_name"] for each in answers if each.status_code == 200]
        with transaction(shop.organizer) as tx:
            assert tickets.find_ticket(tx, UUID(ticket_id)).holder_name == winner


def test_of_an_acceptance_and_a_cancellation_one_counts(app, shop, at_once):
    for _ in range(4):
        path, headers, [ticket_id] = placed(app, shop)
        transfer_id = offered(app, path, headers, ticket_id)
        taken, cancelled = at_once(
            accepting(app, shop, transfer_id, "Fara"),
            lambda path=path, headers=headers: app.test_client().post(
                f"{path}/cancellation", json={"amount_minor": 0}, headers=headers
            ),
        )
        assert sorted((taken.status_code == 200, cancelled.status_code == 202)) == [False, True]
        with transaction(shop.organizer) as tx:
            ticket = tickets.find_ticket(tx, UUID(ticket_id))
        assert ticket.is_valid is (taken.status_code == 200)


def test_of_an_acceptance_and_a_scan_one_counts(app, shop, at_once):
    for _ in range(6):
        path, headers, [ticket_id] = placed(app, shop)
        with transaction(shop.organizer) as tx:
            code = tickets.code_of(tx, tickets.find_ticket(tx, UUID(ticket_id)))
        transfer_id = offered(app, path, headers, ticket_id)
        taken, scanned = at_once(
            accepting(app, shop, transfer_id, "Fara"),
            lambda code=code: (
                checkin.scan(shop.organizer, shop.event_id, checkin.Scan(code=code)).reason.value
            ),
        )
        assert (taken.status_code, scanned) in ((200, "transferred"), (409, "admitted"))


def test_ten_cancellations_at_once_bring_one_refund(app, counter, at_once):
    base = f"/api/v1/organizations/{counter.shop.organization.id}/buyer-terms"
    owner = bearer(counter.shop.organization.owner)
    counter.client.put(base, json={"refund": "full"}, headers=owner)
    bought = counter.order(quantity=2).pay()
    answers = at_once(
        *(
            lambda: app.test_client().post(
                f"{bought.path}/cancellation", json={"amount_minor": 5000}, headers=bought.headers
            )
            for _ in range(10)
        )
    )
    assert sorted(each.status_code for each in answers) == [202] + [409] * 9
    with transaction(counter.ctx) as tx:
        rows = tx.query(
            "SELECT amount_minor FROM order_refunds WHERE order_id = %(id)s", {"id": bought.id}
        )
    assert rows == [(5000,)]
    work.drain()
    assert counter.left() == 5


def test_the_same_ticket_given_back_alone_and_with_the_order_comes_back_once(app, counter, at_once):
    base = f"/api/v1/organizations/{counter.shop.organization.id}/buyer-terms"
    owner = bearer(counter.shop.organization.owner)
    counter.client.put(base, json={"refund": "full"}, headers=owner)
    bought = counter.order(quantity=2).pay()
    one = bought.now()["tickets"][0]["id"]

    def give(body):
        return lambda: app.test_client().post(
            f"{bought.path}/cancellation", json=body, headers=bought.headers
        )

    at_once(
        give({"amount_minor": 5000}),
        give({"amount_minor": 2500, "ticket_ids": [one]}),
        give({"amount_minor": 2500, "ticket_ids": [one]}),
    )
    with transaction(counter.ctx) as tx:
        [[total]] = tx.query(
            "SELECT sum(amount_minor)::bigint FROM order_refunds WHERE order_id = %(id)s",
            {"id": bought.id},
        )
    assert total in (2500, 5000)
    assert (bought.now()["state"] == "cancelled") is (total == 5000)
