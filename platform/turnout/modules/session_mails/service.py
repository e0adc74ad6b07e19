"""Mails about sessions, and the entries of them in the calendars of who reads mails.

A mail that tells of a session says its entry anew (iTIP REQUEST) or takes it back (CANCEL). What an
address was told is kept, so that a later mail has a higher SEQUENCE, and so that an entry is taken
back from whoever gave their place back, passed their ticket on, or picks the session no longer.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security import permissions
from turnout.l10n.languages import language_of
from turnout.l10n.mail_values import SessionsLetter
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.session_mails import mail_context, queries
from turnout.modules.session_mails.metrics import SESSION_ENTRIES
from turnout.modules.session_mails.types import DueEntry, SessionMailEntry
from turnout.modules.tickets import api as tickets
from turnout_sdk.email import OutgoingMail

AT_ONCE: Final = 2_000
EVENTS_AT_ONCE: Final = 100


def compose_news(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """Which of a reader's sessions changed, with an entry for each that they have or picked.

    Superseded when the reader wants no such mails by now, or nothing of it is left to tell.
    """
    permissions.require_platform(ctx)
    mine = {UUID(each) for each in mail.details["session_ids"]}
    held = {UUID(each) for each in mail.details.get("held_ids", ())}
    with transaction(ctx) as tx:
        envelope, event = _frame(tx, mail)
        changed = notifications.find_session_changes(tx, mail.source_id)
        if not changed:
            raise Superseded("What this mail was about is no longer known.")
        entries = _tell(tx, event, mail, held & {each.session_id for each in changed})
    letter = mail_context.sessions_letter(envelope, event, changed, mine=mine)
    return _outgoing(mail, letter, envelope, event=event, entries=entries)


def compose_left(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """Takes back entries of sessions that are not the reader's any more.

    Superseded when the reader wants no such mails by now, or the sessions are theirs again.
    """
    permissions.require_platform(ctx)
    ids = [UUID(each) for each in mail.details["session_ids"]]
    with transaction(ctx) as tx:
        envelope, event = _frame(tx, mail)
        found = queries.list_entries(tx, event.id, mail.recipient, session_ids=ids)
        entries = [each for each in found if each.is_cancelled]
        if not entries:
            raise Superseded("The sessions were the reader's again before this mail left.")
    letter = mail_context.left_letter(envelope, event, entries)
    return _outgoing(mail, letter, envelope, event=event, entries=entries)


def tell_place(
    ctx: OrganizationContext, mail: ClaimedMail, event: events.Event, *, session_id: UUID
) -> list[tickets.EntryMessage]:
    """The entry of a session in which a mail says that its reader has a place now."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        branding = organizations.branding_of(tx)
        entries = _tell(tx, event, mail, [session_id])
    url = notifications.event_page(notifications.home_url(branding), branding, event)
    return _messages(mail, branding, event, entries=entries, url=url)


def note_sessions(
    ctx: OrganizationContext, event_id: UUID, *, session_ids: Collection[UUID] | None = None
) -> None:
    """Have it looked at whose the entries of an event, or of some of its sessions, are by now."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.mark_due(tx, event_id, session_ids=session_ids)


def note_tickets(ctx: OrganizationContext, event_id: UUID, ticket_ids: Collection[UUID]) -> None:
    """The same for the sessions in which tickets have a place."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        found = participation.sessions_of_tickets(tx, event_id, ticket_ids) if ticket_ids else {}
        if found:
            queries.mark_due(tx, event_id, session_ids=found)


def note_order(ctx: OrganizationContext, event_id: UUID, order_id: UUID) -> None:
    """The same for an order that has another address."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        ticket_ids = tickets.list_ids(tx, order_id)
    note_tickets(ctx, event_id, ticket_ids)


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, event) of entries that are to be looked at."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=EVENTS_AT_ONCE)


def take_back(ctx: OrganizationContext, event_id: UUID) -> None:
    """Queue the mails that take entries back from who has not got the sessions any more.

    A session that is called off or deleted is told as news: its entry goes with that.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        due = queries.claim_due(tx, event_id, limit=AT_ONCE)
        event = events.find_event(tx, event_id)
        if not due or event is None:
            return
        gone: defaultdict[str, set[UUID]] = defaultdict(set)
        locales = {}
        for each in _not_theirs(tx, event, due):
            gone[each.email].add(each.session_id)
            locales[each.email] = each.locale
        for email, session_ids in sorted(gone.items()):
            queries.cancel(tx, event_id, email, session_ids=session_ids)
            notifications.queue_mail(tx, _mail(event_id, email, locales[email], session_ids))
        count = sum(len(each) for each in gone.values())
        tx.after_commit.append(lambda: SESSION_ENTRIES.add(count, outcome="taken-back"))


def _not_theirs(
    tx: Transaction, event: events.Event, due: Collection[DueEntry]
) -> Iterable[DueEntry]:
    if event.state == events.State.CANCELLED:
        return due
    ids = {each.session_id for each in due}
    there = {
        each.session_id
        for each in programme.list_appointments(tx, ids)
        if not each.is_cancelled and each.event_id == event.id
    }
    by_ticket: defaultdict[UUID, set[UUID]] = defaultdict(set)
    by_user: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for person in participation.affected_by_sessions(tx, there):
        if person.ticket_id is not None:
            by_ticket[person.ticket_id].add(person.session_id)
        if person.user_id is not None:
            by_user[person.user_id].add(person.session_id)
    readers = notifications.session_readers(tx, by_ticket, by_user)
    theirs = {email: session_ids for email, (_, session_ids) in readers.items()}
    return [
        each
        for each in due
        if each.session_id in there and each.session_id not in theirs.get(each.email, ())
    ]


def _mail(event_id: UUID, email: str, locale: str, session_ids: Collection[UUID]) -> NewMail:
    return NewMail(
        template=Template.SESSION_LEFT,
        source_id=new_id(),
        recipient=email,
        locale=locale,
        event_id=event_id,
        details={"session_ids": sorted(str(each) for each in session_ids)},
    )


def _frame(tx: Transaction, mail: ClaimedMail) -> tuple[notifications.Envelope, events.Event]:
    """From whom a mail is and about which event; Superseded for who wants no such mails."""
    if not opt_outs.wants(tx, mail.subject):
        raise Superseded("The reader asked for no more mails like this one.")
    if mail.event_id is None:
        raise ValueError("a mail about sessions names their event")
    language = language_of(mail.locale)
    envelope = notifications.envelope_of(tx, mail, language)
    return envelope, events.in_language(events.get_event(tx, mail.event_id), [language.tag])


def _tell(
    tx: Transaction, event: events.Event, mail: ClaimedMail, session_ids: Collection[UUID]
) -> list[SessionMailEntry]:
    """Note what the mail's reader is told of sessions as they are now; what they are told."""
    is_off = event.state == events.State.CANCELLED
    found = programme.list_appointments(tx, session_ids)
    stated = [
        replace(
            each,
            is_cancelled=each.is_cancelled or is_off,
            room=", ".join(filter(None, (each.room, *tickets.place_lines(event)))),
        )
        for each in found
    ]
    queries.tell(tx, mail.recipient, mail.locale, stated)
    gone = set(session_ids) - {each.session_id for each in found}
    queries.cancel(tx, event.id, mail.recipient, session_ids=gone)
    tx.after_commit.append(lambda: SESSION_ENTRIES.add(len(session_ids), outcome="told"))
    return queries.list_entries(tx, event.id, mail.recipient, session_ids=session_ids)


def _outgoing(
    mail: ClaimedMail,
    letter: SessionsLetter,
    envelope: notifications.Envelope,
    *,
    event: events.Event,
    entries: Collection[SessionMailEntry],
) -> OutgoingMail:
    return notifications.outgoing(
        mail,
        letter,
        branding=envelope.branding,
        event=event,
        entry_messages=_messages(mail, envelope.branding, event, entries=entries, url=letter.url),
        opt_out_url=envelope.opt_out_url,
    )


def _messages(
    mail: ClaimedMail,
    branding: organizations.Branding,
    event: events.Event,
    *,
    entries: Collection[SessionMailEntry],
    url: str,
) -> list[tickets.EntryMessage]:
    """An iTIP message for each entry; it is the same for a mail that is tried again."""
    parties = notifications.parties_of(mail, branding)
    messages = []
    for each in entries:
        entry = tickets.CalendarEntry(
            key=each.uid, host="", title=each.title, starts_at=each.starts_at,
            ends_at=each.ends_at, time_zone=event.time_zone, sequence=each.sequence,
            changed_at=each.changed_at, location=each.location, url=url,
            organization_name=branding.name, is_cancelled=each.is_cancelled,
        )  # fmt: skip
        messages.append(
            tickets.entry_message(entry, parties, event_id=event.id, now=each.changed_at)
        )
    return messages
