"""Pages before which a challenge service may be asked: what they let in, and what others do not."""

import json
import re
from collections.abc import Iterator

import pytest
from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.challenges.services import FAKES, Service, reachable
from tests.modules.fraud_rules.conftest import LimitedShop
from tests.modules.waiting_room.conftest import Room, room, watch
from tests.site.events.test_waiting_room import opened, path

from turnout.kernel import runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.http.cookies import host_cookie
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events
from turnout.modules.waiting_room import api as waiting_room
from turnout_sdk.testing.kit import run_fake

__all__ = ("opened", "path", "room", "watch")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_fake(FAKES["turnstile"][0], tmp_path_factory.mktemp("turnstile")) as server:
        yield server.base_url


@pytest.fixture
def sold(client, queued) -> LimitedShop:
    """An event on sale, whose page is there."""
    shop = make_shop()
    made = LimitedShop(client, shop, shop.add_type(capacity=60, price_minor=0))
    work.drain()
    return made


def page_of(sold: LimitedShop):
    with transaction(system_in(sold.shop.organization.id, "tests")) as tx:
        slug = events.get_event(tx, sold.shop.event_id).slug
    return sold.client.get(f"/{sold.shop.organization.slug}/{slug}/checkout")


def shown(page) -> tuple[str, str, dict]:
    """Its policy, its text without what differs each time, and what its script is told."""
    given = re.search(r'id="checkout-config"[^>]*>(.*?)</script>', page.text, re.DOTALL)
    assert given is not None
    config = json.loads(given[1])
    config.pop("servedAt")
    text = page.text.replace(given[1], "")
    return page.headers["Content-Security-Policy"], text, config


def directive(policy: str, name: str) -> list[str]:
    found = [each.split() for each in policy.split(";") if each.split()[0] == name]
    return found[0][1:] if found else []


def test_a_checkout_lets_the_service_in_only_where_a_rule_may_ask_for_it(sold, served):
    bare = shown(page_of(sold))
    with reachable(served):
        Service(sold.shop, served).connect()
        assert shown(page_of(sold)) == bare, "no rule asks: not a byte more"
        sold.made(outcome="review")
        assert shown(page_of(sold)) == bare, "this rule asks for none"
        rule = sold.made(subject="network", outcome="challenge")
        policy, _, config = shown(page_of(sold))
    assert directive(policy, "script-src") == ["'self'", served]
    assert directive(policy, "frame-src") == [served]
    for other in ("connect-src", "style-src", "img-src", "font-src", "form-action"):
        assert directive(policy, other) == directive(bare[0], other)
    assert config["challenge"]["title"] == "Cloudflare Turnstile"
    assert config["challenge"]["options"]["script"] == f"{served}/turnstile/v0/api.js"
    module = sold.client.get(config["challenge"]["module"])
    assert module.status_code == 200
    assert b"export async function mount" in module.data
    sold.change(rule, state="paused")
    with reachable(served):
        assert shown(page_of(sold)) == bare


def test_hcaptcha_brings_its_styles_and_calls_and_only_its_own_hosts(sold):
    rule = {"subject": "network", "outcome": "challenge"}
    sold.made(**rule)
    before = shown(page_of(sold))[0]
    Service(sold.shop, "https://api.hcaptcha.com", "hcaptcha").connect()
    policy = shown(page_of(sold))[0]
    theirs = ["https://*.hcaptcha.com", "https://api.hcaptcha.com", "https://hcaptcha.com"]
    for name in ("script-src", "style-src", "connect-src"):
        assert directive(policy, name) == ["'self'", *theirs]
    assert directive(policy, "frame-src") == theirs
    for name in ("img-src", "font-src", "form-action", "frame-ancestors", "default-src"):
        assert directive(policy, name) == directive(before, name)


def test_the_checkout_of_an_organization_without_a_service_asks_the_database_nothing_more(
    sold, statements, monkeypatch
):
    page_of(sold)
    statements.clear()
    page_of(sold)
    asked = [each for each in statements if "connections" in each or "fraud_rules" in each]
    assert asked == [], "a free event has no payment fields, and no service is remembered"


def test_the_other_pages_of_the_event_know_nothing_of_it(sold, served):
    with transaction(system_in(sold.shop.organization.id, "tests")) as tx:
        slug = events.get_event(tx, sold.shop.event_id).slug
    address = f"/{sold.shop.organization.slug}/{slug}"
    with reachable(served):
        Service(sold.shop, served).connect()
        sold.made(subject="network", outcome="challenge")
        for other in (address, f"/{sold.shop.organization.slug}", "/events"):
            answer = sold.client.get(other)
            assert answer.status_code == 200
            assert served not in answer.headers["Content-Security-Policy"]
            assert served not in answer.text


@pytest.fixture
def crowded(room: Room, opened, served, monkeypatch):
    """The waiting room once a network has taken its places; asked for again by each call."""
    few = Limiter(runtime.current().redis, limits={"waiting-room-join": "1/600"})
    monkeypatch.setattr(runtime.current(), "limiter", few)
    assert room.client.post(f"{opened}/waiting-room").status_code == 303
    room.client.delete_cookie(host_cookie(waiting_room.place_cookie(room.shop.event_id)))
    with reachable(served):
        yield (
            Service(room.shop, served),
            lambda **form: room.client.post(f"{opened}/waiting-room", data=form),
        )


def test_the_waiting_room_shows_the_widget_and_joins_by_its_token(room, crowded, served):
    service, join = crowded
    service.connect()
    page = join()
    assert page.status_code == 429
    assert "Show that you are a person" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert directive(policy, "script-src") == ["'self'", served]
    widget = re.search(r'data-widget="([^"]+)"', page.text)
    assert widget is not None
    drawn = json.loads(widget[1].replace("&#34;", '"'))
    assert drawn["action"] == "waiting_room"
    challenge = re.search(r'data-challenge="([^"]+)"', page.text)
    token = service.solved(drawn, action="waiting_room")
    given = room.client.post(drawn["answers"], json={"challenge": challenge[1], "token": token})
    assert given.status_code == 201, given.json
    joined = join(challenge=given.json["answer"])
    assert joined.status_code == 303


def test_the_waiting_room_without_a_service_has_its_proof_of_work_and_its_policy(crowded, served):
    _, join = crowded
    page = join()
    assert page.status_code == 429
    assert "data-widget" not in page.text
    assert "data-challenge-place" not in page.text
    assert directive(page.headers["Content-Security-Policy"], "script-src") == ["'self'"]
    assert "Your browser is solving a small task" in page.text
