"""Reminders as organizers define, look at, change and delete them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from msgspec import to_builtins

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.announcements import api as announcements
from turnout.modules.events import api as events
from turnout.modules.reminders import deliveries, policies, presets, queries, rules
from turnout.modules.reminders.anchors import Anchors, anchors_of
from turnout.modules.reminders.errors import ReminderSent, TooManyReminders
from turnout.modules.reminders.models import ReminderRow, ReminderState
from turnout.modules.reminders.types import (
    NewReminder,
    Reminder,
    ReminderMoment,
    ReminderPreset,
    Timing,
)


def list_reminders(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest
) -> Page[Reminder]:
    """In the order of their making, each with its moment as the event stands now."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = [Reminder.of(row) for row in queries.list_reminders(tx, event_id, request)]
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def list_presets(ctx: OrganizationContext, event_id: UUID) -> list[ReminderPreset]:
    """What reminders are usually for, in the languages of the event."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
    return presets.in_languages([event.language, *event.translations])


def get_reminder(ctx: OrganizationContext, event_id: UUID, reminder_id: UUID) -> Reminder:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return Reminder.of(queries.get_reminder(tx, event_id, reminder_id))


def tell_moment(ctx: OrganizationContext, event_id: UUID, timing: Timing) -> ReminderMoment:
    """When a reminder of this timing would be sent, as the event stands now."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        _require_time_or_minutes(timing)
        anchors = anchors_of(tx, event, [timing.session_id])
        _require_session(anchors, timing.session_id)
        due_at = anchors.due_at(timing)
        is_past = due_at is not None and due_at <= tx.now
    return ReminderMoment(due_at=due_at, time_zone=event.time_zone, is_past=is_past)


def create_reminder(ctx: OrganizationContext, event_id: UUID, new: NewReminder) -> Reminder:
    """Define a reminder; one that is on has its moment ahead."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.lock_event_brief(tx, event_id)
        if queries.count_reminders(tx, event_id) >= rules.MOST_OF_EVENT:
            raise TooManyReminders
        sound = _sound(tx, event, new)
        row = queries.insert_reminder(tx, event_id, sound)
        _set_moment(tx, row, event)
        return Reminder.of(row)


def update_reminder(
    ctx: OrganizationContext,
    event_id: UUID,
    reminder_id: UUID,
    *,
    changes: Mapping[str, Any],
    version: int | None,
) -> Reminder:
    """Change the named fields; ReminderSent once it was sent."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.lock_event_brief(tx, event_id)
        row = queries.lock_reminder(tx, event_id, reminder_id)
        require_version(version, row.version)
        if row.state == ReminderState.SENT:
            raise ReminderSent
        before = from_attributes(NewReminder, Reminder.of(row))
        sound = _sound(tx, event, NewReminder(**{**attributes_of(before), **changes}))
        values = attributes_of(sound) | {
            "texts": to_builtins(sound.texts),
            "segment": to_builtins(sound.segment),
        }
        queries.update_reminder(tx, row, values)
        _set_moment(tx, row, event)
        return Reminder.of(row)


def delete_reminder(
    ctx: OrganizationContext, event_id: UUID, reminder_id: UUID, *, version: int | None
) -> None:
    """Delete a reminder; the announcement of one that was sent stays with its report."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_reminder(tx, event_id, reminder_id)
        require_version(version, row.version)
        queries.delete_reminder(tx, row)


def preview(
    ctx: OrganizationContext, event_id: UUID, reminder_id: UUID, *, language: str
) -> announcements.AnnouncementPreview:
    """The mail in a language, as the reader themselves would get it."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.get_reminder(tx, event_id, reminder_id)
        return announcements.preview_content(
            tx, event_id, deliveries.announcement_of(row), language=language, user_id=ctx.user_id
        )


def send_test(
    ctx: OrganizationContext,
    event_id: UUID,
    reminder_id: UUID,
    *,
    language: str,
    channel: announcements.AnnouncementChannel = announcements.AnnouncementChannel.EMAIL,
) -> None:
    """Send it to the person who asks; no report counts it."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.get_reminder(tx, event_id, reminder_id)
        announcements.queue_test(
            tx,
            event_id,
            deliveries.announcement_of(row),
            language=language,
            user_id=ctx.user_id,
            channel=channel,
        )


def _set_moment(tx: Transaction, row: ReminderRow, event: events.EventBrief) -> None:
    deliveries.set_moment(tx, row, anchors_of(tx, event, [row.session_id]))
    if row.is_on and row.due_at is not None and row.due_at <= tx.now:
        pointer = "/at_time" if row.at_time is not None else "/days"
        raise Invalid(FieldError(pointer, "This moment has passed.", "passed"))


def _sound(tx: Transaction, event: events.EventBrief, new: NewReminder) -> NewReminder:
    """With cleaned texts; what is wrong is named."""
    _require_time_or_minutes(new)
    _require_session(anchors_of(tx, event, [new.session_id]), new.session_id)
    said = announcements.sound_announcement(
        tx,
        event.id,
        announcements.NewAnnouncement(
            texts=new.texts,
            segment=new.segment,
            channels=new.channels,
            is_important=new.is_important,
        ),
    )
    return from_attributes(NewReminder, new, texts=list(said.texts), channels=list(said.channels))


def _require_time_or_minutes(timing: Timing | NewReminder) -> None:
    if timing.at_time is not None and timing.minutes:
        says = "State a time of the day, or minutes, and not both."
        raise Invalid(FieldError("/minutes", says))


def _require_session(anchors: Anchors, session_id: UUID | None) -> None:
    if session_id is not None and session_id not in anchors.sessions:
        raise Invalid(FieldError("/session_id", "The event has no such session."))
