"""The team corrects a confirmed order; where another person comes, the former code ends."""

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.work import drain
from tests.modules.orders.test_answers import COMPANY, MEAL, Checkout
from tests.modules.transfers.test_transfers import Sale, passed_on

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def sale(client, app):
    return Sale(client, make_shop())


def edit(sale, headers=None, path="", **body):
    headers = headers or bearer(sale.shop.organization.owner)
    return sale.client.patch(f"{sale.path}{path}", json=body, headers=headers)


def test_the_team_corrects_the_buyer_of_a_confirmed_order(sale):
    changed = edit(sale, buyer={"name": "Bea Lund", "locale": "de"})
    assert (changed.status_code, changed.json["buyer_name"]) == (200, "Bea Lund")
    assert (changed.json["locale"], changed.json["state"]) == ("de", "confirmed")
    assert edit(sale, headers=sale.secret, buyer={"name": "Eve"}).status_code == 409
    partner = bearer(add_member(sale.shop.organization, "partner"))
    assert edit(sale, headers=partner, buyer={"name": "Eve"}).status_code == 403
    assert sale.now()["buyer_name"] == "Bea Lund"


def test_what_has_an_address_of_its_own_is_named(sale):
    guest = {"ticket_type_id": str(sale.type_id), "name": "Eve"}
    refused = edit(sale, buyer={"email": "eve@example.org", "name": "Eve"}, attendees=[guest] * 2)
    assert refused.status_code == 422
    assert {each["pointer"] for each in refused.json["errors"]} == {"/buyer/email", "/attendees"}
    assert sale.now()["buyer_name"] == "Bea Buyer"


def test_answers_of_a_confirmed_order_are_corrected(client, app):
    checkout = Checkout(client, make_shop())
    checkout.ask(COMPANY)
    order = checkout.place()
    assert checkout.patch(answers={"company": "Ropes"}).json["state"] == "confirmed"
    path = f"{checkout.shop.orders_path}/{order['id']}"
    changed = client.patch(path, json={"answers": {"company": "Sails"}}, headers=checkout.team)
    assert (changed.status_code, changed.json["answers"]) == (200, {"company": "Sails"})
    wrong = client.patch(path, json={"answers": {"company": 5}}, headers=checkout.team)
    assert wrong.json["errors"][0]["pointer"] == "/answers/company"


def test_another_person_comes_in_by_a_new_code_and_the_former_admits_nobody(sale):
    path, before = f"/attendees/{sale.attendee_id}", sale.code()
    edit(sale, path=path, email="gus@example.org")
    renamed = edit(sale, path=path, name="Gus Lund")
    assert (renamed.status_code, sale.code()) == (200, before)

    other = edit(sale, path=path, name="Zoë", is_other_person=True)
    assert (other.status_code, other.json["name"], other.json["email"]) == (200, "Zoë", "")
    assert sale.scan(before) == "transferred"
    assert sale.scan(sale.code()) == "admitted"
    nameless = edit(sale, path=path, is_other_person=True)
    assert nameless.json["errors"][0]["pointer"] == "/name"


def test_another_person_answers_what_is_asked_and_inherits_nothing(client, app):
    checkout = Checkout(client, make_shop())
    checkout.ask(MEAL)
    order = checkout.place(named=False)
    confirmed = checkout.patch(attendees=[checkout.person(meal=True)])
    assert confirmed.json["state"] == "confirmed", confirmed.json
    guest = confirmed.json["attendees"][0]["id"]
    path = f"{checkout.shop.orders_path}/{order['id']}/attendees/{guest}"
    silent = client.patch(
        path, json={"name": "Zoë", "is_other_person": True}, headers=checkout.team
    )
    told = client.patch(
        path,
        json={"name": "Zoë", "is_other_person": True, "answers": {"meal": False}},
        headers=checkout.team,
    )
    assert silent.json["errors"][0]["pointer"] == "/answers/meal"
    assert (told.status_code, told.json["answers"]) == (200, {"meal": False})


def test_a_ticket_that_was_passed_on_is_its_holders(sale):
    passed_on(sale)
    drain()
    path = f"/attendees/{sale.attendee_id}"
    refused = edit(sale, path=path, name="Zoë", is_other_person=True)
    assert refused.json["code"] == "orders.ticket-passed-on"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(sale):
    guest = f"/attendees/{sale.attendee_id}"
    team = bearer(sale.shop.organization.owner)

    def seen():
        return {**team, "If-Match": sale.client.get(sale.path, headers=team).headers["ETag"]}

    before = seen()
    assert edit(sale, headers=before, path=guest, name="Gus Lund").status_code == 200
    assert edit(sale, headers=before, buyer={"name": "Eve"}).status_code == 412
    assert edit(sale, headers=before, path=guest, name="Eve").status_code == 412
    readdress = f"{sale.path}/correct-email"
    late = sale.client.post(readdress, json={"email": "eve@example.org"}, headers=before)
    assert late.status_code == 412
    changed = edit(sale, headers=seen(), buyer={"name": "Bea Lund"})
    assert (changed.status_code, changed.headers["ETag"]) == (200, seen()["If-Match"])
    moved = sale.client.post(readdress, json={"email": "bea@example.org"}, headers=seen())
    assert (moved.status_code, moved.json["buyer_name"]) == (200, "Bea Lund")


def test_a_buyer_sees_a_version_of_what_they_are_shown(sale):
    passed_on(sale)
    drain()
    shown = sale.client.get(sale.path, headers=sale.secret)
    team = sale.client.get(sale.path, headers=bearer(sale.shop.organization.owner))
    assert shown.headers["ETag"] != team.headers["ETag"]
    late = edit(sale, headers={**sale.secret, "If-Match": '"7"'}, buyer={"name": "Eve"})
    closed = edit(
        sale, headers={**sale.secret, "If-Match": shown.headers["ETag"]}, buyer={"name": "Eve"}
    )
    assert (late.status_code, closed.status_code) == (412, 409)
