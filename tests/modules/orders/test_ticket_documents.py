"""A shop on the API delivers by itself: codes, PDF and calendar of an order, and who gets them."""

from uuid import UUID

import pypdfium2
import pytest
from icalendar import Calendar
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import MadeShop, make_shop
from tests.modules.transfers.test_transfers import Sale

from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app) -> MadeShop:
    return make_shop()


@pytest.fixture
def sale(client, shop) -> Sale:
    return Sale(client, shop)


def listed(sale, headers=None):
    answer = sale.client.get(f"{sale.path}/tickets", headers=headers or sale.secret)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_the_code_that_a_buyer_is_given_admits_at_the_door(sale) -> None:
    first, second = listed(sale)
    assert first["state"] == second["state"] == "valid"
    assert sale.scan(first["code"]) == "admitted"
    assert sale.scan(second["short_code"]) == "admitted"


def test_a_ticket_that_was_passed_on_is_listed_without_code_and_name(sale) -> None:
    transfer = sale.offer().json
    sale.answer(transfer["id"])
    [passed] = [each for each in listed(sale) if each["is_transferred"]]
    assert (passed["code"], passed["short_code"], passed["holder_name"]) == (None, None, "")


def test_a_void_ticket_has_no_code(client, shop) -> None:
    sale = Sale(client, shop)
    headers = bearer(shop.organization.owner)
    assert client.post(f"{sale.path}/cancel", headers=headers).status_code == 200
    assert {(each["state"], each["code"]) for each in listed(sale)} == {("void", None)}


def test_the_pdf_has_a_page_for_each_ticket(sale) -> None:
    answer = sale.client.get(f"{sale.path}/tickets.pdf", headers=sale.secret)
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    number = sale.now()["number"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(pypdfium2.PdfDocument(answer.data)) == 2


def test_the_calendar_leads_to_the_orders_page(sale) -> None:
    answer = sale.client.get(f"{sale.path}/tickets.ics", headers=sale.secret)
    assert answer.content_type.startswith("text/calendar")
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["URL"]).endswith(sale.secret["Turnout-Order-Secret"])


@pytest.mark.parametrize("what", ["tickets", "tickets.pdf", "tickets.ics"])
def test_only_the_secret_or_a_member_of_this_organization_opens_them(sale, what) -> None:
    path = f"{sale.path}/{what}"
    get = sale.client.get
    assert get(path).status_code == 401
    assert get(path, headers={"Turnout-Order-Secret": "a" * 27}).status_code == 404
    assert get(path, headers=bearer(make_user())).status_code == 404
    assert get(path, headers=bearer(make_organization().owner)).status_code == 404
    assert get(path, headers=bearer(sale.shop.organization.owner)).status_code == 200
    other = f"/api/v1/organizations/{make_organization().id}/orders/{sale.id}/{what}"
    assert get(other, headers=sale.secret).status_code == 404


def test_an_order_without_tickets_has_nothing_to_draw(client, shop) -> None:
    type_id = shop.add_type(capacity=10, price_minor=1000)
    held = client.post(shop.orders_path, json=shop.basket(type_id)).json
    headers = {"Turnout-Order-Secret": held["secret"]}
    path = f"{shop.orders_path}/{held['id']}"
    assert client.get(f"{path}/tickets", headers=headers).json == {"items": []}
    answer = client.get(f"{path}/tickets.pdf", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (404, "tickets.none")


def attendees(shop, headers=None, **query):
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/attendees"
    return path, query, headers or bearer(shop.organization.owner)


def test_attendees_are_listed_page_by_page_with_their_order(client, shop, sale) -> None:
    path, _, headers = attendees(shop)
    first = client.get(path, query_string={"limit": 1}, headers=headers).json
    after = {"limit": 1, "cursor": first["next_cursor"]}
    second = client.get(path, query_string=after, headers=headers).json
    assert second["next_cursor"] is None
    both = first["items"] + second["items"]
    assert {each["ticket_id"] for each in both} == {each["id"] for each in sale.now()["tickets"]}
    assert {each["order_number"] for each in both} == {sale.now()["number"]}
    assert {each["state"] for each in both} == {"valid"}


def test_attendees_are_found_by_name_address_and_state(client, shop, sale) -> None:
    path, _, headers = attendees(shop)
    everyone = client.get(path, headers=headers).json["items"]
    one = everyone[0]

    def found(**query):
        answer = client.get(path, query_string=query, headers=headers)
        assert answer.status_code == 200, answer.json
        return [each["ticket_id"] for each in answer.json["items"]]

    assert one["ticket_id"] in found(q=one["name"][1:4])
    assert found(q="100%") == found(state="refunded") == []
    assert len(found(state="valid")) == 2
    wrong = client.get(path, query_string={"state": "lost"}, headers=headers)
    assert wrong.status_code == 422
    assert wrong.json["errors"][0]["pointer"] == "?state"


def test_attendees_are_for_members_of_this_organization(client, shop, sale) -> None:
    path, _, _ = attendees(shop)
    assert client.get(path).status_code == 401
    assert client.get(path, headers=bearer(make_organization().owner)).status_code == 404
    assert (
        client.get(path, headers=bearer(add_member(shop.organization, "staff"))).status_code == 200
    )
    elsewhere = path.replace(str(shop.event_id), str(new_id()))
    assert client.get(elsewhere, headers=bearer(shop.organization.owner)).status_code == 404


def test_a_holder_downloads_what_was_passed_on_to_them(sale) -> None:
    accepted = sale.answer(sale.offer().json["id"]).json
    path, secret = sale.held(accepted)
    pdf = sale.client.get(f"{path}/ticket.pdf", headers=secret)
    assert (pdf.status_code, len(pypdfium2.PdfDocument(pdf.data))) == (200, 1)
    entry = sale.client.get(f"{path}/ticket.ics", headers=secret)
    assert len(Calendar.from_ical(entry.data).walk("VEVENT")) == 1
    assert sale.client.get(f"{path}/ticket.pdf").status_code == 401


def test_tickets_are_mailed_again_when_asked_but_not_at_once_again(sale) -> None:
    path = f"{sale.path}/resend-tickets"
    assert sale.client.post(path).status_code == 401
    assert sale.client.post(path, headers=sale.secret).status_code == 204
    assert mails_about(sale, "order-confirmed")
    again = sale.client.post(path, headers=bearer(sale.shop.organization.owner))
    assert (again.status_code, again.json["code"]) == (409, "notifications.asked-often")


def test_tickets_of_an_order_that_is_not_confirmed_are_not_mailed(client, shop) -> None:
    type_id = shop.add_type(capacity=10, price_minor=1000)
    held = client.post(shop.orders_path, json=shop.basket(type_id)).json
    headers = {"Turnout-Order-Secret": held["secret"]}
    answer = client.post(f"{shop.orders_path}/{held['id']}/resend-tickets", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (409, "notifications.not-resendable")


def mails_about(sale, template):
    headers = bearer(sale.shop.organization.owner)
    path = f"/api/v1/organizations/{sale.shop.organization.id}/mails"
    found = sale.client.get(path, query_string={"order_id": sale.id}, headers=headers).json["items"]
    return [each for each in found if each["template"] == template]


def test_who_came_in_is_listed_latest_first(client, shop, sale) -> None:
    for each in listed(sale):
        checkin.scan(shop.organizer, shop.event_id, checkin.Scan(code=each["code"], gate="North"))
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/checkins"
    headers = bearer(shop.organization.owner)
    found = client.get(path, headers=headers).json["items"]
    assert [each["ticket_id"] for each in found] == [each["id"] for each in listed(sale)][::-1]
    assert {each["gate"] for each in found} == {"North"}
    undo = {"reason": "wrong door"}
    client.post(f"{path}/{found[0]['id']}/undo", json=undo, headers=headers)
    first = client.get(path, query_string={"limit": 1}, headers=headers).json
    assert first["items"][0]["undo_reason"] == "wrong door"
    assert first["next_cursor"]
    assert client.get(path, headers=bearer(make_organization().owner)).status_code == 404
    only = {"list_id": str(UUID(int=0))}
    assert client.get(path, query_string=only, headers=headers).json["items"] == []
