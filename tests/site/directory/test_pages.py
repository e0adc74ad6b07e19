"""What a visitor sees at each address."""

import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from tests.factories.events import schedule_file
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.schema_org import graph_of

from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme

HOSTILE = '"><script>alert(1)</script></script><img src=x onerror=alert(1)>'


def html(client: FlaskClient, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    assert answer.mimetype == "text/html"
    return answer.get_data(as_text=True)


def structured(text: str) -> dict[str, Any]:
    """What the page is about, as search engines read it; all of it is checked."""
    return graph_of(text)[0]


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    """Every element of a page with its attributes, as a browser reads them."""
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))  # type: ignore[method-assign]
    parser.feed(text)
    return found


def test_an_events_page_says_what_when_where_and_for_how_much(client, place: Place) -> None:
    text = html(client, place.path)
    for words in ("Lantern Night", "Music by the water.", "Harbour Hall, Antwerp", "€25.50", "Free",
                  "Only 3 left", "Available", "Get tickets", "Talks and tea."):  # fmt: skip
        assert words in text, words


def test_the_page_describes_itself_to_search_engines(client, place: Place) -> None:
    text = html(client, place.path)
    entry = structured(text)
    assert entry["@type"] == "Event"
    assert entry["name"] == "Lantern Night"
    assert entry["location"]["name"] == "Harbour Hall, Antwerp"
    assert [offer["price"] for offer in entry["offers"]] == ["0.00", "25.50"]
    assert {offer["availability"].rpartition("/")[2] for offer in entry["offers"]} == {
        "InStock", "LimitedAvailability"
    }  # fmt: skip
    assert f'<link rel="canonical" href="http://turnout.test{place.path}">' in text
    assert '<meta property="og:title" content="Lantern Night">' in text


def test_landing_and_directory_list_the_event(client, queued) -> None:
    place = open_place(title="Zither evening")
    assert f'href="{place.path}"' in html(client, "/events?q=zither")
    assert html(client, "/")


def test_three_covers_adorn_the_landing_and_are_read_to_nobody(client, queued) -> None:
    for title in ("Zither evening", "Oboe morning", "Lute at noon"):
        open_place(title=title)
    [art] = re.findall(
        r'<div class="hero__art" aria-hidden="true">(.*?)</section>', html(client, "/"), re.DOTALL
    )
    pictures = [attributes for tag, attributes in elements(art) if tag == "img"]
    assert [(each["alt"], each["loading"]) for each in pictures] == [("", "lazy")] * 3


def test_the_directory_keeps_what_was_asked_for(client, queued) -> None:
    text = html(client, "/events?q=nothing%22such&from=2030-01-01&free=1&kind=online&from=x")
    assert 'value="nothing&#34;such"' in text
    assert "No event matches" in text
    assert "Clear all" in text


def test_the_directory_is_searched_without_opening_its_filters(client, queued) -> None:
    head = html(client, "/events").partition('<form id="filters"')[0]
    assert re.search(r'<input [^>]*form="filters" id="q" name="q"', head)
    assert re.search(r'<button [^>]*form="filters"', head)


@pytest.mark.parametrize(
    "query",
    ["from=yesterday",
        "until=9999-12-31",
        "from=0001-01-01&until=0001-01-01", "cursor=%00", "cursor=zzz", "kind=spaceship", "place=%25", "q=%00%ff", "q=" + "a" * 9000,
     "category=&category=x", "day=x&track=y&room=z&text=%00"],
)  # fmt: skip
def test_no_query_breaks_a_page(client, place: Place, query: str) -> None:
    assert html(client, f"/events?{query}")
    assert html(client, f"{place.path}?{query}")


def test_an_organizations_page_lists_its_events_and_offers_feeds(client, place: Place) -> None:
    text = html(client, place.organization_path)
    assert f'href="{place.path}"' in text
    feed = client.get(f"{place.organization_path}/feed.xml")
    items = fromstring(feed.data).findall("./channel/item/link")
    assert [item.text for item in items] == [f"http://turnout.test{place.path}"]
    calendar = client.get(f"{place.organization_path}/calendar.ics").get_data(as_text=True)
    assert "SUMMARY:Lantern Night" in calendar


def test_the_bar_below_says_free_only_where_nothing_costs_anything(client, queued) -> None:
    def bar(place: Place) -> str:
        return html(client, place.path).partition('class="buy-bar')[2].partition("</span>")[0]

    free = open_place(title="Open house")
    free.shop.add_type(name="Entry")
    drain()
    assert "Free" in bar(free)
    both = open_place(title="Half open house")
    both.shop.add_type(name="Entry")
    both.shop.add_type(name="Supper", price_minor=2550)
    drain()
    assert "Free – €25.50" in bar(both)


def test_hostile_texts_stay_texts(client, queued) -> None:
    place = open_place(title=f"Title {HOSTILE}", summary=f"Summary {HOSTILE}", category=HOSTILE[:40],
                       description=f"<p>ok</p>{HOSTILE}", tags=(HOSTILE[:30],))  # fmt: skip
    place.shop.add_type(name=HOSTILE, description=HOSTILE)
    starts_at = datetime(2030, 1, 1, 10, tzinfo=UTC)
    speaker = programme.create_speaker(
        place.shop.organizer, place.event_id, programme.NewSpeaker(name=HOSTILE, company=HOSTILE)
    )
    programme.create_session(
        place.shop.organizer,
        place.event_id,
        programme.NewSession(
            title=HOSTILE,
            abstract=HOSTILE,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            speaker_ids=(speaker.id,),
        ),
    )
    drain()
    pages = [place.path, place.organization_path, "/events?q=script", f"{place.path}/checkout",
             f"{place.organization_path}/feed.xml"]  # fmt: skip
    for path in pages:
        text = client.get(path).get_data(as_text=True)
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
    talk = re.search(r'href="([^"]+/sessions/[^"]+)"', html(client, place.path))
    assert talk is not None
    assert "<script>alert" not in html(client, talk[1])
    assert structured(html(client, place.path))["name"].startswith('Title "><script>')


def test_pages_forbid_inline_scripts_and_need_none(client, place: Place) -> None:
    for path in (place.path, "/", "/events", f"{place.path}/checkout", "/api/docs"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        for tag, attributes in elements(answer.get_data(as_text=True)):
            inline = tag == "script" and not {"src", "type"} & attributes.keys()
            assert not inline, path
            assert "style" not in attributes, path
            assert not [name for name in attributes if name.startswith("on")], path


def test_a_programme_can_be_filtered_without_script(client, queued) -> None:
    place = open_place(
        starts_at=datetime(2030, 1, 1, tzinfo=UTC), ends_at=datetime(2030, 1, 3, tzinfo=UTC)
    )
    programme.import_programme(
        place.shop.organizer, place.event_id, schedule_file("pretalx-night.xml"),
        time_zone="Europe/Brussels",
    )  # fmt: skip
    drain()
    whole = html(client, place.path)
    total = whole.count('class="talk"')
    assert total > 2
    one_room = html(client, f"{place.path}?room=1")
    assert 0 < one_room.count('class="talk"') < total
    nothing = html(client, f"{place.path}?text=no-such-words-anywhere")
    assert nothing.count('class="talk"') == 0
    assert "Nothing in the programme matches" in nothing
    session = re.search(r'href="([^"]+/sessions/[^"]+)"', whole)
    assert session is not None
    assert "Get" in html(client, session[1]) or "Programme" in html(client, session[1])


def test_a_former_address_redirects_for_good(client, place: Place) -> None:
    place.change(slug="lantern-night-again")
    answer = client.get(place.path)
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{place.organization_path}/lantern-night-again"
    checkout = client.get(f"{place.path}/checkout")
    assert checkout.headers["Location"] == f"{place.organization_path}/lantern-night-again/checkout"
    slug = f"{place.shop.organization.slug[:40]}-two"
    changes = organizations.OrganizationUpdate(slug=slug)
    organizations.update_organization(place.shop.organizer, changes)
    drain()
    assert client.get(place.organization_path).headers["Location"] == f"/{slug}"


@pytest.mark.parametrize(
    "path",
    ["/no-such-organization", "/a/b", "/%00/x", "/a/b/checkout", "/x" * 40, "/a/b/sessions/c"],
)
def test_people_get_a_page_where_nothing_is_and_machines_a_document(client, path: str) -> None:
    person = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert person.status_code == 404
    assert "There is nothing at this address" in person.get_data(as_text=True)
    machine = client.get(path, headers={"Accept": "application/json"})
    assert machine.status_code == 404
    assert machine.mimetype == "application/problem+json"


def test_the_api_answers_documents_even_to_browsers(client) -> None:
    answer = client.get("/api/v1/no-such-thing", headers={"Accept": "text/html"})
    assert answer.mimetype == "application/problem+json"


def test_the_checkout_knows_what_is_on_sale(client, place: Place) -> None:
    answer = client.get(f"{place.path}/checkout")
    text = answer.get_data(as_text=True)
    found = re.search(r'id="checkout-config">(.*?)</script>', text)
    assert found is not None
    config = json.loads(found[1])
    assert config["eventId"] == str(place.event_id)
    assert [(each["name"], each["remaining"], each["isOnSale"]) for each in config["offers"]] == [
        ("Entry", None, True), ("Supper", 3, True),
    ]  # fmt: skip
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'<link rel="canonical" href="http://turnout.test{place.path}">' in text


def test_a_cancelled_event_says_so_and_sells_nothing(client, place: Place) -> None:
    events.cancel_event(place.shop.organizer, place.event_id)
    drain()
    other = html(client, place.path)
    assert "This event will not take place." in other
    assert "Get tickets" not in other
    assert structured(other)["eventStatus"].endswith("EventCancelled")


def test_the_sitemap_is_valid_and_names_the_event(client, place: Place) -> None:
    answer = client.get("/sitemap.xml")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [each.text for each in fromstring(answer.data).findall("./s:url/s:loc", names)]
    assert f"http://turnout.test{place.path}" in found
    assert "Sitemap: http://turnout.test/sitemap.xml" in client.get("/robots.txt").get_data(
        as_text=True
    )
