"""What a page says of a ticket type at an instant."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from turnout.kernel.ids import new_id
from turnout.modules.discovery import api as discovery
from turnout.site.events import availability, service

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def offer(**values: Any) -> discovery.OfferEntry:
    given: dict[str, Any] = {
        "id": new_id(),
        "pool_id": new_id(),
        "name": "Entry",
        "description": "",
        "price_minor": 0,
        "currency": "EUR",
        "minimum": 1,
        "maximum": 10,
        "sales_start_at": None,
        "sales_end_at": None,
        "is_paused": False,
    }
    return discovery.OfferEntry(**(given | values))


@pytest.mark.parametrize(
    ("values", "left", "state"),
    [
        ({}, 100, "available"),
        ({}, 21, "available"),
        ({}, 20, "few"),
        ({}, 1, "few"),
        ({}, 0, "sold_out"),
        ({}, -3, "sold_out"),
        ({"minimum": 4}, 3, "sold_out"),
        ({"is_paused": True}, 100, "paused"),
        ({"sales_start_at": NOW + HOUR}, 100, "not_yet"),
        ({"sales_start_at": NOW}, 100, "available"),
        ({"sales_end_at": NOW}, 100, "ended"),
        ({"sales_end_at": NOW + HOUR}, 100, "available"),
        ({"sales_end_at": NOW - HOUR}, 0, "ended"),
    ],
)
def test_a_ticket_type_is_in_one_state(values: dict[str, Any], left: int, state: str) -> None:
    found = availability.state_of(offer(**values), left, event_state="published", now=NOW)
    assert found == state


@pytest.mark.parametrize("event_state", ["ended", "cancelled", "postponed"])
def test_an_event_that_does_not_sell_sells_no_type(event_state: str) -> None:
    found = availability.state_of(offer(), 100, event_state=event_state, now=NOW)
    assert found == "paused"


def test_large_numbers_are_not_told() -> None:
    assert availability.shown_number(200) == 200
    assert availability.shown_number(201) is None


def test_a_table_is_left_only_while_all_its_places_are() -> None:
    hall = new_id()
    single, table = offer(pool_id=hall), offer(pool_id=hall, draws={hall: 8})
    left = [availability.units_left(each, {hall: 15}) for each in (single, table)]
    assert left == [15, 1]
    assert availability.units_left(table, {hall: 7}) == 0


def test_a_bundle_is_left_while_each_of_its_pools_is() -> None:
    first, second = new_id(), new_id()
    bundle = offer(pool_id=first, draws={first: 2, second: 1})
    assert service.pools_of([bundle]) == [first, second]
    assert availability.units_left(bundle, {first: 9, second: 3}) == 3
    assert availability.units_left(bundle, {first: 9}) == 0
