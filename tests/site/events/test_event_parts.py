"""What stands on an event's page besides its texts: images, files, sponsors, its state."""

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.directory.test_pages import elements, html
from tests.site.showing import add_image, attach

from turnout.kernel import clock
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.files.api import Audience
from turnout.modules.programme import api as programme
from turnout.site.events import cache

AVATAR = "/account/avatar.svg"
"""In the head of every page, for whoever is signed in."""
ROOM = "https://meet.example/secret-room"


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


def images(text: str) -> list[dict[str, str | None]]:
    found = [attributes for tag, attributes in elements(text) if tag == "img"]
    return [each for each in found if each["src"] != AVATAR]


def sources(text: str) -> list[dict[str, str | None]]:
    return [attributes for tag, attributes in elements(text) if tag == "source"]


def test_a_cover_comes_in_widths_and_formats_with_its_size_and_its_colour(client, place) -> None:
    place.change(cover_file_id=add_image(place))
    text = html(client, place.path)
    [shown] = images(text)
    assert (shown["width"], shown["height"]) == ("700", "350")
    assert "loading" not in shown, "the first image of a page is not kept waiting"
    assert [each["type"] for each in sources(text)] == ["image/avif", "image/webp"]
    for source in sources(text):
        drawn = [each.rsplit(" ", 1) for each in str(source["srcset"]).split(", ")]
        assert [width for _, width in drawn] == ["320w", "640w", "700w"]
        assert client.get(drawn[0][0], buffered=True).mimetype == source["type"]
        assert source["sizes"]
    assert re.search(r'<rect [^>]*fill="#[0-9a-f]{6}"', text)


def test_until_it_is_drawn_the_image_itself_is_shown(client, place) -> None:
    """The file's drawings come from a worker; the page is copied again once they are there."""
    cover = add_image(place)
    change = {"cover_file_id": cover}
    events.change_event(place.shop.organizer, place.event_id, change, version=None)
    discovery.index_event(place.shop.organizer, place.event_id)
    text = html(client, place.path)
    assert [each["src"] for each in images(text)] == [
        files.public_path(place.shop.organization.id, cover)
    ]
    assert sources(text) == []
    drain()
    assert len(sources(html(client, place.path))) == 2


def test_later_images_wait_until_they_are_near(client, queued) -> None:
    place = open_place(title="Cover one", tags=("lantern",))
    place.change(cover_file_id=add_image(place))
    speaker = programme.NewSpeaker(name="Zoë Müller", photo_file_id=add_image(place, width=900))
    programme.create_speaker(place.shop.organizer, place.event_id, speaker)
    drain()
    cover, photo = images(html(client, place.path))
    assert photo["loading"] == "lazy"
    assert cover["fetchpriority"] == "high"
    widths = re.findall(r" (\d+)w", str(sources(html(client, place.path))[-1]["srcset"]))
    assert widths == ["320"], "a face is small: no wide drawing of it"
    assert images(html(client, place.organization_path))[0]["width"] == "700"


def test_images_cost_the_page_no_statement_more(client, place, statements) -> None:
    place.change(cover_file_id=add_image(place))
    statements.clear()
    html(client, place.path)
    assert 1 <= len(statements) <= 3


def test_files_for_everybody_are_on_the_page_and_others_are_not(client, place) -> None:
    plan = attach(place, Audience.PUBLIC, title="Site plan", text=b"the plan")
    slides = attach(place, Audience.HOLDERS, title="Slides")
    attach(place, Audience.STAFF, title="Rota")
    text = html(client, place.path)
    assert "Site plan" in text
    assert "TXT, 8 B" in text
    assert "Slides" not in text
    assert "Rota" not in text
    led = client.get(f"{place.path}/files/{plan}")
    assert led.status_code == 302
    assert led.headers["Cache-Control"] == "no-store"
    assert client.get(urlsplit(led.headers["Location"]).path, buffered=True).data == b"the plan"
    assert client.get(f"{place.path}/files/{slides}").status_code == 404


def test_a_file_that_is_taken_back_is_gone_from_page_and_address(client, place) -> None:
    plan = attach(place, Audience.PUBLIC, title="Site plan")
    assert "Site plan" in html(client, place.path)
    files.detach(place.shop.organizer, place.event_id, plan)
    drain()
    assert "Site plan" not in html(client, place.path)
    assert client.get(f"{place.path}/files/{plan}").status_code == 404


def buy(client: FlaskClient, place: Place) -> str:
    basket = place.shop.basket(next(iter(place.shop.pools)))
    order: dict[str, Any] = client.post(place.shop.orders_path, json=basket).get_json()
    drain()
    return f"/orders/{place.shop.organization.id}/{order['id']}/{order['secret']}"


def test_holders_get_their_files_and_the_way_in_on_the_order(client, place) -> None:
    place.change(online_url=ROOM, kind=events.EventKind.HYBRID)
    attach(place, Audience.HOLDERS, title="Slides", text=b"slides")
    order = buy(client, place)
    text = html(client, order)
    assert re.search(rf'href="/join/{place.shop.organization.id}/[^"]+"', text)
    assert ROOM not in text, "the way in is each ticket's own link"
    assert "Slides" in text
    link = re.search(r'href="http://turnout\.test(/api/[^"]+/content/[^"]+)"', text)
    assert link is not None
    assert client.get(link[1], buffered=True).data == b"slides"
    client.post(f"{order}/cancel", data={"amount": "0"})
    after = html(client, order)
    assert "/join/" not in after
    assert "Slides" not in after


def test_an_order_that_is_not_paid_shows_neither(client, place) -> None:
    place.change(online_url=ROOM, kind=events.EventKind.HYBRID)
    attach(place, Audience.HOLDERS, title="Slides")
    paid_for = [*place.shop.pools][1]
    order = client.post(place.shop.orders_path, json=place.shop.basket(paid_for)).get_json()
    path = f"/orders/{place.shop.organization.id}/{order['id']}/{order['secret']}"
    text = html(client, path)
    assert ROOM not in text
    assert "Slides" not in text


def test_the_way_in_is_nowhere_in_public(client, place) -> None:
    place.change(online_url=ROOM, kind=events.EventKind.ONLINE, tags=["secret-hunt"])
    home, page = place.organization_path, place.path
    api = f"/api/v1/organizations/{place.shop.organization.id}"
    slug = page.rpartition("/")[2]
    paths = (
        page, home, "/", "/events", "/events?q=room", "/sitemap.xml", f"{home}/feed.xml",
        f"{home}/calendar.ics", f"{page}/checkout", f"{page}/availability.json",
        f"{page}?text=secret", "/api/v1/events?q=lantern", f"{api}/public-events/{slug}",
        f"{api}/events/{place.event_id}/offers", f"{page}/access",
    )  # fmt: skip
    for path in paths:
        answer = client.get(path)
        assert "secret-room" not in answer.get_data(as_text=True), path
        assert "meet.example" not in answer.get_data(as_text=True), path


def test_a_hostile_address_is_no_way_in(client, place) -> None:
    place.change(online_url="javascript:alert(1)", kind=events.EventKind.ONLINE)
    assert "javascript:" not in html(client, buy(client, place))


@pytest.mark.parametrize(
    ("fate", "says"),
    [
        (events.OrderHandling.REFUND, "refunded automatically"),
        (events.OrderHandling.ASK, "were asked by email"),
        (events.OrderHandling.KEEP, "tell ticket holders"),
    ],
)
def test_a_cancelled_event_says_what_becomes_of_tickets(client, place, fate, says) -> None:
    events.act_on_event(
        place.shop.organizer,
        place.event_id,
        events.Action.CANCEL,
        reason="The hall is under water.",
        orders=fate,
    )
    drain()
    text = html(client, place.path)
    assert says in text
    assert "The hall is under water." in text


def test_what_is_over_or_sold_out_or_not_yet_on_sale_says_so(client, queued) -> None:
    place = open_place(title="Late")
    opens = clock.now() + timedelta(days=2)
    place.shop.add_type(name="Later", sales_start_at=opens)
    drain()
    assert "Not on sale yet." in html(client, place.path)
    text = html(client, place.path)
    assert re.search(r"Tickets are on sale from [^<]+ \(Brussels Time\)\.", text)
    assert re.search(r"On sale from [^<]+ \(Brussels Time\)</span>", text)
    with clock.frozen(opens + timedelta(days=400)):
        events.act_on_event(place.shop.organizer, place.event_id, events.Action.END)
        drain()
        assert "This event is over." in html(client, place.path)


def test_an_event_that_is_sold_out_says_so(client, queued) -> None:
    place = open_place(title="Full")
    place.shop.add_type(name="One", capacity=1)
    drain()
    buy(client, place)
    from tests.site.events.test_cache import forget_stock

    forget_stock()
    text = html(client, place.path)
    assert "Every ticket is taken." in text
    assert (
        json.loads(client.get(f"{place.path}/availability.json").data)["tickets"][0]["state"]
        == "sold_out"
    )


def test_an_unlisted_event_has_a_page_that_no_list_and_no_machine_names(client, queued) -> None:
    place = open_place(title="Quiet evening", visibility=events.Visibility.UNLISTED)
    place.shop.add_type()
    drain()
    assert '<meta name="robots" content="noindex">' in html(client, place.path)
    for path in ("/events?q=quiet", place.organization_path, "/sitemap.xml",
                 f"{place.organization_path}/feed.xml", f"{place.organization_path}/calendar.ics"):  # fmt: skip
        assert place.path not in client.get(path).get_data(as_text=True), path


def test_sponsors_stand_on_the_page_with_their_logos(client, place) -> None:
    from turnout.modules.sponsors.service import create_sponsor
    from turnout.modules.sponsors.types import NewSponsor

    logo = add_image(place, "logo.jpg", width=300, height=100)
    organizer = place.shop.organizer
    create_sponsor(organizer, place.event_id, NewSponsor(name="Quay <b>Works", logo_file_id=logo))
    create_sponsor(organizer, place.event_id, NewSponsor(name="Shy", is_public=False))
    drain()
    text = html(client, place.path)
    assert [each["alt"] for each in images(text)] == ["", "Quay <b>Works"], "cover and logo"
    assert "Quay <b>" not in text
    assert "Shy" not in text
