"""The shop of an event at any instant, as a page: for who has a link, and for the team."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from tests.factories.passes import make_season
from tests.factories.people import add_member
from tests.factories.sales import MadeShop, make_event, make_shop
from tests.factories.work import drain
from tests.site.browser import Browser

from turnout.kernel import clock
from turnout.modules.catalog import storefronts
from turnout.modules.events import api as events
from turnout.site.events import preview
from turnout.site.l10n.formats import zone

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def draft(client, queued) -> MadeShop:
    """A draft with one ticket on sale until an hour from now and one from then on."""
    shop = make_event(title="Lantern Night", time_zone="Europe/Brussels")
    turn = clock.now().replace(microsecond=0) + HOUR
    shop.add_type(name="Early", sales_end_at=turn)
    shop.add_type(name="Late", sales_start_at=turn, price_minor=2550)
    return shop


def link_of(shop: MadeShop) -> str:
    made = storefronts.create_preview(
        shop.organizer, shop.event_id, label="The board", expires_at=clock.now() + 3 * DAY
    )
    assert made.url.startswith("http://turnout.test/preview/")
    return made.url.removeprefix("http://turnout.test")


def own_path(shop: MadeShop) -> str:
    return f"/preview/{shop.organization.id}/{shop.event_id}"


def at(moment: datetime) -> str:
    return f"?at={quote(moment.astimezone(UTC).isoformat())}"


def states(text: str) -> dict[str, str]:
    """Ticket → what may be done with it."""
    names = re.findall(r'data-ticket="[^"]+">\s*<h3><bdi[^>]*>([^<]+)', text)
    return dict(zip(names, re.findall(r'data-state="([^"]+)"', text), strict=True))


def test_the_link_of_a_draft_shows_its_tickets_at_any_instant(browser, draft) -> None:
    link = link_of(draft)
    now = browser.open(link)
    assert now.status == 200
    assert "Lantern Night" in now.text
    assert "Nothing can be bought here" in now.text
    assert states(now.text)["Early"] in ("available", "few")
    assert states(now.text)["Late"] == "not_yet"
    later = browser.open(link + at(clock.now() + 2 * HOUR))
    assert states(later.text)["Early"] == "ended"
    assert states(later.text)["Late"] in ("available", "few")
    for page in (now, later):
        assert "/checkout" not in page.text
        assert "data-availability" not in page.text, "no script may replace what it shows"


def test_the_form_needs_no_script_and_speaks_in_the_events_zone(browser, draft) -> None:
    link = link_of(draft)
    page = browser.open(link)
    form = re.search(r'<form [^>]*method="get" action="([^"]+)"', page.text)
    assert form is not None
    assert form[1] == link
    moved = browser.open(f"{link}?at=2031-07-01T09%3A30")
    assert 'value="2031-07-01T09:30"' in moved.text
    assert "Tue 1 Jul 2031, 09:30" in moved.text
    assert "Central European Summer Time" in moved.text
    same = browser.open(f"{link}?at=2031-07-01T07%3A30%3A00Z")
    assert 'value="2031-07-01T09:30"' in same.text


def test_the_page_leads_to_every_instant_at_which_a_sale_changes(browser, draft) -> None:
    page = browser.open(link_of(draft))
    changes = re.findall(r'<li><a href="(/preview/[^"]+\?at=[^"]+)"', page.text)
    assert len(changes) == 2
    for change in changes:
        shown = browser.open(change)
        assert states(shown.text)["Early"] == "ended"
        assert states(shown.text)["Late"] in ("available", "few")


@pytest.mark.parametrize("typed", ["soon", "2031-13-01T09:00", "0001-01-01T00:00", "9" * 400])
def test_what_is_no_time_is_said_at_the_form(browser, draft, typed) -> None:
    page = browser.open(f"{link_of(draft)}?at={typed}")
    assert page.status == 422
    assert 'id="at-error"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert states(page.text)["Late"] == "not_yet", "as of now"


def test_nobody_keeps_the_page_finds_it_or_hears_its_secret(browser, draft) -> None:
    headers = browser.open(link_of(draft)).answer.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex"
    text = browser.open(link_of(draft)).text
    assert '<meta name="robots" content="noindex">' in text
    assert 'rel="canonical"' not in text


def test_a_link_that_is_over_or_was_never_made_looks_like_no_page_at_all(browser, draft) -> None:
    link = link_of(draft)
    [made] = storefronts.list_previews(draft.organizer, draft.event_id)
    other, foreign = make_event(draft.organization), make_shop()
    wrong = [
        link[:-2] + ("AA" if link[-2:] != "AA" else "BB"),
        link.replace(str(draft.event_id), str(other.event_id)),
        link.replace(str(draft.organization.id), str(foreign.organization.id)),
        f"{own_path(draft)}/x",
    ]
    pages = [page_at(browser, each) for each in wrong]
    with clock.frozen(clock.now() + 4 * DAY):
        pages.append(page_at(browser, link))
    storefronts.revoke_preview(draft.organizer, draft.event_id, preview_id=made.id)
    pages.append(page_at(browser, link))
    nothing = page_at(browser, "/nobody-has-this-name")
    assert nothing[0] == 404
    assert "There is nothing at this address" in nothing[1]
    assert pages == [nothing] * len(pages)


def page_at(browser: Browser, path: str) -> tuple[int, str]:
    """The main part of what a person is shown, without the number of the request."""
    answer = browser.client.get(path, headers={"Accept": "text/html"}, environ_base=browser.sender)
    main = re.search(r"<main.*</main>", answer.get_data(as_text=True), re.DOTALL)
    assert main is not None
    return answer.status_code, re.sub(r"<code>.*?</code>", "", main[0])


def test_a_private_event_and_one_in_the_bin(browser, draft, client) -> None:
    private = make_event(
        draft.organization, title="Board dinner", visibility=events.Visibility.PRIVATE
    )
    private.add_type(name="Seat")
    events.publish_event(private.organizer, private.event_id)
    assert "Board dinner" in browser.open(link_of(private)).text
    gone = link_of(draft)
    events.delete_event(draft.organizer, draft.event_id)
    assert browser.open(gone).status == 404


def test_a_draft_without_dates_is_shown_as_well(browser, client, queued) -> None:
    made = make_event(title="Someday")
    bare = events.create_event(
        made.organizer, events.NewEvent(title="Someday", time_zone="Asia/Tokyo")
    )
    link = storefronts.create_preview(
        made.organizer, bare.id, label="", expires_at=clock.now() + DAY
    ).url
    page = browser.open(link.removeprefix("http://turnout.test"))
    assert page.status == 200
    assert "To be announced" in page.text


def test_the_team_needs_no_link_and_nobody_else_comes_in(browser, elsewhere, draft) -> None:
    path = own_path(draft)
    later = f"{path}?at={clock.now() + 2 * DAY:%Y-%m-%dT%H:%M}"
    guest = browser.open(later)
    assert guest.status == 303
    assert guest.location.startswith("/sign-in?next=")
    came = browser.sign_in(add_member(draft.organization, "staff"), path=guest.location)
    assert came.location == later
    page = browser.open(came.location)
    assert page.status == 200
    assert states(page.text)["Late"] in ("available", "few")
    assert browser.open(own_path(make_shop())).status == 404, "another organization's"
    elsewhere.sign_in(add_member(draft.organization, "partner"))
    assert elsewhere.open(path).status == 403


def test_when_the_event_is_over_so_is_every_sale(browser, draft) -> None:
    event = events.read_event(draft.organizer, draft.event_id)
    assert event.ends_at is not None
    page = browser.open(link_of(draft) + at(event.ends_at))
    assert "This event is over." in page.text
    assert set(states(page.text).values()) == {"ended"}


def test_a_pass_names_the_events_that_it_admits_to(browser, client, queued) -> None:
    season = make_season(5, 5)
    season.add_pass(name="Season pass")
    drain()
    page = browser.open(link_of(season.home))
    assert "Admits to" in page.text


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2030-03-31T02:30", "2030-03-31T01:30"),  # left out: the clock goes on
        ("2030-10-27T02:30", "2030-10-27T00:30"),  # twice: the first
        ("2030-07-01T09:30", "2030-07-01T07:30"),
        ("2030-07-01T09:30+00:00", "2030-07-01T09:30"),
        ("2030-07-01", "2030-06-30T22:00"),
    ],
)
def test_local_times_are_read_as_the_events_clock_has_them(text: str, instant: str) -> None:
    found = preview.instant_of(text, zone("Europe/Brussels"))
    assert found == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_another_browser_without_cookies_sees_the_same(app, browser, draft) -> None:
    link = link_of(draft)
    other = Browser(app.test_client())
    assert states(other.open(link).text) == states(browser.open(link).text)
