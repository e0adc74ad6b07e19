"""An organization with orders, and what asks for exports of them."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from tests.factories.people import bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_jobs, run_timed

from turnout.kernel.ids import new_id


class Desk:
    """Sells places of an event and exports what was sold."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.shop = make_shop(make_organization(), title="=Spring")
        self.seat = self.shop.add_type(name="Seat", price_minor=1250)
        self.free = self.shop.add_type(name="Free seat")

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    def buy(self, name: str, guest: str = "Gus", *, type_id: Any = None, **body: Any) -> Any:
        basket = self.shop.basket(
            type_id or self.free, name=name, email=f"{name.lower()}@x.example"
        )
        basket["attendees"][0]["name"] = guest
        placed = self.client.post(self.shop.orders_path, json={**basket, **body})
        assert placed.status_code == 201, placed.json
        return placed.json

    def start(self, kind: str, *columns: str, user: Any = None, key: str = "", **body: Any) -> Any:
        drain()
        run_timed("order_search.index")
        body = {"format": "csv", "columns": [{"id": each} for each in columns], **body}
        key = key or new_id().hex
        headers = {**bearer(user or self.shop.organization.owner), "Idempotency-Key": key}
        return self.client.post(f"{self.base}/order-exports/{kind}", json=body, headers=headers)

    def ask(self, path: str, *, user: Any = None, method: str = "GET", **query: Any) -> Any:
        headers = bearer(user or self.shop.organization.owner)
        url = f"{self.base}/order-exports{path}"
        return self.client.open(url, method=method, headers=headers, query_string=query)

    def made(self, started: Any) -> Any:
        """The export once its job is over."""
        assert started.status_code == 202, started.json
        run_jobs()
        drain()
        return self.ask(f"/{started.json['id']}").json

    def rows(self, started: Any) -> list[dict[str, str]]:
        """What a file in CSV says."""
        export = self.made(started)
        assert export["state"] == "ready", export
        answer = self.ask(f"/{export['id']}/file")
        assert answer.status_code == 200, answer.json
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))

    def workbook(self, started: Any) -> Any:
        """The one sheet of a workbook."""
        export = self.made(started)
        answer = self.ask(f"/{export['id']}/file")
        assert answer.status_code == 200, answer.json
        return openpyxl.load_workbook(io.BytesIO(answer.data)).active


@pytest.fixture
def desk(client, queued):
    return Desk(client)
