"""Portions of announcements: mails are written down by them and leave one after the other.

A portion and how far it came commit together, and a mail's identity is made of the announcement
and the address: whatever is cut short or done twice, each person has one mail.
"""

from datetime import datetime
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.observability.metrics import Counter
from turnout.kernel.security import permissions
from turnout.l10n.formats import one_line
from turnout.modules.announcements import queries, rules
from turnout.modules.announcements.metrics import NUMBERS, RECIPIENTS
from turnout.modules.announcements.models import (
    AnnouncementChannel,
    AnnouncementRow,
    AnnouncementState,
)
from turnout.modules.announcements.rules import Action
from turnout.modules.announcements.service import in_app, texts
from turnout.modules.announcements.service.announcements import (
    find_left_out,
    find_unsubscribed,
    new_run,
    step,
)
from turnout.modules.announcements.service.event_values import EventValues
from turnout.modules.announcements.types import Addressee, Announcement
from turnout.modules.chat_messages import api as chat_messages
from turnout.modules.consents.api import Channel
from turnout.modules.inbox import api as inbox
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.text_messages import api as text_messages


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """Organization and announcement of those that are to begin, and of those under way."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def queue_portion(
    ctx: OrganizationContext, announcement_id: UUID, *, portion: int = rules.PORTION
) -> bool:
    """Write the next portion of mails down; whether there is more to do."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.claim_announcement(tx, announcement_id)
        if row is None or not _begins_or_goes_on(tx, row):
            return False
        by_channel = {
            AnnouncementChannel.EMAIL: _queue_mails,
            AnnouncementChannel.SMS: _queue_texts,
            AnnouncementChannel.IN_APP: _deliver,
            AnnouncementChannel.CHAT: _show_in_channels,
        }
        has_more = by_channel[AnnouncementChannel(row.run_channel)](tx, row, portion=portion)
        if has_more:
            return True
        row.last_seen = ""
        following = rules.next_channel(row.channels, row.run_channel)
        row.run_channel = following or row.run_channel
        row.queued_at = None if following else tx.now
        return following is not None


def _moments(row: AnnouncementRow, now: datetime, count: int) -> list[datetime]:
    """When each message of the next portion leaves, at the soonest."""
    run_at, rate = row.run_at or now, runtime.current().settings.announcement_rate
    return [rules.moment_of(run_at, row.run_count + n, per_second=rate) for n in range(count)]


def _queue_mails(tx: Transaction, row: AnnouncementRow, *, portion: int) -> bool:
    """Write the next portion of mails down; whether there are more of them."""
    segment = Announcement.of(row).segment
    people = queries.list_addressees(tx, row.event_id, segment, after=row.last_seen, limit=portion)
    addresses = [each.address for each in people]
    left_out = find_left_out(tx, row.event_id, addresses, is_important=row.is_important)
    wanted = [each for each in people if each.address not in left_out]
    notifications.queue_many(
        tx,
        [_mail(row, each) for each in wanted],
        due_at=_moments(row, tx.now, len(wanted)),
        place=row.run_count,
    )
    row.run_count += len(wanted)
    row.unsubscribed += len(left_out.unsubscribed)
    row.suppressed += len(left_out.suppressed)
    row.last_seen = people[-1].address if people else ""
    told = {
        "queued": len(wanted),
        "unsubscribed": len(left_out.unsubscribed),
        "suppressed": len(left_out.suppressed),
    }
    tx.after_commit.append(lambda: _count(told, RECIPIENTS))
    return len(people) == portion


def _deliver(tx: Transaction, row: AnnouncementRow, *, portion: int) -> bool:
    """Put it into the inboxes of the next portion of people; whether there are more of them.

    Whoever ended such messages gets none here either, unless it is important; an address that
    takes no mail does not matter.
    """
    announcement = Announcement.of(row)
    people = queries.list_addressees(
        tx, row.event_id, announcement.segment, after=row.last_seen, limit=portion
    )
    addresses = [each.address for each in people]
    refusing = find_unsubscribed(
        tx,
        row.event_id,
        addresses,
        is_important=row.is_important,
        channel=Channel.IN_APP,
    )
    composer = in_app.InAppComposer(tx, row.event_id, announcement.texts)
    wanted = [each for each in people if each.address not in refusing]
    for first in range(0, len(wanted), rules.COMPOSED):
        some = wanted[first : first + rules.COMPOSED]
        inbox.deliver(tx, [composer.compose(row.id, each) for each in some])
    row.last_seen = people[-1].address if people else ""
    return len(people) == portion


def _show_in_channels(tx: Transaction, row: AnnouncementRow, *, portion: int) -> bool:  # noqa: ARG001  a channel is told once, however many read it
    """Write its first text down for each chat channel that takes it; there is never more.

    Who reads is not known: names say “everyone”, and an order's link leads to the event's page.
    """
    text = Announcement.of(row).texts[0]
    of_event = EventValues(tx, row.event_id).of(text.language)
    url = of_event["event_link"]
    everyone = chat_messages.everyone(text.language)
    values = {**of_event, "first_name": everyone, "name": everyone, "order_link": url}
    body = rules.filled_html(text.body, values, label=url)
    new = chat_messages.NewChatAnnouncement(
        source_id=row.id,
        event_id=row.event_id,
        title=one_line(rules.filled_line(text.subject, values)),
        text=rules.lines_of(body),
        url=url,
    )
    chat_messages.queue_announcement(tx, new)
    return False


def _queue_texts(tx: Transaction, row: AnnouncementRow, *, portion: int) -> bool:
    """Write the next portion of text messages down; whether there are more of them."""
    segment = Announcement.of(row).segment
    people = queries.list_numbers(tx, row.event_id, segment, after=row.last_seen, limit=portion)
    blocked = {
        *text_messages.find_blocked(tx, [each.phone for each in people]),
        *texts.list_refusing(tx, people, is_important=row.is_important),
    }
    wanted = [each for each in people if each.phone not in blocked]
    text_messages.queue_texts(
        tx,
        texts.texts_of(tx, row, wanted),
        due_at=_moments(row, tx.now, len(wanted)),
    )
    row.run_count += len(wanted)
    row.opted_out += len(blocked)
    row.last_seen = people[-1].phone if people else ""
    told = {"queued": len(wanted), "opted_out": len(blocked)}
    tx.after_commit.append(lambda: _count(told, NUMBERS))
    return len(people) == portion


def finish(ctx: OrganizationContext, announcement_id: UUID) -> None:
    """Done, once everybody has been written to and no mail is under way any more."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.claim_announcement(tx, announcement_id)
        if row is None or row.state != AnnouncementState.SENDING or row.queued_at is None:
            return
        counted = notifications.count_by_cause(tx, [row.id])[row.id]
        if AnnouncementChannel.SMS in row.channels:
            counted += text_messages.count_by_cause(tx, [row.id])[row.id][0]
        if not counted["queued"] and not counted["sending"]:
            step(tx, row, Action.FINISH, finished_at=tx.now)


def _begins_or_goes_on(tx: Transaction, row: AnnouncementRow) -> bool:
    if row.state == AnnouncementState.SCHEDULED and row.send_at and row.send_at <= tx.now:
        step(tx, row, Action.START, started_at=tx.now, run_at=tx.now, **new_run(row))
    return row.state == AnnouncementState.SENDING and row.queued_at is None


def _mail(row: AnnouncementRow, person: Addressee) -> NewMail:
    return NewMail(
        template=Template.ANNOUNCEMENT,
        source_id=row.id,
        recipient=person.email,
        recipient_name=person.name,
        locale=person.locale,
        order_id=person.order_id,
        event_id=row.event_id,
        details={"event_id": str(row.event_id), "order_number": person.order_number},
    )


def _count(told: dict[str, int], counter: Counter) -> None:
    for outcome, people in told.items():
        counter.add(people, outcome=outcome)
