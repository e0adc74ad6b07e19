"""The shop as a visitor sees it, and as it will be at another time."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.offers import POOL, an_offer
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_event, make_shop

from turnout.kernel import clock
from turnout.modules.catalog import api as catalog
from turnout.modules.catalog import rules as shops

HOUR = timedelta(hours=1)


@pytest.fixture
def shop(app):
    return make_shop()


def event_path(shop):
    return f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"


def seen(client, shop, **query):
    answer = client.get(f"{event_path(shop)}/offers", query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json


def previewed(client, shop, at, user=None):
    return client.get(
        f"{event_path(shop)}/shop-preview",
        query_string={"at": at.isoformat()},
        headers=bearer(user or shop.organization.owner),
    )


def reasons(answer):
    return {each["name"]: each["why_not"] for each in answer["items"]}


def test_each_offer_says_why_it_cannot_be_bought(client, shop):
    now = clock.now()
    shop.add_type(name="open")
    shop.add_type(name="soon", sales_start_at=now + HOUR)
    shop.add_type(name="over", sales_end_at=now - HOUR)
    shop.add_type(name="gone", capacity=0)
    shop.add_type(name="short", capacity=1, minimum_per_order=2)
    paused = shop.add_type(name="paused")
    catalog.update_ticket_type(
        shop.organizer, shop.event_id, ticket_type_id=paused, changes={"state": "paused"}
    )
    found = seen(client, shop)
    assert found["is_open"]
    assert reasons(found) == {
        "open": None,
        "soon": "not-yet",
        "over": "over",
        "gone": "sold-out",
        "short": "sold-out",
        "paused": "paused",
    }
    assert {each["name"] for each in found["items"] if each["is_available"]} == {"open"}


def test_a_table_is_left_only_while_a_whole_one_fits(client, shop):
    single = shop.add_type(name="single", capacity=10)
    shop.add_type(name="table", pool_id=shop.pools[single], places=8)
    left = {each["name"]: each["left"] for each in seen(client, shop)["items"]}
    assert left == {"single": 10, "table": 1}


def test_a_hidden_type_shows_to_whoever_has_its_link(client, shop):
    shop.add_type(name="open")
    hidden = shop.add_type(name="friends", is_hidden=True)
    assert reasons(seen(client, shop)) == {"open": None}
    assert reasons(seen(client, shop, ticket_type_id=str(hidden))) == {
        "open": None,
        "friends": None,
    }


def test_texts_come_in_the_language_asked_for(client, shop):
    shop.add_type(
        name="Regular",
        benefits=["Lunch"],
        translations={"de": {"name": "Normal", "description": "", "benefits": ["Essen"]}},
    )
    [german] = seen(client, shop, language="de-AT")["items"]
    [french] = seen(client, shop, language="fr")["items"]
    assert (german["name"], german["benefits"]) == ("Normal", ["Essen"])
    assert (french["name"], french["benefits"]) == ("Regular", ["Lunch"])


def test_the_time_machine_shows_the_shop_at_another_instant(client, shop):
    now = clock.now()
    shop.add_type(name="early", sales_end_at=now + HOUR)
    shop.add_type(name="late", sales_start_at=now + HOUR)
    before = previewed(client, shop, now).json
    after = previewed(client, shop, now + HOUR).json
    assert reasons(before) == {"early": None, "late": "not-yet"}
    assert reasons(after) == {"early": "over", "late": None}


def test_at_the_end_of_the_event_the_shop_closes(client, shop):
    shop.add_type(name="open")
    end = clock.now().replace(microsecond=0) + timedelta(days=40)
    found = previewed(client, shop, end).json
    assert not found["is_open"]
    assert reasons(found) == {"open": "event-closed"}


def test_a_draft_can_be_previewed_but_not_visited(client, app):
    draft = make_event()
    draft.add_type(name="open")
    assert client.get(f"{event_path(draft)}/offers").status_code == 404
    assert reasons(previewed(client, draft, clock.now()).json) == {"open": None}


def test_only_those_who_write_events_travel_in_time(client, shop):
    now = clock.now()
    assert previewed(client, shop, now, add_member(shop.organization, "staff")).status_code == 200
    assert previewed(client, shop, now, add_member(shop.organization, "partner")).status_code == 403
    assert previewed(client, shop, now, make_shop().organization.owner).status_code == 404
    assert client.get(f"{event_path(shop)}/shop-preview").status_code == 401
    odd = client.get(
        f"{event_path(shop)}/shop-preview?at=yesterday", headers=bearer(shop.organization.owner)
    )
    assert odd.status_code == 422


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(-5, 5), st.integers(1, 5), st.integers(0, 3)), min_size=1, max_size=5
    ),
    st.integers(-6, 12),
)
def test_the_shop_is_a_function_of_the_instant(windows, hours):
    """Asked twice it says the same, and each window opens at its start and closes at its end."""
    base = clock.now()
    offers = [
        an_offer(
            name=str(index),
            sales_start_at=base + start * HOUR,
            sales_end_at=base + (start + length) * HOUR,
            minimum=1,
        )
        for index, (start, length, _) in enumerate(windows)
    ]
    sale = shops.Sale(
        is_announced=True, ends_at=base + 9 * HOUR, offers=offers, remaining={POOL: windows[0][2]}
    )
    at = base + hours * HOUR
    found = shops.storefront_at(sale, at, language="", named=frozenset())
    assert found == shops.storefront_at(sale, at, language="", named=frozenset())
    for item, (start, length, _) in zip(found.items, windows, strict=True):
        expected = start <= hours < start + length and hours < 9 and windows[0][2] > 0
        assert (item.unavailable_reason is None) == expected
