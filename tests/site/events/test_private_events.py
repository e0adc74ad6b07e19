"""Private events: nothing is there for whoever has no code, and everything for whoever has one."""

import json
import re
from datetime import timedelta

import pytest
from tests.factories.work import drain
from tests.site.browser import Browser
from tests.site.conftest import Place, open_place
from tests.site.showing import attach

from turnout.kernel import clock, runtime
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events
from turnout.modules.events.service import access
from turnout.modules.events.types import NewAccessCode
from turnout.modules.files.api import Audience

CODE = "HARBOUR-2030"


@pytest.fixture
def closed(client, queued) -> Place:
    """A private event with a code, a ticket type, a file and a programme item."""
    place = open_place(title="Board dinner", visibility=events.Visibility.PRIVATE)
    place.shop.add_type(name="Seat")
    attach(place, Audience.PUBLIC, title="Menu")
    access.create_access_code(place.shop.organizer, place.event_id, NewAccessCode(code=CODE))
    drain()
    return place


@pytest.fixture
def browser(app) -> Browser:
    return Browser(app.test_client())


def typed(browser: Browser, place: Place, code: str = CODE):
    return browser.send(browser.open(f"{place.path}/access").form, code=code)


def test_without_a_code_nothing_tells_the_event_from_none(client, closed: Place) -> None:
    nothing = f"{closed.organization_path}/no-such-event"
    rests = (
        "", "/checkout", "/availability.json", "/sessions/x", "?code=WRONG-CODE", "/speakers",
        "/speakers/x", "/calendar.ics", "/sessions/x/calendar.ics", "/programme.json",
        "?part=programme", "?view=grid", "/share/en-0123456789abcdef0123.png",
    )  # fmt: skip
    for rest in rests:
        there, not_there = client.get(closed.path + rest), client.get(nothing + rest)
        assert (there.status_code, not_there.status_code) == (404, 404), rest
        assert plain(there, closed.path) == plain(not_there, nothing), rest
    assert client.get(f"{closed.path}/access").status_code == 200
    assert client.get(f"{nothing}/access").status_code == 200


def plain(answer, path: str) -> str:
    """The answer without what differs between any two: its address and its request."""
    text = answer.get_data(as_text=True).replace(path, "")
    return re.sub(r'"(request_id|instance)":\s*"[^"]*"', "", text)


def test_the_form_wears_the_organizers_colours_and_says_nothing_of_the_event(client, closed: Place):
    nothing = f"{closed.organization_path}/never-was"
    there = client.get(f"{closed.path}/access")
    text = there.get_data(as_text=True)
    assert f'href="{closed.organization_path}">Public events of ' in text
    assert "Board dinner" not in text
    strip = re.compile(r'name="form_token" value="[^"]*"')
    not_there = client.get(f"{nothing}/access")
    assert strip.sub("", plain(there, closed.path)) == strip.sub("", plain(not_there, nothing))


def test_the_form_opens_every_page_of_the_event(browser, closed: Place) -> None:
    sent = typed(browser, closed, "harbour 2030")
    assert (sent.status, sent.location) == (303, closed.path)
    shown = browser.open(closed.path)
    assert shown.status == 200
    assert "Board dinner" in shown.text
    assert shown.answer.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in shown.text
    feed = re.search(r'href="http://turnout.test(/api/v1/[^"]+/feed/[^"]+\.ics)"', shown.text)
    assert feed is not None, "a calendar cannot type a code"
    assert "BEGIN:VCALENDAR" in browser.client.get(feed[1]).get_data(as_text=True)
    left = browser.open(f"{closed.path}/availability.json")
    assert json.loads(left.text)["tickets"][0]["state"] == "available"
    file = re.search(r'href="([^"]+/files/[^"]+)"', shown.text)
    assert file is not None
    assert browser.open(file[1]).status == 302
    checkout = browser.open(f"{closed.path}/checkout")
    config = json.loads(re.search(r'id="checkout-config">(.*?)</script>', checkout.text)[1])
    assert config["accessCode"].replace(" ", "").upper() == "HARBOUR2030"


def test_a_wrong_code_a_code_of_elsewhere_and_no_event_are_answered_alike(
    browser, closed: Place
) -> None:
    other = open_place(title="Other", visibility=events.Visibility.PRIVATE)
    paths = [closed.path, other.path, f"{closed.organization_path}/nothing"]
    codes = ["WRONG-CODE-1", CODE, CODE]
    for path, code in zip(paths, codes, strict=True):
        page = browser.send(browser.open(f"{path}/access").form, code=code)
        assert page.status == 422
        assert "This code opens nothing here." in page.text
        assert browser.open(path).status == 404


def test_the_cookie_opens_this_event_only(browser, closed: Place) -> None:
    typed(browser, closed)
    other = open_place(title="Other", visibility=events.Visibility.PRIVATE)
    access.create_access_code(other.shop.organizer, other.event_id, NewAccessCode(code=CODE))
    [name] = [each.key for each in browser.client._cookies.values() if "event_" in each.key]
    value = browser.cookie(name)
    assert value is not None
    assert browser.open(other.path).status == 404
    bare = Browser(browser.client.application.test_client())
    typed(bare, other)
    [theirs] = [each.key for each in bare.client._cookies.values() if "event_" in each.key]
    bare.put_cookie(theirs, value)
    assert bare.open(other.path).status == 404, "another event's cookie under this one's name"


@pytest.mark.parametrize("value", ["x", "", "a.b.c", "test.9999999999.AAAA"])
def test_a_cookie_that_is_not_ours_opens_nothing(browser, closed: Place, value: str) -> None:
    typed(browser, closed)
    [name] = [each.key for each in browser.client._cookies.values() if "event_" in each.key]
    browser.put_cookie(name, value)
    assert browser.open(closed.path).status == 404


def test_a_code_that_was_revoked_closes_the_page_at_once(browser, closed: Place) -> None:
    typed(browser, closed)
    assert browser.open(closed.path).status == 200
    organizer, event_id = closed.shop.organizer, closed.event_id
    [code] = access.list_access_codes(organizer, event_id)
    access.revoke_access_code(organizer, event_id, code.id)
    assert browser.open(closed.path).status == 404


def test_the_cookie_is_good_for_half_a_day(browser, closed: Place) -> None:
    typed(browser, closed)
    with clock.frozen(clock.now() + timedelta(hours=12, seconds=1)):
        assert browser.open(closed.path).status == 404


def test_guessing_is_slowed_down(browser, closed: Place, monkeypatch) -> None:
    limiter = Limiter(None, limits={"wrong-code": "20/60"}, now=lambda: 0.0)
    monkeypatch.setattr(runtime.current(), "limiter", limiter)
    form = browser.open(f"{closed.path}/access").form
    answers = [browser.send(form, code=f"GUESS-{number:06}") for number in range(8)]
    assert {each.status for each in answers} == {422, 429}
    assert browser.send(form, code=CODE).status == 429, "the right one waits as well"


def test_the_form_is_sent_by_our_own_pages_only(browser, closed: Place) -> None:
    form = browser.open(f"{closed.path}/access").form
    assert browser.send(form, origin="https://evil.example", code=CODE).status == 403
    form.values["form_token"] = "x"
    assert browser.send(form, code=CODE).status == 403


def test_a_page_that_is_not_there_leads_to_the_form(client, closed: Place) -> None:
    for path in (closed.path, f"{closed.organization_path}/nothing"):
        text = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert f'href="{path}/access"' in text


def test_no_list_names_it(client, closed: Place) -> None:
    for path in ("/events?q=dinner", "/", closed.organization_path, "/sitemap.xml",
                 f"{closed.organization_path}/feed.xml", f"{closed.organization_path}/calendar.ics",
                 "/api/v1/events?q=dinner"):  # fmt: skip
        text = client.get(path).get_data(as_text=True)
        assert closed.path not in text, path
        assert "Board dinner" not in text, path
