"""Organizers make, find, change and end discounts; buyers try codes before they order."""

from uuid import uuid4

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop

from turnout.kernel import runtime
from turnout.kernel.security.rate_limits import Limiter


def test_a_discount_is_made_with_its_code_and_answers_what_was_said(sale):
    answer = sale.create("harbour-20", uses_per_code=50, ticket_type_ids=[str(sale.gala)])
    assert answer.status_code == 201, answer.json
    made = answer.json
    assert answer.headers["ETag"] == '"1"'
    assert (made["code"], made["code_count"], made["uses"]) == ("HARBOUR20", 1, 0)
    assert made["ticket_type_ids"] == [str(sale.gala)]
    assert sale.get(made["id"]) == made


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"percent_bp": 1000, "amount_minor": 100}, "/amount_minor"),
        ({"percent_bp": None}, "/percent_bp"),
        ({"amount_minor": 100, "currency": None}, "/currency"),
        ({"event_id": None, "ticket_type_ids": [str(uuid4())]}, "/ticket_type_ids"),
        ({"ticket_type_ids": [str(uuid4())]}, "/ticket_type_ids"),
        ({"code": "ÄÖÜ1"}, "/code"),
        (
            {"starts_at": "2027-01-02T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"},
            "/ends_at",
        ),
        ({"uses_per_code": 0}, "/uses_per_code"),
    ],
)
def test_what_contradicts_itself_is_refused_by_its_field(sale, said, pointer):
    answer = sale.create(**{"code": "SPRING", **said})
    assert answer.status_code == 422
    assert pointer in {each["pointer"] for each in answer.json["errors"]}


def test_ticket_types_of_another_event_or_organization_are_none(sale):
    for shop in (make_shop(sale.shop.organization), make_shop()):
        answer = sale.create(ticket_type_ids=[str(shop.add_type(price_minor=100))])
        assert answer.status_code == 422
        assert answer.json["errors"][0]["pointer"] == "/ticket_type_ids"


def test_a_code_that_reads_like_another_is_taken(sale):
    sale.made("SOLO10")
    assert sale.create("s0l-010").json["code"] == "discounts.code-taken"


def test_a_discount_changes_for_who_saw_it_last(sale):
    made = sale.made()
    path = f"{sale.path}/{made['id']}"
    changed = sale.client.patch(
        path, json={"percent_bp": 1000}, headers={**sale.headers, "If-Match": '"1"'}
    )
    assert (changed.status_code, changed.json["percent_bp"]) == (200, 1000)
    late = sale.client.patch(
        path, json={"percent_bp": 500}, headers={**sale.headers, "If-Match": '"1"'}
    )
    assert late.status_code == 412
    both = sale.client.patch(path, json={"amount_minor": 500}, headers=sale.headers)
    assert both.status_code == 422


def test_an_unused_discount_is_deleted_and_a_used_one_is_kept(sale):
    unused, used = sale.made("UNUSED"), sale.made("WASUSED")
    sale.cancel(sale.bought("WASUSED"))
    gone = sale.client.delete(f"{sale.path}/{unused['id']}", headers=sale.headers)
    assert gone.status_code == 204
    kept = sale.client.delete(f"{sale.path}/{used['id']}", headers=sale.headers)
    assert (kept.status_code, kept.json["code"]) == (409, "discounts.in-use")


def test_discounts_are_found_by_name_and_by_code(sale):
    for code in ("HARBOUR20", "GUEST100"):
        sale.made(code)
    sale.made("EVERYONE", event_id=None, name="For everybody")
    archived = sale.made("OLDONE")
    sale.client.patch(
        f"{sale.path}/{archived['id']}", json={"state": "archived"}, headers=sale.headers
    )

    def found(query):
        items = sale.client.get(f"{sale.path}?{query}", headers=sale.headers).json["items"]
        return [each["code"] for each in items]

    event = f"event_id={sale.shop.event_id}"
    assert found(event) == ["EVERYONE", "GUEST100", "HARBOUR20"]
    assert found("q=harb0ur-20") == ["HARBOUR20"]
    assert found("q=everybody") == ["EVERYONE"]
    assert found("shared=true") == ["EVERYONE"]
    assert found("state=archived") == ["OLDONE"]
    assert found(f"{event}&limit=1") == ["EVERYONE"]


def test_who_has_some_events_only_sees_and_changes_their_discounts_alone(sale):
    mine, shared = sale.made("MINE1"), sale.made("SHARED1", event_id=None)
    other = make_shop(sale.shop.organization)
    limited = add_member(
        sale.shop.organization, role="admin", event_ids=frozenset({sale.shop.event_id})
    )
    headers = bearer(limited)
    listed = sale.client.get(sale.path, headers=headers).json["items"]
    assert [each["id"] for each in listed] == [mine["id"]]
    assert sale.client.get(f"{sale.path}/{shared['id']}", headers=headers).status_code == 404
    body = {"name": "x", "code": "OTHER1", "percent_bp": 100}
    for event_id, status in ((None, 403), (str(other.event_id), 404)):
        answer = sale.client.post(sale.path, json={**body, "event_id": event_id}, headers=headers)
        assert answer.status_code == status


def test_a_buyer_sees_what_a_code_does_before_ordering(sale):
    secret = sale.shop.add_type(name="Backstage", price_minor=5000, is_hidden=True, needs_code=True)
    sale.made("HARBOUR20", opens_hidden=True, percent_bp=2000)
    answer = sale.check("harbour 20")
    assert answer.status_code == 200, answer.json
    [code] = answer.json["codes"]
    assert (code["code"], code["percent_bp"]) == ("HARBOUR20", 2000)
    prices = {each["ticket_type_id"]: each for each in answer.json["prices"]}
    assert prices[str(sale.standard)] == {
        "ticket_type_id": str(sale.standard),
        "unit_minor": 2000,
        "discount_minor": 500,
    }
    assert [each["id"] for each in answer.json["opened"]] == [str(secret)]
    path = f"{sale.shop.orders_path.removesuffix('orders')}events/{sale.shop.event_id}/offers"
    shown = sale.client.get(f"{path}?ticket_type_id={secret}").json
    assert str(secret) not in {each["id"] for each in shown["items"]}


@pytest.fixture
def limited(sale, monkeypatch):
    """The built-in limits, over a table that no other test shares."""
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, now=lambda: 0.0))


def test_wrong_codes_are_counted_and_the_right_one_waits_too(sale, limited):
    sale.made("HARBOUR20")
    sale.bought("HARBOUR20")
    for number in range(30):
        assert sale.check(f"GUESS{number}").status_code == 422
    assert sale.check("HARBOUR20").status_code == 429
    assert sale.buy("HARBOUR20").status_code == 429
    assert sale.buy().status_code == 201, "an order without a code is not held up"
