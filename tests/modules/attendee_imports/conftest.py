"""A table is sent, named, looked through and brought in over HTTP."""

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_jobs

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.inventory import api as inventory

CSV = "text/csv"


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def desk(client, queued, shop):
    return Desk(client, shop)


class Desk:
    """Whoever imports attendees of one event: its owner, unless another person is named."""

    def __init__(self, client, shop):
        self.client = client
        self.shop = shop
        self.user = shop.organization.owner
        self.path = (
            f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/attendee-imports"
        )

    @property
    def headers(self):
        return bearer(self.user)

    def send(self, table, *, kind=CSV, name="guests.csv", user=None):
        data = table if isinstance(table, bytes) else table.encode()
        headers = {**bearer(user or self.user), "Content-Type": kind}
        return self.client.post(f"{self.path}?file_name={name}", data=data, headers=headers)

    def sent(self, table, **more):
        answer = self.send(table, **more)
        assert answer.status_code == 201, answer.json
        return answer.json

    def map(self, table, *, etag=None, user=None, **changes):
        headers = bearer(user or self.user) | ({"If-Match": etag} if etag else {})
        body = {**table["mapping"], **changes}
        return self.client.put(f"{self.path}/{table['id']}/mapping", json=body, headers=headers)

    def check(self, table):
        answer = self.client.post(f"{self.path}/{table['id']}/check", headers=self.headers)
        assert answer.status_code == 200, answer.json
        return answer.json

    def start(self, table, *, key=None, **headers):
        headers = {**self.headers, "Idempotency-Key": key or new_id().hex, **headers}
        return self.client.post(f"{self.path}/{table['id']}/run", headers=headers)

    def work(self):
        run_jobs()
        drain()

    def run(self, table):
        """Looks through a table and brings it in; its counts."""
        self.check(table)
        started = self.start(table)
        assert started.status_code == 202, started.json
        self.work()
        found = self.now(table)
        assert found["state"] == "done"
        return found["counts"]

    def now(self, table):
        return self.client.get(f"{self.path}/{table['id']}", headers=self.headers).json

    def rows(self, table, *states):
        address = f"{self.path}/{table['id']}/rows?" + "&".join(f"state={each}" for each in states)
        return self.client.get(address, headers=self.headers).json["items"]

    def codes(self, table):
        """(state, code of the first reason) of each row."""
        return [
            (row["state"], row["reasons"][0]["code"] if row["reasons"] else "")
            for row in self.rows(table)
        ]

    def left(self, type_id):
        pool = self.shop.pools[type_id]
        with transaction(self.shop.buyer) as tx:
            return inventory.remaining(tx, [pool])[pool]

    def orders(self):
        query = (
            "SELECT id, number, channel, state, total_minor, buyer_email, buyer_name, locale"
            " FROM orders WHERE organization_id = %(id)s AND event_id = %(event)s ORDER BY id"
        )
        with transaction(self.shop.organizer) as tx:
            return tx.query(query, {"id": self.shop.organization.id, "event": self.shop.event_id})
