"""The page of a series sells its passes."""

import json
import re

import pytest
from tests.factories import work
from tests.factories.passes import make_season

from turnout.modules.events import api as events


@pytest.fixture
def season(client, queued):
    made = make_season(5, 30, 30)
    work.drain()
    return made


def page_of(client, season):
    answer = client.get(f"/{season.organization.slug}/series/{season.slug}?lang=en")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_series_without_passes_says_nothing_of_them(client, season):
    assert 'id="passes"' not in page_of(client, season)


def test_a_pass_is_shown_with_its_price_its_events_and_the_way_to_it(client, season):
    season.add_pass(name="Season pass", description="All three.", price_minor=5000)
    season.add_pass(name="For friends", is_hidden=True)
    shown = page_of(client, season)
    for said in ("Season pass", "All three.", "Only 5 left", "Get this pass"):
        assert said in shown
    assert "€50" in shown
    assert shown.count("Get this pass") == 1
    section = shown[shown.index('id="passes"') :]
    with_links = [f'href="/{season.organization.slug}/' for _ in season.evenings]
    assert section.count(with_links[0]) >= len(season.evenings) + 1
    assert "For friends" not in shown


def test_a_pass_that_cannot_be_bought_says_why_and_offers_no_way(client, season):
    season.add_pass(name="Season pass", price_minor=5000)
    away = season.evenings[2]
    events.cancel_event(away.organizer, away.event_id)
    work.drain()
    shown = page_of(client, season)
    assert "Season pass" in shown
    assert "Not on sale now" in shown
    assert "Get this pass" not in shown


def test_a_pass_that_is_sold_out_says_so(client, season):
    season.add_pass(name="Season pass")
    client.post(season.home.orders_path, json=season.home.basket(season.types[0], quantity=5))
    shown = page_of(client, season)
    assert "Sold out" in shown
    assert "Get this pass" not in shown


def home_page(client, season, rest=""):
    event = events.read_event(season.home.organizer, season.home.event_id)
    answer = client.get(f"/{season.organization.slug}/{event.slug}{rest}?lang=en")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def links(text, season):
    """Addresses of the season's events that the list below “Admits to” leads to."""
    listed = text[text.index("Admits to") :]
    listed = listed[: listed.index("</ul>")]
    return re.findall(rf'href="/{season.organization.slug}/([^"]+)"', listed), listed


def test_the_page_of_the_selling_event_says_where_a_pass_admits(client, season):
    season.add_pass(name="Season pass", price_minor=5000)
    work.drain()
    shown = home_page(client, season)
    assert shown.count("Admits to") == 1, "of the pass alone"
    evenings = [events.read_event(each.organizer, each.event_id) for each in season.evenings]
    found, listed = links(shown, season)
    assert found == [each.slug for each in evenings[1:]], "not to itself"
    for each in evenings:
        assert each.title in listed


def test_the_list_follows_its_events(client, season):
    season.add_pass(name="Season pass")
    away = season.evenings[1]
    changes = {"title": "A new name", "visibility": events.Visibility.PRIVATE}
    events.change_event(away.organizer, away.event_id, changes, version=None)
    work.drain()
    found, listed = links(home_page(client, season), season)
    assert "A new name" in listed
    assert len(found) == 1, "a private event is named and not linked"


def test_the_checkout_knows_where_a_pass_admits(client, season):
    season.add_pass(name="Season pass")
    work.drain()
    text = home_page(client, season, "/checkout")
    config = json.loads(re.search(r'id="checkout-config">(.*?)</script>', text)[1])
    admitted = [each.get("admitsTo") for each in config["offers"]]
    assert [each and len(each) for each in admitted] == [None, 3]
    assert set(admitted[1][0]) == {"title", "startsAt", "zone"}
    assert text[text.index("<main") :].count("Admits to") == 1, "drawn before the script has come"
