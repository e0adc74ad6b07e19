"""Announcements for tests in a browser: a draft in two languages, one that was paused; a reminder."""

from datetime import timedelta
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, system_in
from turnout.modules.announcements.service import announcements, portions
from turnout.modules.announcements.types import AnnouncementText, NewAnnouncement, Segment
from turnout.modules.message_templates import service as message_templates
from turnout.modules.message_templates.types import NewMessageTemplate
from turnout.modules.reminders import service as reminders
from turnout.modules.reminders.types import NewReminder

TEXTS = (
    AnnouncementText(
        language="en",
        subject="Doors open at nine, and the harbour gate stays closed until noon",
        body="<p>Hello {first_name},</p><p>bring your ticket: {order_link}</p><ul><li>Tea</li></ul>",
        short_text="Doors at nine, {first_name}. The harbour gate is closed until noon: {event_link}",
    ),
    AnnouncementText(
        language="ar",
        subject="الأبواب تفتح في التاسعة",
        body="<p>مرحبًا {first_name}</p>",
        short_text="الأبواب تفتح في التاسعة",
    ),
)
SEGMENT = Segment(
    order_states=["confirmed"],
    ticket_type_ids=[],
    session_ids=[],
    languages=[],
    tag_ids=[],
    answers=[],
)


def owned_announcements(ctx: OrganizationContext, event_id: UUID) -> dict[str, str]:
    """The draft, and the other one."""
    new = NewAnnouncement(texts=TEXTS, segment=SEGMENT, channels=["email", "sms"])
    draft = announcements.create_announcement(ctx, event_id, new)
    other = announcements.create_announcement(ctx, event_id, new)
    at = clock.now() + timedelta(minutes=1)
    announcements.schedule(ctx, event_id, other.id, send_at=at, version=None)
    with clock.frozen(at):
        portions.queue_portion(system_in(ctx.organization_id, "announcements.send"), other.id)
        announcements.pause(ctx, event_id, other.id)
    return {"owned_announcement": str(draft.id), "owned_sent_announcement": str(other.id)}


def owned_reminder(ctx: OrganizationContext, event_id: UUID) -> dict[str, str]:
    """Shortly before the event begins."""
    new = NewReminder(
        session_id=None, anchor="start", days=0, minutes=-90, at_time=None, texts=list(TEXTS),
        segment=SEGMENT, channels=["email"], is_important=False, is_on=True,
    )  # fmt: skip
    return {"owned_reminder": str(reminders.create_reminder(ctx, event_id, new).id)}


def owned_message_template(ctx: OrganizationContext) -> dict[str, str]:
    """One that is published, with a draft that differs from it in nothing."""
    new = NewMessageTemplate(message="order-confirmed", language="en", event_id=None, content=None)
    made = message_templates.create_template(ctx, new)
    message_templates.publish_template(ctx, made.id, version=None)
    return {"owned_message_template": str(made.id)}
