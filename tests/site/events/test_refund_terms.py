"""An event's page says what buyers get back before they buy."""

from typing import Any

import pytest
from tests.factories.work import drain
from tests.site.conftest import Place, open_place

from turnout.modules.orders import api as orders
from turnout.site.events import cache

NONE: dict[str, Any] = {
    "refund": "none",
    "tiers": [],
    "fee_minor": 0,
    "fee_currency": None,
    "changes_close_hours": 0,
    "transfers_close_hours": 0,
}
TIERED = {
    **NONE,
    "refund": "tiers",
    "tiers": [
        {"days_before": 30, "share_bp": 5000},
        {"days_before": 14, "share_bp": 5000},
        {"days_before": 1, "share_bp": 2550},
    ],
}
NOTHING = "Tickets are not refundable, unless the organizer decides otherwise."
STEPS = "50% refund until 14 days before the event. 25.5% refund until 1 day before the event."


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


def say(place: Place, values: dict[str, Any], *, of_event: bool) -> None:
    event_id = place.event_id if of_event else None
    orders.set_buyer_terms(place.shop.organizer, values, event_id=event_id)
    drain()


def read(client: Any, path: str) -> str:
    text: str = client.get(path).get_data(as_text=True)
    return text


def test_an_event_without_terms_says_that_nothing_comes_back(client, place: Place) -> None:
    assert NOTHING in read(client, place.path)


def test_a_page_that_was_kept_follows_the_terms_of_its_event(client, place: Place) -> None:
    assert STEPS not in read(client, place.path)
    say(place, TIERED, of_event=True)
    text = read(client, place.path)
    assert STEPS in text
    assert NOTHING not in text
    say(place, {**NONE, "refund": "full"}, of_event=True)
    assert "100% refund at any time before the event." in read(client, place.path)


def test_a_page_that_was_kept_follows_the_terms_of_its_organization(client, place: Place) -> None:
    read(client, place.path)
    say(place, TIERED, of_event=False)
    assert STEPS in read(client, place.path)


def test_a_page_says_it_in_its_language(client, place: Place) -> None:
    say(place, {**TIERED, "fee_minor": 150, "fee_currency": "EUR"}, of_event=True)
    text = read(client, f"{place.path}?lang=de")
    assert "Bis 14 Tage vor Beginn bekommen Sie 50% zurück." in text
    assert "Von jedem Ticket werden 1,50\xa0€ einbehalten." in text


def test_an_event_where_nobody_pays_says_nothing(client, queued) -> None:
    place = open_place(title="Open Door")
    place.shop.add_type(name="Entry", capacity=30, price_minor=0)
    drain()
    say(place, TIERED, of_event=True)
    text = read(client, place.path)
    assert "No account needed." in text
    assert "back." not in text


def test_keeping_the_terms_costs_a_page_no_statement_more(client, place, statements) -> None:
    read(client, place.path)
    say(place, TIERED, of_event=True)
    read(client, place.path)
    statements.clear()
    assert STEPS in read(client, place.path)
    assert len(statements) <= 1
