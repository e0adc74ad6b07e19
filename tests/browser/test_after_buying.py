"""What people do with what they bought: look at it, pass it on, change names, give it back."""

import re

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import expect

from tests.browser import orders
from tests.browser.conftest import DESKTOP, PHONE
from turnout.kernel.ids import new_id
from turnout_sdk.testing.local_http import local_client

TITLE = "Summer Concert"
CODE = "Code to show at the door"


@pytest.fixture(scope="module")
def event(stage):
    types = {"Entry": {"capacity": 300}, "Supper": {"capacity": 300, "price_minor": 2550}}
    made = stage.open_event(title=TITLE, types=types)
    stage.do("set_buyer_terms", event_id=made.id, refund="full", fee_minor=550, fee_currency="EUR")
    return made


@pytest.fixture
def http(stack):
    with local_client(base_url=stack.address) as client:
        yield client


@pytest.fixture
def email() -> str:
    return f"guest-{new_id().hex}@people.example"


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_guest_opens_the_link_in_the_mail_and_shows_the_code(
    visit, event, http, email, mails, view
):
    orders.place(http, event, "Entry", guests=("Ada Guest",), email=email)
    visitor = visit(view)
    visitor.open(mails.link_to(email, "/orders/"))
    expect(visitor.heading(f"You are going to {TITLE}")).to_be_visible()
    visitor.link(re.compile("^Show the code")).click()
    whole_window = visitor.page.get_by_role("dialog", name=TITLE)
    expect(whole_window.get_by_role("img", name=CODE)).to_be_visible()
    visitor.keep("code", whole=False)
    visitor.expect_sound()
    visitor.page.keyboard.press("Escape")
    expect(whole_window).to_have_count(0)
    expect(visitor.heading(f"You are going to {TITLE}")).to_be_visible()


def test_tickets_come_as_a_file_and_into_the_calendar(visit, event, http, email):
    order = orders.place(http, event, "Entry", guests=("Ada Guest",), email=email)
    visitor = visit()
    visitor.open(order.path)
    with visitor.page.expect_download() as tickets:
        visitor.link("Download tickets").click()
    assert tickets.value.path().read_bytes().startswith(b"%PDF")
    visitor.page.get_by_text("Add to calendar").first.click()
    with visitor.page.expect_download() as calendar:
        visitor.page.get_by_role("group").get_by_role("link").first.click()
    assert b"BEGIN:VEVENT" in calendar.value.path().read_bytes()


def test_a_ticket_is_passed_on_and_the_old_code_is_gone(visit, event, http, email, mails):
    order = orders.place(http, event, "Entry", guests=("Ada Guest",), email=email)
    giver = visit()
    giver.open(order.path)
    giver.link(re.compile("^Pass it on")).click()
    friend = f"friend-{new_id().hex}@people.example"
    giver.page.get_by_label("Their email").fill(friend)
    giver.keep("offer")
    giver.button("Send the offer").click()
    expect(giver.page.get_by_text(f"Offered to {friend}")).to_be_visible()
    giver.keep("offered")
    taker = visit(PHONE)
    taker.open(mails.link_to(friend, "/transfers/"))
    taker.keep("asked")
    taker.page.get_by_label("Name", exact=False).first.fill("Cem Friend")
    taker.button("Accept the ticket").click()
    expect(taker.heading(f"Your ticket for {TITLE}")).to_be_visible()
    expect(taker.heading("Cem Friend")).to_be_visible()
    expect(taker.page.get_by_role("img", name=CODE)).to_be_visible()
    taker.keep("accepted")
    giver.page.reload()
    expect(giver.heading("Passed on")).to_be_visible()
    expect(giver.page.get_by_role("img", name=CODE)).to_have_count(0)
    giver.keep("passed-on")


def test_another_name_stands_on_the_ticket_afterwards(visit, event, http, email):
    order = orders.place(http, event, "Entry", guests=("Ada Guest",), email=email)
    visitor = visit()
    visitor.open(order.path)
    visitor.link(re.compile("^Change name")).click()
    visitor.page.get_by_label("Name", exact=False).first.fill("Zoë Latecomer")
    visitor.keep("name")
    visitor.button("Save").click()
    expect(visitor.heading("Zoë Latecomer")).to_be_visible()


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_cancelling_gives_back_exactly_what_was_shown(visit, event, http, email, view):
    order = orders.place(http, event, "Supper", guests=("Ada Guest",), email=email)
    order.pay()
    visitor = visit(view)
    visitor.open(order.path)
    visitor.link("Cancel tickets").click()
    expect(visitor.heading("Your refund: €20")).to_be_visible()
    expect(visitor.page.get_by_text("€5.50 of what you paid is not refunded")).to_be_visible()
    visitor.keep("amount")
    visitor.expect_sound()
    visitor.button("Cancel and get €20 back").click()
    cancelled = visitor.heading("This order is cancelled")
    visitor.reload_until(cancelled)
    visitor.reload_until(visitor.page.get_by_text("−€20"))
    visitor.keep("cancelled")
    expect(visitor.page.get_by_role("img", name=CODE)).to_have_count(0)


def test_my_tickets_shows_what_was_bought_and_what_was_given(visit, stage, event, http):
    person = stage.do("make_person")
    orders.place(http, event, "Entry", guests=("Ada Guest",), email=person["email"])
    given = orders.place(http, event, "Entry", guests=("Ben",), email="ben@people.example")
    accepted = orders.accept(http, given.offer(stage, person["email"]), name="Ada Friend")
    visitor = visit(PHONE)
    visitor.sign_in(person)
    visitor.open("/my-tickets")
    visitor.keep("mine")
    expect(visitor.link(TITLE)).to_have_count(2)
    assert accepted in visitor.page.locator("main").inner_html()


def test_who_lost_the_links_has_them_mailed(visit, event, http, email, mails):
    order = orders.place(http, event, "Entry", guests=("Ada Guest",), email=email)
    mails.link_to(email, order.path)
    visitor = visit()
    visitor.open("/my-tickets/links")
    visitor.page.get_by_label("Email address", exact=False).fill(email)
    visitor.button("Email me my tickets").click()
    expect(visitor.heading("Check your email")).to_be_visible()
    mails.wait_for(email, count=2)
    assert mails.link_to(email, order.path)


def test_an_opened_ticket_is_there_without_a_network_until_it_is_passed_on(
    visit, event, http, email, stage
):
    order = orders.place(http, event, "Entry", guests=("Ada Guest",), email=email)
    visitor = visit(PHONE)
    visitor.expect_complaint("ERR_INTERNET_DISCONNECTED")
    ticket = f"{order.path}/tickets/{order.ticket_id}"
    visitor.open(ticket)
    expect(visitor.page.get_by_text("Saved in this browser")).to_be_visible()
    visitor.context.set_offline(True)
    visitor.page.reload()
    expect(visitor.page.get_by_role("img", name=CODE)).to_be_visible()
    expect(visitor.page.get_by_text("You are offline")).to_be_visible()
    visitor.keep("offline")
    visitor.context.set_offline(False)
    orders.accept(http, order.offer(stage, "cem@people.example"), name="Cem Friend")
    visitor.expect_complaint("status of 4")
    visitor.page.reload()
    expect(visitor.page.get_by_role("img", name=CODE)).to_have_count(0)
    visitor.context.set_offline(True)
    with pytest.raises(BrowserError, match="net::ERR_"):
        visitor.page.reload()
