"""Makes what the scenes show: long words everywhere, talks, a series, people, orders, tickets."""

import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from playwright.sync_api import expect

from tests.browser import orders
from tests.browser.scenes import COMPOUND, LONG_NAME, LONG_TITLE, Scene
from tests.browser.stack import Event, Stage
from tests.browser.visitor import Visitor
from turnout_dev.browser_checks.viewports import LANGUAGE_COOKIE
from turnout_sdk.testing.local_http import local_client

LOGIN_SECONDS = 300
"""Long before its token ends: two visitors never refresh the same login."""
LOGINS: dict[str, tuple[float, list[Any]]] = {}


@dataclass(frozen=True, slots=True)
class Places:
    words: dict[str, str]
    person: dict[str, str]
    operator: dict[str, str]

    def enter(self, visitor: Visitor, scene: Scene) -> None:
        """Go to the scene as it is met there; fails when the page answers otherwise."""
        person = self.operator if scene.is_operator else self.person
        is_console = scene.path.startswith("/console")
        is_shared = scene.is_operator or (scene.is_signed_in and not is_console)
        if is_shared:
            self._sign_in(visitor, person)
        elif scene.is_signed_in:
            visitor.sign_in(person)  # each page of the console exchanges its login's cookie
        if scene.status >= 400:
            visitor.expect_complaint(f"status of {scene.status}")
        answer = visitor.open(scene.path.format(**self.words))
        assert answer.status == scene.status, f"{visitor.page.url} answers {answer.status}"
        if is_console:
            expect(visitor.page.locator("h1").first).to_be_visible()
        if is_shared:
            self._keep_login(visitor, person)

    def _sign_in(self, visitor: Visitor, person: dict[str, str]) -> None:
        """At the page once in a while; other visitors are the same person at the same login."""
        begun, cookies = LOGINS.get(person["email"], (-math.inf, []))
        if time.monotonic() - begun < LOGIN_SECONDS:
            visitor.context.add_cookies(cookies)
            return
        visitor.sign_in(person)
        LOGINS[person["email"]] = (time.monotonic(), [])

    def _keep_login(self, visitor: Visitor, person: dict[str, str]) -> None:
        """The cookies as they are now: a view that is drawn has exchanged the login's for another."""
        begun, _ = LOGINS[person["email"]]
        kept = [each for each in visitor.context.cookies() if each["name"] != LANGUAGE_COOKIE]
        LOGINS[person["email"]] = (begun, kept)


def prepare(stage: Stage, address: str) -> dict[str, dict[str, str]]:
    """`words` and `person` of the places."""
    person = stage.do("make_person", name=LONG_NAME)
    busy, plain = _busy(stage), _plain(stage)
    private = stage.open_event(
        has_texts=True,
        title="Private Night",
        visibility="private",
        types={"Entry": {"capacity": 9}},
    )
    words = {
        "staged_at": datetime.now(UTC).isoformat(),
        "event": busy.path,
        "plain": plain.path,
        "private": private.path,
        "organization": busy.organization,
        **stage.add_talks(
            busy,
            {"title": f"About {COMPOUND}", "speaker": LONG_NAME, "company": COMPOUND},
            {"title": "Tea", "speaker": "Ada Example"},
        ),
        **stage.do("own_pages", event_id=busy.id, name=LONG_NAME),
        **stage.do("own_organizations", email=person["email"], name=f"Verein {COMPOUND}"),
        **stage.do("previews", event_id=busy.id, member=person["email"]),
        "saved_searches": stage.do("save_search", email=person["email"], text=COMPOUND),
        "series": stage.do("make_series", event_id=busy.id, title=f"Abende: {COMPOUND}"),
    }
    stage.do("decorate", event_id=busy.id, label=COMPOUND)
    stage.wait_shown(busy.path, 'id="picture-4"')
    workshop = stage.add_talks(
        plain, {"title": f"Hands on {COMPOUND}", "speaker": "Ada Example", "places": "3"}
    )
    words["workshop"] = workshop["session"]
    _texts(stage, busy)
    words |= stage.do("operated", name=LONG_NAME, event_id=busy.id)
    with local_client(base_url=address) as http:
        words |= _orders(stage, http, plain, person["email"])
    stage.wait_shown(words["series"], busy.path)
    return {"words": words, "person": person}


def _busy(stage: Stage) -> Event:
    return stage.open_event(
        has_texts=True,
        title=LONG_TITLE,
        summary=f"Ein Abend über {COMPOUND}, mit Tee und {COMPOUND}svertretern.",
        description=f"<h3>Programm</h3><p>{COMPOUND * 2}</p><ul><li>{COMPOUND}</li></ul>",
        tags=("free software", COMPOUND.lower()),
        category="conference",
        types={
            "Entry": {"capacity": 200, "description": f"For {COMPOUND}."},
            f"Dinner with {COMPOUND}": {"capacity": 9, "price_minor": 1_234_550},
            "Gone": {"capacity": 0},
        },
        organization={"name": f"Gesellschaft für {COMPOUND}"},
    )


def _texts(stage: Stage, event: Event) -> None:
    """Two versions of the terms, the others once; Arabic where a page runs that way."""
    long = f"<h2>{COMPOUND}</h2><p>{COMPOUND * 2}</p><table><tr><th>{COMPOUND}</th></tr></table>"
    stage.do("brand", event_id=event.id, terms={"en": "<p>Be kind.</p>"})
    texts = {"terms": {"en": long, "ar": "<p>كن لطيفًا.</p>"}, "privacy": {"de": long}}
    stage.do("brand", event_id=event.id, **texts, imprint={"en": "<p>Quay 1</p>"})
    stage.wait_shown(f"/{event.organization}/terms", "Version 2")
    stage.wait_shown(f"/{event.organization}", "/imprint")


def _plain(stage: Stage) -> Event:
    prices = {"JPY": {"price_minor": 4_100}, "USD": {"price_minor": 2_799}}
    supper = {"capacity": 300, "price_minor": 2_550, "prices": prices}
    types: dict[str, dict[str, Any]] = {"Entry": {"capacity": 300}, "Supper": supper}
    return stage.open_event(
        has_texts=True, title="Quiet Night", summary="Music by the water.", types=types
    )


def _orders(stage: Stage, http: httpx.Client, event: Event, email: str) -> dict[str, str]:
    confirmed = orders.place(http, event, "Entry", guests=(LONG_NAME, "Ben"), email=email)
    unpaid = orders.place(http, event, "Supper", guests=("Ben",), email=email)
    cancelled = orders.place(http, event, "Supper", guests=("Ben",), email=email)
    cancelled.call("POST", "/cancel")
    given = orders.place(http, event, "Entry", guests=("Ben",), email=email)
    offered = orders.place(http, event, "Entry", guests=("Ben",), email=email)
    return {
        "confirmed": confirmed.path,
        "unpaid": unpaid.path,
        "cancelled": cancelled.path,
        "ticket": confirmed.ticket_id,
        "held": orders.accept(http, given.offer(stage, "cem@people.example"), name=LONG_NAME),
        "offered": offered.offer(stage, "cem@people.example"),
    }
