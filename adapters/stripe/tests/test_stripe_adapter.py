import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime

import httpx
import pytest
from turnout_stripe_fake import fake

from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Misconfigured, Unavailable, Unclear
from turnout_sdk.payments import ProviderPage, Refund
from turnout_sdk.testing.local_http import local_client
from turnout_stripe import adapter
from turnout_stripe.events import EVENT_TYPES

SECRETS = ("sk_test_hidden", "whsec_hidden", "whsec_older")
SETTINGS = {
    "api_key": SECRETS[0],
    "webhook_secret": SECRETS[1],
    "previous_webhook_secrets": [SECRETS[2]],
}


def gateway(respond, clock):
    http = httpx.Client(transport=httpx.MockTransport(respond))
    return adapter.open(SETTINGS, Services(http=http, now=clock.now))


def test_the_adapter_describes_itself_without_calling_anybody():
    assert adapter.is_compatible()
    assert json.loads(json.dumps(adapter.describe()))["secrets"] == [
        "api_key",
        "previous_webhook_secrets",
        "webhook_secret",
    ]
    schema = adapter.schema()["properties"]["api_base"]
    assert schema["x-fixed-in-production"] is True
    assert len(EVENT_TYPES) == 21


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": "pk_test_public"},
        {"api_key": "sk_test_"},
        {"connected_account": "someone"},
        {"publishable_key": "sk_test_public"},
        {"webhook_secret": ""},
        {"unknown": 1},
    ],
)
def test_wrong_settings_are_named_and_not_repeated(wrong):
    with pytest.raises(Misconfigured) as caught:
        adapter.configure(SETTINGS | wrong)
    assert next(iter(wrong)) in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(200, text="<html>"), Unclear),
        (httpx.Response(200, json={"object": "checkout.session", "id": "cs_1"}), Unclear),
        (httpx.Response(301, headers={"Location": "http://elsewhere.example"}), Misconfigured),
        (httpx.Response(404, text="<html>"), Misconfigured),
        (httpx.Response(409, json={"error": {"type": "invalid_request_error"}}), Unclear),
        (httpx.Response(500, json={"error": {"type": "api_error"}}), Unclear),
        (httpx.Response(503, text="busy"), Unavailable),
        (httpx.Response(403, json={"error": {"message": "no"}}), Misconfigured),
    ],
)
def test_every_odd_answer_to_a_start_has_its_word(make_charge, stripe, answer, error):
    with pytest.raises(error):
        gateway(lambda _: answer, stripe.clock).start(make_charge())


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (httpx.ConnectError, Unavailable),
        (httpx.ConnectTimeout, Unavailable),
        (httpx.PoolTimeout, Unavailable),
        (httpx.ReadTimeout, Unclear),
        (httpx.WriteError, Unclear),
        (httpx.UnsupportedProtocol, Misconfigured),
    ],
)
def test_every_failure_of_the_network_has_its_word(make_charge, stripe, failure, error):
    calls = []

    def fail(request):
        calls.append(request)
        raise failure(f"about {SECRETS[0]}")

    with pytest.raises(error) as caught:
        gateway(fail, stripe.clock).start(make_charge())
    assert len(calls) == 1
    assert "hidden" not in str(caught.value)


def test_secrets_are_in_no_text_that_anybody_reads(make_charge, stripe, caplog):
    caplog.set_level(logging.DEBUG)
    declined = {"error": {"type": "card_error", "code": "card_declined", "message": "Declined."}}
    opened = gateway(lambda _: httpx.Response(402, json=declined), stripe.clock)
    with pytest.raises(AdapterError) as caught:
        opened.refund(Refund(key="r", provider_ref="pi_1", amount=make_charge().amount))
    texts = [repr(opened), repr(opened._settings), repr(caught.value), caplog.text]
    assert not [text for text in texts for secret in SECRETS if secret in text]


def test_nothing_about_this_machine_is_sent_along(make_charge, stripe):
    stripe.gateway().start(make_charge())
    headers = stripe.requests[0].headers
    assert "x-stripe-client-telemetry" not in headers
    assert not {"platform", "telemetry_id"} & set(json.loads(headers["x-stripe-client-user-agent"]))


def test_the_fake_serves_as_a_program_and_ends_when_told(tmp_path):
    path = os.pathsep.join(each for each in sys.path if each)
    process = subprocess.Popen(
        fake.command(tmp_path, bind="127.0.0.1:0"),
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    try:
        address = process.stdout.readline().rsplit(" ", 1)[1].strip()
        values = fake.settings_for("demo", base_url=address)
        with local_client() as http:
            assert http.get(f"{address}/healthz").status_code == 200
            opened = adapter.open(values, Services(http=http, now=lambda: datetime.now(UTC)))
            assert opened.health().account == "acct_demo"
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0
        process.stdout.close()


def test_a_publishable_key_is_of_the_same_mode_as_the_secret_one():
    assert adapter.configure(SETTINGS | {"publishable_key": "pk_test_public"})
    with pytest.raises(Misconfigured):
        adapter.configure(SETTINGS | {"publishable_key": "pk_live_public"})


def test_a_page_is_given_what_stripe_publishes_and_only_with_a_publishable_key():
    declared = adapter.page_fields
    assert declared.origins({}) is None
    given = declared.origins({"publishable_key": "pk_test_public"})
    assert given.connections == ("https://api.stripe.com",)
    assert given.images == ()
    named = {*given.scripts, *given.frames}
    assert all(each.endswith(".stripe.com") for each in named)


@pytest.mark.parametrize(
    ("key", "account", "before"),
    [
        ("sk_live_hidden", None, ""),
        ("rk_test_hidden", None, "test/"),
        ("sk_test_hidden", "acct_1", "acct_1/test/"),
        ("sk_live_hidden", "acct_1", "acct_1/"),
    ],
)
def test_the_dashboard_is_that_of_the_mode_and_of_the_account_that_is_paid(key, account, before):
    values = {**SETTINGS, "api_key": key, "connected_account": account}
    port = adapter.open(values, Services(http=httpx.Client(), now=lambda: datetime.now(UTC)))
    shown = {each: port.page_url(each, "x_1") for each in adapter.capabilities.provider_pages}
    assert shown == {
        ProviderPage.PAYMENT: f"https://dashboard.stripe.com/{before}payments/x_1",
        ProviderPage.DISPUTE: f"https://dashboard.stripe.com/{before}disputes/x_1",
    }
