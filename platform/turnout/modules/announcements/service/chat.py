"""An announcement in chat channels: its first text, for everybody who reads there."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.l10n.formats import one_line
from turnout.l10n.languages import language_of
from turnout.modules.announcements import rules
from turnout.modules.announcements.types import AnnouncementText
from turnout.modules.chat_messages import api as chat_messages
from turnout.modules.chat_messages.api import NewChatAnnouncement
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.organizations import api as organizations


def show(
    tx: Transaction, event_id: UUID, texts: Sequence[AnnouncementText], *, source_id: UUID
) -> None:
    """Write it down for each channel that takes announcements of the event.

    Who reads is not known: names say “everyone”, and an order's link leads to the event's page.
    """
    text = texts[0]
    language = language_of(text.language)
    event = events.in_language(events.get_event(tx, event_id), [text.language])
    branding = organizations.branding_of(tx)
    about = notifications.about_event(event, language.locale)
    url = notifications.event_page(notifications.home_url(branding), branding, event)
    everyone = chat_messages.everyone(text.language)
    values = {
        "first_name": everyone,
        "name": everyone,
        "event": one_line(event.title),
        "event_date": about["when"][0] if about["when"] else "",
        "organizer": one_line(branding.name),
        "order_link": url,
    }
    body = rules.filled_html(text.body, values, label=url)
    new = NewChatAnnouncement(
        source_id=source_id,
        event_id=event_id,
        title=one_line(rules.filled_line(text.subject, values)),
        text=rules.lines_of(body),
        url=url,
    )
    chat_messages.queue_announcement(tx, new)
