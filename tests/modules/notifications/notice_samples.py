"""Letters about news, invitations and tickets that change hands, each full of one text."""

from datetime import timedelta
from typing import Any

from babel import Locale
from tests.modules.notifications.samples import ENDS, STARTS, a_branding, an_event

from turnout.kernel.ids import new_id
from turnout.l10n.brand_colours import colours_of
from turnout.l10n.formats import one_line
from turnout.l10n.languages import language_of
from turnout.l10n.mail_values import (
    AnnouncementLetter,
    EventLine,
    SavedSearchLetter,
    SessionPlaceLetter,
    SessionsLetter,
    TicketLetter,
    WaitlistLetter,
)
from turnout.modules.announcements.service import mails as announcement_mails
from turnout.modules.announcements.types import AnnouncementText
from turnout.modules.certificate_mails import service as certificate_mails
from turnout.modules.events.api import ChangeKind, EventNews
from turnout.modules.notifications import mail_context
from turnout.modules.notifications.mail_context import Envelope
from turnout.modules.notifications.types import OF_TICKETS, OF_WAITLISTS, MailContent, Template
from turnout.modules.programme.api import SessionChange, SessionSnapshot
from turnout.modules.session_mails import mail_context as session_mails
from turnout.modules.session_mails.types import SessionMailEntry
from turnout.modules.session_waitlist.api import SessionWaitMailData
from turnout.modules.transfer_mails import service as transfer_mails
from turnout.modules.transfers.api import TransferMailData
from turnout.modules.waitlist.api import WaitlistMailData
from turnout.modules.waitlist_mails import service as waitlist_mails
from turnout.modules.waitlist_mails import session_places

LOCALE = Locale("en", "GB")
OPT_OUT = "https://turnout.test/unsubscribe/t.o.k.e.n"


def an_envelope(text: str = "Ada") -> Envelope:
    return Envelope(
        branding=a_branding(name=text),
        recipient="ada@people.example",
        name=text,
        opt_out_url=OPT_OUT,
        public_url="https://turnout.test",
        locale=LOCALE,
    )


def a_slot(title: str, room: str = "", *, hours: int = 0) -> SessionSnapshot:
    starts_at = STARTS + timedelta(hours=hours)
    return SessionSnapshot(
        title=title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), room=room
    )


def session_news(*turns: ChangeKind, text: str = "Pegs") -> list[SessionChange]:
    return [
        SessionChange(
            session_id=new_id(),
            turn=turn,
            before=a_slot(f"{text} of old", text),
            now=a_slot(text, f"{text} hall", hours=2),
            noted_at=STARTS,
        )
        for turn in turns
    ]


def a_sessions_letter(news: list[SessionChange], text: str = "Ada") -> SessionsLetter:
    mine = {each.session_id for each in news}
    return session_mails.sessions_letter(an_envelope(text), an_event(title=text), news, mine=mine)


def a_session_entry(text: str) -> SessionMailEntry:
    return SessionMailEntry(
        session_id=new_id(),
        uid=str(new_id()),
        sequence=3,
        is_cancelled=True,
        title=text,
        starts_at=STARTS,
        ends_at=ENDS,
        location=text,
        changed_at=STARTS,
    )


def a_ticket_letter(
    template: Template, text: str = "Ada", *, event_state: str = "published", **values: Any
) -> Any:
    stated = {
        "transfer_id": new_id(), "order_id": new_id(), "order_number": "REG-1",
        "ticket_id": new_id(), "event_id": new_id(), "ticket_type": text, "state": "accepted",
        "recipient_email": "cleo@people.example", "holder_name": text,
        "holder_email": "cleo@people.example", "from_name": text,
        "from_email": "ada@people.example", "from_path": "/orders/1", "from_transfer_id": None, "locale": "en",
        "expires_at": ENDS, "accept_path": "/transfers/1", "ticket_path": "/tickets/1",
    }  # fmt: skip
    transfer = TransferMailData(**(stated | values))
    return transfer_mails.letter_of(
        template, transfer, an_event(title=text, state=event_state), branding=a_branding(name=text),
        public_url="https://turnout.test", language=language_of("en-GB"),
    )  # fmt: skip


def a_certificate_letter(text: str = "Ada") -> TicketLetter:
    mail = MailContent(
        template=Template.CERTIFICATE_READY, source_id=new_id(), recipient="ada@people.example",
        recipient_name=text,
    )  # fmt: skip
    return certificate_mails.letter_of(
        mail, an_event(title=text), ticket_type=text, url="https://turnout.test/certificates/1",
        branding=a_branding(name=text), language=language_of("en-GB"),
    )  # fmt: skip


def a_waitlist_letter(text: str = "Ada") -> WaitlistLetter:
    found = WaitlistMailData(
        entry_id=new_id(), event_id=new_id(), email="ada@people.example", name=text, locale="en",
        ticket_type=text, quantity=2, state="offered", position=None, expires_at=ENDS,
        path="/waitlist/1",
    )  # fmt: skip
    return waitlist_mails.letter_of(
        found, an_event(title=text), branding=a_branding(name=text),
        public_url="https://turnout.test", language=language_of("en-GB"),
    )  # fmt: skip


def a_session_place_letter(text: str = "Ada") -> SessionPlaceLetter:
    found = SessionWaitMailData(
        entry_id=new_id(), event_id=new_id(), session_id=new_id(), session=text, starts_at=STARTS,
        ends_at=ENDS, state="offered", expires_at=ENDS, email="ada@people.example", name=text,
        locale="en", path="/orders/1/sessions",
    )  # fmt: skip
    return session_places.letter_of(
        found, an_event(title=text), branding=a_branding(name=text),
        public_url="https://turnout.test", language=language_of("en-GB"),
    )  # fmt: skip


def an_announcement_letter(text: str = "Ada") -> AnnouncementLetter:
    return announcement_mails.letter_of(
        AnnouncementText(
            language="en", subject=text, body="<p>{first_name}, {event}: {order_link}</p>"
        ),
        an_event(title=text),
        a_branding(name=text),
        recipient="ada@people.example",
        name=text,
        order_url="https://turnout.test/orders/1",
        order_number="REG-1",
        opt_out_url=OPT_OUT,
    )


def a_saved_search_letter(text: str = "Ada") -> SavedSearchLetter:
    found = EventLine(
        title=one_line(text), summary=one_line(text), when=("Sat 5 Dec 2026",),
        where=(one_line(text),), url="https://turnout.test/harbour/summit",
    )  # fmt: skip
    return SavedSearchLetter(
        platform="Turnout", organization="", colours=colours_of(""), name="",
        recipient="ada@people.example", can_reply=False, url="https://turnout.test/events",
        until="29 Nov 2026, 10:00", cadence="daily", words=(one_line(text), "Paris (25 km)"),
        kinds=("online", "hybrid"), is_free=True, most="€20", ticket_kinds=("group", "pass"),
        manage_url="https://turnout.test/events/saved/s", opt_out_url=OPT_OUT,
        title=one_line(text), events=(found,), total=1, more=2,
    )  # fmt: skip


def an_unasked_letter(template: Template, text: str) -> Any:
    """A letter for each template that is neither about an order nor about an account."""
    if template in session_places.STATES:
        return a_session_place_letter(text)
    if template in OF_TICKETS | OF_WAITLISTS:
        own = template in OF_TICKETS
        return a_ticket_letter(template, text) if own else a_waitlist_letter(text)
    if template is Template.CERTIFICATE_READY:
        return a_certificate_letter(text)
    if template is Template.ANNOUNCEMENT:
        return an_announcement_letter(text)
    if template in (Template.SAVED_SEARCH_ASKED, Template.SAVED_SEARCH_EVENTS):
        return a_saved_search_letter(text)
    return a_news_letter(template, text)


def a_news_letter(template: Template, text: str) -> Any:
    """What changed, what is new, an invitation, or links to what was bought."""
    envelope, event = an_envelope(text), an_event(title=text, summary=text)
    match template:
        case Template.SESSION_NEWS:
            return a_sessions_letter(session_news(*ChangeKind, text=text), text)
        case Template.SESSION_LEFT:
            return session_mails.left_letter(envelope, event, [a_session_entry(text)] * 2)
        case Template.EVENT_NEWS:
            news = EventNews(turn=ChangeKind.CHANGED, was_starts_at=STARTS, was_ends_at=ENDS)
            return mail_context.event_letter(envelope, event, news)
        case Template.NEW_EVENTS:
            return mail_context.new_events_letter(envelope, [event, event])
        case Template.EVENT_INVITATION:
            url = "https://turnout.test/harbour/summit?code=sEcReT"
            return mail_context.guest_letter(envelope, event, url=url, until=text)
    line = mail_context.link_line(event, url="https://turnout.test/x", label=text, locale=LOCALE)
    return mail_context.links_letter("ada@people.example", [line], more=2)
