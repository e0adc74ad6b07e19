"""Announcements as organizers write, schedule, pause and cancel them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import to_builtins

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.announcements import policies, queries, rules
from turnout.modules.announcements.errors import (
    AnnouncementNotDraft,
    NobodyToWriteTo,
    TooManyAnnouncements,
)
from turnout.modules.announcements.facts import AnnouncementStateChanged
from turnout.modules.announcements.models import (
    AnnouncementChannel,
    AnnouncementRow,
    AnnouncementState,
)
from turnout.modules.announcements.rules import Action
from turnout.modules.announcements.types import (
    Announcement,
    AnnouncementReport,
    Audience,
    ChatReport,
    InAppReport,
    NewAnnouncement,
    SampleAddressee,
    Segment,
    TextReport,
)
from turnout.modules.catalog import api as catalog
from turnout.modules.chat_messages import api as chat_messages
from turnout.modules.consents.api import Channel
from turnout.modules.events import api as events
from turnout.modules.inbox import api as inbox
from turnout.modules.notifications import api as notifications
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.order_notes import api as order_notes
from turnout.modules.programme import api as programme
from turnout.modules.suppressions import api as suppressions
from turnout.modules.text_messages import api as text_messages


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Addresses in small letters; none is in both."""

    unsubscribed: frozenset[str]
    suppressed: frozenset[str]

    def __len__(self) -> int:
        return len(self.unsubscribed) + len(self.suppressed)

    def __contains__(self, address: str) -> bool:
        return address in self.unsubscribed or address in self.suppressed


def new_run(row: AnnouncementRow) -> dict[str, Any]:
    """What a run begins with: nobody seen yet, by the first of its channels."""
    counts = dict.fromkeys(("run_count", "unsubscribed", "suppressed", "opted_out"), 0)
    return {"last_seen": "", "queued_at": None, "run_channel": row.channels[0], **counts}


def list_announcements(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest
) -> Page[Announcement]:
    """The newest first, each with what became of its mails."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = _all_shown(tx, queries.list_announcements(tx, event_id, request))
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def get_announcement(
    ctx: OrganizationContext, event_id: UUID, announcement_id: UUID
) -> Announcement:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return _shown(tx, queries.get_announcement(tx, event_id, announcement_id))


def create_announcement(
    ctx: OrganizationContext, event_id: UUID, new: NewAnnouncement
) -> Announcement:
    """Write a draft; nobody gets it before it is scheduled."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        if queries.count_announcements(tx, event_id) >= rules.MOST_OF_EVENT:
            raise TooManyAnnouncements
        sound = sound_announcement(tx, event_id, new)
        return Announcement.of(queries.insert_announcement(tx, event_id, sound))


def update_announcement(
    ctx: OrganizationContext,
    event_id: UUID,
    announcement_id: UUID,
    *,
    changes: Mapping[str, Any],
    version: int | None,
) -> Announcement:
    """Change the named fields of a draft; AnnouncementNotDraft otherwise."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = _lock_draft(tx, event_id, announcement_id, version=version)
        before = Announcement.of(row)
        new = NewAnnouncement(
            texts=changes.get("texts", before.texts),
            segment=changes.get("segment", before.segment),
            channels=changes.get("channels", before.channels),
            is_important=changes.get("is_important", before.is_important),
        )
        sound = sound_announcement(tx, event_id, new)
        values = {
            "texts": to_builtins(list(sound.texts)),
            "segment": to_builtins(sound.segment),
            "channels": list(sound.channels),
            "run_channel": sound.channels[0],
            "is_important": sound.is_important,
        }
        queries.update_announcement(tx, row, values)
        return Announcement.of(row)


def delete_announcement(
    ctx: OrganizationContext, event_id: UUID, announcement_id: UUID, *, version: int | None
) -> None:
    """Delete a draft; what was ever sent stays for its report."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = _lock_draft(tx, event_id, announcement_id, version=version)
        queries.delete_announcement(tx, row)


def count_audience(ctx: OrganizationContext, event_id: UUID, segment: Segment) -> Audience:
    """How many people a segment has now, whom mails reach, and the first by their address."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        _require_segment(tx, event_id, segment, at="")
        found = queries.list_addressees(tx, event_id, segment, limit=rules.SAMPLE)
        addresses = queries.list_all_addresses(tx, event_id, segment)
        mail_count, important_mail_count = (
            len(addresses) - len(find_left_out(tx, event_id, addresses, is_important=is_important))
            for is_important in (False, True)
        )
        numbers = queries.list_all_numbers(tx, event_id, segment)
        text_count = len(numbers) - len(text_messages.find_blocked(tx, numbers))
    sample = [
        SampleAddressee(name=each.name, email=each.email, language=each.locale) for each in found
    ]
    return Audience(
        count=len(addresses),
        mail_count=mail_count,
        important_mail_count=important_mail_count,
        sample=sample,
        text_count=text_count,
    )


def schedule(
    ctx: OrganizationContext,
    event_id: UUID,
    announcement_id: UUID,
    *,
    send_at: datetime | None,
    version: int | None,
) -> Announcement:
    """Have a draft sent at a moment, or now; NobodyToWriteTo where its segment is empty now."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_announcement(tx, event_id, announcement_id)
        require_version(version, row.version)
        if send_at is not None and send_at <= tx.now:
            raise Invalid(FieldError("/send_at", "This moment has passed."))
        if send_at is None and not _has_somebody(tx, Announcement.of(row)):
            raise NobodyToWriteTo
        step(tx, row, Action.SCHEDULE, send_at=send_at or tx.now)
        return _shown(tx, row)


def withdraw(
    ctx: OrganizationContext, event_id: UUID, announcement_id: UUID, *, version: int | None
) -> Announcement:
    """Make a draft of what has not begun."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_announcement(tx, event_id, announcement_id)
        require_version(version, row.version)
        step(tx, row, Action.WITHDRAW, send_at=None)
        return _shown(tx, row)


def pause(ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Announcement:
    """Take back the mails that have not left; resuming writes to those people again."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_announcement(tx, event_id, announcement_id)
        step(tx, row, Action.PAUSE)
        _take_back(tx, row)
        return _shown(tx, row)


def resume(ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Announcement:
    """Go on from the start of the list: whoever has their mail is not written to again."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_announcement(tx, event_id, announcement_id)
        step(tx, row, Action.RESUME, run_at=tx.now, **new_run(row))
        return _shown(tx, row)


def cancel(ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Announcement:
    """Send no more of it, for good; what has left has left."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_announcement(tx, event_id, announcement_id)
        step(tx, row, Action.CANCEL, last_seen="", finished_at=tx.now)
        _take_back(tx, row)
        return _shown(tx, row)


def _lock_draft(
    tx: Transaction, event_id: UUID, announcement_id: UUID, *, version: int | None
) -> AnnouncementRow:
    row = queries.lock_announcement(tx, event_id, announcement_id)
    require_version(version, row.version)
    if row.state != AnnouncementState.DRAFT:
        raise AnnouncementNotDraft
    return row


def step(tx: Transaction, row: AnnouncementRow, action: Action, **values: Any) -> None:
    """Change the state as the table allows, with the values that go with it, and announce it."""
    before = AnnouncementState(row.state)
    after = rules.TABLE.next(before, action)
    queries.update_announcement(tx, row, {"state": after.value, **values})
    tx.publish(
        AnnouncementStateChanged(
            announcement_id=row.id, event_id=row.event_id, before=before.value, after=after.value
        )
    )


def _take_back(tx: Transaction, row: AnnouncementRow) -> None:
    notifications.take_back(tx, row.id)
    if AnnouncementChannel.SMS in row.channels:
        text_messages.take_back(tx, row.id)
    if AnnouncementChannel.CHAT in row.channels:
        chat_messages.take_back_announcement(tx, row.id)


def _has_somebody(tx: Transaction, announcement: Announcement) -> bool:
    """Whether its segment has anybody whom one of its channels reaches."""
    about = (tx, announcement.event_id, announcement.segment)
    by_address = {AnnouncementChannel.EMAIL, AnnouncementChannel.IN_APP}
    by_mail = not by_address.isdisjoint(announcement.channels)
    by_text = AnnouncementChannel.SMS in announcement.channels
    by_chat = AnnouncementChannel.CHAT in announcement.channels
    return bool(
        (by_mail and queries.list_addressees(*about, limit=1))
        or (by_text and queries.list_numbers(*about, limit=1))
        or (by_chat and chat_messages.takes_announcements(tx, announcement.event_id))
    )


def _shown(tx: Transaction, row: AnnouncementRow) -> Announcement:
    return _all_shown(tx, [row])[0]


def _all_shown(tx: Transaction, rows: Sequence[AnnouncementRow]) -> list[Announcement]:
    """With their reports, which one statement counts."""
    begun = [row.id for row in rows if row.started_at is not None]
    counted = notifications.count_by_cause(tx, begun) if begun else {}
    texted = _begun_by(AnnouncementChannel.SMS, rows)
    texts = text_messages.count_by_cause(tx, texted) if texted else {}
    shown = _begun_by(AnnouncementChannel.IN_APP, rows)
    in_app = inbox.count_announced(tx, shown) if shown else {}
    posted = _begun_by(AnnouncementChannel.CHAT, rows)
    chats = chat_messages.count_announced(tx, posted) if posted else {}
    return [
        Announcement.of(
            row,
            AnnouncementReport(
                queued=of["queued"] + of["sending"],
                sent=of["sent"],
                failed=of["failed"],
                unsubscribed=row.unsubscribed,
                suppressed=row.suppressed,
                texts=_text_report(row, *texts.get(row.id, (Counter(), 0))),
                in_app=InAppReport(told=told, read=read),
                chat=_chat_report(chats.get(row.id, Counter())),
            ),
        )
        for row in rows
        for of in (counted.get(row.id, Counter()),)
        for told, read in (in_app.get(row.id, (0, 0)),)
    ]


def _begun_by(channel: AnnouncementChannel, rows: Sequence[AnnouncementRow]) -> list[UUID]:
    return [row.id for row in rows if row.started_at and channel in row.channels]


def _text_report(row: AnnouncementRow, of: Counter[str], segments: int) -> TextReport:
    return TextReport(
        queued=of["queued"] + of["sending"],
        sent=of["sent"] + of["delivered"] + of["undelivered"],
        delivered=of["delivered"],
        failed=of["failed"] + of["unknown"],
        opted_out=row.opted_out,
        segments=segments,
    )


def _chat_report(of: Counter[str]) -> ChatReport:
    return ChatReport(
        queued=of["queued"] + of["sending"],
        sent=of["sent"],
        failed=of["failed"],
        unknown=of["unknown"],
    )


def sound_announcement(tx: Transaction, event_id: UUID, new: NewAnnouncement) -> NewAnnouncement:
    """The same with cleaned texts; Invalid names what is wrong with texts or segment."""
    _require_segment(tx, event_id, new.segment)
    texts = rules.cleaned(new.texts)
    channels = [each.value for each in AnnouncementChannel if each in new.channels]
    if faults := rules.faults_of(texts, channels):
        raise Invalid(*faults)
    return NewAnnouncement(
        texts=texts, segment=new.segment, channels=channels, is_important=new.is_important
    )


def start_announcement(tx: Transaction, event_id: UUID, sound: NewAnnouncement) -> UUID:
    """Have a sound announcement sent from now on, whoever is in its segment; its id."""
    row = queries.insert_announcement(tx, event_id, sound)
    step(tx, row, Action.SCHEDULE, send_at=tx.now)
    return row.id


def find_unsubscribed(
    tx: Transaction,
    event_id: UUID,
    addresses: Sequence[str],
    *,
    is_important: bool,
    channel: Channel = Channel.EMAIL,
) -> frozenset[str]:
    """Those of the addresses that want no such messages; none of something important."""
    if is_important:
        return frozenset()
    refusing = opt_outs.list_unsubscribed(tx, event_id, emails=addresses, channel=channel)
    return frozenset(refusing.intersection(addresses))


def find_left_out(
    tx: Transaction, event_id: UUID, addresses: Sequence[str], *, is_important: bool
) -> LeftOut:
    """Those of the addresses that unsubscribed, unless it is important, or are suppressed."""
    unsubscribed = find_unsubscribed(tx, event_id, addresses, is_important=is_important)
    listed = suppressions.find_suppressed(tx, addresses, is_news=not is_important)
    return LeftOut(unsubscribed=unsubscribed, suppressed=frozenset(listed) - unsubscribed)


def _require_segment(
    tx: Transaction, event_id: UUID, segment: Segment, *, at: str = "/segment"
) -> None:
    """Every ticket type, session and tag is the event's own."""
    if segment.ticket_type_ids:
        known = {each.ticket_type_id for each in catalog.list_offers(tx, event_id, archived=True)}
        _require_known(f"{at}/ticket_type_ids", segment.ticket_type_ids, known)
    if segment.session_ids:
        found = programme.sessions_by_id(tx, segment.session_ids, time_zone="UTC")
        own = {each.id for each in found if each.event_id == event_id}
        _require_known(f"{at}/session_ids", segment.session_ids, own)
    if segment.tag_ids:
        tags = {each.id for each in order_notes.list_tags(tx)}
        _require_known(f"{at}/tag_ids", segment.tag_ids, tags)


def _require_known(pointer: str, wanted: list[UUID], known: set[UUID]) -> None:
    for place, each in enumerate(wanted):
        if each not in known:
            says = "The event has nothing with this id."
            raise Invalid(FieldError(f"{pointer}/{place}", says))
