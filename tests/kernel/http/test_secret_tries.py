"""Who shares an address with many shares no limit at the till; whoever guesses has one."""

from typing import Any

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop

from turnout.kernel import runtime
from turnout.kernel.errors import RateLimited
from turnout.kernel.http.secret_tries import network
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events

CAMPUS = "198.51.100.10"
SECRET = "Turnout-Order-Secret"


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The built-in limits, over a table that no other test shares."""
    limiter = Limiter(None, now=lambda: 0.0)  # however long the requests take
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", limiter)


@pytest.fixture
def orders(client: Any, queued: Any) -> list[tuple[str, str]]:
    """Thirty orders: where each is, and the secret that opens it."""
    shop = make_shop()
    free = shop.add_type(capacity=100)
    made = [client.post(shop.orders_path, json=shop.basket(free)).json for _ in range(30)]
    client.environ_base["REMOTE_ADDR"] = CAMPUS
    return [(f"{shop.orders_path}/{each['id']}", each["secret"]) for each in made]


def test_thirty_buyers_behind_one_address_act_at_once(limited, client, orders):
    answers = [
        client.post(f"{path}/cancellation", json={}, headers={SECRET: secret})
        for path, secret in orders
        for _ in range(3)
    ]
    assert 429 not in {each.status_code for each in answers}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_wrong_secrets_of_an_order_are_slowed_down_and_its_buyer_is_not(
    limited, client, orders, method
):
    (path, secret), (other, _) = orders[:2]
    tried = path if method == "GET" else f"{path}/cancellation"
    guesses = [
        client.open(tried, method=method, json={}, headers={SECRET: f"{number:027}"})
        for number in range(40)
    ]
    assert [each.status_code for each in guesses] == [404] * 30 + [429] * 10
    assert int(guesses[-1].headers["Retry-After"]) > 0
    assert client.get(path, headers={SECRET: secret}).status_code == 200
    assert client.get(other, headers={SECRET: "x"}).status_code == 404, "another order's bound"
    client.environ_base["REMOTE_ADDR"] = "198.51.100.11"
    assert client.get(path, headers={SECRET: "x"}).status_code == 404, "another network's bound"


def test_a_network_that_tries_order_after_order_has_a_bound_as_well(monkeypatch, client, orders):
    limits = {"wrong-secret-network": "20/60"}
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, limits=limits, now=lambda: 0.0))
    said = [client.get(path, headers={SECRET: "x"}).status_code for path, _ in orders]
    assert said == [404] * 20 + [429] * 10
    path, secret = orders[-1]
    assert client.get(path, headers={SECRET: secret}).status_code == 200


def test_a_page_with_the_secret_in_its_address_is_as_free_for_many(limited, client, orders):
    answers = []
    for path, secret in orders:
        organization, order = path.split("/")[4], path.split("/")[6]
        page = f"/orders/{organization}/{order}/{secret}"
        answers += [client.get(page), client.post(f"{page}/resend"), client.get(f"{page}/cancel")]
    assert 429 not in {each.status_code for each in answers}
    wrong = f"/orders/{organization}/{order}/{'x' * 27}"
    assert [client.get(wrong).status_code for _ in range(40)] == [404] * 30 + [429] * 10


def test_access_codes_are_guessed_slowly_and_the_right_one_is_free(limited, client, queued):
    shop = make_shop(visibility=events.Visibility.PRIVATE)
    base = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    team = bearer(shop.organization.owner)
    code = client.post(f"{base}/access-codes", json={}, headers=team).json["code"]

    def show(typed: str) -> int:
        return client.get(f"{base}/offers", headers={"Turnout-Access-Code": typed}).status_code

    assert {show(code) for _ in range(60)} == {200}
    assert [show(f"GUESS-{number}") for number in range(40)] == [404] * 30 + [429] * 10
    assert show(code) == 429, "codes can be guessed: the right one waits as well"
    client.environ_base["REMOTE_ADDR"] = CAMPUS
    assert show(code) == 200


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("198.51.100.10", "198.51.100.10"),
        ("::ffff:198.51.100.10", "198.51.100.10"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_an_ipv6_subscriber_is_one_network(app, address, whole):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == whole


@pytest.mark.parametrize("path", ["/api/v1/events", "/events"])
def test_what_anybody_may_ask_is_counted_for_a_whole_ipv6_network(client, monkeypatch, path):
    limiter, counted = runtime.current().limiter, []
    for name in ("lease", "require"):
        real = getattr(limiter, name)
        monkeypatch.setattr(
            limiter, name, lambda kind, who, real=real: counted.append(who) or real(kind, who)
        )
    addresses = ("2001:db8:5:1::1", "2001:db8:5:1:ffff::9", "2001:db8:5:2::1")
    for number, address in enumerate(addresses):
        client.get(f"{path}?q=word-{number}", environ_overrides={"REMOTE_ADDR": address})
    assert set(counted) == {"address:2001:db8:5:1::/64", "address:2001:db8:5:2::/64"}


def test_room_is_asked_for_without_taking_it():
    limiter = Limiter(None, limits={"wrong-code": "8/60"}, now=lambda: 0.0)
    for _ in range(5):
        limiter.require_room("wrong-code", "a")
    limiter.take("wrong-code", "a")
    limiter.take("wrong-code", "a")
    with pytest.raises(RateLimited) as refused:
        limiter.require_room("wrong-code", "a")
    assert refused.value.headers["Retry-After"] == "30"
    limiter.require_room("wrong-code", "b")
