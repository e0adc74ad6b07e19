"""An announcement in inboxes: its subject and words as plain text, for those with an account."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.l10n.formats import one_line, person_name
from turnout.l10n.languages import language_of
from turnout.modules.announcements import rules
from turnout.modules.announcements.types import Addressee, AnnouncementText
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewAttendeeMessage
from turnout.modules.notifications import api as notifications
from turnout.modules.organizations import api as organizations

MY_TICKETS: Final = "/my-tickets"
"""Stands for the order's own page, whose address is a secret that no inbox keeps."""


class InAppComposer:
    """Fills in what an announcement says; what it knows of the event is read once a language."""

    def __init__(self, tx: Transaction, event_id: UUID, texts: Sequence[AnnouncementText]) -> None:
        self._event = events.get_event(tx, event_id)
        self._branding = organizations.branding_of(tx)
        self._texts = texts
        self._known: dict[str, dict[str, str]] = {}

    def compose(self, source_id: UUID, person: Addressee) -> NewAttendeeMessage:
        """The message for one person, in their language as far as it is written in it."""
        text = rules.in_language(self._texts, person.locale)
        name = person_name(person.name)
        values = self._values(text.language) | {
            "first_name": rules.first_name(name),
            "name": name,
            "order_number": person.order_number,
        }
        body = rules.filled_html(text.body, values, label=values["order_link"])
        return NewAttendeeMessage(
            kind=MessageKind.ANNOUNCEMENT,
            source_id=source_id,
            recipient=person.email,
            title=one_line(rules.filled_line(text.subject, values)),
            body=rules.lines_of(body),
            event_id=self._event.id,
            order_id=person.order_id,
        )

    def _values(self, tag: str) -> dict[str, str]:
        if tag not in self._known:
            event = events.in_language(self._event, [tag])
            about = notifications.about_event(event, language_of(tag).locale)
            self._known[tag] = {
                "event": one_line(event.title),
                "event_date": about["when"][0] if about["when"] else "",
                "organizer": one_line(self._branding.name),
                "order_link": f"{notifications.home_url(self._branding)}{MY_TICKETS}",
            }
        return self._known[tag]


def deliver_test(
    tx: Transaction,
    event_id: UUID,
    texts: Sequence[AnnouncementText],
    person: identity.Person,
    *,
    language: str,
    order_number: str,
) -> None:
    """Put it into the inbox of the member who asks."""
    reader = Addressee(
        address=person.email.lower(),
        email=person.email,
        name=person.display_name,
        locale=language,
        order_id=None,
        order_number=order_number,
    )
    composer = InAppComposer(tx, event_id, texts)
    inbox.deliver(tx, [composer.compose(new_id(), reader)])
