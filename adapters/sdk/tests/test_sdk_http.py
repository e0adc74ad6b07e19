from decimal import Decimal

import httpx
import pytest

from turnout_sdk.errors import (
    AdapterError,
    Declined,
    Misconfigured,
    Unavailable,
    Unclear,
)
from turnout_sdk.http import Limits, ProviderApi, readable


class Provider:
    """Answers one request after the other; an exception is raised instead of an answer."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.pauses = []
        self.time = 0.0

    def respond(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.time += seconds

    def api(self, **options):
        return ProviderApi(
            httpx.Client(transport=httpx.MockTransport(self.respond)),
            "https://api.example/v1/",
            headers={"Authorization": "Bearer hush-hush"},
            sleep=self.sleep,
            clock=lambda: self.time,
            **options,
        )

    def keys(self):
        return [request.headers.get("Idempotency-Key") for request in self.requests]


def ok(**body):
    return httpx.Response(200, json=body)


NOT_SENT = httpx.ConnectError("refused")
LOST = httpx.ReadTimeout("slow")


def test_a_write_carries_its_key_and_credentials():
    provider = Provider(ok(id="1"))
    assert provider.api().post("payments", {"a": 1}, once="key-1") == {"id": "1"}
    (request,) = provider.requests
    assert request.url.path == "/v1/payments"
    assert request.headers["Authorization"] == "Bearer hush-hush"
    assert request.content == b'{"a":1}'
    assert provider.keys() == ["key-1"]


def test_a_time_out_then_success_keeps_the_key():
    provider = Provider(LOST, NOT_SENT, ok(id="1"))
    assert provider.api().post("payments", {}, once="key-1") == {"id": "1"}
    assert provider.keys() == ["key-1"] * 3


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        ((NOT_SENT,) * 3, Unavailable),
        ((httpx.ConnectTimeout("slow"),) * 3, Unavailable),
        ((httpx.PoolTimeout("busy"),) * 3, Unavailable),
        ((httpx.Response(503),) * 3, Unavailable),
        ((httpx.Response(429),) * 3, Unavailable),
        ((LOST,) * 3, Unclear),
        ((httpx.WriteError("gone"),) * 3, Unclear),
        ((httpx.RemoteProtocolError("gone"),) * 3, Unclear),
        ((httpx.Response(500),) * 3, Unclear),
        ((httpx.Response(502),) * 3, Unclear),
        ((httpx.Response(200, text="<html>"),) * 3, Unclear),
        ((LOST, NOT_SENT, NOT_SENT), Unclear),
        ((LOST, httpx.Response(503), NOT_SENT), Unclear),
        ((LOST, httpx.Response(401)), Unclear),
        ((LOST, httpx.Response(400)), Declined),
        ((httpx.Response(400),), Declined),
        ((httpx.Response(401),), Misconfigured),
        ((httpx.Response(403),), Misconfigured),
        ((httpx.Response(302, headers={"Location": "https://evil.example"}),), Misconfigured),
        ((httpx.LocalProtocolError("Illegal header value b'Bearer hush-hush'"),), Misconfigured),
    ],
)
def test_failures_of_a_write_say_what_is_known(answers, failure):
    provider = Provider(*answers)
    with pytest.raises(failure) as raised:
        provider.api().post("payments", {}, once="key-1")
    assert provider.answers == []
    shown = f"{raised.value!r} {raised.value.__cause__!r}"
    assert "hush-hush" not in shown


def test_a_write_without_a_key_is_not_repeated_once_it_may_have_arrived():
    provider = Provider(LOST, ok())
    with pytest.raises(Unclear):
        provider.api().post("payments", {})
    assert len(provider.requests) == 1


def test_a_write_without_a_key_is_repeated_while_nothing_was_sent():
    provider = Provider(NOT_SENT, ok(id="1"))
    assert provider.api().post("payments", {}) == {"id": "1"}


@pytest.mark.parametrize("answer", [LOST, httpx.Response(500), httpx.Response(200, text="<")])
def test_a_failed_read_is_unavailable_because_it_changes_nothing(answer):
    provider = Provider(answer, answer, answer)
    with pytest.raises(Unavailable):
        provider.api().get("payments/1")


def test_a_wish_to_wait_longer_than_there_is_time_ends_the_attempts():
    provider = Provider(httpx.Response(429, headers={"Retry-After": "60"}))
    with pytest.raises(Unavailable) as raised:
        provider.api().post("payments", {}, once="key-1")
    assert raised.value.retry_after_seconds == 60
    assert provider.pauses == []


def test_a_short_wait_is_granted():
    provider = Provider(httpx.Response(429, headers={"Retry-After": "2"}), ok(id="1"))
    assert provider.api().post("payments", {}, once="key-1") == {"id": "1"}
    assert provider.pauses == [2]


def test_all_attempts_together_stay_within_the_total_time():
    provider = Provider(*[LOST] * 10)

    def respond(request):
        provider.time += request.extensions["timeout"]["read"]
        return Provider.respond(provider, request)

    api = ProviderApi(
        httpx.Client(transport=httpx.MockTransport(respond)),
        "https://api.example",
        limits=Limits(attempts=10, total_seconds=5, read_seconds=4),
        sleep=provider.sleep,
        clock=lambda: provider.time,
    )
    with pytest.raises(Unclear):
        api.post("payments", {}, once="key-1")
    assert provider.time <= 5.001
    assert len(provider.requests) == 2


def test_an_endless_answer_is_cut_off():
    endless = httpx.Response(200, content=(b"x" * 1000 for _ in iter(int, 1)))
    api = Provider(endless).api(limits=Limits(attempts=1, answer_bytes=5000))
    with pytest.raises(Unclear, match="too much"):
        api.post("payments", {}, once="key-1")


def test_a_dripping_answer_is_cut_off():
    provider = Provider()

    def drip():
        while True:
            provider.time += 1
            yield b"x"

    provider.answers = [httpx.Response(200, content=drip())]
    with pytest.raises(Unclear, match="too slowly"):
        provider.api().post("payments", {}, once="key-1")


def test_the_providers_own_refusal_can_be_retried():
    def refusal(answer) -> AdapterError:
        return Unavailable("in progress") if answer.status == 409 else Declined("no", "No.")

    provider = Provider(httpx.Response(409), httpx.Response(402))
    with pytest.raises(Declined, match="no"):
        provider.api(refusal=refusal).post("payments", {}, once="key-1")


def test_numbers_with_a_point_are_never_floats():
    answer = httpx.Response(200, content=b'{"amount": 0.1}')
    amount = Provider(answer).api().get("payments/1")["amount"]
    assert amount == Decimal("0.1")
    assert isinstance(amount, Decimal)


def test_forms_deletes_and_replacements_are_carried_too():
    provider = Provider(ok(), ok(), httpx.Response(204))
    api = provider.api(key_header="X-Request-Id")
    api.post_form("a", {"x": "1"}, once="key-1")
    api.put("b", {"y": 2})
    assert api.delete("c") is None
    assert [request.method for request in provider.requests] == ["POST", "PUT", "DELETE"]
    assert provider.requests[0].content == b"x=1"
    assert provider.requests[0].headers["X-Request-Id"] == "key-1"


def test_a_secret_that_fits_no_header_is_a_wrong_setting():
    api = ProviderApi(
        httpx.Client(transport=httpx.MockTransport(lambda _: ok())),
        "https://api.example",
        headers={"Authorization": "Bearer hush\ud800hush"},
    )
    with pytest.raises(Misconfigured) as raised:
        api.get("a")
    assert "hush" not in str(raised.value)
    assert "hush" not in repr(api)


def test_a_password_in_the_address_is_not_shown():
    provider = Provider(LOST)
    http = httpx.Client(transport=httpx.MockTransport(provider.respond))
    api = ProviderApi(http, "https://user:hush@api.example", limits=Limits(attempts=1))
    with pytest.raises(Unclear) as raised:
        api.post("a")
    assert "hush" not in f"{raised.value} {api!r}"
    assert "api.example" in str(raised.value)


@pytest.mark.parametrize("read", [lambda it: it["id"], lambda it: it[3], lambda it: int(it.hush)])
def test_an_answer_without_its_form_is_unclear_and_not_repeated(read):
    with (
        pytest.raises(Unclear, match="Acme's answer cannot be read") as raised,
        readable("Acme's answer"),
    ):
        read({"hush": "hush"})
    assert "hush" not in str(raised.value).partition(":")[2]
