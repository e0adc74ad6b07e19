"""A ticket that changes hands: offered, accepted, withdrawn, lapsed; and what its holders may do."""

from uuid import UUID, uuid4

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_user, person_context
from tests.factories.sales import make_shop
from tests.modules.orders.conftest import later

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.checkin import api as checkin
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers

pytestmark = pytest.mark.usefixtures("queued")


class Sale:
    """A free order with two tickets, and what its buyer and others ask for."""

    def __init__(self, client, shop, quantity=2):
        self.client, self.shop = client, shop
        self.type_id = shop.add_type(capacity=10)
        body = client.post(shop.orders_path, json=shop.basket(self.type_id, quantity=quantity)).json
        self.id, self.body = body["id"], body
        self.secret = {"Turnout-Order-Secret": body["secret"]}
        self.path = f"{shop.orders_path}/{self.id}"
        self.base = f"/api/v1/organizations/{shop.organization.id}"
        self.ticket_id = body["tickets"][0]["id"]
        self.attendee_id = body["tickets"][0]["attendee_id"]

    def now(self):
        return self.client.get(self.path, headers=self.secret).json

    def offer(self, email="friend@example.net", *, ticket_id=None, headers=None):
        path = f"{self.path}/tickets/{ticket_id or self.ticket_id}/transfer"
        return self.client.post(path, json={"email": email}, headers=headers or self.secret)

    def withdraw(self):
        path = f"{self.path}/tickets/{self.ticket_id}/transfer"
        return self.client.delete(path, headers=self.secret)

    def answer(self, transfer_id, verb="accept", **body):
        headers = {"Turnout-Transfer-Secret": orders.transfer_secret(UUID(transfer_id))}
        path = f"{self.base}/transfers/{transfer_id}"
        if verb == "show":
            return self.client.get(path, headers=headers)
        return self.client.post(
            f"{path}/{verb}",
            json={"name": "Fara Friend", **body} if verb == "accept" else None,
            headers=headers,
        )

    def held(self, accepted):
        return (
            f"{self.base}/held-tickets/{accepted['transfer_id']}",
            {"Turnout-Ticket-Secret": accepted["secret"]},
        )

    def code(self, ticket_id=None):
        with transaction(self.shop.organizer) as tx:
            ticket = tickets.find_ticket(tx, UUID(ticket_id or self.ticket_id))
            return tickets.code_of(tx, ticket)

    def scan(self, code):
        return checkin.scan(
            self.shop.organizer, self.shop.event_id, checkin.Scan(code=code)
        ).reason.value


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def sale(client, shop):
    return Sale(client, shop)


def passed_on(sale, **body):
    offered = sale.offer()
    assert offered.status_code == 201, offered.json
    accepted = sale.answer(offered.json["id"], **body)
    assert accepted.status_code == 200, accepted.json
    return accepted.json


def test_a_ticket_stays_the_buyers_until_somebody_accepts_it(sale):
    before = sale.code()
    offered = sale.offer()
    assert (offered.status_code, offered.json["state"]) == (201, "offered")
    assert sale.code() == before
    shown = sale.answer(offered.json["id"], "show").json
    assert (shown["from_name"], shown["state"]) == ("Bea Buyer", "offered")


def test_a_stranger_is_mailed_so_many_offers_a_day(sale, monkeypatch):
    running = runtime.current()
    few = Limiter(running.redis, limits={"offer": "2/86400"})
    monkeypatch.setattr(running, "limiter", few)
    stranger = f"{uuid4().hex}@example.net"
    for email in (stranger, stranger.upper()):
        assert sale.offer(email).status_code == 201
        assert sale.withdraw().status_code == 204
    refused = sale.offer(stranger)
    assert (refused.status_code, refused.json["code"]) == (429, "rate-limited")
    assert sale.offer(f"{uuid4().hex}@example.net").status_code == 201
    assert sale.withdraw().status_code == 204
    member = bearer(sale.shop.organization.owner)
    assert sale.offer(stranger, headers=member).status_code == 201


def test_with_a_new_holder_comes_a_new_code_and_the_old_one_is_told_apart_at_the_door(sale):
    before = sale.code()
    accepted = passed_on(sale)
    path, secret = sale.held(accepted)
    theirs = sale.client.get(path, headers=secret).json
    assert theirs["holder_name"] == "Fara Friend"
    assert theirs["code"] != before
    assert sale.scan(before) == "transferred"
    assert sale.scan(theirs["code"]) == "admitted"


def test_the_buyer_sees_that_it_was_passed_on_and_nothing_of_who_has_it(sale):
    passed_on(sale, email="private@example.net")
    text = sale.client.get(sale.path, headers=sale.secret).text
    assert "Fara Friend" not in text
    assert "private@example.net" not in text
    assert [each["is_transferred"] for each in sale.now()["tickets"]] == [True, False]
    organizer = bearer(sale.shop.organization.owner)
    assert "Fara Friend" in sale.client.get(sale.path, headers=organizer).text


def test_the_buyer_has_no_say_in_what_was_passed_on(sale):
    passed_on(sale)
    codes = [
        sale.offer().json["code"],
        sale.client.patch(
            f"{sale.path}/attendees/{sale.attendee_id}", json={"name": "Me"}, headers=sale.secret
        ).json["code"],
        sale.client.post(f"{sale.path}/cancel", headers=sale.secret).json["code"],
    ]
    assert codes == ["orders.ticket-passed-on"] * 3
    quote = sale.client.get(f"{sale.path}/cancellation", headers=sale.secret).json
    assert quote["ticket_ids"] == [sale.body["tickets"][1]["id"]]
    done = sale.client.post(
        f"{sale.path}/cancellation", json={"amount_minor": 0}, headers=sale.secret
    )
    assert done.json["state"] == "confirmed"
    assert [each["state"] for each in sale.now()["tickets"]] == ["valid", "void"]


def test_a_pdf_of_the_order_leaves_out_what_was_passed_on(client, shop):
    sale = Sale(client, shop, quantity=1)
    accepted = passed_on(sale)
    options = tickets.PdfOptions(order_number="1", lines={})
    with pytest.raises(tickets.NoTickets):
        tickets.render_pdf(shop.buyer, UUID(sale.id), options)
    assert accepted["holder_name"] == "Fara Friend"


def test_whoever_got_it_may_pass_it_on_and_their_link_dies_with_it(sale):
    first = passed_on(sale)
    path, secret = sale.held(first)
    offered = sale.client.post(
        f"{path}/transfer", json={"email": "third@example.net"}, headers=secret
    )
    assert offered.status_code == 201, offered.json
    assert sale.withdraw().json["code"] == "orders.ticket-passed-on"
    code = sale.client.get(path, headers=secret).json["code"]
    second = sale.answer(offered.json["id"], name="Tim Third").json
    gone = sale.client.get(path, headers=secret)
    assert (gone.status_code, gone.json["code"]) == (409, "orders.ticket-passed-on")
    assert sale.scan(code) == "transferred"
    path, secret = sale.held(second)
    assert sale.client.get(path, headers=secret).json["holder_name"] == "Tim Third"


def test_one_ticket_is_offered_to_one_person_at_a_time(sale):
    sale.offer()
    again = sale.offer("other@example.net")
    assert (again.status_code, again.json["code"]) == (409, "orders.offered-already")
    assert sale.withdraw().status_code == 204
    assert sale.withdraw().json["code"] == "orders.not-offered"
    assert sale.offer("other@example.net").status_code == 201


def test_a_withdrawn_declined_or_accepted_offer_is_over(sale):
    withdrawn = sale.offer().json["id"]
    sale.withdraw()
    declined = sale.offer().json["id"]
    assert sale.answer(declined, "decline").status_code == 204
    accepted = sale.offer().json["id"]
    assert sale.answer(accepted).status_code == 200
    for transfer_id, state in (
        (withdrawn, "withdrawn"),
        (declined, "declined"),
        (accepted, "accepted"),
    ):
        over = sale.answer(transfer_id)
        assert (over.status_code, over.json["code"]) == (410, "orders.transfer-over")
        assert over.json["state"] == state
        assert sale.answer(transfer_id, "decline").status_code == 410


def test_an_offer_lapses_after_a_week(sale):
    transfer_id = sale.offer().json["id"]
    with later(days=7, seconds=1):
        assert sale.answer(transfer_id).json["state"] == "expired"
        assert sale.answer(transfer_id, "show").json["state"] == "expired"
        work.run_timed("transfers.end_offers")
        listed = sale.client.get(f"{sale.path}/transfers", headers=sale.secret).json["items"]
        assert [each["state"] for each in listed] == ["expired"]
        assert sale.offer().status_code == 201


def test_nobody_passes_on_what_somebody_came_in_with(sale):
    transfer_id = sale.offer().json["id"]
    assert sale.scan(sale.code()) == "admitted"
    assert sale.answer(transfer_id).json["code"] == "orders.already-inside"
    sale.withdraw()
    assert sale.offer().json["code"] == "orders.already-inside"


def test_an_offer_of_a_ticket_that_was_cancelled_is_over(sale):
    transfer_id = sale.offer().json["id"]
    sale.client.post(
        f"{sale.path}/cancellation",
        json={"amount_minor": 0, "ticket_ids": [sale.ticket_id]},
        headers=sale.secret,
    )
    assert sale.answer(transfer_id).json["state"] == "withdrawn"
    assert sale.offer().json["code"] == "orders.ticket-gone"


def test_the_organizer_may_stop_transfers_and_still_make_them(sale):
    headers = bearer(sale.shop.organization.owner)
    event = f"{sale.base}/events/{sale.shop.event_id}/buyer-terms"
    body = {"refund": "none", "transfers_close_hours": None, "changes_close_hours": None}
    whole = {**body, "tiers": [], "fee_minor": 0, "fee_currency": None}
    with later(days=-1):
        orders.set_buyer_terms(sale.shop.organizer, whole)
    assert sale.client.put(event, json=body, headers=headers).status_code == 200
    assert sale.offer().json["code"] == "orders.transfers-closed"
    assert sale.offer(headers=headers).status_code == 201
    attendee = f"{sale.path}/attendees/{sale.attendee_id}"
    refused = sale.client.patch(attendee, json={"name": "New"}, headers=sale.secret)
    assert refused.json["code"] == "orders.changes-closed"
    assert sale.client.patch(attendee, json={"name": "New"}, headers=headers).status_code == 200


def test_after_the_start_nothing_is_passed_on_by_buyers(sale):
    with later(days=30, hours=1):
        assert sale.offer().json["code"] == "orders.transfers-closed"


def test_a_name_is_corrected_and_the_ticket_bears_it_with_the_code_it_had(sale):
    before = sale.code()
    changed = sale.client.patch(
        f"{sale.path}/attendees/{sale.attendee_id}",
        json={"name": "José Ñandú", "email": "jose@example.net"},
        headers=sale.secret,
    )
    assert (changed.status_code, changed.json["name"]) == (200, "José Ñandú")
    with transaction(sale.shop.organizer) as tx:
        ticket = tickets.find_ticket(tx, UUID(sale.ticket_id))
    assert (ticket.holder_name, ticket.holder_email) == ("José Ñandú", "jose@example.net")
    assert sale.code() == before


def ask(shop, *questions):
    """Let the event ask these of its attendees from now on."""
    definition = {"language": "en", "questions": list(questions)}
    forms.save_form(shop.organizer, shop.event_id, definition)


MEAL = {
    "key": "meal",
    "type": "short_text",
    "scope": "attendee",
    "label": {"en": "Meal"},
    "required": True,
}


def test_answers_are_judged_by_the_version_that_asked_them(client, shop):
    ask(shop, MEAL)
    type_id = shop.add_type(capacity=5)
    basket = shop.basket(type_id, named=False)
    order = client.post(shop.orders_path, json=basket).json
    secret = {"Turnout-Order-Secret": order["secret"]}
    path = f"{shop.orders_path}/{order['id']}"
    attendees = [{"ticket_type_id": str(type_id), "name": "Gus", "answers": {"meal": "fish"}}]
    order = client.patch(path, json={"attendees": attendees}, headers=secret).json
    assert order["state"] == "confirmed", order
    ask(shop, {**MEAL, "key": "dinner"})
    attendee = f"{path}/attendees/{order['attendees'][0]['id']}"
    changed = client.patch(attendee, json={"answers": {"meal": "soup"}}, headers=secret)
    assert changed.json["answers"] == {"meal": "soup"}
    missing = client.patch(attendee, json={"answers": {"meal": None}}, headers=secret)
    assert missing.status_code == 422
    assert missing.json["errors"][0]["pointer"] == "/answers/meal"
    unknown = client.patch(attendee, json={"answers": {"dinner": "x"}}, headers=secret)
    assert unknown.status_code == 422


def test_a_new_holder_answers_what_is_asked_now_and_the_former_answers_are_gone(client, shop):
    sale = Sale(client, shop)
    ask(shop, MEAL)
    transfer_id = sale.offer().json["id"]
    refused = sale.answer(transfer_id)
    assert refused.json["errors"][0]["pointer"] == "/answers/meal"
    assert sale.answer(transfer_id, "show").json["state"] == "offered"
    accepted = sale.answer(transfer_id, answers={"meal": "fish"}).json
    path, secret = sale.held(accepted)
    assert sale.client.get(path, headers=secret).json["answers"] == {"meal": "fish"}
    changed = sale.client.patch(path, json={"answers": {"meal": "soup"}}, headers=secret)
    assert changed.json["answers"] == {"meal": "soup"}
    assert "soup" not in sale.client.get(sale.path, headers=sale.secret).text


def test_offers_and_tickets_open_with_their_own_secrets_only(sale, client):
    transfer_id = sale.offer().json["id"]
    offer = f"{sale.base}/transfers/{transfer_id}"
    held = f"{sale.base}/held-tickets/{transfer_id}"
    ticket = {"Turnout-Ticket-Secret": orders.ticket_secret(UUID(transfer_id))}
    wrong = {"Turnout-Transfer-Secret": ticket["Turnout-Ticket-Secret"]}
    assert client.get(offer, headers=wrong).status_code == 404
    assert client.get(offer).status_code == 401
    assert client.get(held, headers=ticket).status_code == 409
    owner = bearer(sale.shop.organization.owner)
    assert client.get(held, headers=owner).status_code == 401


def test_staff_pass_tickets_on_and_strangers_do_not(sale):
    staff = add_member(sale.shop.organization, "staff")
    assert sale.offer(headers=bearer(staff)).status_code == 201
    other = make_shop().organization.owner
    assert sale.offer(headers=bearer(other)).status_code == 404
    partner = add_member(sale.shop.organization, "partner")
    assert sale.offer(headers=bearer(partner)).status_code == 403


def test_a_ticket_of_another_order_is_not_there(client, shop):
    mine, theirs = Sale(client, shop), Sale(client, shop)
    assert mine.offer(ticket_id=theirs.ticket_id).status_code == 404


def test_too_many_offers_of_one_order_wait_for_tomorrow(sale):
    for _ in range(20):
        transfer_id = UUID(sale.offer().json["id"])
        with transaction(sale.shop.organizer) as tx:
            tx.query(
                "UPDATE ticket_transfers SET state = 'withdrawn', ended_at = now()"
                " WHERE id = %(id)s",
                {"id": transfer_id},
            )
    refused = sale.offer()
    assert (refused.status_code, refused.json["code"]) == (409, "orders.too-many-offers")
    with later(days=1, seconds=1):
        assert sale.offer().status_code == 201


def test_the_mails_know_where_to_lead(sale):
    transfer_id = UUID(sale.offer().json["id"])
    ctx = system_in(sale.shop.organization.id, "tests.mails")
    letter = transfers.transfer_mail_data(ctx, transfer_id)
    assert (letter.recipient_email, letter.from_name) == ("friend@example.net", "Bea Buyer")
    assert letter.accept_path.endswith(orders.transfer_secret(transfer_id))
    assert letter.holder_email == ""
    sale.answer(str(transfer_id))
    letter = transfers.transfer_mail_data(ctx, transfer_id)
    assert (letter.state, letter.holder_email) == ("accepted", "friend@example.net")


def test_what_an_address_holds_is_found_over_all_organizations(client, shop):
    address = f"Holder-{shop.event_id.hex}@example.org"
    job = SystemContext(job="tests.find")
    other = make_shop()
    for each in (shop, other):
        type_id = each.add_type(capacity=3)
        client.post(each.orders_path, json=each.basket(type_id, email=address))
    found = orders.list_links_of_address(job, address.upper())
    assert {each.organization_id for each in found} == {shop.organization.id, other.organization.id}
    sale = Sale(client, shop)
    accepted = passed_on(sale, email=address)
    found = orders.list_links_of_address(job, address)
    assert str(found[-1].transfer_id) == accepted["transfer_id"]
    assert orders.list_links_of_address(job, "nobody@example.org") == []


def test_who_buys_signed_in_finds_the_order_again(client, shop):
    person = make_user()
    type_id = shop.add_type(capacity=3)
    order = client.post(shop.orders_path, json=shop.basket(type_id), headers=bearer(person)).json
    found = orders.list_links_of_person(person_context(person))
    assert [str(each.order_id) for each in found] == [order["id"]]
    assert orders.list_links_of_person(person_context(make_user())) == []
