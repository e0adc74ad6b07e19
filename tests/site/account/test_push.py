"""Pages about notifications of browsers: the switch of messages, and the list of the account."""

import json
from hashlib import sha256

import pytest
from tests.factories.people import make_user
from tests.modules.push_messages.conftest import FIREFOX, Browsers, _push_service, browsers
from tests.site.browser import Browser

__all__ = ("Browsers", "_push_service", "browsers")
PUSH = "/my-tickets/messages/push"
NOTIFICATIONS = "/account/notifications"
AS_JSON = {"Accept": "application/json", "User-Agent": FIREFOX}
pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def firefox(client):
    """A visitor whose script asks for JSON."""

    class Firefox(Browser):
        def ask(self, body=None, *, origin="http://turnout.test", status=200):
            heads = AS_JSON | {"Origin": origin}
            call = self.client.get if body is None else self.client.post
            answer = call(PUSH, data=body, headers=heads, environ_base=self.sender)
            assert answer.status_code == status, answer.get_data(as_text=True)
            return json.loads(answer.get_data(as_text=True))

    return Firefox(client)


@pytest.fixture
def ada(firefox):
    made = make_user()
    firefox.sign_in(made)
    return made


def said(device, token, **more):
    return {"do": "on", "address": device.address, **device.keys, "form_token": token, **more}


def test_a_guest_is_told_nothing(firefox):
    assert firefox.ask(status=401) == {}


def test_the_page_offers_notifications_to_scripts_alone(firefox, ada):
    page = firefox.open("/my-tickets/messages")
    assert f'data-push="{PUSH}"' in page.answer.get_data(as_text=True)
    assert "Turn on notifications" in page.text


def test_a_browser_is_added_and_taken_back(firefox, ada, browsers):
    device = browsers.device()
    known = firefox.ask()
    assert (len(known["key"]), known["digests"]) == (87, [])
    digest = sha256(device.address.encode()).hexdigest()
    on = firefox.ask(said(device, known["token"]))
    assert on["digests"] == [digest]
    assert browsers.listed(ada)["items"][0]["label"] == "Firefox, Linux"
    off = firefox.ask({"do": "off", "digest": digest, "form_token": on["token"]})
    assert off["digests"] == []


def test_a_request_from_elsewhere_or_without_a_token_changes_nothing(firefox, ada, browsers):
    device = browsers.device()
    token = firefox.ask()["token"]
    firefox.ask(said(device, "forged"), status=403)
    answer = firefox.client.post(
        PUSH,
        data=said(device, token),
        headers=AS_JSON | {"Origin": "https://evil.example"},
        environ_base=firefox.sender,
    )
    assert answer.status_code == 403
    firefox.ask(said(device, token, address="ftp://push.example"), status=422)
    assert browsers.listed(ada)["items"] == []


def removal(page):
    """The form beside a browser: without any field of its own."""
    return next(each for each in page.forms if each.action == NOTIFICATIONS and not each.labels)


def test_the_account_lists_browsers_and_removes_one(firefox, ada, browsers):
    browsers.subscribe(ada, browsers.device())
    page = firefox.open(NOTIFICATIONS)
    assert "Firefox, Linux" in page.text
    assert "the console’s inbox" in page.text
    device_id = browsers.listed(ada)["items"][0]["id"]
    assert firefox.send(removal(page), device="nonsense").status == 403
    again = firefox.open(NOTIFICATIONS)
    assert firefox.send(removal(again), device=device_id).status == 303
    assert browsers.listed(ada)["items"] == []


def test_the_worker_is_the_same_for_everybody_and_looks_after_no_page(firefox):
    answer = firefox.client.get("/push-worker.js", environ_base=firefox.sender)
    assert answer.status_code in (200, 404), "404 without a build"
    assert "Service-Worker-Allowed" not in answer.headers
