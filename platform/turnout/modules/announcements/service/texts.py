"""The text message of an announcement: finished as it is written down, shown, sent to oneself."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.l10n.formats import person_name
from turnout.modules.announcements import queries, rules
from turnout.modules.announcements.models import AnnouncementRow, AnnouncementState
from turnout.modules.announcements.service.event_values import EventValues
from turnout.modules.announcements.types import Announcement, AnnouncementText, TextAddressee
from turnout.modules.consents import api as consents
from turnout.modules.consents.api import Channel, ConsentTopic
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.orders import api as orders
from turnout.modules.quiet_hours import api as quiet_hours
from turnout.modules.text_messages import api as text_messages
from turnout.modules.text_messages.api import ClaimedText, NewText, Objection, TextPurpose

CANCELLED = "The announcement was cancelled before this text left."
PAUSED = "The announcement is paused: this text waits until it is resumed."
REFUSED = "Its recipient wants no announcements as text messages."
QUIET = "It waits until the end of its recipient's quiet hours."
NOBODY_THERE = "The holder of this number is not among its recipients any more."


class TextComposer:
    """Fills in what an announcement says; what it knows of the event is read once a language."""

    def __init__(self, tx: Transaction, event_id: UUID, texts: Sequence[AnnouncementText]) -> None:
        self._event = EventValues(tx, event_id)
        self._texts = texts

    def compose(self, locale: str, *, name: str, order_number: str) -> tuple[str, str]:
        """The text with how to get no more, and its language."""
        text = rules.in_language(self._texts, locale)
        person = person_name(name)
        values = {
            **self._event.of(text.language),
            "first_name": rules.first_name(person),
            "name": person,
            "order_number": order_number,
        }
        said = rules.filled_line(text.short_text, values)
        return text_messages.with_way_out(said, text.language), text.language


def texts_of(
    tx: Transaction, row: AnnouncementRow, people: Sequence[TextAddressee]
) -> list[NewText]:
    """A finished text for each of these numbers."""
    if not people:
        return []
    composer = TextComposer(tx, row.event_id, Announcement.of(row).texts)
    made = []
    for each in people:
        body, language = composer.compose(
            each.locale, name=each.name, order_number=each.order_number
        )
        made.append(
            NewText(
                purpose=TextPurpose.ANNOUNCEMENT,
                source_id=row.id,
                phone=each.phone,
                language=language,
                body=body,
                event_id=row.event_id,
                order_id=each.order_id,
            )
        )
    return made


def find_objection(tx: Transaction, text: ClaimedText) -> Objection | None:
    """Why a text of an announcement is not to be sent any more, or waits; None where it is."""
    said = queries.find_leaving(tx, text.source_id)
    if said is None or said.state == AnnouncementState.CANCELLED:
        return Objection(reason=CANCELLED)
    if said.state == AnnouncementState.PAUSED:
        return Objection(reason=PAUSED, is_for_now=True)
    if not queries.has_number(tx, said.event_id, said.segment, phone=text.phone):
        return Objection(reason=NOBODY_THERE)
    return None if said.is_important else _find_wish(tx, said.event_id, text)


def list_refusing(
    tx: Transaction, people: Sequence[TextAddressee], *, is_important: bool
) -> set[str]:
    """The numbers whose buyers have an account that wants no such texts; none of an urgent one."""
    if is_important or not people:
        return set()
    buyers = orders.contacts_of(tx, {each.order_id for each in people})
    emails = {order_id: each.email.lower() for order_id, each in buyers.items()}
    refusing = consents.list_refusing_addresses(
        tx, list(emails.values()), ConsentTopic.EVENT_CHANGES, channel=Channel.SMS
    )
    return {each.phone for each in people if emails.get(each.order_id) in refusing}


def _find_wish(tx: Transaction, event_id: UUID, text: ClaimedText) -> Objection | None:
    """What the buyer's account says against a text now: no such texts, or quiet hours.

    What begins before the quiet hours end is not held back: it would come too late.
    """
    buyers = orders.contacts_of(tx, {text.order_id}) if text.order_id else {}
    email = next((each.email.lower() for each in buyers.values()), "")
    topic = ConsentTopic.EVENT_CHANGES
    if consents.list_refusing_addresses(tx, [email], topic, channel=Channel.SMS):
        return Objection(reason=REFUSED)
    event = events.get_event_brief(tx, event_id)
    until = quiet_hours.find_end(tx, email, zone=event.time_zone)
    is_soon = until is not None and event.starts_at is not None and event.starts_at <= until
    is_over = event.ends_at is not None and event.ends_at <= tx.now
    if until is None or (is_soon and not is_over):
        return None
    return Objection(reason=QUIET, is_for_now=True, until=until)


def queue_test(
    tx: Transaction,
    event_id: UUID,
    texts: Sequence[AnnouncementText],
    person: identity.Person,
    *,
    language: str,
    order_number: str,
) -> None:
    """Text it to the number of a member's own profile; Invalid without one."""
    if not person.phone:
        says = "Your profile has no phone number to send a text message to."
        raise Invalid(FieldError("/channel", says, "no-phone"))
    if not text_messages.is_offered(tx):
        raise text_messages.TextsNotOffered
    composer = TextComposer(tx, event_id, texts)
    body, tag = composer.compose(language, name=person.display_name, order_number=order_number)
    new = NewText(
        purpose=TextPurpose.TEST,
        source_id=new_id(),
        phone=person.phone,
        language=tag,
        body=body,
        event_id=event_id,
        user_id=person.id,
    )
    text_messages.queue_texts(tx, [new], due_at=[tx.now])
