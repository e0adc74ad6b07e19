"""What visitors see of passes: in the shop of the event that sells them, and of the series."""

from datetime import timedelta

import pytest
from tests.factories.passes import make_season

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events


@pytest.fixture
def season(app):
    return make_season(5, 2, 7)


def shop_of(client, season, **arguments):
    path = f"/api/v1/organizations/{season.organization.id}/events/{season.home.event_id}/offers"
    items = client.get(path, query_string=arguments).json["items"]
    return next(each for each in items if each["sold_as"] == "pass")


def passes_of(client, season, **arguments):
    path = f"/api/v1/organizations/{season.organization.id}/public-series/{season.slug}/passes"
    answer = client.get(path, query_string=arguments)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_as_many_passes_are_left_as_the_fullest_of_its_events_has_places(client, season):
    season.add_pass(name="Season")
    shown = shop_of(client, season)
    assert (shown["left"], shown["is_available"], shown["why_not"]) == (2, True, None)
    assert [each["event_id"] for each in shown["admits_to"]] == [
        str(shop.event_id) for shop in season.evenings
    ]


def test_a_family_pass_counts_its_people(client, season):
    season.add_pass(places=2)
    assert shop_of(client, season)["left"] == 1


def test_a_pass_is_sold_out_with_one_of_its_events(client, season):
    season.add_pass()
    shop = season.evenings[1]
    client.post(shop.orders_path, json=shop.basket(season.types[1], quantity=2))
    assert shop_of(client, season)["why_not"] == "sold-out"
    assert passes_of(client, season)[0]["why_not"] == "sold-out"


def test_a_pass_stops_when_one_of_its_events_is_over_or_off(client, season):
    every, first_two = season.add_pass(name="All"), season.add_pass(of=season.types[:2])
    with clock.frozen(clock.now() + timedelta(days=31)):
        refused = client.post(season.home.orders_path, json=season.home.basket(every))
    assert refused.status_code in (409, 422)
    events.cancel_event(season.home.organizer, season.evenings[2].event_id)
    stopped = {each["id"]: each["why_not"] for each in passes_of(client, season)}
    assert stopped == {str(every): "part-not-on-sale", str(first_two): None}
    refused = client.post(season.home.orders_path, json=season.home.basket(every))
    assert refused.json["errors"][0]["code"] == "not-on-sale"
    assert client.post(season.home.orders_path, json=season.home.basket(first_two)).status_code == (
        201
    )


def test_the_series_lists_its_passes_with_price_and_who_sells_them(client, season):
    made = season.add_pass(
        name="Season", price_minor=5000, translations={"de": {"name": "Dauerkarte"}}
    )
    season.add_pass(name="Friends", is_hidden=True)
    [shown] = passes_of(client, season, language="de")
    assert (shown["id"], shown["name"], shown["price_minor"], shown["left"]) == (
        str(made), "Dauerkarte", 5000, 2,
    )  # fmt: skip
    assert shown["event_id"] == str(season.home.event_id)
    assert shown["event_slug"]


def test_a_series_that_is_not_public_shows_no_passes(client, season):
    path = f"/api/v1/organizations/{season.organization.id}/public-series/none-such/passes"
    assert client.get(path).status_code == 404


def test_however_many_passes_and_events_the_statements_are_as_many(season, statements):
    def sent():
        statements.clear()
        with transaction(season.home.buyer) as tx:
            catalog.passes_of_series(tx, season.series_id)
        return len(statements)

    season.add_pass()
    one = sent()
    for _ in range(4):
        season.add_pass()
    assert sent() == one <= 4
