"""A reminder by text message: at its moment, to who agreed, once, through the provider's fake."""

import pytest
from tests.factories import work
from tests.modules.announcements.conftest import TEXT as MAIL
from tests.modules.reminders.conftest import MINUTE, Organizer, moment
from tests.modules.text_messages.conftest import (
    ADA,
    BEN,
    TEXT,
    Texter,
    at,
    platform_smtp,
    port,
    served,
    twilio_account,
)

from turnout.kernel import clock

__all__ = ("at", "platform_smtp", "port", "served", "twilio_account")


class TextingOrganizer(Organizer, Texter):
    """Whose reminders go out by text message."""

    def remind_at(self, made):
        """What the platform does at the reminder's moment, until nothing is left to do."""
        with clock.frozen(moment(made["due_at"]) + MINUTE):
            self.tick()
            self.written_to(made)
            work.drain()
            work.run_timed("text_messages.sweep")
            work.drain()


@pytest.fixture
def texter(organizer):
    return TextingOrganizer(organizer.client, organizer.shop)


def test_a_reminder_is_texted_at_its_moment_to_who_agreed(texter, twilio_account):
    texter.guest("ada@people.example", ADA, name="Ada Lovelace")
    texter.guest("ada@work.example", ADA, name="Ada Lovelace")
    texter.buy("ben@people.example", name="Ben")
    texter.index()
    made = texter.define(days=-1, texts=[TEXT], channels=["sms"])
    texter.tick_at(moment(made["due_at"]) - MINUTE)
    work.drain()
    assert twilio_account.received == []
    texter.remind_at(made)
    texter.remind_at(made)
    assert texter.reminder(made)["state"] == "sent"
    assert twilio_account.received == ["Doors at nine, Ada.\nReply STOP to end."]
    [text] = texter.log()
    assert (text["state"], text["phone"], text["purpose"]) == ("sent", ADA, "announcement")


def test_a_reminder_by_both_channels_is_mailed_to_all_and_texted_to_who_agreed(
    texter, twilio_account
):
    texter.guest("ada@people.example", ADA, name="Ada Lovelace")
    texter.buy("ben@people.example", name="Ben")
    texter.index()
    made = texter.define(days=-1, texts=[MAIL | TEXT], channels=["email", "sms"])
    texter.remind_at(made)
    assert texter.written_to(made) == ["ada@people.example", "ben@people.example"]
    assert [each["phone"] for each in texter.log()] == [ADA]
    assert len(twilio_account.received) == 1


def test_consent_is_asked_for_at_the_reminders_moment(texter, twilio_account):
    texter.guest("ada@people.example", ADA, name="Ada Lovelace")
    order = texter.guest("ben@people.example", BEN, name="Ben")
    texter.index()
    made = texter.define(days=-1, texts=[TEXT], channels=["sms"])
    texter.consent(order, {"is_given": False})
    twilio_account.hear(twilio_account.says(ADA, "STOP", wish="stop"))
    texter.remind_at(made)
    assert (texter.log(), twilio_account.received) == ([], [])
