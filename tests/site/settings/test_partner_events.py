"""Partners see what is published, with the figures shared with them, on a page."""

import pytest
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_event, make_shop
from tests.factories.work import count_overviews

from turnout.modules.events import api as events


@pytest.fixture
def made(running, queued):
    return make_organization(name="Harbour Society")


@pytest.fixture
def home(made):
    return f"/account/organizations/{made.id}/events"


@pytest.fixture
def shop(made):
    found = make_shop(made, title="Open house")
    found.add_type(name="Entry", capacity=4321)
    count_overviews()
    return found


def share(client, made, shop, user, *figures):
    base = f"/api/v1/organizations/{made.id}"
    owner = bearer(made.owner)
    members = client.get(f"{base}/members", headers=owner).json["items"]
    member_id = next(each["id"] for each in members if each["user_id"] == str(user.id))
    body = {"member_id": member_id, "event_id": str(shop.event_id), "figures": list(figures)}
    assert client.post(f"{base}/figure-shares", json=body, headers=owner).status_code == 201


def test_a_partner_reads_events_and_their_figures(browser, client, made, shop, home):
    partner = add_member(made, "partner")
    share(client, made, shop, partner, "capacity")
    make_event(made, title="Zephyr before its day")
    make_shop(made, title="Gala of the board", visibility=events.Visibility.PRIVATE)
    browser.sign_in(partner)
    assert f'href="{home}"' in browser.open(home.removesuffix("/events")).text
    page = browser.open(home)
    assert page.status == 200
    assert "Open house" in page.text
    assert "4,321" in page.text
    assert "Gala of the board" in page.text
    assert "Private" in page.text
    assert "Zephyr" not in page.text
    assert "Revenue" not in page.text


def test_figures_are_for_whom_they_were_shared_with(browser, client, made, shop, home):
    share(client, made, shop, add_member(made, "partner"), "capacity")
    browser.sign_in(add_member(made, "partner"))
    assert "4,321" not in browser.open(home).text


def test_nothing_published_is_said_in_words(browser, made, home):
    browser.sign_in(add_member(made, "partner"))
    assert "Nothing is published yet." in browser.open(home).text


def test_the_team_has_no_such_section_and_strangers_find_nothing(browser, elsewhere, made, home):
    assert browser.open(home).location.startswith("/sign-in?next=")
    browser.sign_in(add_member(made, "staff"))
    assert f'href="{home}"' not in browser.open(home.removesuffix("/events")).text
    elsewhere.sign_in(make_user())
    assert elsewhere.open(home).status == 404


def test_a_list_goes_on_and_a_wrong_cursor_is_refused(browser, client, made, home):
    for number in range(3):
        make_shop(made, title=f"Evening {number}")
    partner = add_member(made, "partner")
    listed = f"/api/v1/organizations/{made.id}/published-events?limit=2"
    cursor = client.get(listed, headers=bearer(partner)).json["next_cursor"]
    browser.sign_in(partner)
    rest = browser.open(f"{home}?after={cursor}").text
    assert "Evening 0" in rest
    assert "Evening 2" not in rest
    assert browser.open(f"{home}?after=nonsense").status in (400, 422)
