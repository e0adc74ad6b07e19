"""Calendar messages that are composed while tickets and event change: one number says one thing."""

from datetime import timedelta
from uuid import UUID

import pytest
from icalendar import Calendar
from tests.factories.sales import make_shop

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.tickets import api as tickets
from turnout_sdk.email import Address

ADA = Address(email="ada@people.example", name="Ada")
PARTIES = tickets.Parties(organizer=ADA, attendee=ADA)


@pytest.mark.usefixtures("queued")
def test_no_two_messages_of_one_sequence_differ_and_the_last_has_the_highest(app, at_once):
    shop = make_shop()
    basket = shop.basket(shop.add_type(capacity=20), quantity=6)
    order = app.test_client().post(shop.orders_path, json=basket).json
    ctx = system_in(shop.organization.id, "tests")
    holding = tickets.Holding(reference=UUID(order["id"]))
    with transaction(ctx) as tx:
        starts_at = events.get_event(tx, shop.event_id).starts_at

    def compose():
        return [_message(ctx, holding) for _ in range(25)]

    def void():
        for ticket in order["tickets"]:
            with transaction(ctx) as tx:
                ids = [UUID(ticket["id"])]
                tickets.void(tx, reference=holding.reference, reason="void", ticket_ids=ids)
        return []

    def move():
        for hours in range(1, 7):
            later = {"starts_at": starts_at + timedelta(hours=hours)}
            events.change_event(shop.organizer, shop.event_id, later, version=None)
        return []

    composed = [each for said in at_once(compose, void, compose, move, compose) for each in said]
    last = _message(ctx, holding)
    numbers = {number for number, _ in composed}
    assert len(numbers) > 1, "the changes were seen on the way"
    assert len(set(composed)) == len(numbers)
    assert last[0] >= max(numbers)
    assert "STATUS:CANCELLED" in last[1]


def _message(ctx, holding) -> tuple[int, str]:
    """The number of the message, and what it says besides when it was said."""
    [message] = tickets.list_entry_messages(ctx, holding, PARTIES, url="https://x.example")
    [event] = Calendar.from_ical(message.content).walk("VEVENT")
    lines = message.content.decode().split("\r\n")
    return int(event["SEQUENCE"]), "\n".join(each for each in lines if "DTSTAMP" not in each)
