"""An announcement in inboxes: its subject and words as plain text, for those with an account."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.l10n.formats import one_line, person_name
from turnout.modules.announcements import rules
from turnout.modules.announcements.service.event_values import EventValues
from turnout.modules.announcements.types import Addressee, AnnouncementText
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewAttendeeMessage


class InAppComposer:
    """Fills in what an announcement says; what it knows of the event is read once a language."""

    def __init__(self, tx: Transaction, event_id: UUID, texts: Sequence[AnnouncementText]) -> None:
        self._event_id = event_id
        self._event = EventValues(tx, event_id)
        self._texts = texts

    def compose(self, source_id: UUID, person: Addressee) -> NewAttendeeMessage:
        """The message for one person, in their language as far as it is written in it."""
        text = rules.in_language(self._texts, person.locale)
        name = person_name(person.name)
        values = {
            **self._event.of(text.language),
            "first_name": rules.first_name(name),
            "name": name,
            "order_number": person.order_number,
            "order_link": self._event.my_tickets,
        }
        body = rules.filled_html(text.body, values, label=values["order_link"])
        return NewAttendeeMessage(
            kind=MessageKind.ANNOUNCEMENT,
            source_id=source_id,
            recipient=person.email,
            title=one_line(rules.filled_line(text.subject, values)),
            body=rules.lines_of(body),
            event_id=self._event_id,
            order_id=person.order_id,
        )


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
