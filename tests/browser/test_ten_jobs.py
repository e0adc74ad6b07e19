"""Ten jobs of organizers in the console, each in the steps that docs/reference/ten-jobs.md says."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import orders as buyers
from tests.browser.counted import Counted
from tests.conftest import ROOT
from tests.factories.people import PASSWORD
from turnout.kernel.ids import new_id
from turnout_sdk.testing.local_http import local_client

ADA, BEN, ZOE, GROUP = "Ada Guest", "Ben Guest", "Zoe Guest", "Group Guest"
FIND = "Name, email, answer or number"
PAGE = ROOT / "docs" / "reference" / "ten-jobs.md"
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (\d+) \| (\d+)\D*\| (\d+)\D*\|$", re.MULTILINE)
JOBS = {int(row[0]): (row[1], *map(int, row[2:])) for row in ROW.findall(PAGE.read_text("utf-8"))}
"""Number → its name and the steps here, in pretix and in Hi.Events."""


@pytest.fixture
def event(stage):
    types = {"Entry": {"capacity": 40}, "Supper": {"capacity": 30, "price_minor": 2550}}
    made = stage.open_event(title="Lantern Fair", types=types)
    stage.do("set_buyer_terms", event_id=made.id, refund="full")
    stage.do("add_former_event", event_id=made.id, title="Lantern Fair before")
    return made


@pytest.fixture
def place(stack, event):
    """An order of a guest: `place("Entry", ADA)`."""
    with local_client(base_url=stack.address, timeout=10) as http:
        yield lambda ticket, *guests: buyers.place(
            http, event, ticket, guests=guests, email=f"guest-{new_id().hex}@people.example"
        )


@pytest.fixture
def begin(visit, event):
    """Hands at the console's first view, signed in once; `begin(3)` proves the job before."""
    visitor = visit()
    visitor.sign_in({"email": event.owner, "password": PASSWORD})

    def anew() -> Counted:
        visitor.page.goto(f"/console/{event.organization}/events")
        return Counted(visitor)

    return anew


def prove(hands: Counted, number: int) -> None:
    hands.prove(f"of job {number}", most=JOBS[number][1])


def open_event(hands: Counted, event) -> None:
    hands.press(hands.visitor.page.locator(f'main a[href$="/events/{event.id}"]'))


def find_order(hands: Counted, name: str) -> None:
    """Among the orders of all events, by a name."""
    visitor = hands.visitor
    hands.press(visitor.link("Orders"))
    hands.fill(FIND, name)
    hands.press(visitor.link(name).and_(visitor.page.locator(":visible")))


def test_every_job_takes_fewer_steps_here_than_with_either_peer():
    assert sorted(JOBS) == list(range(1, 11))
    for number, (name, ours, *theirs) in JOBS.items():
        assert ours < min(theirs), f"{number} {name}"


def test_events_are_made_filled_copied_and_looked_at_in_few_steps(begin, event, place):
    place("Entry", BEN)
    publish_free_event(begin())
    add_paid_ticket_type(begin(), event)
    add_required_question(begin(), event)
    see_sales(begin(), event)
    copy_event(begin())


def publish_free_event(hands: Counted) -> None:
    visitor = hands.visitor
    hands.press(visitor.link("Create event").first)
    hands.fill("What is it called?", "Lantern Night")
    hands.fill("Starts", "2031-05-05T19:00")
    hands.fill("Place", "Harbour Hall")
    hands.press(visitor.button("Create event"))
    hands.press(visitor.button("Publish event"))
    expect(visitor.heading("Share it")).to_be_visible()
    prove(hands, 1)


def add_paid_ticket_type(hands: Counted, event) -> None:
    visitor = hands.visitor
    open_event(hands, event)
    hands.press(visitor.link("Add ticket type"))
    panel = visitor.page.get_by_role("dialog", name="New ticket type")
    hands.fill("Name", "Patron", within=panel)
    hands.fill("Price (EUR)", "80", within=panel)
    hands.fill("How many places", "25", within=panel)
    hands.press(panel.get_by_role("button", name="Add ticket type"))
    expect(visitor.page.get_by_text("Patron is on sale.")).to_be_visible()
    prove(hands, 2)


def copy_event(hands: Counted) -> None:
    visitor = hands.visitor
    hands.press(visitor.link("Create event").first)
    hands.choose("Start from (optional)", "Copy of Lantern Fair")
    hands.fill("Starts (optional)", "2032-05-05T19:00")
    hands.press(visitor.button("Create event"))
    expect(visitor.heading("Before you publish")).to_be_visible()
    expect(visitor.page.get_by_text(re.compile("5 May 2032"))).to_be_visible()
    prove(hands, 3)


def add_required_question(hands: Counted, event) -> None:
    visitor = hands.visitor
    open_event(hands, event)
    hands.press(visitor.link("Ask a question"))
    panel = visitor.page.get_by_role("dialog", name="Short text")
    hands.fill("Question", "What do you eat?", within=panel)
    hands.press(panel.get_by_text("Must be answered"))
    visitor.keep("question", whole=False)
    visitor.expect_sound()
    hands.press(panel.get_by_role("button", name="Save form"))
    expect(visitor.page.get_by_text("Saved as version 1.")).to_be_visible()
    prove(hands, 4)


def see_sales(hands: Counted, event) -> None:
    visitor = hands.visitor
    open_event(hands, event)
    expect(visitor.link("Ask a question")).to_be_visible()
    visitor.keep("shortcuts")
    visitor.expect_sound()
    hands.press(visitor.link("Dashboard"))
    expect(visitor.page.get_by_text(re.compile("today$")).first).to_be_visible()
    said = re.compile("Lantern Fair before had 0 at the same distance from its start")
    expect(visitor.page.get_by_text(said)).to_be_visible()
    prove(hands, 10)


def test_orders_are_cancelled_corrected_and_given_away_in_few_steps(
    begin, event, place, mails, orders
):
    paid, free = place("Supper", ADA, BEN), place("Entry", ZOE)
    group = [place("Entry", GROUP) for _ in range(10)]
    paid.pay()
    hands = begin()
    shown = hands.visitor.page.locator(f'main a[href$="/orders/{paid.id}"]:visible')
    hands.visitor.open(f"/console/{event.organization}/orders?q=ada")
    hands.visitor.reload_until(shown)

    cancel_orders(begin(), [each.id for each in group], orders)
    refund_ticket(begin(), paid)
    correct_address(begin(), mails)
    replace_attendee(begin(), event, free)
    give_away(begin(), event)


def refund_ticket(hands: Counted, order: buyers.Placed) -> None:
    visitor = hands.visitor
    find_order(hands, ADA)
    hands.press(visitor.button(f"Cancel ticket: {BEN}"))
    dialog = visitor.page.get_by_role("dialog", name="Cancel ticket")
    expect(dialog.get_by_text(re.compile("^€25.50 goes back"))).to_be_visible()
    visitor.keep("ticket-cancel", whole=False)
    visitor.expect_sound()
    hands.press(dialog.get_by_role("button", name="Cancel ticket"))
    expect(visitor.page.get_by_text("The ticket is cancelled.")).to_be_visible()
    assert [each["name"] for each in order.call("GET")["attendees"]] == [ADA, BEN]
    states = sorted(each["state"] for each in order.call("GET")["tickets"])
    assert states == ["valid", "void"]
    prove(hands, 5)


def correct_address(hands: Counted, mails) -> None:
    visitor = hands.visitor
    right = f"zoe-{new_id().hex}@people.example"
    find_order(hands, ZOE)
    hands.press(visitor.button("Correct the buyer"))
    panel = visitor.page.get_by_role("dialog", name="Correct the buyer")
    hands.fill("Email", right, within=panel)
    hands.press(panel.get_by_role("button", name="Save"))
    expect(visitor.page.get_by_text("The correction is saved.")).to_be_visible()
    assert mails.link_to(right, "/orders/")
    prove(hands, 6)


def replace_attendee(hands: Counted, event, order: buyers.Placed) -> None:
    visitor = hands.visitor
    find_order(hands, ZOE)
    hands.press(visitor.button(f"Replace {ZOE}"))
    panel = visitor.page.get_by_role("dialog", name="Correct the attendee")
    hands.fill("Name", "Mary Guest", within=panel)
    hands.press(panel.get_by_role("button", name="Save"))
    expect(visitor.page.get_by_text("The correction is saved.")).to_be_visible()
    expect(visitor.link("Mary Guest")).to_be_visible()
    prove(hands, 7)


def give_away(hands: Counted, event) -> None:
    visitor = hands.visitor
    open_event(hands, event)
    hands.press(visitor.link("Give tickets away"))
    hands.fill("Name", "Press Desk")
    hands.fill("Email", "desk@press.example")
    for _ in range(2):
        hands.press(visitor.button("One more: Supper"))
    hands.press(visitor.button("Give tickets away (2)"))
    expect(visitor.page.get_by_text("desk@press.example")).to_be_visible()
    prove(hands, 8)


def cancel_orders(hands: Counted, ids: list[str], orders) -> None:
    visitor = hands.visitor
    hands.press(visitor.link("Orders"))
    hands.fill(FIND, GROUP)
    expect(visitor.page.get_by_role("rowheader")).to_have_count(len(ids))
    hands.press(visitor.page.get_by_role("checkbox", name="Select all"))
    hands.press(visitor.button("Cancel orders"))
    dialog = visitor.page.get_by_role("dialog", name="Cancel 10 orders")
    hands.press(dialog.get_by_role("button", name="Cancel orders"))
    expect(visitor.page.get_by_text("It is under way.")).to_be_visible()
    for each in ids:
        orders.wait_until(each, "cancelled")
    prove(hands, 9)
