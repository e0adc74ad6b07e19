"""What a card shows, and what each answer of a workflow means."""

import json
from datetime import UTC, datetime

import httpx
import pytest
from turnout_microsoftteams_fake import settings

from turnout_microsoftteams import adapter
from turnout_sdk.adapter import Services
from turnout_sdk.chat import Message
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear

MESSAGE = Message(key="1", title="A refund [x](http://evil.example)", url="https://t.example/a")


def asked_by(answer):
    """A gateway to whom the workflow answers so, and what it was sent."""
    seen = []

    def handle(request):
        seen.append(json.loads(request.content))
        return answer

    http = httpx.Client(transport=httpx.MockTransport(handle))
    services = Services(http=http, now=lambda: datetime(2026, 7, 1, tzinfo=UTC))
    return adapter.open(settings("https://teams.test", "a"), services), seen


def test_words_are_words_and_the_link_is_a_button():
    port, seen = asked_by(httpx.Response(202))
    port.post(MESSAGE)
    [attachment] = seen[0]["attachments"]
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert card["body"][0]["text"] == r"A refund \[x\]\(http://evil.example\)"
    assert card["actions"][0] == {
        "type": "Action.OpenUrl",
        "title": "t.example",
        "url": "https://t.example/a",
    }


@pytest.mark.parametrize("letter", ["z", "घ"])
def test_the_longest_message_is_small_enough_or_declined(letter):
    port, seen = asked_by(httpx.Response(202))
    facts = {f"Fact {number}": letter * 300 for number in range(30)}
    message = Message(key="1", title=letter * 999, text=letter * 9_999, facts=facts)
    if letter == "z":
        port.post(message)
        assert len(json.dumps(seen[0]).encode()) <= 28_000
        return
    with pytest.raises(Declined) as raised:
        port.post(message)
    assert (raised.value.code, seen) == ("too-large", [])


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        (404, "{}", Misconfigured),
        (401, "{}", Misconfigured),
        (413, "{}", Declined),
        (400, "{}", Declined),
        (429, "{}", Unavailable),
        (502, "", Unclear),
        (200, "<html>", Unclear),
    ],
)
def test_each_answer_means_one_thing_and_is_asked_for_once(status, said, kind):
    port, seen = asked_by(httpx.Response(status, text=said, headers={"Retry-After": "7"}))
    with pytest.raises(kind):
        port.post(MESSAGE)
    assert len(seen) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/workflows/1/triggers?sig=x",
        "https://logic.azure.com.evil.example/workflows/1?sig=x",
        "https://prod-01.westeurope.logic.azure.com/workflows/1",
        "https://x.webhook.office.com/webhookb2/1/IncomingWebhook/2/3",
        "http://prod-01.westeurope.logic.azure.com/workflows/1?sig=x",
    ],
)
def test_only_addresses_of_workflows_are_taken(url):
    with pytest.raises(Misconfigured) as raised:
        adapter.configure({"webhook_url": url})
    assert list(raised.value.fields) == ["webhook_url"]


@pytest.mark.parametrize("host", ["prod-01.westeurope.logic.azure.com:443", "default1.2.environment.api.powerplatform.com:443"])  # fmt: skip
def test_both_kinds_of_workflow_hosts_are_taken(host):
    path = "/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke"
    found = adapter.configure({"webhook_url": f"https://{host}{path}?api-version=1&sig=x"})
    assert found.origin == f"https://{host}"
