"""Organizers make, change and end sales partners."""

from uuid import uuid4

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop


def test_a_partner_is_made_with_a_code_and_answers_what_was_said(sale):
    answer = sale.create("hotel-4u", contact_email="desk@hotel.example", note="5 % of the gross")
    assert answer.status_code == 201, answer.json
    made = answer.json
    assert answer.headers["ETag"] == '"1"'
    assert (made["code"], made["state"], made["note"]) == ("HOTEL4U", "active", "5 % of the gross")
    found = sale.client.get(f"{sale.path}/{made['id']}", headers=sale.headers).json
    assert found == made
    listed = sale.client.get(sale.path, headers=sale.headers).json["items"]
    assert listed == [made]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"code": "ÄÖ1"}, "/code"),
        ({"code": "A" * 21}, "/code"),
        ({"name": ""}, "/name"),
        ({"contact_email": "nobody"}, "/contact_email"),
        ({"api_token_id": str(uuid4())}, "/api_token_id"),
    ],
)
def test_what_is_wrong_is_refused_by_its_field(sale, said, pointer):
    answer = sale.create(**{"code": "HOTEL4", **said})
    assert answer.status_code == 422, answer.json
    assert pointer in {each["pointer"] for each in answer.json["errors"]}


def test_a_code_that_reads_like_another_is_taken(sale):
    sale.made("SOLO10")
    assert sale.create("s0l-010").json["code"] == "sales-partners.code-taken"
    other = sale.made("OTHER1")
    assert sale.change(other, code="SOL010").status_code == 409


def test_a_token_is_one_partners(sale):
    token_id, _ = sale.token()
    sale.made("HOTEL4", api_token_id=token_id)
    assert sale.create("OTHER1", api_token_id=token_id).json["code"] == "sales-partners.token-taken"


def test_a_partner_changes_for_who_saw_it_last(sale):
    made = sale.made(contact_email="desk@hotel.example")
    changed = sale.change(made, name="Hotel Aurora", contact_email=None)
    assert (changed.status_code, changed.json["name"]) == (200, "Hotel Aurora")
    assert changed.json["contact_email"] == ""
    assert sale.change(made, name="Late").status_code == 412


def test_a_partner_of_orders_is_archived_and_any_other_deleted(sale):
    unused, used = sale.made("UNUSED"), sale.made("WASUSED")
    assert sale.buy(partner="WASUSED").status_code == 201
    for partner, expected in ((unused, 204), (used, 409)):
        path = f"{sale.path}/{partner['id']}"
        assert sale.client.delete(path, headers=sale.headers).status_code == expected
    archived = sale.change(used, state="archived")
    assert archived.json["state"] == "archived"


def test_only_who_manages_changes_partners_and_the_team_sees_them(sale):
    sale.made()
    staff = add_member(sale.shop.organization, "staff")
    assert sale.client.get(sale.path, headers=bearer(staff)).status_code == 200
    body = {"name": "x", "code": "HOTEL5"}
    assert sale.client.post(sale.path, json=body, headers=bearer(staff)).status_code == 403
    stranger = make_shop().organization.owner
    assert sale.client.get(sale.path, headers=bearer(stranger)).status_code == 404
