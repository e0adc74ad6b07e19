"""Orders and attendees as files: by the list's filter, safe in a spreadsheet, and on record."""

import csv
import io

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.report_files import (
    exports_of,
    require_no_other_format,
    table_of,
    texts_of,
)
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_timed


@pytest.fixture
def shop(running, queued):
    return make_shop(make_organization(), title="=Spring")


@pytest.fixture
def buy(client, shop):
    seat = shop.add_type(name="Seat")

    def place(name, guest):
        basket = shop.basket(seat, name=name, email=f"{name.lower()}@people.example")
        basket["attendees"][0]["name"] = guest
        placed = client.post(shop.orders_path, json=basket)
        assert placed.status_code == 201, placed.json
        return placed.json

    return place


@pytest.fixture
def download(client, shop):
    def ask(path, user=None, **query):
        drain()
        run_timed("order_search.index")
        base = f"/api/v1/organizations/{shop.organization.id}"
        headers = bearer(user or shop.organization.owner)
        return client.get(f"{base}/{path}", query_string=query, headers=headers)

    return ask


def rows(answer):
    assert answer.status_code == 200, answer.json
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_orders_that_the_filter_finds_are_a_file_and_on_record(shop, buy, download):
    ada = buy("Ada", "Gus")
    buy("Bea", "Zoe")
    answer = download("orders/search/export", q="ada")
    [order] = rows(answer)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="orders.csv"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (order["number"], order["buyer_name"], order["event"]) == (
        ada["number"], "Ada", "'=Spring",
    )  # fmt: skip
    assert exports_of(shop.organization.id) == ["orders"]


def test_attendees_are_a_line_each_with_their_ticket_type(shop, buy, download):
    buy("Ada", "=Gus")
    buy("Bea", "Zoe")
    found = rows(download("attendees/export"))
    assert [(each["name"], each["ticket_type"]) for each in found] == [
        ("'=Gus", "Seat"), ("Zoe", "Seat"),
    ]  # fmt: skip
    assert exports_of(shop.organization.id) == ["attendees"]


@pytest.mark.parametrize(
    ("path", "stem"), [("orders/search/export", "orders"), ("attendees/export", "attendees")]
)
def test_the_workbook_has_what_the_table_has(shop, buy, download, path, stem):
    buy("=Ada", "=Gus")
    buy("Bea", "Zoe")
    lines = texts_of(download(path, q="zoe", format="xlsx"), stem=stem)
    assert lines == table_of(download(path, q="zoe"))
    assert [each["event"] for each in lines] == ["'=Spring"]
    require_no_other_format(lambda query: download(path, **dict([query.split("=")])))
    assert exports_of(shop.organization.id) == [stem, stem]


def test_a_wrong_filter_names_itself_and_nothing_is_recorded(shop, download):
    refused = download("orders/search/export", state="nonsense")
    assert refused.status_code == 422
    assert exports_of(shop.organization.id) == []


@pytest.mark.parametrize("path", ["orders/search/export", "attendees/export"])
def test_a_partner_has_no_file_and_a_limited_member_only_their_events(shop, buy, download, path):
    buy("Ada", "Gus")
    elsewhere = make_shop(shop.organization).event_id
    limited = add_member(shop.organization, "staff", event_ids=(elsewhere,))
    assert download(path, add_member(shop.organization, "partner")).status_code == 403
    assert rows(download(path, limited)) == []


def test_orders_that_were_chosen_are_exported_within_ones_events(client, shop, buy):
    ada, bea = buy("Ada", "Gus"), buy("Bea", "Zoe")
    foreign = make_shop()
    other = client.post(foreign.orders_path, json=foreign.basket(foreign.add_type())).json
    drain()
    run_timed("order_search.index")
    path = f"/api/v1/organizations/{shop.organization.id}/orders/search/export"
    chosen = {"order_ids": [bea["id"], other["id"]]}
    owner = bearer(shop.organization.owner)
    found = rows(client.post(path, json=chosen, headers=owner))
    assert [each["number"] for each in found] == [bea["number"]]
    assert ada["number"] not in {each["number"] for each in found}
    workbook = client.post(f"{path}?format=xlsx", json=chosen, headers=owner)
    assert texts_of(workbook, stem="orders") == found
    assert client.post(f"{path}?format=pdf", json=chosen, headers=owner).status_code == 422
    elsewhere = make_shop(shop.organization).event_id
    limited = bearer(add_member(shop.organization, "staff", event_ids=(elsewhere,)))
    assert rows(client.post(path, json=chosen, headers=limited)) == []
    partner = bearer(add_member(shop.organization, "partner"))
    assert client.post(path, json=chosen, headers=partner).status_code == 403
    assert client.post(path, json={"order_ids": []}, headers=owner).status_code == 422
    assert exports_of(shop.organization.id) == ["orders"] * 3
