"""An announcement in chat channels: once in each that takes it, for everybody who reads there."""

import re
from uuid import uuid4

import pytest
from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.announcements.conftest import TEXT, Announcer
from tests.modules.chat_messages.conftest import (
    _services,
    channels,
    only_own_mails,
    platform_smtp,
    port,
)

__all__ = ("_services", "channels", "only_own_mails", "platform_smtp", "port")
WORDS = {
    "language": "en",
    "subject": "Hello {first_name}",
    "body": '<p>Doors at nine: <a href="{order_link}">your order</a></p>',
}
HALLO = {"language": "de", "subject": "Hallo {first_name}", "body": "<p>Einlass um neun</p>"}


@pytest.fixture
def writer(client, channels):
    return Announcer(client, make_shop(channels.made))


def said_in_chat(writer, **said):
    return writer.begun(channels=["chat"], texts=[WORDS, HALLO], **said)


def test_each_channel_that_takes_announcements_shows_it_once(channels, writer):
    channels.connect("slack", announcements=True)
    channels.connect("microsoft-teams")
    made = said_in_chat(writer)
    for _ in range(2):
        writer.queue(made)
        work.drain()
    assert channels.titles("slack") == ["Hello everyone"]
    assert channels.titles("microsoft-teams") == []
    [raw] = channels.controls("slack").received()
    assert re.search(rf"your order \(http[^)]+/{channels.made.slug}/[^)]+\)", raw.decode())
    shown = writer.shown(made)["report"]["chat"]
    assert shown == {"queued": 0, "sent": 1, "failed": 0, "unknown": 0}


def test_a_channel_for_other_events_and_one_that_takes_none_show_nothing(channels, writer):
    channels.connect("slack", announcements=True, only_events=[str(uuid4())])
    channels.connect("microsoft-teams", announcements=False)
    draft = writer.draft(channels=["chat"])
    refused = writer.post(f"/{draft['id']}/schedule", expect=409)
    assert refused["code"] == "announcements.nobody"


def test_what_waits_for_its_channel_is_taken_back_and_shown_after_a_pause(channels, writer):
    channels.connect("slack", announcements=True)
    made = said_in_chat(writer)
    writer.queue(made)
    assert writer.shown(made)["report"]["chat"]["queued"] == 1
    writer.post(f"/{made}/pause")
    work.drain()
    assert (channels.titles("slack"), channels.states()) == ([], [])
    writer.post(f"/{made}/resume")
    writer.queue(made)
    work.drain()
    assert channels.titles("slack") == ["Hello everyone"]


def test_what_only_one_reader_can_be_told_is_refused(channels, writer):
    channels.connect("slack", announcements=True)
    personal = {**TEXT, "subject": "Your order {order_number}"}
    answer = writer.draft(channels=["email", "chat"], texts=[personal], expect=422)
    assert [each["pointer"] for each in answer["errors"]] == ["/texts/0/subject"]
    draft = writer.draft(channels=["email", "chat"])
    asked = {"language": "en", "channel": "chat"}
    refused = writer.post(f"/{draft['id']}/test", asked, expect=422)
    assert [each["pointer"] for each in refused["errors"]] == ["/channel"]
