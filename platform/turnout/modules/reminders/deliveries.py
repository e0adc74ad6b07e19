"""Deliveries of reminders: what is due becomes an announcement, or is skipped with its reason.

That a reminder was sent and the announcement that sends it commit together, so that of all
workers and all repetitions one makes it; the announcement writes to each person once.
"""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.modules.announcements import api as announcements
from turnout.modules.reminders import queries, rules
from turnout.modules.reminders.anchors import Anchors, anchors_of, find_event
from turnout.modules.reminders.facts import ReminderStateChanged
from turnout.modules.reminders.metrics import LATE, REMINDERS
from turnout.modules.reminders.models import ReminderRow, ReminderState, SkipReason
from turnout.modules.reminders.types import Action, Reminder, Timing


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """Organization and reminder of all whose moment has come."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def send_if_due(ctx: OrganizationContext, reminder_id: UUID) -> None:
    """Send or skip a reminder whose moment, as its event stands now, has come."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.claim_reminder(tx, reminder_id)
        if row is None:
            return
        event = find_event(tx, row.event_id)
        if event is None:
            _settle(tx, row, Action.SKIP, reason=SkipReason.EVENT_ARCHIVED)
            return
        anchors = anchors_of(tx, event, [row.session_id])
        _send_or_skip(tx, row, anchors)


def _send_or_skip(tx: Transaction, row: ReminderRow, anchors: Anchors) -> None:
    timing = Timing.of(row)
    is_cancelled = anchors.is_cancelled(row.session_id)
    anchor_at = anchors.anchor_at(timing)
    if anchor_at is None:
        row.due_at = None
        if is_cancelled:
            _settle(tx, row, Action.SKIP, reason=SkipReason.SESSION_CANCELLED)
        return
    row.due_at = due_at = rules.moment_of(timing, anchor_at, anchors.zone)
    if due_at > tx.now:
        return
    reason = rules.reason_to_skip(
        anchors.event.state,
        is_session_cancelled=is_cancelled,
        anchor_at=anchor_at,
        due_at=due_at,
        now=tx.now,
    )
    if reason is not None:
        _settle(tx, row, Action.SKIP, reason=reason)
        return
    started = announcements.start_announcement(tx, row.event_id, announcement_of(row))
    _settle(tx, row, Action.SEND, announcement_id=started)
    late = (tx.now - due_at).total_seconds()
    tx.after_commit.append(lambda: LATE.set(late))


def announcement_of(row: ReminderRow) -> announcements.NewAnnouncement:
    """Of a session, it is for those who signed up for it."""
    reminder = Reminder.of(row)
    segment = reminder.segment
    if row.session_id is not None:
        segment = replace(segment, session_ids=[row.session_id])
    return announcements.NewAnnouncement(
        texts=reminder.texts,
        segment=segment,
        channels=reminder.channels,
        is_important=row.is_important,
    )


def follow_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Move the reminders of an event with it; what was skipped waits again if it lies ahead."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        rows = queries.lock_unsent(tx, event_id)
        event = find_event(tx, event_id) if rows else None
        if event is None:
            return
        anchors = anchors_of(tx, event, [row.session_id for row in rows])
        for row in rows:
            set_moment(tx, row, anchors)


def set_moment(tx: Transaction, row: ReminderRow, anchors: Anchors) -> None:
    """Its moment as the event stands now; one that lies ahead is waited for."""
    row.due_at = anchors.due_at(Timing.of(row))
    lies_ahead = row.due_at is not None and row.due_at > tx.now
    if row.state == ReminderState.SKIPPED and lies_ahead:
        _settle(tx, row, Action.WAIT)


def _settle(
    tx: Transaction,
    row: ReminderRow,
    action: Action,
    *,
    announcement_id: UUID | None = None,
    reason: SkipReason | None = None,
) -> None:
    before = ReminderState(row.state)
    after = rules.TABLE.next(before, action)
    row.state, row.announcement_id = after.value, announcement_id
    row.skip_reason = None if reason is None else reason.value
    row.settled_at = None if after is ReminderState.WAITING else tx.now
    row.version += 1
    tx.flush()
    tx.publish(
        ReminderStateChanged(
            reminder_id=row.id,
            event_id=row.event_id,
            before=before.value,
            after=after.value,
            announcement_id=announcement_id,
            reason=row.skip_reason,
        )
    )
    if after is not ReminderState.WAITING:
        tx.after_commit.append(lambda: REMINDERS.add(1, outcome=after.value))
