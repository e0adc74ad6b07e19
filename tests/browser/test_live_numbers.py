"""What is left changes on an open page within a second, through the realtime role, unasked."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.buying import buy_by_api
from tests.browser.seeds import PROVE

SECONDS = 1 if PROVE else 10
"""The promise at length; beside other tests that it comes unasked is enough."""


@pytest.fixture(scope="module")
def event(stage):
    return stage.open_event(title="Lantern Count", types={"Entry": {"capacity": 12}})


def test_a_purchase_is_seen_on_an_open_page_within_a_second(stack, visit, event):
    visitor = visit()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    with visitor.page.expect_response(lambda answer: answer.url.endswith("/tickets")):
        visitor.open(event.path)
    state = visitor.page.locator(".ticket__state")
    expect(state).to_have_text("Only 12 left")
    for left in (11, 10):
        buy_by_api(stack, event)
        bought = time.monotonic()
        expect(state).to_have_text(f"Only {left} left", timeout=SECONDS * 1_000)
        assert time.monotonic() - bought < SECONDS
    assert not [url for url in asked if url.endswith("availability.json")]


def test_without_the_stream_the_page_asks(stack, visit, event):
    visitor = visit()
    visitor.page.route("**/live/v1/**", lambda route: route.fulfill(status=503))
    visitor.expect_complaint("status of 503")
    with visitor.page.expect_response(lambda answer: answer.url.endswith("availability.json")):
        visitor.open(event.path)
