"""Visitors find what is on: by words, place, date, kind and price, page by page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.factories.people import make_organization
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain

from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.kernel.ids import new_id
from turnout.modules.discovery import api as discovery
from turnout.modules.organizations import api as organizations
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch

LINK = "https://meet.example/room"
pytestmark = pytest.mark.usefixtures("running", "queued")


class Fair:
    """Events of one organization of their own, so that other tests' events do not show."""

    def __init__(self) -> None:
        self.organization = make_organization(name="Lantern Guild")

    def event(self, title: str, **values: Any) -> MadeShop:
        return make_shop(self.organization, title=title, **values)

    def titles(self, **wanted: Any) -> list[str]:
        search = EventSearch(organization_id=self.organization.id, **wanted)
        return [each.title for each in public_search.search(search, PageRequest()).events.items]


@pytest.fixture
def fair() -> Fair:
    return Fair()


def test_words_find_titles_summaries_and_organizers_whatever_their_marks(fair: Fair) -> None:
    fair.event("Müllers Konzert")
    fair.event("Ferry tour", summary="A regatta at noon")
    drain()
    assert fair.titles(text="muller") == ["Müllers Konzert"]
    assert fair.titles(text="KONZERT müll") == ["Müllers Konzert"]
    assert fair.titles(text="regatta") == ["Ferry tour"]
    assert sorted(fair.titles(text="lantern guild")) == ["Ferry tour", "Müllers Konzert"]
    assert fair.titles(text="opera") == []


def test_the_best_match_stands_first(fair: Fair) -> None:
    soon = datetime(2030, 1, 1, tzinfo=UTC)
    fair.event("An evening", summary="with harp", starts_at=soon, ends_at=soon + timedelta(hours=1))
    fair.event("Harp and more harp", starts_at=soon + timedelta(days=9),
               ends_at=soon + timedelta(days=10))  # fmt: skip
    drain()
    assert fair.titles(text="harp", order="relevance")[0] == "Harp and more harp"
    assert fair.titles(text="harp", order="date")[0] == "An evening"


@pytest.mark.parametrize(
    ("typed", "title", "language"),
    [
        ("kites", "A kite over the bay", "en"),
        ("kiting", "Kites for everybody", "en"),
        ("brücken", "Eine Brücke am Abend", "de"),
        ("conciertos", "Un concierto en el muelle", "es"),
        ("chanteuses", "La chanteuse du port", "fr"),
    ],
)
def test_a_word_is_found_by_its_other_endings(
    fair: Fair, typed: str, title: str, language: str
) -> None:
    fair.event(title, language=language)
    fair.event("Something else")
    drain()
    assert fair.titles(text=typed) == [title]


@pytest.mark.parametrize("typed", ["zonkferry", "znokfery", "Zonkferri", "zonkfery rvier"])
def test_a_mistyped_word_finds_what_was_meant(fair: Fair, typed: str) -> None:
    fair.event("Zonkfery on the river")
    drain()
    search = EventSearch(organization_id=fair.organization.id, text=typed)
    found = public_search.search(search, PageRequest())
    assert [each.title for each in found.events.items] == ["Zonkfery on the river"]
    assert found.corrected.startswith("zonkfery")
    assert found.kinds[0].count == 1, "the facets count what is shown"


def test_a_word_that_is_right_is_never_put_right(fair: Fair) -> None:
    fair.event("Quayside quarrels")
    drain()
    exact = public_search.search(
        EventSearch(organization_id=fair.organization.id, text="quarrels"), PageRequest()
    )
    assert (len(exact.events.items), exact.corrected) == (1, "")
    none = public_search.search(
        EventSearch(organization_id=fair.organization.id, text="quarrels", place="nowhere"),
        PageRequest(),
    )
    assert (none.events.items, none.corrected) == ([], "")


def test_where_little_has_all_of_the_words_events_with_some_follow(fair: Fair) -> None:
    fair.event("Zonkharp")
    fair.event("Zonkharp and quilldrum")
    fair.event("Quilldrum", visibility="unlisted")
    fair.event("Quilldrum played", visibility="private")
    for number in range(3):
        fair.event(f"Quilldrum {number}")
    drain()
    wanted = EventSearch(
        organization_id=fair.organization.id, text="the zonkharp quilldrum", order="relevance"
    )
    found = public_search.search(wanted, PageRequest())
    titles = [each.title for each in found.events.items]
    assert (titles[0], found.is_loose) == ("Zonkharp and quilldrum", True)
    assert sorted(titles[1:]) == ["Quilldrum 0", "Quilldrum 1", "Quilldrum 2", "Zonkharp"]
    assert found.kinds[0].count == 5, "the facets count what is shown"
    seen: list[str] = []
    cursor: str | None = None
    while cursor is not None or not seen:
        page = public_search.search(wanted, page_request(cursor, 2)).events
        seen += [each.title for each in page.items]
        cursor = page.next_cursor
    assert seen == titles
    by_date = public_search.search(replace(wanted, order="date"), PageRequest())
    assert [each.title for each in by_date.events.items] == ["Zonkharp and quilldrum"]
    mistyped = public_search.search(replace(wanted, text="zonkhrap quilldurm"), PageRequest())
    assert mistyped.corrected == "zonkharp quilldrum"
    assert [each.title for each in mistyped.events.items] == titles


def test_words_of_other_languages_and_whole_words_first(fair: Fair) -> None:
    fair.event("Databases by the sea")
    fair.event("Datensee")
    fair.event("Gopher and friends")
    fair.event("Go on the harbour", starts_at=datetime(2032, 1, 1, tzinfo=UTC),
               ends_at=datetime(2032, 1, 2, tzinfo=UTC))  # fmt: skip
    drain()
    assert fair.titles(text="Datenbank", order="relevance") == ["Databases by the sea"]
    assert fair.titles(text="base de données") == ["Databases by the sea"]
    assert fair.titles(text="go", order="relevance") == ["Go on the harbour", "Gopher and friends"]


def test_nobody_learns_the_words_of_what_is_not_listed(fair: Fair) -> None:
    fair.event("Xylomarimba in secret", visibility="unlisted")
    past = datetime(2020, 1, 1, tzinfo=UTC)
    fair.event("Xylomarimba long ago", starts_at=past, ends_at=past + timedelta(hours=1))
    drain()
    search = EventSearch(organization_id=fair.organization.id, text="xylomarimab")
    assert public_search.search(search, PageRequest()).corrected == ""


def test_a_mistyped_word_is_suggested_what_was_meant(fair: Fair) -> None:
    fair.event("Quirkenfest am Kai")
    drain()
    assert [each.label for each in public_search.suggest("quirknefest")] == ["Quirkenfest am Kai"]


def test_filters_take_place_kind_category_and_price(fair: Fair) -> None:
    fair.event("Free talk", category="Talk").add_type(price_minor=0)
    fair.event("Dear talk", category="Talk", kind="online", online_url=LINK).add_type(
        price_minor=900
    )
    drain()
    assert fair.titles(free_only=True) == ["Free talk"]
    assert fair.titles(kinds=("online",)) == ["Dear talk"]
    assert fair.titles(categories=("Talk",), kinds=("in_person",)) == ["Free talk"]
    assert sorted(fair.titles(place="antw")) == ["Dear talk", "Free talk"]
    assert fair.titles(place="%") == []


def test_dates_take_what_goes_on_between_them(fair: Fair) -> None:
    for day in (3, 10, 20):
        starts_at = datetime(2031, 5, day, 18, tzinfo=UTC)
        fair.event(f"May {day}", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    drain()
    assert fair.titles(starts_from=date(2031, 5, 10)) == ["May 10", "May 20"]
    assert fair.titles(starts_until=date(2031, 5, 10)) == ["May 3", "May 10"]
    assert fair.titles(starts_from=date.min, starts_until=date.max) == ["May 3", "May 10", "May 20"]
    assert fair.titles(starts_from=date(2031, 5, 4), starts_until=date(2031, 5, 9)) == []


def test_what_is_over_or_called_off_is_not_listed(fair: Fair) -> None:
    from turnout.modules.events import api as events

    gone = fair.event("Cancelled")
    events.cancel_event(gone.organizer, gone.event_id)
    past = datetime(2020, 1, 1, tzinfo=UTC)
    fair.event("Long ago", starts_at=past, ends_at=past + timedelta(hours=1))
    fair.event("Tomorrow")
    drain()
    assert fair.titles() == ["Tomorrow"]


@pytest.mark.parametrize("order", ["date", "relevance"])
def test_pages_show_each_event_once_also_where_many_are_alike(fair: Fair, order: str) -> None:
    start = datetime(2032, 1, 1, tzinfo=UTC)
    word = f"w{new_id().hex}"
    for number in range(7):
        fair.event(f"{word} {number}", starts_at=start, ends_at=start + timedelta(hours=1))
    drain()
    seen: list[str] = []
    cursor: str | None = None
    while True:
        wanted = EventSearch(text=word, order=order, organization_id=fair.organization.id)
        found = public_search.search(wanted, page_request(cursor, 3)).events
        seen += [each.title for each in found.items]
        cursor = found.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == [f"{word} {number}" for number in range(7)]


def test_facets_count_what_each_choice_would_show(fair: Fair) -> None:
    fair.event("One", category="Music")
    fair.event("Two", category="Music", kind="online", online_url=LINK)
    fair.event("Three", category="Talk")
    drain()
    wanted = EventSearch(organization_id=fair.organization.id, categories=("Talk",))
    found = public_search.search(wanted, PageRequest())
    assert {each.value: each.count for each in found.categories} == {"Music": 2, "Talk": 1}
    assert {each.value: each.count for each in found.kinds} == {"in_person": 2, "online": 1}


def test_a_search_costs_three_statements_however_much_it_finds(
    fair: Fair, statements: list[str]
) -> None:
    for number in range(5):
        fair.event(f"Event {number}")
    drain()
    statements.clear()
    fair.titles(text="event", kinds=("in_person",), free_only=False)
    assert len(statements) == 3, "the list, where the words are, and the counts"


@pytest.mark.parametrize("text", ["'", "a & | b", "\x00x", "((", "%_\\", "🎉", "a" * 5000, "<->"])
def test_no_text_breaks_the_search(fair: Fair, text: str) -> None:
    assert fair.titles(text=text) == []
    assert fair.titles(place=text) == []
    assert fair.titles(categories=(text,)) == []
    assert discovery.find_event(text, text) is None
    assert discovery.find_organization(text) is None
    assert discovery.find_moved(text, text) is None
    assert discovery.find_session_text(fair.organization.id, fair.organization.id, text) is None


def test_organizers_are_listed_by_what_they_have_to_offer(fair: Fair) -> None:
    fair.event("One")
    fair.event("Two")
    drain()
    found = {each.id: each.upcoming for each in discovery.list_organizers(limit=10_000)}
    assert found[fair.organization.id] == 2


def test_the_sitemap_names_public_pages_only(fair: Fair) -> None:
    shown = fair.event("Shown")
    hidden = fair.event("Hidden", visibility="unlisted")
    drain()
    slugs = {row.event_slug for row in _sitemap_of(fair)}
    assert None in slugs
    assert _slug(shown) in slugs
    assert _slug(hidden) not in slugs


def test_the_sitemap_comes_in_parts_that_miss_nothing(fair: Fair) -> None:
    for number in range(3):
        fair.event(f"Part {number}")
    drain()
    whole = discovery.list_sitemap(limit=10_000, offset=0)
    count, changed_at = discovery.sitemap_size()
    assert (count, changed_at) == (len(whole), max(row.changed_at for row in whole))
    parts = [discovery.list_sitemap(limit=2, offset=at) for at in range(0, count, 2)]
    assert [row for part in parts for row in part] == whole


def test_who_wants_no_crawlers_is_left_out_of_the_sitemap_and_named(fair: Fair) -> None:
    shop = fair.event("Quiet")
    organizations.update_organization(
        shop.organizer, organizations.OrganizationUpdate(is_crawled=False)
    )
    drain()
    assert _sitemap_of(fair) == []
    assert fair.organization.slug in discovery.list_noindex()
    assert fair.titles() == ["Quiet"], "our own directory still lists it"


def _sitemap_of(fair: Fair) -> list[discovery.SitemapRow]:
    rows = discovery.list_sitemap(limit=10_000, offset=0)
    return [row for row in rows if row.organization_slug == fair.organization.slug]


def _slug(shop: MadeShop) -> str:
    found = discovery.find_event_by_id(shop.organization.id, shop.event_id)
    assert found is not None
    return found.slug
