"""What a channel shows, and what each answer of Slack means."""

import json
from datetime import UTC, datetime

import httpx
import pytest
from turnout_slack_fake import settings

from turnout_sdk.adapter import Services
from turnout_sdk.chat import Message
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_slack import adapter

OK = httpx.Response(200, text="ok")
MESSAGE = Message(
    key="1", title="A <refund> & more", text="Hello <!channel>", url="https://t.example/?a=1&b=2"
)


def asked_by(answer):
    """A gateway to whom Slack answers so, and what it was sent."""
    seen = []

    def handle(request):
        seen.append(json.loads(request.content))
        return answer

    http = httpx.Client(transport=httpx.MockTransport(handle))
    services = Services(http=http, now=lambda: datetime(2026, 7, 1, tzinfo=UTC))
    return adapter.open(settings("https://slack.test", "a"), services), seen


def test_words_are_words_and_the_link_is_a_link():
    port, seen = asked_by(OK)
    port.post(MESSAGE)
    [said] = seen
    assert said["text"] == "A &lt;refund&gt; &amp; more"
    header, text, link = said["blocks"]
    assert header["text"] == {"type": "plain_text", "text": "A <refund> & more", "emoji": False}
    assert text["text"]["type"] == "plain_text"
    assert link["elements"][0]["text"] == "<https://t.example/?a=1&amp;b=2>"


def test_what_is_too_long_is_cut_to_what_slack_takes():
    port, seen = asked_by(OK)
    facts = {f"Fact {number}": "y" * 5_000 for number in range(20)}
    port.post(Message(key="1", title="x" * 999, text="z" * 9_999, facts=facts))
    header, text, fields = seen[0]["blocks"]
    assert len(header["text"]["text"]) == 150
    assert len(text["text"]["text"]) == 3_000
    assert [len(each["text"]) for each in fields["fields"]] == [2_000] * 10


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        (404, "no_service", Misconfigured),
        (410, "channel_is_archived", Misconfigured),
        (403, "action_prohibited", Misconfigured),
        (400, "invalid_blocks", Declined),
        (429, "rate_limited", Unavailable),
        (500, "rollup_error", Unclear),
        (200, "<html>", Unclear),
    ],
)
def test_each_answer_means_one_thing_and_is_asked_for_once(status, said, kind):
    port, seen = asked_by(httpx.Response(status, text=said, headers={"Retry-After": "7"}))
    with pytest.raises(kind) as raised:
        port.post(MESSAGE)
    assert len(seen) == 1
    if kind is Unavailable:
        assert raised.value.retry_after_seconds == 7


@pytest.mark.parametrize(
    ("status", "said", "is_healthy"),
    [(400, "no_text", True), (404, "no_service", False), (410, "channel_is_archived", False)],
)
def test_health_shows_nothing_in_the_channel(status, said, is_healthy):
    port, seen = asked_by(httpx.Response(status, text=said))
    assert port.health().is_healthy is is_healthy
    assert seen == [{}]


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.slack.com.evil.example/services/T/B/x",
        "http://hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com/services/T/B",
        "https://hooks.slack.com@evil.example/services/T/B/x",
        "nonsense",
    ],
)
def test_only_addresses_of_slack_are_taken(url):
    with pytest.raises(Misconfigured) as raised:
        adapter.configure({"webhook_url": url})
    assert list(raised.value.fields) == ["webhook_url"]
