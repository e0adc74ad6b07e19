"""Pages of a partner on another host, with a strict content policy, sell tickets by embeds.

The browser blocks third-party cookies and whatever frames keep.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser import buying
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.partner_sites import (
    FORGED,
    PROBE,
    PartnerSite,
    block_third_party_cookies,
    frame_of,
    heard_by,
    partner_site,
    wait_heard,
)
from tests.browser.stack import Event
from tests.browser.visitor import Visitor
from turnout_dev.browser_checks.viewports import View

TITLE = "Harbour Recital"
TYPES = {"Entry": {"capacity": 300}, "Supper": {"capacity": 300, "price_minor": 2550}}
TABLET = View(768)
NOT_FRAMED = re.compile("frame-ancestors|Refused to frame|Framing ")
PAY = re.compile("^(Pay €|Continue to pay)")
NOT_SHOWN = "Tickets cannot be shown in this page"


@pytest.fixture(scope="module")
def partner(stack: Any) -> Iterator[PartnerSite]:
    with partner_site(stack.address) as site:
        yield site


@pytest.fixture(scope="module")
def event(stage: Any, partner: PartnerSite) -> Event:
    made: Event = stage.open_event(title=TITLE, summary="Music by the water.", types=TYPES)
    stage.do("allow_site", organization_id=made.organization_id, origin=partner.origin)
    return made


def checkout(event: Event, attributes: str = "", link: str = "") -> str:
    return f'<turnout-checkout event="{event.path[1:]}" {attributes}>{link}</turnout-checkout>'


def look(visit: Any, address: str, view: View = DESKTOP) -> Visitor:
    """A visitor whose browser blocks third-party cookies, at a page of the partner's."""
    visitor: Visitor = visit(view)
    block_third_party_cookies(visitor.context, visitor.page)
    visitor.page.goto(address)
    return visitor


def choose(frame: FrameLocator, ticket: str) -> None:
    frame.get_by_role("button", name=f"One more: {ticket}", exact=True).click()
    frame.get_by_role("button", name="Continue", exact=True).click()
    frame.get_by_label("Your name").fill(buying.BUYER)
    frame.get_by_label("Email").first.fill(buying.EMAIL)


@pytest.mark.parametrize("view", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_a_free_ticket_is_had_inside_the_partners_page(visit, event, partner, orders, view):
    visitor = look(visit, partner.add_page("/inline", checkout(event)), view)
    frame = frame_of(visitor.page)
    expect(frame.get_by_role("heading", name=buying.CHOOSE)).to_be_visible()
    visitor.keep("tickets")
    choose(frame, "Entry")
    visitor.keep("people")
    frame.get_by_role("button", name=buying.COMPLETE).click()
    expect(frame.get_by_role("heading", name="Your order is placed")).to_be_visible()
    visitor.keep("placed")
    told = wait_heard(visitor.page, "order-placed")
    assert (told["state"], told["tickets"], told["totalMinor"]) == ("confirmed", 1, 0)
    assert told["event"] == event.id
    steps = [each["step"] for each in heard_by(visitor.page) if each["name"] == "step"]
    assert [*dict.fromkeys(steps)] == ["tickets", "attendees"]
    order = orders.latest(event.id)
    assert orders.sold_in(order) == ("embed", partner.origin)
    assert buying.EMAIL not in str(heard_by(visitor.page)), "analytics are told of no person"


def test_a_paid_ticket_is_paid_in_a_tab_of_its_own_and_the_frame_says_so(
    visit, event, partner, orders
):
    visitor = look(visit, partner.add_page("/paid", checkout(event)))
    frame = frame_of(visitor.page)
    choose(frame, "Supper")
    frame.get_by_role("button", name="Continue", exact=True).click()
    visitor.keep("payment")
    frame.get_by_role("button", name=PAY).click()
    expect(frame.get_by_role("heading", name="Pay in a new tab")).to_be_visible()
    visitor.keep("pay-outside")
    with visitor.page.expect_popup() as opened:
        frame.get_by_role("link", name="Go to payment").click()
    tab = opened.value
    tab.get_by_role("button", name=re.compile("^Pay 25.50 EUR")).click()
    expect(tab.get_by_role("heading", name=f"You are going to {TITLE}")).to_be_visible()
    tab.close()
    expect(frame.get_by_role("heading", name="Your order is placed")).to_be_visible()
    visitor.keep("paid")
    told = wait_heard(visitor.page, "order-placed")
    assert (told["state"], told["totalMinor"], told["currency"]) == ("confirmed", 2550, "EUR")
    order = orders.latest(event.id)
    assert orders.money(order) == ("confirmed", 2550)
    assert orders.sold_in(order) == ("embed", partner.origin)


def test_no_cookie_of_a_third_party_is_sent_while_it_sells(visit, event, partner):
    probe = f'<iframe title="Probe" src="{partner.third}{PROBE}"></iframe>'
    address = partner.add_page("/cookies", probe + checkout(event))
    open_minded = visit()
    partner.cookies.clear()
    for _ in range(2):
        open_minded.page.goto(address)
        expect(frame_of(open_minded.page, name="Probe").get_by_text("Probe")).to_be_visible()
    assert partner.cookies == ["", "probe=1"], "a browser as it comes sends what a frame has set"
    partner.cookies.clear()
    visitor = look(visit, address)
    sent: list[str] = []
    ours = urlsplit(partner.platform).netloc
    visitor.page.on(
        "request",
        lambda each: (
            sent.append(each.header_value("cookie") or "")
            if urlsplit(each.url).netloc == ours
            else None
        ),
    )
    visitor.page.goto(address)
    expect(frame_of(visitor.page, name="Probe").get_by_text("Probe")).to_be_visible()
    frame = frame_of(visitor.page)
    choose(frame, "Entry")
    frame.get_by_role("button", name=buying.COMPLETE).click()
    assert wait_heard(visitor.page, "order-placed")["state"] == "confirmed"
    assert partner.cookies == ["", ""]
    assert sent
    assert set(sent) == {""}


@pytest.mark.parametrize("view", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_a_button_opens_the_checkout_over_the_page_and_sells_there(visit, event, partner, view):
    address = partner.add_page("/button", checkout(event, 'mode="button" label="Come along"'))
    visitor = look(visit, address, view)
    button = visitor.button("Come along")
    expect(button).to_have_css("background-color", "rgb(11, 94, 87)")
    expect(button).to_have_css("letter-spacing", "2px")
    visitor.keep("button")
    button.click()
    dialog = visitor.page.get_by_role("dialog", name="Tickets")
    frame = dialog.frame_locator("iframe")
    expect(frame.get_by_role("heading", name=buying.CHOOSE)).to_be_visible()
    visitor.keep("dialog", whole=False)
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    choose(frame, "Entry")
    frame.get_by_role("button", name=buying.COMPLETE).click()
    assert wait_heard(visitor.page, "order-placed")["state"] == "confirmed"
    visitor.keep("dialog-placed", whole=False)
    dialog.get_by_role("button", name="Close").click()
    wait_heard(visitor.page, "closed")


def test_a_frame_is_as_high_as_what_it_shows(visit, event, partner):
    visitor = look(visit, partner.add_page("/sizes", checkout(event)))
    frame, element = frame_of(visitor.page), visitor.page.locator('iframe[title="Tickets"]')
    expect(element).to_have_css("outline-color", "rgb(11, 94, 87)")
    expect(frame.get_by_role("heading", name=buying.CHOOSE)).to_be_visible()
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        inside = frame.locator("html")
        expect(inside).to_have_js_property("scrollHeight", _height_of(visitor, frame))
    frame.get_by_role("button", name="One more: Entry", exact=True).click()
    frame.get_by_role("button", name="Continue", exact=True).click()
    expect(frame.get_by_label("Your name")).to_be_visible()
    expect(frame.locator("html")).to_have_js_property("scrollHeight", _height_of(visitor, frame))


def _height_of(visitor: Visitor, frame: FrameLocator) -> int:
    """The frame's height in the partner's page, once it is that of the page inside."""
    element = visitor.page.locator('iframe[title="Tickets"]')
    for _ in range(100):
        inside = frame.locator("html").evaluate(
            "(page) => Math.ceil(page.getBoundingClientRect().height)"
        )
        outside = int(element.evaluate("(frame) => frame.clientHeight"))
        if inside == outside:
            return outside
        visitor.page.wait_for_timeout(100)
    raise AssertionError(f"{outside} pixels for {inside}")


def test_a_press_in_the_list_of_events_opens_the_checkout_over_the_page(visit, event, partner):
    body = f'<turnout-events organization="{event.organization}" theme="dark"></turnout-events>'
    visitor = look(visit, partner.add_page("/events", body))
    events = frame_of(visitor.page, name="Events")
    expect(events.locator("html")).to_have_attribute("data-theme", "dark")
    visitor.keep("events")
    events.get_by_role("link", name=TITLE).first.click()
    inside = visitor.page.get_by_role("dialog").frame_locator("iframe")
    expect(inside.get_by_role("heading", name=buying.CHOOSE)).to_be_visible()
    visitor.keep("events-dialog", whole=False)


def test_a_site_that_is_not_allowed_shows_a_link_and_says_why(visit, event, partner):
    partner.add_page("/stranger", checkout(event))
    visitor = visit()
    for each in (NOT_FRAMED.pattern, "turnout: the frame of", "recipient window's origin"):
        visitor.expect_complaint(each)
    visitor.page.goto(f"{partner.stranger}/stranger")
    expect(visitor.page.get_by_text(NOT_SHOWN)).to_be_visible()
    link = visitor.page.get_by_role("link", name="Get tickets (opens in a new tab)")
    expect(link).to_have_attribute("href", re.compile(f"^{partner.platform}{event.path}/checkout"))
    visitor.keep("refused")
    assert [each["name"] for each in heard_by(visitor.page)] == ["failed"]
    said = "\n".join(visitor.complaints)
    assert "Add http://stranger.localhost" in said
    assert NOT_FRAMED.search(said)
    visitor.expect_sound()


def test_forged_messages_are_believed_by_nobody(visit, event, partner, orders):
    forger = f'<iframe title="Forger" src="{partner.third}{FORGED}"></iframe>'
    visitor = look(visit, partner.add_page("/forged", checkout(event) + forger))
    frame = frame_of(visitor.page)
    expect(frame.get_by_role("heading", name=buying.CHOOSE)).to_be_visible()
    forged = frame_of(visitor.page, name="Forger")
    forged.get_by_role("button", name="Forge").click()
    expect(forged.get_by_text("Forged", exact=True)).to_be_visible()
    visitor.page.evaluate("for (const each of window.forgeries) window.postMessage(each, '*')")
    choose(frame, "Entry")
    frame.get_by_role("button", name=buying.COMPLETE).click()
    told = wait_heard(visitor.page, "order-placed")
    assert (told["state"], told["tickets"]) == ("confirmed", 1)
    height = visitor.page.locator('iframe[title="Tickets"]').evaluate("(each) => each.clientHeight")
    assert height < 40_000
    assert orders.sold_in(orders.latest(event.id)) == ("embed", partner.origin)


@pytest.mark.parametrize("path", ["", "/checkout", "/console", "/sign-in", "/my-tickets", "/home"])
def test_no_page_beside_the_embeds_can_be_framed(visit, event, partner, path):
    asked = {"": event.path, "/checkout": f"{event.path}/checkout", "/home": "/"}.get(path, path)
    body = f'<iframe title="Bait" src="{partner.platform}{asked}"></iframe>'
    visitor = visit()
    visitor.expect_complaint(NOT_FRAMED.pattern)
    visitor.page.goto(partner.add_page(f"/bait{path}", body))
    visitor.page.wait_for_load_state("load")
    [framed] = [each for each in visitor.page.frames if each != visitor.page.main_frame]
    expect(visitor.page.locator("iframe")).to_be_visible()
    assert framed.url.startswith("chrome-error:")
    assert visitor.unexpected() == []
    assert [each for each in visitor.complaints if NOT_FRAMED.search(each)]


def test_a_sold_out_event_says_so_in_the_frame(visit, stage, partner):
    gone = stage.open_event(title="Harbour Matinee", types={"Entry": {"capacity": 0}})
    stage.do("allow_site", organization_id=gone.organization_id, origin=partner.origin)
    visitor = look(visit, partner.add_page("/gone", checkout(gone)))
    frame = frame_of(visitor.page)
    expect(frame.get_by_text("Sold out").first).to_be_visible()
    visitor.keep("sold-out")


def test_a_waiting_room_is_entered_from_the_frame_in_a_tab_of_its_own(visit, stage, partner):
    path = stage.do("pause_at_the_door", title="Harbour Arena", site=partner.origin)
    stage.wait_shown(f"{path}/waiting-room", "Join the waiting room")
    body = f'<turnout-checkout event="{path[1:]}"></turnout-checkout>'
    visitor = look(visit, partner.add_page("/queue", body))
    frame = frame_of(visitor.page)
    visitor.expect_complaint("status of 403")
    frame.get_by_role("button", name="Continue", exact=True).click()
    expect(frame.get_by_role("heading", name="Wait for your turn in a new tab")).to_be_visible()
    visitor.keep("queue")
    with visitor.page.expect_popup() as opened:
        frame.get_by_role("link", name="Go to the waiting room").click()
    expect(opened.value.get_by_role("button", name="Join the waiting room")).to_be_visible()
