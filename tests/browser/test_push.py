"""Notifications of the browser: turned on, sent, shown by the service worker, and turned off again.

A Chromium without a window has no push service and shows nothing. So its subscription is one of the
fake push service, which opens what the platform sealed for it; the browser's own tools hand that to the
real service worker, and what the worker would show is read.
"""

import base64
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from filelock import FileLock
from playwright.sync_api import CDPSession, Worker, expect
from turnout_webpush_fake import Controls
from turnout_webpush_fake import fake as push_service

from tests.browser.conftest import PHONE
from tests.browser.stack import identity_provider_address
from tests.browser.visitor import Visitor
from tests.factories.people import PASSWORD
from turnout.kernel.ids import new_id
from turnout_dev.browser_checks.viewports import View

PATIENCE_SECONDS = 20
POINT_BYTES = 65
"""Of a sender's key: an uncompressed point, as browsers demand."""
WIDE = View(1280)
SUBSCRIBES = """(() => {
  const kept = "test-push-subscription";
  const own = () => JSON.parse(sessionStorage.getItem(kept) ?? "null");
  const shaped = (said) => said && {
    endpoint: said.endpoint,
    options: { applicationServerKey: Uint8Array.from(said.key).buffer },
    toJSON: () => ({ endpoint: said.endpoint, keys: said.keys }),
    unsubscribe: async () => { sessionStorage.removeItem(kept); return true; },
  };
  PushManager.prototype.getSubscription = async () => shaped(own());
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    if (!userVisibleOnly) throw new TypeError("what nobody sees is not allowed");
    const key = [...new Uint8Array(applicationServerKey)];
    sessionStorage.setItem(kept, JSON.stringify({ key, ...(await window.subscribedBehind(key)) }));
    return shaped(own());
  };
})()"""
"""The press, the permission and the worker's registration are the browser's own."""
WATCHES = """() => {
  self.shown = [];
  ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
    self.shown.push([title, options]);
  };
}"""


@dataclass(slots=True)
class Browser:
    """A visitor's browser as its push service knows it."""

    visitor: Visitor
    controls: Controls
    address: str
    registrations: list[dict[str, Any]] = field(default_factory=list)

    @property
    def worker(self) -> Worker:
        """That of notifications; tickets have one of their own."""
        every = self.visitor.context.service_workers
        [found] = [each for each in every if each.url.endswith("/push-worker.js")]
        return found

    def subscribe(self, key: list[int]) -> dict[str, Any]:
        """As its push service does it: what comes is to be signed by this key."""
        assert len(key) == POINT_BYTES, key
        sender = base64.urlsafe_b64encode(bytes(key)).decode().rstrip("=")
        made = self.controls.device("desk", base_url=self.address, key=sender)
        return {"endpoint": made.address, "keys": dict(made.keys)}

    def received(self) -> str:
        """What came for it last, opened."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not (found := self.controls.received()):
            assert time.monotonic() < until, "nothing was sent"
            self.visitor.page.wait_for_timeout(100)
        raw = found[-1]
        return raw.decode() if isinstance(raw, bytes) else raw

    def show(self, text: str) -> list[Any]:
        """Hand it to the service worker; what that one shows."""
        self.worker.evaluate(WATCHES)
        tools: CDPSession = self.visitor.context.new_cdp_session(self.visitor.page)
        tools.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda said: self.registrations.extend(said["registrations"]),
        )
        tools.send("ServiceWorker.enable")
        until = time.monotonic() + PATIENCE_SECONDS
        while not (found := [each for each in self.registrations if _is_ours(each)]):
            assert time.monotonic() < until, self.registrations
            self.visitor.page.wait_for_timeout(50)
        origin = httpx.URL(self.visitor.page.url).copy_with(path="", query=None, fragment=None)
        told = {"registrationId": found[0]["registrationId"], "data": text}
        tools.send("ServiceWorker.deliverPushMessage", {"origin": str(origin), **told})
        while not (shown := self.worker.evaluate("() => self.shown")):
            assert time.monotonic() < until, "the worker shows nothing"
            self.visitor.page.wait_for_timeout(50)
        return list(shown[0])


def _is_ours(registration: dict[str, Any]) -> bool:
    return bool(registration["scopeURL"].endswith("/push/")) and not registration["isDeleted"]


@pytest.fixture
def service(stack, tmp_path: Path) -> Iterator[str]:
    """The push service, at the one local address that the stack calls."""
    with FileLock(stack.state / "identity-provider.lock"):
        bind = identity_provider_address(stack)
        process = subprocess.Popen(push_service.command(tmp_path, bind=bind))
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while not _is_up(f"http://{bind}/healthz"):
                assert time.monotonic() < until, "the push service does not start"
                time.sleep(0.05)
            yield f"http://{bind}"
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _is_up(address: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(address, trust_env=False).is_success
    return False


@pytest.fixture
def event(stage):
    made = stage.open_event(title="Pier Concert", types={"Entry": {"capacity": 30}})
    stage.do("keep_no_quiet_hours", email=made.owner)
    return made


@pytest.fixture
def enter(visit, service: str, event) -> Callable[[str, View], Browser]:
    """The owner in a browser that may show notifications, at a page."""

    def enter(path: str, view: View) -> Browser:
        visitor = visit(view, permissions=["notifications"])
        browser = Browser(visitor, Controls(service, f"test{new_id().hex}"), service)
        visitor.page.expose_function("subscribedBehind", partial(Browser.subscribe, browser))
        visitor.context.add_init_script(SUBSCRIBES)
        visitor.sign_in({"email": event.owner, "password": PASSWORD})
        visitor.open(path)
        return browser

    return enter


@pytest.mark.parametrize("view", [WIDE, PHONE], ids=["desktop", "phone"])
def test_the_team_turns_notifications_on_sees_one_and_turns_them_off(
    enter, stage, event, view: View
) -> None:
    browser = enter(f"/console/{event.organization}/inbox", view)
    visitor = browser.visitor
    panel = visitor.page.get_by_role("region", name="Notifications in this browser")
    panel.get_by_role("button", name="Turn on notifications").click()
    off = panel.get_by_role("button", name="Turn off notifications")
    expect(off).to_be_visible()
    assert stage.do("list_devices", email=event.owner) == [["team"]]
    visitor.expect_sound()
    visitor.keep("on")
    stage.do("tell_team", organization_id=event.organization_id, title="The north gate is closed")
    title, options = browser.show(browser.received())
    assert title == "The north gate is closed"
    assert f"/console/{event.organization}" in options["data"]["url"]
    off.click()
    expect(panel.get_by_role("button", name="Turn on notifications")).to_be_visible()
    assert stage.do("list_devices", email=event.owner) == []


@pytest.mark.parametrize("view", [WIDE, PHONE], ids=["desktop", "phone"])
def test_an_attendee_turns_notifications_on_sees_one_and_turns_them_off(
    enter, stage, event, view: View
) -> None:
    browser = enter("/my-tickets/messages", view)
    visitor = browser.visitor
    panel = visitor.page.locator("[data-push]")
    panel.get_by_role("button", name="Turn on notifications").click()
    off = panel.get_by_role("button", name="Turn off notifications")
    expect(off).to_be_visible()
    assert stage.do("list_devices", email=event.owner) == [["attendee"]]
    visitor.expect_sound()
    visitor.keep("on")
    stage.do(
        "tell_attendee",
        organization_id=event.organization_id,
        event_id=event.id,
        email=event.owner,
        title="Doors open at nine",
    )
    text = browser.received()
    title, options = browser.show(text)
    assert title == "Doors open at nine"
    assert json.loads(text)["url"] == options["data"]["url"]
    off.click()
    expect(panel.get_by_role("button", name="Turn on notifications")).to_be_visible()
    assert stage.do("list_devices", email=event.owner) == []
