"""The pages by which people connect and disconnect a calendar."""

import json
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import pytest
from pydantic import SecretStr
from tests.factories.work import drain, run_timed
from turnout_googlecalendar_fake import ControlClient, fake

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout_sdk.testing.kit import run_fake

PAGE = "/account/calendars"
GOOGLE = "google-calendar"
LEFT_BEHIND = """
    WITH link AS (
        UPDATE calendar_links SET state = 'revoked', sealed = NULL, due_at = NULL
        WHERE user_id = %(user_id)s RETURNING id)
    INSERT INTO calendar_entries (id, user_id, link_id, order_id, event_id, uid, digest)
    SELECT %(id)s, %(user_id)s, link.id, %(other_id)s, %(other_id)s, 'entry@test', 'd' FROM link
"""
"""The access was taken back, and an entry stands there."""
pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture(scope="module")
def base_url(tmp_path_factory):
    with run_fake(fake, tmp_path_factory.mktemp("google-calendar")) as served:
        yield served.base_url


@pytest.fixture
def google(base_url, app):
    current, account = runtime.current(), f"site{new_id().hex}"
    before = current.rules, current.settings
    allowed = current.rules.loopback_hosts | {urlsplit(base_url).netloc}
    current.rules = replace(current.rules, loopback_hosts=allowed)
    said = SecretStr(json.dumps({GOOGLE: fake.settings_for(account, base_url=base_url)}))
    current.settings = current.settings.model_copy(update={"calendars": said})
    yield ControlClient(base_url, account)
    current.rules, current.settings = before


def come_back(browser, answer):
    return browser.open(f"{PAGE}/return?{urlencode(answer)}")


def connect(browser, google):
    begun = browser.open(f"{PAGE}/{GOOGLE}/connect")
    assert begun.status == 303, begun.text
    assert "calendar.events.owned" in begun.location
    assert "code_challenge_method=S256" in begun.location
    return come_back(browser, google.agree(begun.location))


def test_the_page_says_what_is_shared_before_it_asks(browser, user, google):
    page = browser.open(PAGE)
    for words in ("What is shared", "Ticket codes stay here", "Google Calendar", "Not connected."):
        assert words in page.text
    assert "/account/calendars" in browser.open("/account").answer.text


def test_a_calendar_is_connected_and_disconnected(browser, user, google):
    back = connect(browser, google)
    assert (back.status, back.location) == (303, f"{PAGE}?saved=1")
    assert "Your entries appear within a minute" in browser.open(PAGE).text
    asked = browser.open(f"{PAGE}/{GOOGLE}/disconnect")
    assert "Disconnect Google Calendar?" in asked.text
    done = browser.send(asked.form)
    assert done.location == f"{PAGE}?saved=1"
    assert "Your entries are being removed." in browser.open(PAGE).text
    refused = browser.open(f"{PAGE}/{GOOGLE}/connect")
    assert (refused.status, "still being removed" in refused.text) == (409, True)
    drain()
    run_timed("calendars.update_due")
    assert "Not connected." in browser.open(PAGE).text
    assert browser.open(f"{PAGE}/{GOOGLE}/disconnect").location == PAGE


def test_what_stays_behind_is_said_with_how_it_goes(browser, user, google):
    connect(browser, google)
    with transaction(SystemContext(job="tests.left")) as tx:
        tx.query(LEFT_BEHIND, {"user_id": user.id, "id": new_id(), "other_id": new_id()})
    page = browser.open(PAGE)
    assert "1 entry of ours stays there" in page.text
    assert "Connect again" in page.text
    assert "the entries that we made stay" in browser.open(f"{PAGE}/{GOOGLE}/disconnect").text


def test_saying_no_and_a_forged_answer_connect_nothing(browser, user, google):
    begun = browser.open(f"{PAGE}/{GOOGLE}/connect")
    state = google.agree(begun.location)["state"]
    said_no = come_back(browser, {"state": state, "error": "access_denied"})
    assert (said_no.status, "not connected" in said_no.text) == (403, True)
    assert come_back(browser, {"state": state[:-4] + "AAAA", "code": "4/x"}).status == 410
    assert come_back(browser, {}).status == 410
    assert "Not connected." in browser.open(PAGE).text


def test_another_person_finishes_nothing(browser, elsewhere, user, google):
    from tests.factories.people import make_user

    begun = browser.open(f"{PAGE}/{GOOGLE}/connect")
    answer = google.agree(begun.location)
    elsewhere.sign_in(make_user())
    assert come_back(elsewhere, answer).status == 410


def test_guests_are_sent_to_sign_in(elsewhere, google):
    for path in (PAGE, f"{PAGE}/return", f"{PAGE}/{GOOGLE}/connect", f"{PAGE}/{GOOGLE}/disconnect"):
        assert elsewhere.open(path).location.startswith("/sign-in?next=")


def test_without_a_provider_files_are_named_instead(browser, user):
    page = browser.open(PAGE)
    assert "No calendar can be connected here" in page.text
    assert browser.open(f"{PAGE}/{GOOGLE}/connect").status == 404
