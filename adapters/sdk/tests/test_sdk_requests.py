"""A vendor's library that speaks through `requests` goes over the lent httpx client."""

from datetime import UTC, datetime

import httpx
import pytest
import requests

from turnout_sdk.adapter import Services
from turnout_sdk.testing.guard import no_sockets_of_its_own
from turnout_sdk.testing.local_http import local_client
from turnout_sdk.testing.serving import Reply, reply, serving


def session_over(http):
    return Services(http=http, now=lambda: datetime.now(UTC)).requests_session()


@pytest.fixture
def provider():
    seen = []

    def handle(request):
        seen.append(request)
        if request.path == "/gone":
            return Reply(is_silent=True)
        return reply(201, {"method": request.method, "body": request.body.decode()})

    with serving(handle) as address, local_client(timeout=5) as http:
        yield address, session_over(http), seen


def test_a_request_arrives_with_its_body_and_credentials(provider):
    address, session, seen = provider
    answer = session.post(f"{address}/v1/pay", json={"a": 1}, auth=("user", "pass"))
    assert answer.status_code == 201
    assert answer.json() == {"method": "POST", "body": '{"a": 1}'}
    assert seen[0].headers["authorization"] == "Basic dXNlcjpwYXNz"
    assert answer.headers["content-type"] == "application/json"
    assert answer.url == f"{address}/v1/pay"


@pytest.mark.parametrize(
    ("data", "arrives"),
    [
        ({"a": "1 2"}, "a=1+2"),
        ("text", "text"),
        (b"raw", "raw"),
        (iter([b"in ", b"two"]), "in two"),
    ],
)
def test_every_kind_of_body_arrives_whole(provider, data, arrives):
    address, session, _ = provider
    assert session.put(address, data=data).json()["body"] == arrives


def test_a_lost_answer_is_the_library_s_own_error(provider):
    address, session, _ = provider
    with pytest.raises(requests.ConnectionError):
        session.get(f"{address}/gone")


@pytest.mark.parametrize(
    ("failure", "becomes"),
    [
        (httpx.ConnectTimeout("slow"), requests.ConnectTimeout),
        (httpx.ReadTimeout("slow"), requests.ReadTimeout),
        (httpx.ConnectError("nobody"), requests.ConnectionError),
        (httpx.InvalidURL("what"), requests.exceptions.InvalidURL),
    ],
)
def test_failures_keep_their_meaning(failure, becomes):
    def fail(_):
        raise failure

    with (
        httpx.Client(transport=httpx.MockTransport(fail)) as http,
        pytest.raises(becomes),
    ):
        session_over(http).get("http://provider.example")


@pytest.mark.parametrize(
    ("asked", "read"), [(None, 5), (60, 5), (2, 2), ((1, 60), 5), ((None, None), 5)]
)
def test_no_time_out_is_longer_than_the_client_s(asked, read):
    seen = []

    def answer(request):
        seen.append(request.extensions["timeout"])
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer), timeout=5) as http:
        session_over(http).get("http://provider.example", timeout=asked)
    assert seen[0]["read"] == read


def test_an_answer_without_end_is_cut_off(monkeypatch):
    monkeypatch.setattr("turnout_sdk.requests_session.ANSWER_BYTES", 10)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x" * 11))
    with (
        httpx.Client(transport=transport) as http,
        pytest.raises(requests.ConnectionError),
    ):
        session_over(http).get("http://provider.example")


def test_a_session_that_is_not_lent_is_caught(provider):
    address, _, _ = provider
    with no_sockets_of_its_own() as opened, pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=1)
    assert opened
