"""The page that events of a series share, and what their own pages say of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from defusedxml.ElementTree import fromstring
from tests.factories.people import make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain
from tests.site.conftest import Place
from tests.site.directory.test_pages import html, structured
from tests.site.machines.test_sharing import picture_of
from tests.site.showing import add_image

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.series import service
from turnout.modules.series.api import NewSeries, Series, create_series
from turnout.site.events import cache

NIGHT = timedelta(hours=3)


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


@dataclass(slots=True)
class Nights:
    series: Series
    places: list[Place]

    @property
    def path(self) -> str:
        return f"{self.places[0].organization_path}/series/{self.series.slug}"

    def change(self, **fields: object) -> None:
        organizer = self.places[0].shop.organizer
        self.series = service.change_series(organizer, self.series.id, fields, version=None)
        drain()


def add(nights: Nights, title: str, starts_at: datetime, **values: object) -> Place:
    """One more event of the series."""
    slug = f"night-{new_id().hex[:12]}"
    dates = {"starts_at": starts_at, "ends_at": starts_at + NIGHT}
    home = nights.places[0].shop.organization
    shop = make_shop(home, title=title, slug=slug, **dates, **values)
    place = Place(shop, f"/{home.slug}/{slug}")
    service.add_event(shop.organizer, nights.series.id, shop.event_id)
    drain()
    nights.places.append(place)
    return place


@pytest.fixture
def nights(client, queued) -> Nights:
    """Three evenings in the years to come, of a public series."""
    home = make_organization()
    first = make_shop(home, title="Jazz one", slug="jazz-one",
                      starts_at=datetime(2030, 3, 5, 19, tzinfo=UTC),
                      ends_at=datetime(2030, 3, 5, 22, tzinfo=UTC))  # fmt: skip
    new = NewSeries(
        title="Jazz by the water", summary="Every Tuesday.", description="<p>Bring a coat.</p>",
        is_public=True,
    )  # fmt: skip
    series = create_series(first.organizer, new)
    service.add_event(first.organizer, series.id, first.event_id)
    drain()
    made = Nights(series, [Place(first, f"/{home.slug}/jazz-one")])
    add(made, "Jazz two", datetime(2030, 3, 12, 19, tzinfo=UTC))
    add(made, "Jazz three", datetime(2030, 3, 19, 19, tzinfo=UTC))
    return made


def test_the_page_shows_what_is_to_come_and_what_is_over(client, nights: Nights) -> None:
    with clock.frozen(datetime(2030, 3, 6, tzinfo=UTC)):
        text = html(client, nights.path)
    upcoming, _, past = text.partition("Past events")
    assert "Jazz two" in upcoming
    assert "Jazz three" in upcoming
    assert "Jazz one" in past
    assert "<p>Bring a coat.</p>" in text
    assert f'<link rel="canonical" href="http://turnout.test{nights.path}">' in text


def test_the_page_describes_itself_to_search_engines(client, nights: Nights) -> None:
    nights.change(cover_file_id=add_image(nights.places[0]))
    entry = structured(html(client, nights.path))
    assert (entry["@type"], entry["name"]) == ("EventSeries", "Jazz by the water")
    assert [each["name"] for each in entry["subEvent"]] == ["Jazz one", "Jazz two", "Jazz three"]
    assert entry["startDate"] == "2030-03-05T20:00:00+01:00"
    assert entry["image"][0].startswith("http://turnout.test/api/v1/")
    event = structured(html(client, nights.places[1].path))
    assert event["superEvent"]["url"] == f"http://turnout.test{nights.path}"


def test_its_picture_to_share_has_another_address_once_another_date_is_added(
    client, nights: Nights
) -> None:
    was = picture_of(client, nights.path)
    answer = client.get(was)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    add(nights, "Jazz four", datetime(2030, 3, 26, 19, tzinfo=UTC))
    now = picture_of(client, nights.path)
    assert now != was
    assert client.get(was).headers["Location"] == now.rpartition("/")[2]
    nights.change(is_public=False)
    assert client.get(now).status_code == 404


def test_each_event_leads_to_the_series_and_its_other_dates(client, nights: Nights) -> None:
    first, second, third = nights.places
    text = html(client, second.path)
    assert f'href="{nights.path}"' in text
    assert f'href="{first.path}"' in text
    assert f'href="{third.path}"' in text
    assert f'<a href="{second.path}"><time' not in text, "not to itself"


def test_another_date_shows_on_the_other_pages_at_once(client, nights: Nights, statements) -> None:
    text = html(client, nights.places[0].path)
    html(client, nights.places[0].path)
    statements.clear()
    html(client, nights.places[0].path)
    assert statements == [], "a kept page costs no statement, with a series as without"
    assert "Jazz four" not in text
    fourth = add(nights, "Jazz four", datetime(2030, 3, 26, 19, tzinfo=UTC))
    assert "Jazz four" in html(client, nights.places[0].path)
    fourth.change(title="Jazz the fourth")
    assert "Jazz the fourth" in html(client, nights.places[0].path)


def test_an_events_page_costs_one_statement_more_for_its_series(
    client, nights: Nights, statements
) -> None:
    statements.clear()
    html(client, nights.places[0].path)
    assert 1 <= len(statements) <= 3


def test_former_addresses_of_a_series_lead_on(client, nights: Nights) -> None:
    was = nights.path
    nights.change(slug="water-jazz")
    led = client.get(f"{was}?utm_source=mail")
    assert (led.status_code, led.headers["Location"]) == (301, f"{nights.path}?utm_source=mail")
    nights.change(slug=was.rpartition("/")[2])
    assert client.get(was).status_code == 200
    back = client.get(f"{nights.places[0].organization_path}/series/water-jazz")
    assert back.headers["Location"] == was
    assert f'href="{was}"' in html(client, nights.places[0].path)


def test_a_series_that_is_not_public_is_nowhere(client, nights: Nights) -> None:
    path = nights.path
    nights.change(is_public=False, slug="hidden-jazz")
    assert client.get(path).status_code == 404
    assert client.get(nights.path).status_code == 404
    text = html(client, nights.places[0].path)
    assert "Jazz by the water" not in text
    assert "More dates" not in text


def test_private_and_unlisted_events_are_not_among_the_dates(client, nights: Nights) -> None:
    when = datetime(2030, 4, 2, 19, tzinfo=UTC)
    add(nights, "For members", when, visibility=events.Visibility.PRIVATE)
    add(nights, "On request", when, visibility=events.Visibility.UNLISTED)
    for path in (nights.path, nights.places[0].path):
        text = html(client, path)
        assert "For members" not in text
        assert "On request" not in text


def test_the_sitemap_names_the_series_once(client, nights: Nights) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [
        each.text
        for each in fromstring(client.get("/sitemap.xml").data).findall("./s:url/s:loc", names)
    ]
    assert found.count(f"http://turnout.test{nights.path}") == 1


def test_a_series_that_is_taken_away_leaves_its_events_alone(client, nights: Nights) -> None:
    path = nights.path
    service.delete_series(nights.places[0].shop.organizer, UUID(str(nights.series.id)))
    drain()
    assert client.get(path).status_code == 404
    assert "Jazz by the water" not in html(client, nights.places[0].path)
