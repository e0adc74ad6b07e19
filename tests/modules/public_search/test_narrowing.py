"""Visitors narrow and order what is on: by tag, language, price, place on the map, distance."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from tests.factories.people import make_organization
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain

from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search import service
from turnout.modules.public_search.api import Box, Circle, EventSearch
from turnout.modules.public_search.queries import bounds, lists

pytestmark = pytest.mark.usefixtures("running", "queued")

PLACES = {
    "Antwerp": (51.2194, 4.4025),
    "Brussels": (50.8503, 4.3517),
    "Lisbon": (38.7223, -9.1393),
    "Suva": (-18.1416, 178.4419),
    "Apia": (-13.8333, -171.7667),
    "Ushuaia": (-54.8072, -68.3044),
    "Puerto Williams": (-54.9333, -67.6167),
    "Rio Gallegos": (-51.6333, -69.2167),
}


class Fair:
    """Events of one organization, so that other tests' events do not show."""

    def __init__(self) -> None:
        self.name = f"Guild {new_id().hex}"
        self.organization = make_organization(name=self.name)

    def event(self, title: str, city: str = "Antwerp", **values: Any) -> MadeShop:
        latitude, longitude = PLACES[city]
        where = events.Location(
            name="Hall", city=city, country="BE", latitude=latitude, longitude=longitude
        )
        return make_shop(self.organization, title=title, location=where, **values)

    def search(self, **wanted: Any) -> EventSearch:
        return EventSearch(organization_id=self.organization.id, **wanted)

    def titles(self, **wanted: Any) -> list[str]:
        found = public_search.search(self.search(**wanted), PageRequest())
        return [each.title for each in found.events.items]


@pytest.fixture
def fair() -> Fair:
    return Fair()


def test_tags_and_languages_narrow_and_are_counted(fair: Fair) -> None:
    fair.event("One", tags=("jazz", "free"), language="en")
    fair.event("Two", tags=("jazz",), language="nl",
               translations={"fr": events.Texts(title="Deux")})  # fmt: skip
    drain()
    assert fair.titles(tags=("jazz",), languages=("fr",)) == ["Two"]
    assert fair.titles(tags=("free", "none")) == ["One"]
    words = public_search.facet_labels_of(fair.search(tags=("free",)))
    assert words.total == 1
    assert {each.value: each.count for each in words.tags} == {"jazz": 2, "free": 1}
    assert {each.value: each.count for each in words.languages} == {"en": 1, "nl": 1, "fr": 1}


def test_a_price_narrows_within_its_currency_and_keeps_what_is_free(fair: Fair) -> None:
    fair.event("Free").add_type(price_minor=0)
    fair.event("Cheap").add_type(price_minor=1500)
    fair.event("Dear").add_type(price_minor=9900)
    fair.event("Yen").add_type(price_minor=900, currency="JPY")
    fair.event("Unpriced")
    drain()
    assert sorted(fair.titles(most_minor=2000, currency="EUR")) == ["Cheap", "Free"]
    assert fair.titles(order="price")[:3] == ["Free", "Yen", "Cheap"]
    assert fair.titles(order="price")[-1] == "Unpriced"
    words = public_search.facet_labels_of(fair.search())
    assert {each.value: each.count for each in words.currencies} == {"EUR": 3, "JPY": 1}


def test_near_takes_a_circle_and_puts_the_nearest_first(fair: Fair) -> None:
    for city in ("Brussels", "Antwerp", "Lisbon"):
        fair.event(city, city)
    drain()
    here = Circle(latitude=51.2, longitude=4.4, kilometres=60)
    assert fair.titles(near=here, order="distance") == ["Antwerp", "Brussels"]
    assert fair.titles(near=Circle(latitude=51.2, longitude=4.4, kilometres=10)) == ["Antwerp"]


def test_a_part_of_the_map_may_span_the_date_line(fair: Fair) -> None:
    for city in ("Suva", "Apia", "Lisbon"):
        fair.event(city, city)
    drain()
    pacific = Box(west=170, south=-30, east=-160, north=0)
    assert sorted(fair.titles(box=pacific)) == ["Apia", "Suva"]
    assert fair.titles(box=Box(west=-20, south=30, east=10, north=60)) == ["Lisbon"]
    spots = public_search.list_map_points(fair.search(box=pacific))
    assert {each.title: (each.latitude, each.longitude) for each in spots} == {
        city: PLACES[city] for city in ("Suva", "Apia")
    }


@pytest.mark.parametrize("order", ["date", "price", "distance"])
def test_pages_of_every_order_show_each_event_once(fair: Fair, order: str) -> None:
    for number in range(5):
        fair.event(f"Night {number}", ("Antwerp", "Brussels")[number % 2]).add_type(
            price_minor=(number % 3) * 100
        )
    drain()
    near = Circle(latitude=51, longitude=4.4, kilometres=500)
    wanted, cursor, seen = fair.search(order=order, near=near), None, []
    while True:
        found = public_search.search(wanted, page_request(cursor, 2)).events
        seen += [each.title for each in found.items]
        cursor = found.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == [f"Night {number}" for number in range(5)]


def test_typing_suggests_events_organizers_and_cities(fair: Fair) -> None:
    fair.event("Zanzibar drums", category="Zany")
    drain()
    found = {(each.kind, each.label) for each in public_search.suggest("zan", limit=5)}
    assert ("event", "Zanzibar drums") in found
    assert ("category", "Zany") in found
    organizers = public_search.suggest(fair.name, limit=5)
    assert ("organization", fair.name) in {(one.kind, one.label) for one in organizers}
    assert public_search.suggest("%", limit=5) == []


def test_while_one_types_titles_come_first_and_other_texts_where_few_have_it(fair: Fair) -> None:
    fair.event("Quillowby night", summary="Of plimbrook")
    for number in range(3):
        fair.event(f"Plimbrook {number}")
    drain()

    def labels(typed: str, limit: int) -> list[str]:
        return [each.label for each in public_search.suggest(typed, limit=limit)]

    assert sorted(labels("plimb", 3)) == ["Plimbrook 0", "Plimbrook 1", "Plimbrook 2"]
    assert len(labels("plimb", 4)) == 4
    assert labels("quillow", 5) == ["Quillowby night"]


def test_a_category_is_completed_once_in_any_case_and_only_while_something_is_on(
    fair: Fair,
) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    fair.event("Over", category="Zibbled", starts_at=start, ends_at=start + timedelta(hours=1))
    for number in range(2):
        fair.event(f"On {number}", category="Zibbling")
    fair.event("Other", category="zibbling")
    drain()
    found = [each.label for each in public_search.suggest("ZIBB") if each.kind == "category"]
    assert sorted(found) == ["Zibbling", "zibbling"]


def test_the_platform_features_what_it_names_in_its_order(fair: Fair) -> None:
    slugs = [f"featured-{new_id().hex}" for _ in range(2)]
    for slug in slugs:
        fair.event(slug, slug=slug)
    drain()
    names = [f"{fair.organization.slug}/{slug}" for slug in reversed(slugs)]
    found = public_search.list_featured([*names, "no/such"], limit=3)
    assert [each.slug for each in found] == list(reversed(slugs))


def test_what_is_over_is_neither_suggested_nor_featured_nor_on_the_map(fair: Fair) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    slug = f"gone-{new_id().hex}"
    fair.event("Gonegone", slug=slug, starts_at=start, ends_at=start + timedelta(hours=1))
    drain()
    assert public_search.suggest("gonegone", limit=5) == []
    assert public_search.list_featured([f"{fair.organization.slug}/{slug}"], limit=3) == []
    assert public_search.list_map_points(fair.search()) == []


def test_of_very_many_events_so_many_are_counted_and_the_answer_says_so(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        fair.event(f"Many {number}", tags=("jazz", "rare") if number else ("jazz",))
    drain()

    def told(**wanted: Any) -> tuple[int, bool, bool, bool]:
        found = public_search.search(fair.search(**wanted), PageRequest())
        words = public_search.facet_labels_of(fair.search(**wanted))
        assert len(found.events.items) == (3 if wanted else 4), "the list has all of them"
        return (
            words.total, words.is_total_least, words.counts_are_least, found.counts_are_least,
        )  # fmt: skip

    assert told() == (4, False, False, False)
    assert told(tags=("rare",)) == (3, False, False, False)
    monkeypatch.setattr(bounds, "MOST_COUNTED", 3)
    assert told() == (3, True, True, True)
    assert told(tags=("rare",)) == (3, False, True, False), "tags are counted whatever is chosen"
    assert len(public_search.list_map_points(fair.search())) == 3


def test_of_words_that_very_many_events_have_those_with_them_in_the_title_are_ranked(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        fair.event(f"Evening {number}", summary="Of plumbago")
    fair.event("Plumbago")
    drain()
    assert len(fair.titles(text="plumbago", order="relevance")) == 5
    monkeypatch.setattr(bounds, "MOST_RANKED", 1)
    assert fair.titles(text="plumbago", order="relevance") == ["Plumbago"]
    monkeypatch.setattr(bounds, "MOST_RANKED", 2)
    assert len(fair.titles(text="plumbago", order="relevance")) == 3, "one in the title, two others"
    assert len(fair.titles(text="plumbago")) == 5, "by date all of them are listed"


def test_of_words_in_very_many_titles_those_events_are_counted_alone(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        fair.event(f"Plumbago {number}", category="Flora")
    fair.event("Evening", summary="Of plumbago", category="Folk")
    drain()

    def counted(**wanted: Any) -> tuple[dict[str, int], int, bool, bool]:
        found = public_search.search(fair.search(text="plumbago", **wanted), PageRequest())
        words = public_search.facet_labels_of(fair.search(text="plumbago", **wanted))
        assert len(found.events.items) == 4, "the list has all of them"
        categories = {each.value: each.count for each in found.categories}
        assert found.counts_are_least == words.counts_are_least
        points = public_search.list_map_points(fair.search(text="plumbago", **wanted))
        return categories, words.total, words.is_total_least, len(points) == 4

    whole = ({"Flora": 3, "Folk": 1}, 4, False, True)
    assert counted() == counted(order="relevance") == whole
    monkeypatch.setattr(bounds, "MOST_RANKED", 3)
    assert counted() == ({"Flora": 3}, 0, True, False), "how many more is said to the hundred"


@pytest.mark.parametrize(
    ("first", "worth", "most"), [(500, 5, 8_000), (3, 1, 1_000), (3, 1, 4), (1, 2, 2), (3, 0, 0)]
)
def test_a_list_in_order_is_the_same_however_its_words_are_found(
    fair: Fair, monkeypatch: pytest.MonkeyPatch, first: int, worth: int, most: int
) -> None:
    """Out of the next texts, of some more, or by the index of words; events of others between."""
    word = "".join(chr(ord("a") + int(sign, 16)) for sign in new_id().hex)
    for number in range(9):
        starts_at = datetime(2031, 5, 1 + number, 9, tzinfo=UTC)
        fair.event(
            f"{word if number % 2 else 'Aster'} {number}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
        )
    drain()
    monkeypatch.setattr(bounds, "FIRST_READ", first)
    monkeypatch.setattr(bounds, "WORTH_READING", worth)
    monkeypatch.setattr(bounds, "MOST_READ", most)
    for order in ("date", "price", "popularity"):
        wanted, listed, cursor = EventSearch(text=word, order=order), [], None
        for _ in range(2):
            found = public_search.search(wanted, page_request(cursor, 3))
            assert ([each.count for each in found.kinds], found.counts_are_least) == ([4], False)
            listed += [each.title.removeprefix(f"{word} ") for each in found.events.items]
            cursor = found.events.next_cursor
        assert (listed, cursor) == (["1", "3", "5", "7"], None)


def test_words_before_the_last_are_beginnings_only_where_few_have_them_whole(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title, summary in (
        ("One", "plumb azure"),
        ("Two", "an azure plumb"),
        ("Three", "plumbago azure"),
        ("Four", "plumb azurite"),
    ):
        fair.event(title, summary=summary)
    drain()
    monkeypatch.setattr(service, "FEW", 0)  # nothing is added that has some of the words

    def found() -> tuple[set[str], int]:
        asked = {"text": "plumb azur", "order": "relevance"}
        words = public_search.facet_labels_of(fair.search(**asked))
        return set(fair.titles(**asked)), words.total

    assert found() == ({"One", "Two", "Three", "Four"}, 4)
    monkeypatch.setattr(bounds, "ENOUGH", 3)
    assert found() == ({"One", "Two", "Four"}, 3), "the last word may be begun"
    assert set(fair.titles(text="plumb azur")) == {"One", "Two", "Three", "Four"}, "by date all are"
    monkeypatch.setattr(bounds, "ENOUGH", 4)
    assert found() == ({"One", "Two", "Three", "Four"}, 4)


def test_an_event_that_changes_while_it_is_searched_for_is_found_where_it_was(
    fair: Fair, monkeypatch: pytest.MonkeyPatch, postgres: Any, database_name: str
) -> None:
    fair.event("Plumbago", category="Flora")
    drain()
    listed, url = lists.list_events, postgres.superuser_url(database_name)
    change = "UPDATE discovery_events SET popularity = popularity + 1 WHERE organization_id = %s"

    def changing(*given: Any) -> Any:
        with psycopg.connect(url) as connection:
            connection.execute(change, [fair.organization.id])
        return listed(*given)

    monkeypatch.setattr(lists, "list_events", changing)
    found = public_search.search(fair.search(text="plumbago", order="relevance"), PageRequest())
    assert [each.title for each in found.events.items] == ["Plumbago"]
    assert [(each.value, each.count) for each in found.categories] == [("Flora", 1)]


def test_of_very_many_events_the_nearest_are_put_in_order(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for city in ("Lisbon", "Brussels", "Antwerp"):
        fair.event(city, city)
    drain()
    monkeypatch.setattr(bounds, "MOST_COUNTED", 2)
    near = Circle(latitude=51.2, longitude=4.4, kilometres=3000)
    assert fair.titles(near=near, order="distance") == ["Antwerp", "Brussels"]


def test_the_nearest_of_all_events_are_those_of_the_circle(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but a circle is asked for: whoever organizes it."""
    for city in ("Ushuaia", "Puerto Williams", "Rio Gallegos"):
        fair.event(city, city)
    drain()

    def nearest(kilometres: float) -> list[str]:
        here = Circle(latitude=-54.8, longitude=-68.3, kilometres=kilometres)
        found = public_search.search(EventSearch(near=here, order="distance"), PageRequest())
        return [each.title for each in found.events.items]

    assert nearest(10) == ["Ushuaia"]
    assert nearest(400) == ["Ushuaia", "Puerto Williams", "Rio Gallegos"]
    monkeypatch.setattr(bounds, "MOST_COUNTED", 2)
    assert nearest(400) == ["Ushuaia", "Puerto Williams"]


def test_days_narrow_to_what_is_on_in_them(fair: Fair) -> None:
    begin = datetime(2031, 5, 10, 9, tzinfo=UTC)
    fair.event("Three days", starts_at=begin, ends_at=begin + timedelta(days=2))
    later = begin + timedelta(days=7)
    fair.event("A week later", starts_at=later, ends_at=later + timedelta(hours=3))
    drain()
    tenth = begin.date()
    assert fair.titles(starts_until=tenth) == ["Three days"]
    assert fair.titles(
        starts_from=tenth + timedelta(days=2), starts_until=tenth + timedelta(days=6)
    ) == ["Three days"]
    assert fair.titles(starts_from=tenth + timedelta(days=3)) == ["A week later"]
    assert fair.titles(starts_until=begin.date() - timedelta(days=1)) == []
    assert fair.titles(starts_until=datetime(2020, 1, 1, tzinfo=UTC).date()) == [], "long over"
    assert fair.titles(starts_from=tenth, starts_until=tenth - timedelta(days=400)) == []


def test_near_reaches_over_the_date_line(fair: Fair) -> None:
    for city in ("Suva", "Apia", "Lisbon"):
        fair.event(city, city)
    drain()
    near = Circle(latitude=-16, longitude=-179.5, kilometres=1500)
    assert fair.titles(near=near, order="distance") == ["Suva", "Apia"]


def test_a_search_costs_the_same_statements_whatever_is_asked(fair: Fair, statements) -> None:
    wanted = fair.search(text="now", tags=("a",), languages=("en",), most_minor=100,
                         near=Circle(latitude=1, longitude=1), order="distance")  # fmt: skip
    for each, finding_words in ((fair.search(), 0), (wanted, 1 + 2 + 1)):
        statements.clear()
        public_search.search(each, PageRequest())
        public_search.facet_labels_of(each)
        public_search.list_map_points(each)
        assert len(statements) == 4 + finding_words, "labels are counted with tags and without"


def test_a_mistyped_search_costs_four_statements_more(fair: Fair, statements) -> None:
    fair.event("Wanderzirkus")
    drain()
    statements.clear()
    assert public_search.search(fair.search(text="wandrezirkus"), PageRequest()).corrected
    assert len(statements) == 3 + 4
