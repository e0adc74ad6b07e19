"""An announcement in chat channels: its first text, for everybody who reads there."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.l10n.formats import one_line
from turnout.modules.announcements import rules
from turnout.modules.announcements.service.event_values import EventValues
from turnout.modules.announcements.types import AnnouncementText
from turnout.modules.chat_messages import api as chat_messages
from turnout.modules.chat_messages.api import NewChatAnnouncement


def show(
    tx: Transaction, event_id: UUID, texts: Sequence[AnnouncementText], *, source_id: UUID
) -> None:
    """Write it down for each channel that takes announcements of the event.

    Who reads is not known: names say “everyone”, and an order's link leads to the event's page.
    """
    text = texts[0]
    of_event = EventValues(tx, event_id).of(text.language)
    url = of_event["event_link"]
    everyone = chat_messages.everyone(text.language)
    values = {**of_event, "first_name": everyone, "name": everyone, "order_link": url}
    body = rules.filled_html(text.body, values, label=url)
    new = NewChatAnnouncement(
        source_id=source_id,
        event_id=event_id,
        title=one_line(rules.filled_line(text.subject, values)),
        text=rules.lines_of(body),
        url=url,
    )
    chat_messages.queue_announcement(tx, new)
