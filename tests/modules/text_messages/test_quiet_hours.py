"""A text that can wait waits for the morning of whoever gets it; what they refuse does not come."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.factories import work
from tests.factories.people import make_user, person_context
from tests.modules.text_messages.conftest import ADA, BEN, NIGHT, sweep

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.consents.api import Channel, ConsentSource
from turnout.modules.notification_preferences import api as preferences
from turnout.modules.notification_preferences.api import NotificationTopic
from turnout.modules.quiet_hours import api as quiet_hours
from turnout.modules.quiet_hours import rules
from turnout.modules.quiet_hours.api import QuietHours

BRUSSELS = ZoneInfo("Europe/Brussels")
MORNING = timedelta(hours=10, minutes=30)
START = "UPDATE events SET starts_at = %(at)s, ends_at = %(end)s WHERE id = %(id)s"


@pytest.fixture
def night(monkeypatch):
    """Half past nine in the evening where the event is, a day from now."""
    monkeypatch.setattr(rules, "DEFAULT", NIGHT)
    there = clock.now().astimezone(BRUSSELS) + timedelta(days=1)
    return there.replace(hour=21, minute=30, second=0, microsecond=0)


def announce_at(texter, moment, **said):
    with clock.frozen(moment):
        made = texter.announce(**said)
        work.drain()
    return made


def refuse(user, channel):
    preferences.change_topic(
        person_context(user),
        NotificationTopic.EVENT_CHANGES,
        channel=channel,
        is_on=False,
        source=ConsentSource.API,
    )


def test_a_text_of_the_night_comes_in_the_morning(one, twilio_account, night):
    announce_at(one, night)
    [text] = one.log()
    assert (text["state"], twilio_account.received) == ("queued", [])
    assert "quiet hours" in text["reason"]
    due_at = datetime.fromisoformat(text["due_at"])
    assert due_at.astimezone(BRUSSELS).strftime("%H:%M") == "08:00"
    with clock.frozen(due_at - timedelta(minutes=1)):
        sweep()
    assert twilio_account.received == []
    with clock.frozen(due_at + timedelta(minutes=1)):
        sweep()
    assert len(twilio_account.received) == 1
    assert one.log()[0]["state"] == "sent"


def test_a_provider_that_is_down_in_the_morning_is_tried_again(one, twilio_account, night):
    """What waited for the night has not been tried for hours."""
    announce_at(one, night)
    due_at = datetime.fromisoformat(one.log()[0]["due_at"])
    twilio_account.controls.misbehave(behaviour="busy", times=9, method="ANY")
    with clock.frozen(due_at + timedelta(minutes=1)):
        sweep()
    [text] = one.log()
    assert (text["state"], "Given up" in text["reason"]) == ("queued", False)


def test_what_is_important_comes_at_once(one, twilio_account, night):
    announce_at(one, night, is_important=True)
    assert len(twilio_account.received) == 1


def test_what_begins_before_the_morning_is_told_at_once(one, twilio_account, night):
    start = night + timedelta(hours=1)
    with transaction(one.platform) as tx:
        values = {"at": start, "end": start + timedelta(hours=3), "id": one.shop.event_id}
        tx.query(START, values)
    announce_at(one, night)
    assert len(twilio_account.received) == 1


def test_who_is_awake_elsewhere_or_wants_no_quiet_gets_it(texter, twilio_account, night):
    ben = make_user()
    quiet_hours.set_quiet_hours(
        person_context(ben), QuietHours(is_on=False, starts="21:00", ends="08:00")
    )
    texter.guest("ada@people.example", ADA)
    texter.guest(ben.email, BEN)
    texter.index()
    announce_at(texter, night)
    states = {each["phone"]: each["state"] for each in texter.log()}
    assert states == {ADA: "queued", BEN: "sent"}


def test_whoever_wants_no_texts_gets_none_but_important_ones(texter, twilio_account):
    ben = make_user()
    texter.guest("ada@people.example", ADA)
    texter.guest(ben.email, BEN)
    texter.index()
    refuse(ben, Channel.SMS)
    made = texter.announce()
    work.drain()
    assert [each["phone"] for each in texter.log()] == [ADA]
    assert texter.shown(made)["report"]["texts"]["opted_out"] == 1
    texter.announce(is_important=True)
    work.drain()
    assert [each["phone"] for each in texter.log()].count(BEN) == 1


def test_a_text_that_waits_is_not_sent_once_its_reader_wants_none(texter, twilio_account, night):
    ben = make_user()
    texter.guest(ben.email, BEN)
    texter.index()
    announce_at(texter, night)
    refuse(ben, Channel.SMS)
    with clock.frozen(night + MORNING + timedelta(minutes=1)):
        sweep()
    [text] = texter.log()
    assert (text["state"], twilio_account.received) == ("failed", [])
