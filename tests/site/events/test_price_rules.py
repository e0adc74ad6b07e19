"""What buyers read of prices by rules: on the event's page, in lists and at the checkout."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.work import drain, run_timed
from tests.site.conftest import Place, open_place

from turnout.kernel import clock
from turnout.modules.price_rules import api as price_rules


@pytest.fixture
def ruled(client: Any, queued: Any) -> Place:
    """Entry at €30: €20 for the first four within two days, €15 from five on."""
    made = open_place(title="Lantern Night")
    type_id = made.shop.add_type(name="Entry", capacity=300, price_minor=3000)
    for values in (
        {
            "kind": "early_bird",
            "name": "Early bird",
            "price_minor": 2000,
            "ends_at": clock.now() + timedelta(days=2),
            "sold_until": 4,
        },
        {"kind": "quantity", "name": "Group", "price_minor": 1500, "minimum_quantity": 5},
    ):
        new = price_rules.NewPriceRule(ticket_type_id=type_id, **values)
        price_rules.create_rule(made.shop.organizer, made.event_id, new)
    drain()
    return made


def item_of(client: Any, path: str) -> str:
    """The ticket type in the page's panel, without its tags."""
    text = client.get(path).get_data(as_text=True)
    found = re.search(r'<li class="ticket".*?</li>', text, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def config_of(client: Any, path: str) -> dict[str, Any]:
    text = client.get(f"{path}/checkout").get_data(as_text=True)
    found = re.search(r'id="checkout-config">(.*?)</script>', text)
    assert found
    return dict(json.loads(found[1]))


def buy(client: Any, place: Place, quantity: int) -> None:
    [type_id] = place.shop.pools
    body = place.shop.basket(type_id, quantity=quantity)
    assert client.post(place.shop.orders_path, json=body).status_code == 201


def test_the_page_says_which_price_it_is_until_when_and_how_many_are_left(client, ruled) -> None:
    item = item_of(client, ruled.path)
    assert "Instead of €30 now €20" in item
    assert re.search(r"Early bird · until \w+ \d+ \w+ \d{4}, \d\d:\d\d \(.+?\)", item)
    assert "4 left at this price" in item
    assert "From 5: €15 each · Group" in item


def test_the_page_counts_what_is_sold_and_returns_to_the_list_price(client, ruled) -> None:
    buy(client, ruled, 3)
    assert "1 left at this price" in item_of(client, ruled.path)


def test_a_price_that_ended_is_gone_from_the_page(client, ruled) -> None:
    with clock.frozen(clock.now() + timedelta(days=3)):
        item = item_of(client, ruled.path)
    assert "Early bird" not in item
    assert "€30" in item


def test_the_checkout_knows_the_price_of_each_quantity(client, ruled) -> None:
    [offer] = config_of(client, ruled.path)["offers"]
    assert offer["priceMinor"] == 2000
    assert (offer["pricing"]["listMinor"], offer["pricing"]["left"]) == (3000, 4)
    assert offer["pricing"]["steps"] == [
        {"from": 1, "minor": 2000, "name": "Early bird", "isMultibuy": False},
        {"from": 5, "minor": 1500, "name": "Group", "isMultibuy": False},
    ]


def test_a_list_shows_no_price_that_depends_on_what_is_sold(client, ruled) -> None:
    text = client.get(ruled.organization_path).get_data(as_text=True)
    assert "€30" in text
    assert "€20" not in text


def test_units_sold_are_asked_for_only_where_a_price_depends_on_them(
    client, place: Place, ruled, statements
) -> None:
    asked = []
    for each in (place, ruled):
        statements.clear()
        client.get(each.path)
        asked.append(sum("price_rule_counters" in str(one) for one in statements))
    assert asked == [0, 1]


def test_a_price_that_demand_moved_stands_on_page_checkout_and_list(client, queued) -> None:
    place = open_place(title="Rush Night")
    type_id = place.shop.add_type(name="Entry", capacity=300, price_minor=3000)
    change = [price_rules.ShareBand(from_bp=0, change_bp=1000)]
    plan = price_rules.DemandPlan(
        ticket_type_id=type_id,
        floor_minor=0,
        ceiling_minor=10**6,
        by_share=change,
        by_time=[],
        every_minutes=15,
        most_step_bp=1000,
        fall_back_bp=0,
    )
    price_rules.create_price(place.shop.organizer, place.event_id, plan)
    drain()
    run_timed("price_rules.look_at_due_demand")
    drain()
    item = item_of(client, place.path)
    [offer] = config_of(client, place.path)["offers"]
    assert "The price depends on demand. It is never above €10,000" in item
    assert (offer["priceMinor"], "Instead of" in item) == (3300, False)
    assert offer["pricing"]["demand"] == {"floorMinor": 0, "ceilingMinor": 10**6}
    assert "€33" in client.get(place.organization_path).get_data(as_text=True)


def test_a_multibuy_is_said_once_and_not_for_each_quantity(client, queued) -> None:
    place = open_place(title="Friends Night")
    type_id = place.shop.add_type(name="Entry", capacity=300, price_minor=3000)
    new = price_rules.NewPriceRule(
        ticket_type_id=type_id, kind="multibuy", name="Friends", take_units=3, pay_units=2
    )
    price_rules.create_rule(place.shop.organizer, place.event_id, new)
    drain()
    item = item_of(client, place.path)
    assert "3 for the price of 2 · Friends" in item
    assert ("each" in item, "€30" in item) == (False, True)
    [offer] = config_of(client, place.path)["offers"]
    assert offer["pricing"]["multibuys"] == [{"name": "Friends", "take": 3, "pay": 2}]
    assert offer["pricing"]["steps"][1] == {
        "from": 3,
        "minor": 2000,
        "name": "Friends",
        "isMultibuy": True,
    }
