import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime

import httpx
import pytest
from turnout_razorpay_fake import fake

from turnout_razorpay import adapter
from turnout_razorpay.client import Calls
from turnout_razorpay.events import EVENT_TYPES
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState, ProviderPage, Refund
from turnout_sdk.testing.local_http import local_client

SECRETS = ("secret-hidden-1", "hook-hidden-2", "hook-hidden-3")
SETTINGS = {
    "key_id": "rzp_test_0123456789abcd",
    "key_secret": SECRETS[0],
    "account_id": "0123456789abcd",
    "webhook_secret": SECRETS[1],
    "previous_webhook_secrets": [SECRETS[2]],
}
LINK = {
    "id": "plink_00000000000000",
    "amount": 42_000,
    "currency": "INR",
    "status": "created",
    "short_url": "http://razorpay.test/l/1",
    "notes": {"turnout_key": "key-1"},
}


def gateway(respond, **changes):
    http = httpx.Client(transport=httpx.MockTransport(respond))
    services = Services(http=http, now=lambda: datetime.now(UTC))
    return adapter.open(SETTINGS | changes, services)


def error(description, status=400, **more):
    body = {"code": "BAD_REQUEST_ERROR", "description": description, "reason": "NA"} | more
    return httpx.Response(status, json={"error": body})


def test_the_adapter_describes_itself_without_calling_anybody():
    assert adapter.is_compatible()
    described = json.loads(json.dumps(adapter.describe()))
    assert described["secrets"] == ["key_secret", "previous_webhook_secrets", "webhook_secret"]
    assert adapter.schema()["properties"]["api_base"]["x-fixed-in-production"] is True
    assert len(EVENT_TYPES) == 15
    capabilities = adapter.capabilities
    assert not capabilities.partial_capture
    assert not capabilities.platform_fee
    assert capabilities.authorization_seconds == 5 * 24 * 3600


def test_a_merchant_id_is_taken_as_the_dashboard_and_as_webhooks_write_it():
    bare = adapter.configure(SETTINGS)
    assert bare.account_id == "acc_0123456789abcd"
    assert adapter.configure(SETTINGS | {"account_id": "acc_0123456789abcd"}) == bare
    assert not bare.is_live
    assert adapter.configure(SETTINGS | {"key_id": "rzp_live_0123456789abcd"}).is_live


@pytest.mark.parametrize(
    "wrong",
    [
        {"key_id": "sk_test_1"},
        {"key_id": "rzp_test_0123456789abcd\n"},
        {"key_secret": ""},
        {"key_secret": "two words"},
        {"key_secret": "line\nbreak"},
        {"account_id": "someone"},
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
    ("answer", "expected"),
    [
        (httpx.Response(200, text="<html>"), Unclear),
        (httpx.Response(200, json=[]), Unclear),
        (httpx.Response(200, json={"id": "plink_1"}), Unclear),
        (httpx.Response(200, json=LINK | {"amount": 42_000.0}), Unclear),
        (httpx.Response(200, json=LINK | {"amount": "42000"}), Unclear),
        (httpx.Response(301, headers={"Location": "http://elsewhere.example"}), Misconfigured),
        (httpx.Response(404, text="<html>"), Misconfigured),
        (httpx.Response(400, json={"status_code": 400, "errors": ["no"]}), Misconfigured),
        (error("Authentication failed", status=401), Misconfigured),
        (error("Access denied", status=403), Misconfigured),
        (error("The api key provided is invalid"), Misconfigured),
        (error("The API {key/secret} provided is invalid."), Misconfigured),
        (error("Conflict", status=409), Unclear),
        (error("Too many", status=429), Unavailable),
        (error("It broke", status=500, code="SERVER_ERROR"), Unclear),
        (error("The bank broke", status=502, code="GATEWAY_ERROR"), Unclear),
        (httpx.Response(503, text="busy"), Unavailable),
        (httpx.Response(504, text="slow"), Unclear),
    ],
)
def test_every_odd_answer_to_a_start_has_its_word(make_charge, answer, expected):
    with pytest.raises(expected):
        gateway(lambda _: answer).start(make_charge())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"description": "The amount must be at least INR 1.00"}, "amount-too-small"),
        ({"description": "expire_by: timestamp must be atleast 15 minutes in future"},
         "expires-too-soon"),
        ({"description": "New words", "reason": "input_validation_failed", "field": "currency"},
         "invalid-currency"),
        ({"description": "New words", "reason": "payment_declined"}, "payment_declined"),
        ({"description": "New words"}, "bad_request_error"),
    ],
)  # fmt: skip
def test_every_refusal_of_a_start_has_its_code_and_no_words_of_razorpay(make_charge, said, code):
    def respond(request):
        if request.method == "GET":
            return httpx.Response(200, json={"payment_links": []})
        return error(**said)

    with pytest.raises(Declined) as caught:
        gateway(respond).start(make_charge())
    assert caught.value.code == code
    assert "words" not in str(caught.value)


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (httpx.ConnectError, Unavailable),
        (httpx.ConnectTimeout, Unavailable),
        (httpx.PoolTimeout, Unavailable),
        (httpx.ProxyError, Unavailable),
        (httpx.ReadTimeout, Unclear),
        (httpx.WriteTimeout, Unclear),
        (httpx.ReadError, Unclear),
        (httpx.WriteError, Unclear),
        (httpx.RemoteProtocolError, Unclear),
        (httpx.DecodingError, Unclear),
        (httpx.LocalProtocolError, Misconfigured),
        (httpx.UnsupportedProtocol, Misconfigured),
    ],
)
def test_every_failure_of_the_network_has_its_word(make_charge, failure, expected):
    calls = []

    def fail(request):
        calls.append(request)
        raise failure(f"about {SECRETS[0]}")

    with pytest.raises(expected) as caught:
        gateway(fail).start(make_charge())
    assert len(calls) == 1
    assert "hidden" not in str(caught.value)
    with pytest.raises(Unavailable if expected is Unclear else expected):
        gateway(fail).fetch("plink_00000000000000")


def test_a_paid_link_that_does_not_name_its_order_is_read_by_its_payments():
    paid = LINK | {
        "status": "paid",
        "amount_paid": 41_000,
        "payments": [{"payment_id": "pay_00000000000000"}],
    }
    payment = {
        "id": "pay_00000000000000",
        "amount": 42_991,
        "currency": "INR",
        "status": "captured",
        "captured": True,
        "fee": 991,
        "fee_bearer": "customer",
        "created_at": 1_772_366_400,
    }
    things = {LINK["id"]: paid, payment["id"]: payment}

    def respond(request):
        name = request.url.path.rpartition("/")[2]
        return httpx.Response(200, json=things.get(name, {"items": []}))

    fetched = gateway(respond).fetch(LINK["id"])
    [fact] = fetched.facts
    assert fetched.state is OperationState.SUCCEEDED
    # What counts is what Razorpay booked on the link, be it less than was asked for. The buyer bore
    # the fee and paid it on top: it is neither income nor cost of the shop.
    assert (fact.amount, fact.fee) == (Money(41_000, "INR"), None)


def test_a_state_that_razorpay_adds_later_is_unknown_and_no_failure():
    strange = LINK | {"status": "dreaming", "order_id": "order_00000000000000"}

    def respond(request):
        is_link = request.url.path.endswith(LINK["id"])
        return httpx.Response(200, json=strange if is_link else {"items": []})

    assert gateway(respond).fetch(LINK["id"]).state is OperationState.UNKNOWN


def test_the_calls_of_one_verb_share_its_time():
    asked, moments = [], iter((0.0, 1.0, 5.5, 8.0))

    def respond(request):
        asked.append(request.extensions["timeout"])
        return httpx.Response(200, json={})

    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        session = Services(http=http, now=lambda: datetime.now(UTC)).requests_session()
        calls = Calls(session, Unclear, clock=lambda: next(moments))
        for _ in range(2):
            calls.get("http://razorpay.test/")
        with pytest.raises(Unclear):
            calls.get("http://razorpay.test/")
    assert [(each["connect"], each["read"]) for each in asked] == [(2.0, 4.0), (2.0, 2.5)]


def test_secrets_are_in_no_text_that_anybody_reads(make_charge, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    opened = gateway(lambda _: error("about secret-hidden-1"))
    with pytest.raises(AdapterError) as caught:
        opened.refund(Refund(key="r", provider_ref="plink_1", amount=make_charge().amount))
    texts = [repr(opened), repr(opened._settings), repr(caught.value), caplog.text]
    texts += capfd.readouterr()
    assert not [text for text in texts for secret in SECRETS if secret in text]


def test_the_library_prints_nothing_and_sends_nothing_but_what_it_has_to(make_charge, capfd):
    requests = []

    def respond(request):
        requests.append(request)
        raise httpx.ReadTimeout("slow")

    with pytest.raises(Unclear):
        gateway(respond).start(make_charge())
    assert capfd.readouterr() == ("", "")
    assert set(requests[0].headers) <= {
        "host", "accept", "accept-encoding", "connection", "content-length", "content-type",
        "user-agent", "authorization",
    }  # fmt: skip
    assert requests[0].headers["user-agent"].startswith("Razorpay-Python/")


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
            assert opened.health().account == values["account_id"]
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0
        process.stdout.close()


def test_the_dashboard_has_a_page_for_each_object():
    port = gateway(lambda _: httpx.Response(500))
    shown = {each: port.page_url(each, "x_1") for each in adapter.capabilities.provider_pages}
    assert shown == {
        ProviderPage.PAYMENT: "https://dashboard.razorpay.com/app/payments/x_1",
        ProviderPage.REFUND: "https://dashboard.razorpay.com/app/refunds/x_1",
        ProviderPage.DISPUTE: "https://dashboard.razorpay.com/app/disputes/x_1",
    }
