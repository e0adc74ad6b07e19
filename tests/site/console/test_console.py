"""The console is one page: for who is signed in, at every address below it, and to be installed."""

import json
import re

import pytest
from tests.factories.people import make_organization
from tests.site.browser import ORIGIN

from turnout.kernel.context import SystemContext
from turnout.modules.operators import api as operators

CONFIG = re.compile(r'id="console-config">(.+?)</script>')


@pytest.fixture
def owner(running):
    return make_organization().owner


def config_of(page):
    return json.loads(CONFIG.search(page.answer.get_data(as_text=True))[1])


def test_guests_sign_in_first_and_come_back_to_where_they_were_going(browser):
    page = browser.open("/console/meridian/events?show=drafts")
    assert page.status == 303
    assert page.location == "/sign-in?next=%2Fconsole%2Fmeridian%2Fevents%3Fshow%3Ddrafts"


@pytest.mark.parametrize("path", ["/console", "/console/meridian/events", "/console/a/b/c/d"])
def test_every_address_below_is_the_same_page_which_nobody_keeps(browser, owner, path):
    browser.sign_in(owner)
    page = browser.open(path)
    assert page.status == 200
    assert "data-console" in page.answer.get_data(as_text=True)
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in page.answer.headers["Content-Security-Policy"]


def test_the_page_tells_its_script_who_is_here_and_no_secret(browser, owner):
    browser.sign_in(owner)
    page = browser.open("/console")
    told = config_of(page)
    assert told["person"]["email"] == owner.email
    assert told["currencyDigits"]["JPY"] == 0
    assert "EUR" not in told["currencyDigits"]
    for name in ("turnout_login", "turnout_csrf"):
        assert browser.cookie(name) not in page.answer.get_data(as_text=True)


def test_the_page_tells_an_operator_that_they_are_one(browser, owner, running):
    browser.sign_in(owner)
    assert config_of(browser.open("/console"))["operatorRole"] is None
    operators.make_operator(SystemContext(job="test"), owner.email, role="moderator")
    assert config_of(browser.open("/console"))["operatorRole"] == "moderator"


def test_the_script_exchanges_the_cookie_of_the_login_for_a_token(browser, client, owner):
    browser.sign_in(owner)
    told = config_of(browser.open("/console"))
    answer = client.post(
        "/api/v1/auth/refresh",
        headers={"Origin": ORIGIN, "X-CSRF-Token": browser.cookie(told["csrfCookie"])},
        environ_base=browser.sender,
    )
    mine = client.get(
        "/api/v1/me/organizations",
        headers={"Authorization": f"Bearer {answer.json['access_token']}"},
    )
    assert "events.write" in mine.json["items"][0]["permissions"]


def test_the_console_can_be_installed_in_ones_own_language(browser):
    manifest = browser.open("/console/manifest.webmanifest?lang=ar").answer
    assert manifest.content_type == "application/manifest+json"
    told = json.loads(manifest.get_data(as_text=True))
    assert (told["start_url"], told["scope"], told["display"]) == (
        "/console",
        "/console",
        "standalone",
    )
    assert (told["lang"], told["dir"]) == ("ar", "rtl")
