"""Signing up for sessions on the pages: signed in, by the order's address, by a passed-on ticket's."""

import json
from datetime import UTC, datetime

import pytest
from tests.factories.people import bearer, make_user
from tests.factories.work import drain
from tests.site.browser import ORIGIN
from tests.site.conftest import Place, open_place

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.participation import service as participation
from turnout.modules.programme.api import NewSession, create_session
from turnout.modules.session_waitlist import api as session_waitlist
from turnout.modules.tickets import api as tickets

OURS = {"Origin": ORIGIN}
MORNING = {
    "starts_at": datetime(2030, 2, 2, 10, tzinfo=UTC),
    "ends_at": datetime(2030, 2, 2, 11, tzinfo=UTC),
}


class Workshop:
    """A published event with a workshop of so many places, and whoever bought tickets for it."""

    def __init__(self, client, place: Place, *, capacity: int = 2) -> None:
        self.client, self.place, self.shop = client, place, place.shop
        self.type = self.shop.add_type()
        self.session = self.add("Knots by hand", capacity=capacity)
        self.page = f"{place.path}/sessions/{self.session.id}"

    def add(self, title, *, capacity=2, **values):
        new = NewSession(
            title=title, capacity=capacity, needs_registration=True, **{**MORNING, **values}
        )
        made = create_session(self.shop.organizer, self.place.event_id, new)
        drain()
        return made

    def buy(self, quantity=1, user=None):
        """The order's address and its tickets' ids."""
        answer = self.client.post(
            self.shop.orders_path,
            json=self.shop.basket(self.type, quantity=quantity),
            headers={**(bearer(user) if user else {}), "Idempotency-Key": new_id().hex},
        )
        assert answer.status_code == 201, answer.json
        with transaction(self.shop.organizer) as tx:
            order_id = orders.find_id(tx, answer.json["number"])
            found = [str(each.id) for each in tickets.list_of(tx, order_id)]
        organization_id, secret = self.shop.organization.id, answer.json["secret"]
        return f"/orders/{organization_id}/{order_id}/{secret}", found

    def send(self, address, ticket, act="register", session=None, **fields):
        form = {"session": session or str(self.session.id), "ticket": ticket, "act": act, **fields}
        return self.client.post(address, data=form, headers=OURS)

    def text(self, address) -> str:
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    def registered(self) -> list[str]:
        found = participation.list_registered_tickets(
            self.shop.organizer, self.place.event_id, self.session.id
        )
        return [str(each.ticket_id) for each in found]


@pytest.fixture
def workshop(client, queued) -> Workshop:
    return Workshop(client, open_place())


def test_the_sessions_page_and_the_programme_lead_to_signing_up(client, workshop) -> None:
    session = workshop.text(workshop.page)
    assert "This session needs a place" in session
    assert "Only 2 places left." in session
    assert "/sign-up" in session
    programme = workshop.text(workshop.place.path)
    assert 'class="tag tag--sign-up"' in programme
    states = json.loads(client.get(f"{workshop.place.path}/places.json").data)
    assert list(states["sessions"].values()) == ["few"]


def test_a_session_without_registration_has_no_button_and_no_page(client, workshop) -> None:
    create_session(
        workshop.shop.organizer, workshop.place.event_id, NewSession(title="Open air", **MORNING)
    )
    drain()
    assert workshop.text(workshop.place.path).count('class="tag tag--sign-up"') == 1
    found = json.loads(client.get(f"{workshop.place.path}/programme.json").data)["sessions"]
    [other] = [key for key, each in found.items() if each != str(workshop.session.id)]
    address = f"{workshop.place.path}/sessions/{other}"
    assert "needs a place" not in workshop.text(address)
    assert client.get(f"{address}/sign-up").status_code == 404


def test_a_buyer_takes_a_place_and_gives_it_back_by_the_orders_address(workshop) -> None:
    order, [ticket] = workshop.buy()
    assert f'href="{order}/sessions"' in workshop.text(order)
    page = workshop.text(f"{order}/sessions")
    assert "2 of 2 places are left." in page
    answer = workshop.send(f"{order}/sessions", ticket)
    assert (answer.status_code, answer.location) == (303, f"{order}/sessions?done=taken")
    assert workshop.registered() == [ticket]
    page = workshop.text(answer.location)
    assert "You have a place." in page
    assert "Has a place" in page
    answer = workshop.send(f"{order}/sessions", ticket, "leave")
    assert "You gave the place back." in workshop.text(answer.location)
    assert workshop.registered() == []


def test_a_full_session_says_so_and_whoever_has_a_place_may_still_leave(client, queued) -> None:
    workshop = Workshop(client, open_place(), capacity=1)
    order, [first, second] = workshop.buy(2)
    workshop.send(f"{order}/sessions", first)
    answer = workshop.send(f"{order}/sessions", second)
    assert answer.status_code == 409
    assert "All places are taken." in answer.get_data(as_text=True)
    page = workshop.text(f"{order}/sessions")
    assert ">Full<" in page
    assert page.count('value="leave"') == 1
    assert 'value="register"' not in page


def test_a_session_that_began_takes_nobody(workshop) -> None:
    order, [ticket] = workshop.buy()
    with clock.frozen(MORNING["starts_at"]):
        answer = workshop.send(f"{order}/sessions", ticket)
        assert answer.status_code == 409
        assert "Sign-up is closed." in answer.get_data(as_text=True)
        assert 'value="register"' not in workshop.text(f"{order}/sessions")
        assert "Sign-up is closed." in workshop.text(workshop.page)
    assert workshop.registered() == []


def test_what_is_at_the_same_time_is_said_beside_the_ticket(workshop) -> None:
    order, [ticket] = workshop.buy()
    other = workshop.add("Sails by hand")
    workshop.send(f"{order}/sessions", ticket)
    page = workshop.text(f"{order}/sessions")
    assert page.count("At the same time: Knots by hand") == 1
    assert workshop.send(f"{order}/sessions", ticket, session=str(other.id)).status_code == 303


def test_a_signed_in_person_signs_up_on_the_sessions_page(browser, user, workshop) -> None:
    _, [ticket] = workshop.buy(user=user)
    address = f"{workshop.page}/sign-up"
    shown = browser.open(address)
    form = next(each for each in shown.forms if "ticket" in each.values)
    assert form.values["ticket"] == ticket
    stale = browser.client.post(address, data={**form.values, "form_token": "x"}, headers=OURS)
    assert (stale.status_code, workshop.registered()) == (403, [])
    sent = {**form.values, "act": "register"}
    answer = browser.client.post(address, data=sent, headers=OURS)
    assert (answer.status_code, workshop.registered()) == (303, [ticket])
    agenda = json.loads(browser.client.get(f"{workshop.place.path}/agenda.json").data)
    assert len(agenda["picked"]) == 1


def test_who_has_no_ticket_and_who_is_not_signed_in_are_told_what_to_do(browser, workshop) -> None:
    address = f"{workshop.page}/sign-up"
    guest = browser.open(address)
    assert "Places are for ticket holders." in guest.text
    assert 'href="/my-tickets/links"' in guest.text
    browser.sign_in(make_user())
    assert "You have no valid ticket for this event" in browser.open(address).text


def test_nobody_signs_up_anothers_ticket(browser, user, workshop) -> None:
    order, _ = workshop.buy(user=user)
    _, [others] = workshop.buy()
    assert workshop.send(f"{order}/sessions", others).status_code == 404
    address = f"{workshop.page}/sign-up"
    form = next(each for each in browser.open(address).forms if "ticket" in each.values)
    sent = {**form.values, "act": "register", "ticket": others}
    assert browser.client.post(address, data=sent, headers=OURS).status_code == 404
    assert workshop.client.get(f"{order[:-1]}x/sessions").status_code == 404
    assert workshop.registered() == []


def test_a_full_session_is_waited_for_and_its_place_taken_on_the_pages(client, queued) -> None:
    workshop = Workshop(client, open_place(), capacity=1)
    terms = {"is_open": True, "freed_first": True, "gives_at_once": False, "offer_minutes": 60}
    settings = session_waitlist.NewSessionSettings(**terms)
    session_waitlist.update_session_settings(
        workshop.shop.organizer, workshop.place.event_id, settings, version=None
    )
    order, [first, second] = workshop.buy(2)
    workshop.send(f"{order}/sessions", first)
    assert "Join the waitlist" in workshop.text(workshop.page)
    states = json.loads(client.get(f"{workshop.place.path}/places.json").data)
    assert list(states["sessions"].values()) == ["waitlist"]
    assert workshop.text(f"{order}/sessions").count('value="wait"') == 1
    answer = workshop.send(f"{order}/sessions", second, "wait")
    page = workshop.text(answer.location)
    assert "You are on the waitlist." in page
    assert "Number 1 on the waitlist" in page
    workshop.send(f"{order}/sessions", first, "leave")
    drain()
    page = workshop.text(f"{order}/sessions")
    assert "A place is reserved" in page
    assert page.count('value="accept"') == 1
    assert 'value="register"' not in page
    answer = workshop.send(f"{order}/sessions", second, "accept")
    assert "You have a place." in workshop.text(answer.location)
    assert workshop.registered() == [second]
    workshop.send(f"{order}/sessions", first, "wait")
    answer = workshop.send(f"{order}/sessions", first, "unwait")
    assert "You left the waitlist." in workshop.text(answer.location)
    late = workshop.send(f"{order}/sessions", first, "accept")
    assert late.status_code == 410
    assert "not reserved for you any more" in late.get_data(as_text=True)
