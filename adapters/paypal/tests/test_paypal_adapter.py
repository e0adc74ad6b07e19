"""What the adapter says of itself, how it fails, and what it keeps to itself."""

import json
import logging
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from turnout_paypal_fake import fake
from turnout_paypal_fake.accounts import client_secret_of, settings

from turnout_paypal import adapter
from turnout_paypal.client import TOTAL_SECONDS, LentApi, Purse
from turnout_paypal.events import EVENT_TYPES
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import ProviderPage, Refund
from turnout_sdk.testing.local_http import local_client

SECRET = client_secret_of("FAKE_demo")
TOKEN = "A21AA-hidden-token"
REFUND = Refund(key="r", provider_ref="5O190127TN364715T", amount=Money(100, "EUR"))


def gateway(respond, clock):
    """An adapter whose token is there; everything else is answered by `respond`."""

    def carry(request):
        if request.url.path == "/v1/oauth2/token":
            token = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 32400}
            return httpx.Response(200, json=token)
        return respond(request)

    http = httpx.Client(transport=httpx.MockTransport(carry))
    services = Services(http=http, now=clock.now)
    return adapter.open(settings("http://paypal.test", "demo"), services)


def refusal(status, issue, name="UNPROCESSABLE_ENTITY"):
    body = {"name": name, "message": "…", "debug_id": "1", "details": [{"issue": issue}]}
    return httpx.Response(status, json=body, headers={"PayPal-Debug-Id": "f00ba4"})


def test_the_adapter_describes_itself_without_calling_anybody():
    assert adapter.is_compatible()
    described = json.loads(json.dumps(adapter.describe()))
    assert described["secrets"] == ["client_secret"]
    assert described["quality"] == "gold"
    assert adapter.schema()["properties"]["api_base"]["x-fixed-in-production"] is True
    assert adapter.schema()["properties"]["api_base"]["default"] is None
    assert len(EVENT_TYPES) == 15


LIVE = {"client_id": "AbCdEfGh12", "client_secret": "hidden", "webhook_id": "8PT597110X687430L"}


def test_without_an_address_it_speaks_to_paypal_itself():
    assert adapter.configure(LIVE).place.api_base == "https://api-m.paypal.com"
    sandbox = adapter.configure(LIVE | {"environment": "sandbox"})
    assert sandbox.place.api_base == "https://api-m.sandbox.paypal.com"


AUTHORITY = settings("http://paypal.test", "demo")["webhook_authority"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "with space"},
        {"client_secret": ""},
        {"webhook_id": "a|b"},
        {"previous_webhook_ids": ["a|b"]},
        {"merchant_id": "short"},
        {"environment": "test"},
        {"unknown": 1},
        {"api_base": "https://api-m.paypal.com", "webhook_authority": AUTHORITY},
        {"api_base": "http://API.PayPal.com.", "webhook_authority": AUTHORITY},
        {"api_base": "file:///etc", "webhook_authority": AUTHORITY},
    ],
)
def test_wrong_settings_are_named_and_not_repeated(wrong):
    with pytest.raises(Misconfigured) as caught:
        adapter.configure(LIVE | wrong)
    assert next(iter(wrong)) in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"partner_attribution_id": "BN"},
        {"webhook_authority": AUTHORITY},
        {"api_base": "http://paypal.test"},
        {"api_base": "http://paypal.test", "webhook_authority": "no certificate"},
    ],
)
def test_settings_that_do_not_go_together_are_refused(wrong):
    with pytest.raises(Misconfigured):
        adapter.configure(LIVE | wrong)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(200, text="<html>"), Unclear),
        (httpx.Response(200, json={"id": "O"}), Unclear),
        (httpx.Response(200, json=[]), Unclear),
        (httpx.Response(200, json=None), Unclear),
        (httpx.Response(301, headers={"Location": "http://elsewhere.example"}), Misconfigured),
        (httpx.Response(404, text="<html>"), Misconfigured),
        (httpx.Response(400, json={"odd": 1}), Misconfigured),
        (httpx.Response(400, json=["odd"]), Misconfigured),
        (httpx.Response(401, json={"name": "AUTHENTICATION_FAILURE"}), Misconfigured),
        (httpx.Response(403, json={"name": "NOT_AUTHORIZED"}), Misconfigured),
        (httpx.Response(409, json={"name": "RESOURCE_CONFLICT"}), Unclear),
        (httpx.Response(429, json={"name": "RATE_LIMIT_REACHED"}), Unavailable),
        (httpx.Response(500, json={"name": "INTERNAL_SERVER_ERROR"}), Unclear),
        (httpx.Response(502, text="<html>"), Unclear),
        (httpx.Response(503, text="busy"), Unavailable),
        (refusal(400, "INVALID_PARAMETER_SYNTAX", "INVALID_REQUEST"), Declined),
        (refusal(422, "INSTRUMENT_DECLINED"), Declined),
        (refusal(422, "PAYEE_ACCOUNT_RESTRICTED"), Misconfigured),
        (refusal(422, "lower case"), Misconfigured),
    ],
)
def test_every_odd_answer_to_a_start_has_its_word(make_charge, paypal, answer, error):
    with pytest.raises(error) as caught:
        gateway(lambda _: answer, paypal.clock).start(make_charge())
    assert type(caught.value) is error


@pytest.mark.parametrize("status", [500, 502, 409])
def test_a_failed_read_is_unavailable_unless_money_was_asked_for(paypal, status):
    opened = gateway(lambda _: httpx.Response(status), paypal.clock)
    with pytest.raises(Unavailable):
        opened.fetch("5O190127TN364715T")
    with pytest.raises(Unclear):
        opened.refund(REFUND)


def test_a_limited_rate_says_when_to_come_back(make_charge, paypal):
    for header, seconds in (("7", 7.0), ("later", None)):
        answer = httpx.Response(429, headers={"Retry-After": header})
        with pytest.raises(Unavailable) as caught:
            gateway(lambda _, answer=answer: answer, paypal.clock).start(make_charge())
        assert caught.value.retry_after_seconds == seconds


def test_a_failure_names_paypals_debug_id_and_a_strange_one_is_left_out(make_charge, paypal):
    for debug_id, is_shown in (("f1e2d3", True), ("<script>", False)):
        answer = httpx.Response(500, headers={"PayPal-Debug-Id": debug_id})
        with pytest.raises(Unclear) as caught:
            gateway(lambda _, answer=answer: answer, paypal.clock).start(make_charge())
        assert (debug_id in str(caught.value)) is is_shown


def test_a_refusal_keeps_paypals_code_and_speaks_to_buyers(make_charge, paypal):
    with pytest.raises(Declined) as caught:
        gateway(lambda _: refusal(422, "INSTRUMENT_DECLINED"), paypal.clock).start(make_charge())
    assert caught.value.code == "INSTRUMENT_DECLINED"
    assert caught.value.message == "The bank or card issuer refused this payment."


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (httpx.ConnectError, Unavailable),
        (httpx.ConnectTimeout, Unavailable),
        (httpx.PoolTimeout, Unavailable),
        (httpx.ProxyError, Unavailable),
        (httpx.ReadTimeout, Unclear),
        (httpx.WriteError, Unclear),
        (httpx.RemoteProtocolError, Unclear),
        (httpx.DecodingError, Unclear),
        (httpx.LocalProtocolError, Misconfigured),
        (httpx.UnsupportedProtocol, Misconfigured),
    ],
)
def test_every_failure_of_the_network_has_its_word(make_charge, paypal, failure, error):
    calls = []

    def fail(request):
        calls.append(request)
        raise failure(f"about {SECRET} {TOKEN}")

    with pytest.raises(error) as caught:
        gateway(fail, paypal.clock).start(make_charge())
    assert len(calls) == 1, "whoever wrote down the key decides about a second attempt"
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_token_that_cannot_be_had_means_that_nothing_was_sent(make_charge, paypal):
    paypal.gateway().start(make_charge())
    for answer, error in (
        (httpx.Response(500), Unavailable),
        (httpx.Response(200, text="<html>"), Unavailable),
        (httpx.Response(401, json={"error": "invalid_client"}), Misconfigured),
    ):
        http = httpx.Client(transport=httpx.MockTransport(lambda _, answer=answer: answer))
        services = Services(http=http, now=paypal.clock.now)
        with pytest.raises(error):
            adapter.open(settings("http://paypal.test", "demo"), services).start(make_charge())


def test_all_calls_of_a_verb_share_one_deadline(paypal):
    now, waits = [0.0], []

    class Session:
        def request(self, *_, timeout, **__):
            waits.append(timeout)
            now[0] += 2.5
            raise Unavailable("slow")

    configured = adapter.configure(settings("http://paypal.test", "demo"))
    api = LentApi(configured, Session(), Purse(), is_write=True, clock=lambda: now[0])
    for _ in range(3):
        with pytest.raises(Unavailable):
            api.http_call("http://paypal.test/v2", "GET")
    assert waits == [(2.0, 4.0), (2.0, TOTAL_SECONDS - 2.5)], "the third call was not made"


def test_secrets_are_in_no_text_that_anybody_reads(make_charge, paypal, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    opened = gateway(lambda _: refusal(422, "INSTRUMENT_DECLINED"), paypal.clock)
    with pytest.raises(AdapterError) as caught:
        opened.refund(REFUND)
    texts = [repr(opened), repr(opened._settings), repr(opened._client), repr(caught.value)]
    texts += [caplog.text, "".join(capfd.readouterr())]
    assert not [text for text in texts for secret in (SECRET, TOKEN) if secret in text]


def test_nothing_about_this_machine_is_sent_along(make_charge, paypal):
    paypal.paid(make_charge())
    agents = {each.headers["User-Agent"] for each in paypal.sent("") + paypal.sent("", "GET")}
    assert agents == {"turnout-paypal/1.0.0"}
    assert not [each for each in paypal.sent("", "GET") if each.content]


def test_the_fake_serves_as_a_program_and_ends_when_told(tmp_path):
    path = os.pathsep.join(each for each in sys.path if each)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        fake.command(tmp_path, bind=bind),
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    try:
        assert bind in process.stdout.readline()
        values = fake.settings_for("demo", base_url=f"http://{bind}")
        with local_client() as http:
            assert http.get(f"http://{bind}/healthz").status_code == 200
            opened = adapter.open(values, Services(http=http, now=lambda: datetime.now(UTC)))
            assert opened.health().is_healthy
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0
        process.stdout.close()


def test_one_file_knows_the_archived_library():
    sources = (Path(__file__).parent.parent / "src").rglob("*.py")
    knows = [each.name for each in sources if "import paypalrestsdk" in each.read_text("utf-8")]
    assert knows == ["client.py"]


@pytest.mark.parametrize(
    ("environment", "host"),
    [("live", "www.paypal.com"), ("sandbox", "www.sandbox.paypal.com")],
)
def test_the_pages_are_those_of_the_environment(environment, host):
    values = {
        "environment": environment,
        "client_id": "a-client-of-ours",
        "client_secret": SECRET,
        "webhook_id": "WH1",
    }
    port = adapter.open(values, Services(http=httpx.Client(), now=lambda: datetime.now(UTC)))
    shown = {each: port.page_url(each, "8AB") for each in adapter.capabilities.provider_pages}
    assert shown == {
        ProviderPage.PAYMENT: f"https://{host}/activity/payment/8AB",
        ProviderPage.REFUND: f"https://{host}/activity/payment/8AB",
        ProviderPage.DISPUTE: f"https://{host}/resolutioncenter/view/8AB",
    }
