"""An adapter's module in a real browser, under the policy that its page gets, against a stand-in.

The stand-in of the provider's fake is put where the provider's script would be; what leaves the
browser for the provider is carried to the fake.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from turnout_stripe_fake import fake
from turnout_stripe_fake.app import Provider

from turnout.site.rendering.headers import page_response
from turnout_dev.browser_checks import viewports
from turnout_sdk.adapter import Services
from turnout_sdk.payments import OperationState
from turnout_sdk.testing.provider.in_process import InProcess, charge
from turnout_sdk.testing.serving import Reply, Request, serving
from turnout_stripe import adapter

SHOP = b"""<!doctype html><html lang="en"><title>Shop</title><main><div id="place"></div>
<button id="pay">Pay</button><p id="said"></p></main><script type="module" src="/shop.js"></script>"""
SCRIPT = b"""import { mount } from "/fields.js";
const given = await (await fetch("/given.json")).json();
const fields = await mount(document.getElementById("place"), given);
document.getElementById("pay").onclick = async () => {
  document.getElementById("said").textContent = JSON.stringify(await fields.confirm());
};"""
LOOK = dict.fromkeys(("text", "background", "line", "accent", "danger", "font", "radius"), "")
KEY = "pk_test_demo"


@dataclass
class Shop:
    """A page with the module, and the provider's fake behind it."""

    page: Page
    gateway: Any
    ref: str
    asked: list[str]
    complaints: list[str]

    def pay(self, number: str = "") -> None:
        if number:
            self.page.frame_locator("iframe").get_by_label("Card number").fill(number)
        self.page.get_by_role("button", name="Pay").click()

    def expect_said(self, outcome: str, message: str = "") -> None:
        said = json.dumps({"outcome": outcome, "message": message}, separators=(",", ":"))
        expect(self.page.locator("#said")).to_have_text(said)

    def state(self) -> OperationState:
        found: OperationState = self.gateway.fetch(self.ref).state
        return found


def carried(provider: Provider, route: Route) -> Reply:
    """A request of the browser, answered by the fake in this process."""
    request, parts = route.request, urlsplit(route.request.url)
    asked = Request(
        method=request.method,
        target=f"{parts.path}?{parts.query}",
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.post_data_buffer or b"",
    )
    return provider.handle(asked)


@pytest.fixture
def shop(browser: Browser, tmp_path: Path) -> Iterator[Shop]:
    stripe = InProcess(Provider, tmp_path)
    values = fake.settings_for("demo", base_url=stripe.address) | {"publishable_key": KEY}
    gateway = adapter.open(values, Services(http=stripe.http, now=stripe.clock.now))
    started = gateway.start(charge(cancel_url="http://shop.example/", method="card-fields"))
    assert started.next_action is not None
    given = {
        "token": started.next_action.client_token,
        "options": dict(started.next_action.client_options or {}),
        "locale": "de",
        "title": "Concert",
        "returnUrl": "http://shop.example/thanks",
        "look": LOOK,
    }
    heard: list[str] = []

    def answer(request: Request) -> Reply:
        heard.append(f"{request.target} {request.body.decode()}")
        return served(request.path, given)

    with serving(answer) as address:
        context = browser.new_context()
        page = context.new_page()
        complaints = viewports.collect_complaints(page)

        def outward(route: Route) -> None:
            found = carried(stripe.provider, route)
            allowed = {"Access-Control-Allow-Origin": "https://js.stripe.com"}
            route.fulfill(
                status=found.status, body=found.body, headers={**found.headers, **allowed}
            )

        context.route("https://js.stripe.com/**", outward)
        context.route("https://api.stripe.com/**", outward)
        page.goto(address)
        yield Shop(page, gateway, started.provider_ref, heard, complaints)
        context.close()
    stripe.close()


def served(path: str, given: dict[str, Any]) -> Reply:
    assert adapter.page_fields is not None
    origins = adapter.page_fields.origins({"publishable_key": KEY})
    assert origins is not None
    policy = page_response(b"", caching="no-store", fields_from=origins).headers
    script = {"Content-Type": "text/javascript"}
    match path:
        case "/":
            rule = policy["Content-Security-Policy"]
            html = {"Content-Type": "text/html", "Content-Security-Policy": rule}
            return Reply(body=SHOP, headers=html)
        case "/shop.js":
            return Reply(body=SCRIPT, headers=script)
        case "/fields.js":
            return Reply(body=adapter.page_fields.read(), headers=script)
        case "/given.json":
            json_type = {"Content-Type": "application/json"}
            return Reply(body=json.dumps(given).encode(), headers=json_type)
    return Reply(status=204)


def test_a_card_pays_in_the_providers_frame_under_the_strict_policy(shop):
    shop.pay("4242 4242 4242 4242")
    shop.expect_said("done")
    assert shop.state() is OperationState.SUCCEEDED
    assert not [each for each in shop.asked if "4242" in each]
    assert shop.complaints == []


def test_a_declined_card_is_told_in_the_providers_words_and_another_one_pays(shop):
    shop.pay("4000 0000 0000 0002")
    shop.expect_said("again", "Your card was declined.")
    assert shop.state() is OperationState.NEEDS_ACTION
    shop.pay("4242 4242 4242 4242")
    shop.expect_said("done")
    assert shop.state() is OperationState.SUCCEEDED
    assert [each for each in shop.complaints if "402" not in each] == []


def test_a_banks_extra_step_happens_in_the_providers_frame(shop):
    shop.pay("4000 0000 0000 3220")
    shop.page.frame_locator("iframe").get_by_role("button").click()
    shop.expect_said("done")
    assert shop.state() is OperationState.SUCCEEDED
    assert shop.complaints == []
