"""Opt-outs as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class OptOutTopic(StrEnum):
    """What somebody may want no more mails about: one event, or invitations of an organizer."""

    EVENT = "event"
    INVITATIONS = "invitations"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSubject:
    """What a mail is about and to whom, as far as ending such mails goes.

    Without a topic it comes because `user_id` follows the organizer.
    """

    template: str
    recipient: str
    topic: OptOutTopic | None
    event_id: UUID | None = None
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptOut:
    """What an address unsubscribed from: changes of one event, or an organizer's invitations."""

    organization_id: UUID
    topic: str
    event_id: UUID | None
    """None of topic `event`: all events of the organizer, after an objection to its news."""
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What the link at the end of a mail leads to."""

    template: str
    email: str
    organization: str
    event: str
    """The event's title; empty where it is about the organizer."""
    is_on: bool
    is_refused: bool
    """Whether the account that has the address wants none of the kind, from anybody."""
