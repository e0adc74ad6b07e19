"""What Bellpay's gateway makes of announcements, keys and settings."""

from datetime import UTC, datetime

import httpx
import pytest

from turnout_bellpay import adapter
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.payments import Delivery, Points, Reads, Verifies

ADDRESS = "https://shop.example/hooks/1"


def gateway(handle=None, **changes):
    def nobody(request):
        raise AssertionError("an announcement asks nobody")

    http = httpx.Client(transport=httpx.MockTransport(handle or nobody))
    services = Services(
        http=http, now=lambda: datetime(2026, 3, 1, tzinfo=UTC), webhook_url=ADDRESS
    )
    return adapter.open({"api_key": "bell_test_demo"} | changes, services)


def token_of(port):
    """Hear what Bellpay is told."""
    return port._webhook_url.partition("token=")[2]


def test_it_points_and_promises_nothing_more():
    port = gateway()
    assert isinstance(port, Points)
    assert not isinstance(port, Verifies | Reads)


def test_an_announcement_names_its_payment_at_the_address_that_only_bellpay_knows():
    port = gateway()
    told = Delivery(headers={}, body=b"id=bp_1", query={"token": token_of(port)})
    assert port.points_to(told) == "bp_1"


@pytest.mark.parametrize("query", [{}, {"token": ""}, {"token": "guess"}, {"token": "\u00e9"}])
def test_without_the_token_nobody_is_heard(query):
    with pytest.raises(Untrusted):
        gateway().points_to(Delivery(headers={}, body=b"id=bp_1", query=query))


def test_another_account_s_token_is_another_one():
    assert token_of(gateway()) != token_of(gateway(api_key="bell_test_other"))
    assert "bell_test" not in token_of(gateway())


@pytest.mark.parametrize(("key", "is_live"), [("bell_test_demo", False), ("bell_live_demo", True)])
def test_health_says_of_which_mode_the_key_is(key, is_live):
    port = gateway(lambda request: httpx.Response(200, json={"id": "demo"}), api_key=key)
    assert port.health().is_live is is_live


def test_a_wrong_key_is_explained():
    with pytest.raises(Misconfigured) as raised:
        adapter.configure({"api_key": "sk_live_x"})
    said = "a key looks like bell_test_<account> or bell_live_<account>"
    assert raised.value.fields == {"api_key": said}
