"""Tables that come in at the same moment, beside people who buy: no place twice, nobody twice."""

from functools import partial

from tests.factories.people import bearer
from tests.factories.sales import make_shop

from turnout.kernel.context import system_in
from turnout.kernel.ids import new_id
from turnout.modules.jobs import service as jobs

PLACES, GUESTS, BUYERS = 12, 10, 6
TABLE = "name,email\n" + "".join(f"Guest {n},guest{n}@example.org\n" for n in range(GUESTS))


def test_two_tables_and_buyers_share_the_stock_and_nobody_comes_in_twice(client, at_once, ask):
    shop = make_shop()
    free = shop.add_type(capacity=PLACES)
    base = f"/api/v1/organizations/{shop.organization.id}"
    path = f"{base}/events/{shop.event_id}/attendee-imports"
    headers = bearer(shop.organization.owner)

    def started():
        send = {**headers, "Content-Type": "text/csv"}
        table = client.post(path, data=TABLE, headers=send).json["id"]
        assert client.post(f"{path}/{table}/check", headers=headers).json["counts"]["ready"] == 10
        key = {**headers, "Idempotency-Key": new_id().hex}
        return client.post(f"{path}/{table}/run", headers=key).json["job_id"]

    def buy(number):
        basket = shop.basket(free, email=f"buyer{number}@example.org")
        return client.application.test_client().post(shop.orders_path, json=basket).status_code

    inside = system_in(shop.organization.id, jobs.JOB)
    runs = [partial(jobs.run_job, inside, job_id) for job_id in (started(), started())]
    at_once(*runs, *(partial(buy, number) for number in range(BUYERS)))

    where = {"event": shop.event_id}
    [(tickets,)] = ask(
        "SELECT count(*) FROM tickets t JOIN orders o"
        " ON o.organization_id = t.organization_id AND o.id = t.reference"
        " WHERE o.event_id = %(event)s",
        **where,
    )
    [(people, orders)] = ask(
        "SELECT count(DISTINCT buyer_email), count(*) FROM orders"
        " WHERE event_id = %(event)s AND channel = 'import'",
        **where,
    )
    states = dict(
        ask(
            "SELECT r.state, count(*) FROM attendee_import_rows r JOIN attendee_imports i"
            " ON i.organization_id = r.organization_id AND i.id = r.import_id WHERE i.event_id = %(event)s GROUP BY r.state",
            **where,
        )
    )
    assert (tickets, people) == (PLACES, orders)
    assert states["imported"] == orders
    assert sum(states.values()) == 2 * GUESTS
    assert "ready" not in states
