"""Notifications in a real browser: the switches of both pages, and the worker that shows them.

The browser's own push service is nowhere near: what it would hand out stands in for it, and what
it would deliver is delivered to the worker by the browser's protocol.
"""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.visitor import Visitor

MESSAGES = "/my-tickets/messages"
SERVICE = """
    const key = (length) => btoa(String.fromCharCode(...Array(length).fill(4)))
        .replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
    const made = (own) => ({
        endpoint: `https://push.example/${PushManager.name_of_test}`,
        options: { applicationServerKey: own },
        toJSON() { return { endpoint: this.endpoint, keys: { p256dh: key(65), auth: key(16) } } },
        unsubscribe: async () => true,
    });
    PushManager.name_of_test = "__NAME__";
    PushManager.prototype.getSubscription = async () => {
        const own = sessionStorage.getItem("push");
        return own ? made(Uint8Array.from(own.split(","), Number).buffer) : null;
    };
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        sessionStorage.setItem("push", [...applicationServerKey].join(","));
        return made(applicationServerKey.buffer);
    };
"""
SHOWN = """
    async () => {
        const found = await navigator.serviceWorker.getRegistration("/push/");
        const shown = await found.getNotifications();
        return shown.map(({ title, body, tag, data }) => ({ title, body, tag, data }));
    }
"""


@pytest.fixture
def visitor(visit, stage):
    found: Visitor = visit(PHONE)
    person = stage.do("make_person")
    found.context.grant_permissions(["notifications"])
    found.context.add_init_script(SERVICE.replace("__NAME__", person["email"]))
    found.sign_in(person)
    return found


def deliver(visitor: Visitor, said: str) -> None:
    """Have the browser deliver a push to the worker, as its service would."""
    protocol = visitor.context.new_cdp_session(visitor.page)
    found: list[dict[str, str]] = []
    protocol.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(told["registrations"]),
    )
    protocol.send("ServiceWorker.enable")
    [registration] = [each for each in found if each["scopeURL"].endswith("/push/")]
    parts = urlsplit(visitor.page.url)
    protocol.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": f"{parts.scheme}://{parts.netloc}",
            "registrationId": registration["registrationId"],
            "data": said,
        },
    )


def test_messages_are_switched_on_shown_and_switched_off(visitor):
    page = visitor.page
    visitor.open(MESSAGES)
    visitor.button("Turn on notifications").click()
    expect(visitor.button("Turn off notifications")).to_be_visible()
    visitor.keep("on", whole=False)
    note = {"title": "New times", "body": "Harbour Society", "url": "/my-tickets", "tag": "t1"}
    deliver(visitor, json.dumps(note))
    page.wait_for_function(f"async () => (await ({SHOWN})()).length === 1")
    deliver(visitor, json.dumps(note | {"body": "Harbour"}))
    page.wait_for_function(f"async () => (await ({SHOWN})())[0].body === 'Harbour'")
    [shown] = page.evaluate(SHOWN)
    assert (shown["title"], shown["tag"]) == ("New times", "t1")
    assert urlsplit(shown["data"]["url"]).path == "/my-tickets"
    page.reload()
    visitor.button("Turn off notifications").click()
    expect(visitor.button("Turn on notifications")).to_be_visible()


def test_what_is_no_message_of_ours_is_shown_all_the_same_and_leads_nowhere_else(visitor):
    visitor.open(MESSAGES)
    visitor.button("Turn on notifications").click()
    expect(visitor.button("Turn off notifications")).to_be_visible()
    deliver(visitor, '{"url":"https://evil.example/"}')
    visitor.page.wait_for_function(f"async () => (await ({SHOWN})()).length === 1")
    [shown] = visitor.page.evaluate(SHOWN)
    assert shown["title"] == urlsplit(visitor.page.url).netloc
    assert urlsplit(shown["data"]["url"]).path == "/"
