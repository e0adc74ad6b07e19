"""What a person does with their own tickets on pages: show, correct, pass on, cancel, find again."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.factories.people import make_user
from tests.factories.work import drain
from tests.site.browser import Browser
from tests.site.conftest import Place

from turnout.kernel import runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.transfers import api as transfers

MEAL = {
    "key": "meal",
    "type": "single_choice",
    "scope": "attendee",
    "label": {"en": "What do you eat?"},
    "options": [
        {"value": "fish", "label": {"en": "Fish"}},
        {"value": "none", "label": {"en": "<script>alert(1)</script>"}},
    ],
    "required": True,
}


class Bought:
    """A confirmed free order, and the pages of it."""

    def __init__(self, client: Any, place: Place, quantity: int = 2) -> None:
        self.client, self.place = client, place
        entry = next(iter(place.shop.pools))
        self.body = client.post(
            place.shop.orders_path, json=place.shop.basket(entry, quantity=quantity)
        ).get_json()
        drain()
        self.path = f"/orders/{place.shop.organization.id}/{self.body['id']}/{self.body['secret']}"
        self.tickets = [each["id"] for each in self.body["tickets"]]
        self.first = f"{self.path}/tickets/{self.tickets[0]}"

    def text(self, path: str = "") -> str:
        return unescape(self.client.get(path or self.path).get_data(as_text=True))

    def offered(self, email: str = "friend@example.net") -> str:
        """The path of an offer's page, as its mail has it."""
        answer = self.client.post(f"{self.first}/offer", data={"email": email})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        with transaction(self.place.shop.organizer) as tx:
            offers = transfers.offers_of(tx, UUID(self.body["id"]), is_buyer=True)
        return orders.transfer_path(self.place.shop.organization.id, offers[0].id)

    def accepted(self, **given: str) -> str:
        """The path of the ticket's page of who accepted it."""
        answer = self.client.post(self.offered(), data={"name": "Fara Friend", **given})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return str(answer.headers["Location"]).partition("?")[0]


@pytest.fixture
def bought(client: Any, place: Place) -> Bought:
    return Bought(client, place)


def codes(text: str) -> list[str]:
    return re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text)


def test_the_order_page_leads_to_everything_that_can_be_done(bought) -> None:
    text = bought.text()
    for part in ("", "/attendee", "/offer"):
        assert f'href="{bought.first}{part}"' in text
    assert f'href="{bought.path}/cancel"' in text
    assert f'action="{bought.path}/resend"' in text
    assert "mailto:?subject=Lantern%20Night&body=" in text


@pytest.fixture
def calendars(app: Any) -> Iterator[None]:
    """An installation that offers two calendars on the web."""
    current = runtime.current()
    before = current.settings
    offered = {
        "Sundial": "https://sundial.example/add?t={title}&d={start_short}/{end_short}&x={text}",
        "Hourglass": "https://hourglass.example/new?s={start}&e={end}&p={place}",
    }
    current.settings = before.model_copy(update={"web_calendars": offered})
    yield
    current.settings = before


@pytest.mark.usefixtures("calendars")
def test_calendars_of_others_learn_nothing_of_the_order(bought) -> None:
    links = re.findall(r'href="(https://[^"]+)"', bought.text())
    assert [each.partition("?")[0] for each in links] == [
        "https://sundial.example/add",
        "https://hourglass.example/new",
    ]
    assert "t=Lantern%20Night&d=20" in links[0]
    assert not [each for each in links if bought.body["secret"] in each]
    assert not [each for each in links if bought.body["number"] in each]


def test_one_code_has_a_page_of_its_own_that_a_browser_may_keep(bought) -> None:
    answer = bought.client.get(bought.first)
    assert answer.status_code == 200
    assert "full-code__qr" in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Turnout-Keep-Until"] > "2026"
    assert answer.headers["Turnout-Person"] == "guest"
    assert "Turnout-Keep-Until" not in bought.client.get(bought.path).headers


def test_a_ticket_of_another_order_is_not_shown(client, place, bought) -> None:
    other = Bought(client, place)
    mixed = f"{bought.path}/tickets/{other.tickets[0]}"
    for part in ("", "/attendee", "/offer"):
        assert client.get(mixed + part).status_code == 404


def test_a_name_is_changed_and_stands_on_the_ticket(bought) -> None:
    answer = bought.client.post(
        f"{bought.first}/attendee", data={"name": "Żółta <i>Łąka</i>", "email": ""}
    )
    assert answer.status_code == 303
    page = bought.client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Żółta &lt;i&gt;Łąka&lt;/i&gt;" in page
    assert "The ticket has the new name" in page


def test_a_form_that_is_wrong_says_where_and_keeps_what_was_typed(bought) -> None:
    answer = bought.client.post(
        f"{bought.first}/attendee", data={"name": " ", "email": "no address"}
    )
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#attendee-name"' in text
    assert 'href="#attendee-email"' in text
    assert 'value="no address"' in text


def test_questions_of_the_event_are_asked_and_kept(client, place) -> None:
    definition = {"language": "en", "questions": [MEAL]}
    forms.save_form(place.shop.organizer, place.event_id, definition)
    entry = next(iter(place.shop.pools))
    order = client.post(place.shop.orders_path, json=place.shop.basket(entry, named=False)).json
    secret = {"Turnout-Order-Secret": order["secret"]}
    guests = [{"ticket_type_id": str(entry), "name": "Gus", "answers": {"meal": "fish"}}]
    path = f"{place.shop.orders_path}/{order['id']}"
    order = client.patch(path, json={"attendees": guests}, headers=secret).json | {
        "secret": order["secret"]
    }
    page = f"/orders/{place.shop.organization.id}/{order['id']}/{order['secret']}"
    form = f"{page}/tickets/{order['tickets'][0]['id']}/attendee"
    text = client.get(form).get_data(as_text=True)
    assert re.search(r'value="fish" checked', text)
    assert "&lt;script&gt;alert(1)" in text
    wrong = client.post(form, data={"name": "Gus", "q-meal": "stone"})
    assert wrong.status_code == 422
    assert "Please choose one of the options" in wrong.get_data(as_text=True)
    assert client.post(form, data={"name": "Gus", "q-meal": "none"}).status_code == 303
    assert client.get(path, headers=secret).json["attendees"][0]["answers"] == {"meal": "none"}


def test_a_ticket_is_passed_on_and_the_giver_loses_its_code(bought) -> None:
    before = codes(bought.text(bought.first))
    offer = bought.offered()
    page = bought.text(offer)
    assert "Bea Buyer has a ticket for you" in page
    assert "friend@example.net" in bought.text(), "the buyer sees to whom it is offered"
    accepted = bought.client.post(offer, data={"name": "Fara Friend"})
    held = accepted.headers["Location"]
    assert "The ticket is yours" in bought.text(held)
    assert codes(bought.text(held)) != before
    gone = bought.client.get(bought.first)
    assert gone.status_code == 410
    assert "Turnout-Keep-Until" not in gone.headers
    order = bought.text()
    assert "Passed on" in order
    assert "Fara Friend" not in order
    assert before[0] not in order


def test_whoever_has_it_now_has_its_pdf_its_calendar_and_its_code(bought) -> None:
    held = bought.accepted()
    paper = bought.client.get(f"{held}/ticket.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert b"SUMMARY:Lantern Night" in bought.client.get(f"{held}/calendar.ics").data
    assert bought.client.get(f"{held}/code").headers["Turnout-Keep-Until"]
    changed = bought.client.post(f"{held}/attendee", data={"name": "Fara F."})
    assert changed.status_code == 303
    assert "Fara F." in bought.text(held)
    onward = bought.client.post(f"{held}/offer", data={"email": "third@example.net"})
    assert onward.status_code == 303
    assert "third@example.net" in bought.text(held)
    assert bought.client.post(f"{held}/withdraw").status_code == 303
    assert "third@example.net" not in bought.text(held)


@pytest.mark.parametrize("part", ["", "/code", "/ticket.pdf", "/calendar.ics", "/attendee"])
def test_another_secret_opens_no_passed_on_ticket(bought, part) -> None:
    held = bought.accepted()
    wrong = held[:-1] + ("A" if held[-1] != "A" else "B")
    assert bought.client.get(held + part).status_code == 200
    assert bought.client.get(wrong + part).status_code == 404


def test_the_cancel_page_does_not_name_who_has_a_ticket_now(bought) -> None:
    bought.accepted()
    page = bought.text(f"{bought.path}/cancel")
    assert "Fara Friend" not in page
    assert "Passed on" in page


def test_a_question_is_asked_when_its_condition_is_met_and_not_before(client, place) -> None:
    bought = Bought(client, place)
    other = MEAL["options"] + [{"value": "other", "label": {"en": "Something else"}}]
    what = {
        "key": "what",
        "type": "short_text",
        "scope": "attendee",
        "label": {"en": "What?"},
        "required": True,
        "show_if": {"question": "meal", "is": "equals", "value": "other"},
    }
    definition = {"language": "en", "questions": [MEAL | {"options": other}, what]}
    forms.save_form(place.shop.organizer, place.event_id, definition)
    offer = bought.offered()
    asked = r'data-question="what"[^>]+data-if="([^"]+)"( data-off)?>'
    [(condition, is_off)] = re.findall(asked, client.get(offer).get_data(as_text=True))
    assert json.loads(unescape(condition)) == what["show_if"]
    assert is_off
    answer = client.post(offer, data={"name": "Fara", "q-meal": "other"})
    assert answer.status_code == 422, "it is asked now, and needs an answer"
    text = answer.get_data(as_text=True)
    assert re.findall(asked, text)[0][1] == ""
    assert 'href="#q-what"' in text
    assert client.post(offer, data={"name": "Fara", "q-meal": "fish"}).status_code == 303


def test_an_address_that_was_offered_much_is_told_in_the_form(bought, monkeypatch) -> None:
    running = runtime.current()
    monkeypatch.setattr(running, "limiter", Limiter(running.redis, limits={"offer": "1/86400"}))
    stranger = f"{uuid4().hex}@example.net"
    bought.offered(stranger)
    assert bought.client.post(f"{bought.first}/withdraw").status_code == 303
    answer = bought.client.post(f"{bought.first}/offer", data={"email": stranger})
    assert "This address was offered tickets many times today" in answer.get_data(as_text=True)


def test_an_offer_that_is_over_says_so(bought) -> None:
    offer = bought.offered()
    assert bought.client.post(f"{bought.first}/withdraw").status_code == 303
    for answer in (
        bought.client.get(offer),
        bought.client.post(offer, data={"name": "Late"}),
        bought.client.post(f"{offer}/decline"),
    ):
        assert answer.status_code == 410
        assert "It was taken back" in answer.get_data(as_text=True)
    wrong = offer[:-1] + ("A" if offer[-1] != "A" else "B")
    assert bought.client.get(wrong).status_code == 404


def test_one_ticket_is_cancelled_and_the_other_stays(bought) -> None:
    chooser = bought.text(f"{bought.path}/cancel")
    assert chooser.count('name="tickets"') == 2
    asked = bought.text(f"{bought.path}/cancel?ask=1&tickets={bought.tickets[0]}")
    assert f'name="tickets" value="{bought.tickets[0]}"' in asked
    answer = bought.client.post(
        f"{bought.path}/cancel", data={"tickets": bought.tickets[0], "amount": "0"}
    )
    assert answer.status_code == 303
    text = bought.text(answer.headers["Location"])
    assert text.count('class="stub__qr"') == 1
    assert "No longer valid" in text
    assert "You are going to" not in text
    assert "You have one valid ticket left" in text
    assert "Cancelled." in text
    assert "If money comes back" not in text
    again = bought.client.post(
        f"{bought.path}/cancel", data={"tickets": bought.tickets[0], "amount": "0"}
    )
    assert again.status_code == 422


@pytest.mark.parametrize("amount", ["", "1", "-1", "x", "٣"])
def test_another_amount_than_was_shown_cancels_nothing(bought, amount) -> None:
    answer = bought.client.post(f"{bought.path}/cancel", data={"amount": amount})
    assert answer.status_code == 409
    assert "The refund has changed" in answer.get_data(as_text=True)
    assert "You are going to" in bought.text()


def test_who_is_not_signed_in_has_links_mailed_and_learns_nothing(client, bought) -> None:
    browser = Browser(client)
    assert "Find your tickets" in browser.open("/my-tickets").text
    known = browser.send(browser.open("/my-tickets").form, email="buyer@example.com")
    unknown = browser.send(browser.open("/my-tickets").form, email="nobody-here@example.com")
    assert known.status == unknown.status == 200
    assert known.text == unknown.text
    assert "we have emailed you their links" in known.text


def test_links_are_sent_by_our_own_form_only(client, bought) -> None:
    browser = Browser(client)
    form = browser.open("/my-tickets").form
    assert browser.send(form, origin="https://elsewhere.example", email="a@b.example").status == 403
    form.values["form_token"] = "made-up"
    assert browser.send(form, email="a@b.example").status == 403
    again = browser.send(browser.open("/my-tickets").form, email="no address")
    assert again.status == 422


def test_a_signed_in_person_sees_all_that_is_theirs_and_nothing_else(client, place) -> None:
    person = make_user()
    entry = next(iter(place.shop.pools))
    bought = place.shop.basket(entry, email=person.email.upper())
    mine = client.post(place.shop.orders_path, json=bought).json
    theirs = client.post(place.shop.orders_path, json=place.shop.basket(entry)).json
    browser = Browser(client)
    browser.sign_in(person)
    shown = browser.open("/my-tickets")
    assert mine["number"] in shown.text
    assert theirs["number"] not in shown.text
    assert f"/tickets/{mine['tickets'][0]['id']}" in shown.text
    assert shown.answer.headers["Turnout-Person"] != "guest"


def test_an_order_to_pay_leads_on_and_a_cancelled_one_stands_last(client, place) -> None:
    person = make_user()
    entry = next(iter(place.shop.pools))
    made = [
        client.post(place.shop.orders_path, json=place.shop.basket(entry, email=person.email)).json
        for _ in range(3)
    ]
    for order, state in zip(made, ("cancelled", "awaiting_payment", "confirmed"), strict=True):
        with transaction(place.shop.organizer) as tx:
            tx.query("UPDATE orders SET state = %(state)s WHERE id = %(id)s AND state <> %(state)s",
                     {"state": state, "id": order["id"]})  # fmt: skip
    browser = Browser(client)
    browser.sign_in(person)
    text = browser.open("/my-tickets").text
    places = [text.index(order["number"]) for order in made]
    assert places[0] == max(places)
    [unpaid] = [each for each in text.split("</li>") if "Continue to pay" in each]
    assert made[1]["number"] in unpaid


def test_an_order_whose_tickets_were_all_passed_on_says_so(client, place) -> None:
    person = make_user()
    given = Bought(client, place, quantity=1)
    given.accepted()
    with transaction(place.shop.organizer) as tx:
        tx.query(
            "UPDATE orders SET buyer_email = %(email)s WHERE id = %(id)s",
            {"email": person.email, "id": given.body["id"]},
        )
    browser = Browser(client)
    browser.sign_in(person)
    text = browser.open("/my-tickets").text
    [line] = [each for each in text.split("</li>") if given.body["number"] in each]
    assert "Passed on" in line
    assert "/tickets/" not in line
