"""Announcements as they cross the module's border."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.modules.announcements.models import (
    AnnouncementChannel,
    AnnouncementRow,
    AnnouncementState,
)

EMAIL_ONLY = (AnnouncementChannel.EMAIL.value,)


class Addressees(StrEnum):
    ATTENDEES = "attendees"
    """Each attendee at their own address, and the buyer where one left none."""
    BUYERS = "buyers"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question of the registration form, and what was answered: one of the answers counts."""

    component: ClassVar[str] = "AnnouncementsAnswer"
    question: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Who of an event's attendees is written to: all that is stated has to be so."""

    component: ClassVar[str] = "AnnouncementsSegment"
    to: Annotated[str, one_of(Addressees)] = Addressees.ATTENDEES.value
    order_states: Annotated[list[str], "Of their order."]
    ticket_type_ids: Annotated[list[UUID], "None named: every ticket type."]
    checked_in: Annotated[bool | None, "Whether their ticket was scanned; null: either."] = None
    bought_before: Annotated[
        bool | None, "Whether their buyer had bought for another event before; null: either."
    ] = None
    session_ids: Annotated[list[UUID], "Signed up for one of these."]
    languages: Annotated[list[str], "Of their order."]
    tag_ids: Annotated[list[UUID], "With one of these tags."]
    answers: list[AnsweredQuestion]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementText:
    component: ClassVar[str] = "AnnouncementsText"
    language: str
    subject: Annotated[str, "Of the mail."] = ""
    body: Annotated[str, "Of the mail: sanitized HTML."] = ""
    short_text: Annotated[str, "Of the text message."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReport:
    """What became of the text messages so far."""

    component: ClassVar[str] = "AnnouncementsTextReport"
    queued: Annotated[int, "Written down and not sent yet."] = 0
    sent: Annotated[int, "Taken by a provider, delivered or not."] = 0
    delivered: Annotated[int, "Of those: on the phone, as the provider tells."] = 0
    failed: Annotated[int, "Will not be tried again; the log says why."] = 0
    opted_out: Annotated[int, "Left out, since their numbers get no texts."] = 0
    segments: Annotated[int, "What carriers bill for all of them."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InAppReport:
    """What became of it in the inboxes of those with an account."""

    component: ClassVar[str] = "AnnouncementsInAppReport"
    told: Annotated[int, "People who have it in their inbox."] = 0
    read: Annotated[int, "Of those, who read it there."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatReport:
    """What became of it in chat channels, for as long as their messages are kept."""

    component: ClassVar[str] = "AnnouncementsChatReport"
    queued: Annotated[int, "Channels that are still to show it."] = 0
    sent: Annotated[int, "Channels that took it."] = 0
    failed: Annotated[int, "Channels that refused it, or could not be reached."] = 0
    unknown: Annotated[int, "Channels that did not say whether they show it."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementReport:
    """What became of the mails so far, of the text messages, and of the rest."""

    component: ClassVar[str] = "AnnouncementsReport"
    queued: Annotated[int, "Written down and not sent yet."]
    sent: int
    failed: Annotated[int, "Will not be tried again; the delivery log says why."]
    unsubscribed: Annotated[int, "Left out, since they want no such mails."]
    suppressed: Annotated[int, "Left out, since they are on the suppression list."]
    texts: TextReport
    in_app: InAppReport
    chat: ChatReport


NOTHING_SENT = AnnouncementReport(
    queued=0,
    sent=0,
    failed=0,
    unsubscribed=0,
    suppressed=0,
    texts=TextReport(),
    in_app=InAppReport(),
    chat=ChatReport(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A mail to attendees of an event, when it is sent, and how far that is."""

    component: ClassVar[str] = "Announcement"
    id: UUID
    event_id: UUID
    state: Annotated[str, one_of(AnnouncementState)]
    texts: Annotated[list[AnnouncementText], "The first one is for every other language."]
    segment: Segment
    channels: list[Annotated[str, one_of(AnnouncementChannel)]]
    is_important: Annotated[bool, "About the ticket itself: it also reaches the unsubscribed."]
    send_at: Annotated[datetime | None, "Null until it is scheduled."]
    started_at: datetime | None
    finished_at: datetime | None
    created_at: datetime
    version: int
    report: AnnouncementReport

    @classmethod
    def of(cls, row: AnnouncementRow, report: AnnouncementReport = NOTHING_SENT) -> "Announcement":
        return from_attributes(
            cls,
            row,
            texts=codec.convert(row.texts, list[AnnouncementText]),
            segment=codec.convert(row.segment, Segment),
            report=report,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingAnnouncement:
    """What each of its mails and texts asks about it as it leaves."""

    event_id: UUID
    state: str
    texts: list[AnnouncementText]
    segment: Segment
    is_important: bool

    @classmethod
    def of(cls, *, texts: list[Any], segment: dict[str, Any], **said: Any) -> "LeavingAnnouncement":
        """Of its columns."""
        return cls(
            texts=codec.convert(texts, list[AnnouncementText]),
            segment=codec.convert(segment, Segment),
            **said,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnnouncement:
    texts: Sequence[AnnouncementText]
    segment: Segment
    channels: Sequence[str] = EMAIL_ONLY
    is_important: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody of a segment, once, by one of the orders that they are in."""

    address: str
    """In small letters: what makes them one."""
    email: str
    name: str
    locale: str
    order_id: UUID | None
    """None for a member who sends a test to themselves."""
    order_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAddressee:
    """A number of a segment, once, by one of the orders whose buyers agreed to texts at it."""

    phone: str
    name: str
    locale: str
    order_id: UUID
    order_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAddressee:
    component: ClassVar[str] = "AnnouncementsSampleAddressee"
    name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """How many people a segment has now, and some of them."""

    component: ClassVar[str] = "AnnouncementsAudience"
    count: Annotated[int, "People, each once."]
    mail_count: Annotated[int, "Of them, who gets the email: neither unsubscribed nor suppressed."]
    important_mail_count: Annotated[int, "Who gets it if it is important."]
    sample: list[SampleAddressee]
    text_count: Annotated[int, "Numbers whose holders agreed to text messages and get them."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementPreview:
    """The mail as one addressee gets it; with the reader's own name in place of theirs."""

    component: ClassVar[str] = "AnnouncementsPreview"
    language: str
    subject: str
    body: Annotated[str, "Sanitized HTML, its variables filled in."]
    text: Annotated[str, "The whole mail as plain text."]
    short_text: Annotated[str, "The text message as it is sent; empty without one."]
    encoding: Annotated[str, "Of the text message: `GSM-7` or `UCS-2`."]
    segments: Annotated[int, "What carriers bill for the text message."]
