"""Decisions about preferences: pure."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.consents.api import Channel, ConsentTopic, NotificationChoice
from turnout.modules.notification_preferences.types import (
    NotificationState,
    NotificationTopic,
    TopicPreference,
)

ALWAYS: Final = frozenset({NotificationTopic.ORDERS, NotificationTopic.SECURITY})
"""What somebody bought, and who is at their account: nobody may switch that off."""


CHANNELS: Final = dict.fromkeys(NotificationTopic, (Channel.EMAIL,)) | {
    NotificationTopic.EVENT_CHANGES: (Channel.EMAIL, Channel.SMS, Channel.PUSH, Channel.IN_APP)
}
"""By what messages of a topic come."""


def topic_to_change(topic: NotificationTopic, channel: Channel = Channel.EMAIL) -> ConsentTopic:
    """The topic as choices are kept; Invalid for what always comes, or never by this channel."""
    if channel not in CHANNELS[topic]:
        says = "Messages of this topic do not come by this channel."
        raise Invalid(FieldError("/channel", says, "not-by-this-channel"))
    if topic in ALWAYS:
        says = "These emails always come: they are about your orders or your security."
        raise Invalid(FieldError("/topic", says, "always"))
    return ConsentTopic(topic.value)


def require_event_fits(topic: ConsentTopic, event_id: UUID | None, *, is_on: bool) -> None:
    """Changes are of one event, everything else of the organizer as a whole.

    Who objected to the news of all events takes that back without naming one.
    """
    if topic is ConsentTopic.EVENT_CHANGES and event_id is None and is_on:
        return
    if (topic is ConsentTopic.EVENT_CHANGES) != (event_id is not None):
        says = "Name the event for its changes, and none for anything else."
        raise Invalid(FieldError("/event_id", says))


def preferences_of(choices: Sequence[NotificationChoice]) -> tuple[TopicPreference, ...]:
    """Every topic by each of its channels; on where nobody ever said otherwise."""
    said = {(each.topic, each.channel): each for each in choices}
    return tuple(
        _preference(topic, channel, said.get((topic.value, channel.value)))
        for topic in NotificationTopic
        for channel in CHANNELS[topic]
    )


def _preference(
    topic: NotificationTopic, channel: Channel, choice: NotificationChoice | None
) -> TopicPreference:
    is_on = choice is None or choice.is_on
    state = NotificationState.ON if is_on else NotificationState.OFF
    return TopicPreference(
        topic=topic,
        channel=channel,
        state=NotificationState.ALWAYS if topic in ALWAYS else state,
        decided_at=choice.decided_at if choice else None,
        source=choice.source if choice else None,
        wording=choice.wording if choice else None,
    )
