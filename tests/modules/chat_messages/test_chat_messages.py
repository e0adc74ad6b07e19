"""What reaches a channel and what does not: what it wants, once, and a second apart."""

from uuid import uuid4

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.modules.chat_messages.conftest import later, rest_is_over, sweep
from tests.modules.inbox.conftest import tell
from tests.modules.text_messages.conftest import die_at

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import Invalid
from turnout.modules.chat_messages import service
from turnout.modules.inbox.api import MessageKind

REFUND = "A refund did not work"
BOTH = ("slack", "microsoft-teams")


@pytest.mark.parametrize("key", BOTH)
def test_a_channel_shows_what_the_team_is_told(channels, key):
    channels.connect(key)
    tell(channels.made)
    work.drain()
    assert channels.titles(key) == [REFUND]
    [raw] = channels.controls(key).received()
    assert f"/console/{channels.made.slug}/money" in raw.decode()
    sweep()
    assert (len(channels.titles(key)), channels.states()) == (1, ["sent"])


def test_every_channel_is_told_and_of_one_source_once(channels):
    for key in BOTH:
        channels.connect(key)
    source_id = uuid4()
    for _ in range(2):
        tell(channels.made, source_id=source_id)
        work.drain()
    assert [channels.titles(key) for key in BOTH] == [[REFUND], [REFUND]]


@pytest.mark.parametrize(
    ("kind", "switch"),
    [
        (MessageKind.REFUND_FAILED, "payments"),
        (MessageKind.ORDER_REVIEW, "orders"),
        (MessageKind.FILE_INFECTED, "events"),
        (MessageKind.MEMBER_JOINED, "team"),
    ],
)
def test_a_channel_is_told_of_the_topics_that_it_wants(channels, kind, switch):
    topics = dict.fromkeys(("payments", "orders", "events", "team"), False)
    channels.connect("slack", **topics)
    channels.connect("microsoft-teams", **topics | {switch: True})
    tell(channels.made, kind=kind)
    work.drain()
    assert (len(channels.titles("slack")), len(channels.titles("microsoft-teams"))) == (0, 1)


def test_a_channel_for_some_events_is_told_of_those_alone(channels):
    channels.connect(only_events=[str(uuid4())])
    tell(channels.made)
    work.drain()
    assert channels.titles() == []


def test_what_is_one_persons_own_goes_to_no_channel(channels):
    channels.connect(team=True)
    tell(channels.made, kind=MessageKind.EXPORT_READY)
    work.drain()
    assert channels.titles() == []


def test_a_channel_gets_one_message_a_second_and_what_waits_is_counted(channels):
    connection = channels.connect()
    tell(channels.made)
    for _ in range(3):
        tell(channels.made, kind=MessageKind.APPLICATION, path="applications")
    work.drain()
    assert channels.titles() == [REFUND]
    rest_is_over(channels, connection)
    with later(30):
        sweep()
    assert channels.titles() == [REFUND, "Somebody applied for a ticket (× 3)"]
    assert channels.states() == ["sent", "sent"]


@pytest.mark.parametrize("behaviour", ["drop", "error", "nonsense"])
def test_what_may_be_shown_is_never_sent_again(channels, behaviour):
    connection = channels.connect()
    channels.controls().misbehave(behaviour=behaviour, times=1)
    tell(channels.made)
    work.drain()
    rest_is_over(channels, connection)
    with later(3600):
        sweep()
    assert (len(channels.titles()), channels.states()) == (1, ["unknown"])


def test_a_channel_that_has_too_much_to_do_is_asked_again(channels):
    connection = channels.connect()
    channels.controls().misbehave(behaviour="busy", times=1)
    tell(channels.made)
    work.drain()
    assert (channels.titles(), channels.states()) == ([], ["queued"])
    rest_is_over(channels, connection)
    with later(60):
        sweep()
    assert (channels.titles(), channels.states()) == ([REFUND], ["sent"])


@pytest.mark.parametrize(
    ("word", "arrived"), [("SET state = 'sending'", 0), ("ended_at = CASE", 1)]
)
def test_a_worker_that_dies_leaves_a_message_that_is_not_sent_twice(channels, word, arrived):
    connection = channels.connect()
    tell(channels.made)
    die_at(word)
    assert len(channels.titles()) == arrived
    rest_is_over(channels, connection)
    with later(3600):
        sweep()
    assert len(channels.titles()) == 1
    assert channels.states() == ["unknown" if arrived else "sent"]


def test_a_channel_that_is_gone_is_said_of_the_connection_and_heals(channels):
    connection = channels.connect()
    channels.controls().refuse("channel_is_archived")
    tell(channels.made)
    work.drain()
    assert channels.states() == ["failed"]
    shown = channels.shown(connection.id)
    assert (shown.is_healthy, shown.health_detail) == (
        False,
        "The webhook's channel is archived.",
    )


def test_an_address_that_is_none_is_refused_with_its_field(channels):
    with pytest.raises(Invalid) as raised:
        channels.connect(webhook_url="https://evil.example/services/T/B/x")
    assert [each.pointer for each in raised.value.errors] == ["/values/webhook_url"]


def path_of(channels, connection_id):
    return f"/api/v1/organizations/{channels.made.id}/connections/{connection_id}/test-message"


@pytest.mark.parametrize("key", BOTH)
def test_a_channel_is_tried_out_by_a_message_that_is_there_at_once(client, channels, key):
    connection = channels.connect(key)
    answer = client.post(path_of(channels, connection.id), headers=bearer(channels.made.owner))
    assert (answer.status_code, answer.json) == (200, {"outcome": "sent", "reason": ""})
    assert channels.titles(key) == ["Test message"]
    assert channels.shown(connection.id).is_healthy
    again = client.post(path_of(channels, connection.id), headers=bearer(channels.made.owner))
    assert again.json["outcome"] == "failed", "a channel takes one message a second"
    assert len(channels.titles(key)) == 1


@pytest.mark.parametrize("language", ["de", "es", "fr", "ar", "hi", "so"])
def test_a_test_message_is_in_the_organizations_language(language):
    (title, text), english = (service.words_of_test("Meridian", said) for said in (language, "en"))
    assert title != english[0]
    assert "Meridian" in text
    assert text != english[1]


def test_a_test_that_does_not_get_through_says_why_and_is_not_repeated(client, channels):
    connection = channels.connect()
    channels.controls().refuse("channel_is_archived")
    answer = client.post(path_of(channels, connection.id), headers=bearer(channels.made.owner))
    assert answer.json["outcome"] == "failed"
    assert answer.json["reason"]
    assert channels.shown(connection.id).is_healthy is False
    rest_is_over(channels, connection)
    sweep()
    assert channels.titles() == []


def test_a_test_whose_answer_was_lost_is_unknown(client, channels):
    connection = channels.connect()
    channels.controls().misbehave(behaviour="drop", times=1)
    answer = client.post(path_of(channels, connection.id), headers=bearer(channels.made.owner))
    assert answer.json["outcome"] == "unknown"
    assert len(channels.titles()) == 1


def test_only_who_configures_connections_tries_out_a_channel_that_is_one(client, channels):
    connection = channels.connect()
    path = path_of(channels, connection.id)
    staff, stranger = add_member(channels.made, "staff"), make_organization().owner
    asked = [client.post(path, headers=each) for each in ({}, bearer(staff), bearer(stranger))]
    assert [each.status_code for each in asked] == [401, 403, 404]
    nowhere = client.post(path_of(channels, uuid4()), headers=bearer(channels.made.owner))
    assert nowhere.status_code == 404
    assert channels.titles() == []


def test_workers_are_told_of_no_more_than_they_end_soon(channels):
    channels.connect(team=True)
    for kind in (MessageKind.REFUND_FAILED, MessageKind.ORDER_REVIEW, MessageKind.MEMBER_JOINED):
        tell(channels.made, kind=kind)
    ctx = SystemContext(job="tests.sweep")
    with later(31):
        assert len(service.take_due(ctx, limit=2)) == 2
        assert service.take_due(ctx, limit=2) == []
    with later(62):
        assert len(service.take_due(ctx, limit=2)) == 2
