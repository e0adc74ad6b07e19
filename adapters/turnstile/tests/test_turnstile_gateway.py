"""What Turnstile is asked about a token, and what its answers come to."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from turnout_turnstile_fake import fake
from turnout_turnstile_fake.service import LASTS_SECONDS, Service

from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Misconfigured, Unavailable, Unclear
from turnout_sdk.testing.provider.in_process import carry
from turnout_sdk.testing.serving import Request
from turnout_turnstile import adapter

ADDRESS = "http://turnstile.test"
PERSON = ("tickets.example", "order", "b1")


class InProcess:
    """The fake behind a transport: requests are kept, and answers may be planned before its own."""

    def __init__(self, folder: Path) -> None:
        self.service = Service(folder)
        self.requests: list[httpx.Request] = []
        self.planned: list[httpx.Response | Exception] = []
        self.http = httpx.Client(transport=httpx.MockTransport(self._carry))

    def port(self, **changes):
        services = Services(http=self.http, now=lambda: None, sleep=lambda _: None)
        return adapter.open(fake.settings_for("demo", base_url=ADDRESS) | changes, services)

    def control(self, path, **given):
        asked = Request(method="POST", target=f"/control/{path}", body=json.dumps(given).encode())
        return json.loads(self.service.handle(asked).body)

    def solved(self):
        site_key = fake.settings_for("demo")["site_key"]
        given = {"hostname": "tickets.example", "action": "order", "cdata": "b1"}
        return self.control("solve", sitekey=site_key, **given)["token"]

    def said(self):
        """What the last request said, without the key of the try."""
        form = parse_qs(self.requests[-1].content.decode(), keep_blank_values=True)
        return {name: each[0] for name, each in form.items() if name != "idempotency_key"}

    def _carry(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.planned.pop(0) if self.planned else carry(self.service.handle, request)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def provider(tmp_path):
    running = InProcess(tmp_path)
    yield running
    running.http.close()


def test_a_token_is_asked_about_with_the_secret_and_the_address_of_the_visitor(provider):
    token = provider.solved()
    verdict = provider.port().judge(token, remote_address="203.0.113.9")
    assert verdict.is_person
    [asked] = provider.requests
    assert (asked.method, asked.url.path) == ("POST", "/turnstile/v0/siteverify")
    settings = fake.settings_for("demo")
    expected = {"secret": settings["secret_key"], "response": token, "remoteip": "203.0.113.9"}
    assert provider.said() == expected


def test_a_token_says_where_and_when_it_was_solved(provider):
    verdict = provider.port().judge(provider.solved())
    assert (verdict.hostname, verdict.action, verdict.binding) == PERSON
    assert verdict.solved_at is not None
    assert verdict.solved_at.tzinfo is not None
    assert "remoteip" not in provider.said()


def test_a_token_is_no_person_twice_nor_when_it_is_old(provider):
    port, token = provider.port(), provider.solved()
    assert port.judge(token).is_person
    again = port.judge(token)
    assert (again.is_person, again.code) == (False, "timeout-or-duplicate")
    old = provider.solved()
    provider.control("age", token=old, seconds=LASTS_SECONDS)
    lapsed = port.judge(old)
    assert (lapsed.is_person, lapsed.code) == (False, "timeout-or-duplicate")


@pytest.mark.parametrize("token", ["x" * 100_000, "a b", "<script>", "' OR 1=1", "a\nb", "ü"])
def test_what_cannot_be_a_token_is_not_sent(provider, token):
    assert provider.port().judge(token).is_person is False
    assert provider.requests == []


def test_an_empty_token_is_asked_about_so_that_one_knows_whether_anybody_answers(provider):
    verdict = provider.port().judge("")
    assert (verdict.is_person, verdict.code) == (False, "missing-input-response")
    assert len(provider.requests) == 1


def test_a_wrong_secret_is_a_wrong_configuration(provider):
    port = provider.port(secret_key="never-given-to-anybody")
    for call in (lambda: port.judge(provider.solved()), port.health):
        with pytest.raises(Misconfigured):
            call()


def test_a_lost_answer_is_asked_for_again_and_the_token_still_counts(provider):
    """The first try reached Turnstile; its key gets the same verdict for the second."""
    port, token = provider.port(), provider.solved()
    before = provider._carry

    def lose_first(request):
        answer = before(request)
        if len(provider.requests) == 1:
            raise httpx.ReadError("lost")
        return answer

    provider.http._transport.handler = lose_first
    assert port.judge(token).is_person
    sent = [parse_qs(each.content.decode())["idempotency_key"] for each in provider.requests]
    assert sent[0] == sent[1]
    assert port.judge(token).is_person is False


def test_a_failure_of_the_service_itself_is_unavailable(provider):
    failed = {"success": False, "error-codes": ["internal-error"]}
    provider.planned = [httpx.Response(200, json=failed)]
    with pytest.raises(Unavailable):
        provider.port().judge(provider.solved())


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b'"yes"', b"null", b'{"success": "true"}', b'{"success": 1}', b"{}",
        b'{"success": true}', b'{"success": true, "challenge_ts": "yesterday"}',
    ],
)  # fmt: skip
def test_an_answer_of_another_form_is_no_person_and_no_verdict(provider, body):
    provider.planned = [httpx.Response(200, content=body)] * 3
    with pytest.raises(AdapterError) as raised:
        provider.port().judge(provider.solved())
    assert isinstance(raised.value, Unclear | Unavailable)


def test_good_settings_are_healthy_and_the_published_ones_for_tests_are_not(provider):
    assert provider.port().health().is_healthy
    provider.planned = [httpx.Response(200, json={"success": True, "challenge_ts": "2026-01-01"})]
    health = provider.port(secret_key="1x0000000000000000000000000000000AA").health()
    assert not health.is_healthy


def test_no_secret_is_in_what_the_page_is_given(provider):
    port = provider.port()
    assert fake.settings_for("demo")["secret_key"] not in f"{port!r} {port.widget()!r}"
    assert port.widget().attributes == {"sitekey": fake.settings_for("demo")["site_key"]}


def test_in_production_the_page_may_reach_the_provider_and_nobody_else():
    declared = adapter.page_fields
    values = adapter.configure(
        {"site_key": "0x4AAAAAAAexample", "secret_key": "0x4AAAAAAAsecret"}
    ).model_dump()
    found = declared.origins(values)
    assert found.scripts == ("https://challenges.cloudflare.com",)
    assert found.frames == found.scripts
    assert found.connections == ()
    assert found.images == ()
