"""Use cases of waitlists of sessions: join, look, take, leave; the list and offers by hand."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.http import idempotency
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.participation.api import HolderProof
from turnout.modules.programme import api as programme
from turnout.modules.session_waitlist import offers, policies, queries, rules
from turnout.modules.session_waitlist.errors import (
    HasPlace,
    PlacesLeft,
    SessionEntryNotFound,
    SessionEntryOver,
    SessionOfferOver,
    SessionWaitlistClosed,
)
from turnout.modules.session_waitlist.facts import (
    SessionOfferReminded,
    SessionWaitlistSettingsChanged,
)
from turnout.modules.session_waitlist.metrics import SESSION_LENGTH
from turnout.modules.session_waitlist.types import (
    SAID,
    NewSessionSettings,
    SessionEntry,
    SessionEntryState,
    SessionWait,
    SessionWaitlistFigures,
    SessionWaitlistSettings,
    SessionWaitMailData,
)
from turnout.modules.tickets import api as tickets
from turnout.modules.waitlist import api as waitlist

AT_ONCE: Final = 500


def join_session_waitlist(
    ctx: PublicContext, event_id: UUID, session_id: UUID, *, ticket_id: UUID, proof: HolderProof
) -> SessionWait:
    """Let a ticket wait for a session that is full; one that waits already stays where it stands.

    PlacesLeft while there are places, HasPlace for a ticket that has one, SessionWaitlistClosed
    where there is no list; as for registrations otherwise.
    """
    policies.require_can_wait(ctx)
    with transaction(ctx) as tx:
        _require_holder(tx, event_id, ticket_id, proof=proof)
        idempotency.claim(tx)
        places = offers.lock_places(tx, event_id, session_id)
        if not rules.takes_registrations(places.session):
            raise participation.NoRegistration
        entry = queries.find_entry(tx, session_id, ticket_id)
        if entry is None or entry.state not in rules.OPEN:
            _require_can_join(tx, places, ticket_id)
            entry_id = queries.insert_entry(
                tx, event_id, session_id, ticket_id=ticket_id, user_id=proof.user_id
            )
            entry = queries.get_entry(tx, entry_id)
            offers.say(tx, entry, SessionEntryState.WAITING)
            offers.count(tx, SessionEntryState.WAITING)
        found = _wait(tx, entry, places.event.time_zone)
        idempotency.complete(tx, found)
        return found


def _require_can_join(tx: Transaction, places: offers.Places, ticket_id: UUID) -> None:
    session_id = places.session.session_id
    if not places.are_given_out:
        raise participation.RegistrationClosed
    if ticket_id in participation.registered_tickets(tx, session_id):
        raise HasPlace
    if not places.terms.is_open:
        raise SessionWaitlistClosed
    kept = queries.count_kept(tx, places.event.id, ticket_id).get(session_id, 0)
    left = (places.session.capacity or 0) - places.taken - kept
    if left > 0:
        raise PlacesLeft(left=left)


def _require_holder(
    tx: Transaction, event_id: UUID, ticket_id: UUID, *, proof: HolderProof
) -> None:
    if not participation.verify_ticket_holder(tx, event_id, ticket_id, proof=proof):
        raise participation.NotYourTicket


def get_session_wait(
    ctx: PublicContext, event_id: UUID, session_id: UUID, *, ticket_id: UUID, proof: HolderProof
) -> SessionWait:
    """Where a ticket stands; what became of its last place on the list where it waits no more."""
    policies.require_can_wait(ctx)
    with transaction(ctx) as tx:
        _require_holder(tx, event_id, ticket_id, proof=proof)
        programme.require_session(tx, event_id, session_id)
        entry = queries.find_entry(tx, session_id, ticket_id)
        if entry is None:
            raise SessionEntryNotFound
        return _wait(tx, entry, events.get_event_brief(tx, event_id).time_zone)


def leave_session_waitlist(
    ctx: PublicContext, event_id: UUID, session_id: UUID, *, ticket_id: UUID, proof: HolderProof
) -> None:
    """Wait no more, or pass an offer on; without a place on the list, nothing changes."""
    policies.require_can_wait(ctx)
    with transaction(ctx) as tx:
        _require_holder(tx, event_id, ticket_id, proof=proof)
        offers.lock_places(tx, event_id, session_id)
        entry = queries.find_entry(tx, session_id, ticket_id)
        if entry is not None and entry.state in rules.OPEN:
            offers.end(tx, entry, SessionEntryState.LEFT)
            offers.settle(tx, event_id, session_id)


def accept_session_place(
    ctx: PublicContext,
    event_id: UUID,
    session_id: UUID,
    *,
    ticket_id: UUID,
    proof: HolderProof,
    gives_back_clashes: bool = False,
) -> SessionWait:
    """Take the place that is reserved for a ticket; SessionOfferOver without one.

    With `gives_back_clashes` the places that the ticket has in sessions at the same time are free
    again in the same commit.
    """
    policies.require_can_wait(ctx)
    with transaction(ctx) as tx:
        _require_holder(tx, event_id, ticket_id, proof=proof)
        idempotency.claim(tx)
        places = offers.lock_places(tx, event_id, session_id)
        entry = queries.find_entry(tx, session_id, ticket_id)
        is_offered = entry is not None and entry.state == SessionEntryState.OFFERED
        if entry is None or not is_offered or not entry.expires_at or entry.expires_at <= tx.now:
            raise SessionOfferOver
        if not places.are_given_out:
            raise participation.RegistrationClosed
        if places.taken >= (places.session.capacity or 0):
            raise participation.SessionFull
        if gives_back_clashes:
            clashes = offers.clashes_of(tx, entry, places.event.time_zone)
            participation.unregister(tx, ticket_id, clashes)
        offers.give(tx, replace(entry, user_id=proof.user_id or entry.user_id))
        found = _wait(tx, queries.get_entry(tx, entry.id), places.event.time_zone)
        idempotency.complete(tx, found)
        return found


def list_session_waits(
    tx: Transaction, event: events.Event, ticket_ids: Collection[UUID]
) -> list[SessionWait]:
    """Where these tickets wait or have an offer; the caller has proved them."""
    if not ticket_ids:
        return []
    found = queries.list_open_of_tickets(tx, ticket_ids)
    return [_wait(tx, each, event.time_zone) for each in found if each.event_id == event.id]


def list_open_waitlists(
    tx: Transaction, event_id: UUID, session_ids: Iterable[UUID]
) -> frozenset[UUID]:
    """The sessions that people can wait for once they are full."""
    settings = queries.get_settings(tx, event_id)
    return frozenset(each for each in session_ids if settings.terms_of(each).is_open)


def _wait(tx: Transaction, entry: SessionEntry, time_zone: str) -> SessionWait:
    is_offered = entry.state == SessionEntryState.OFFERED
    return from_attributes(
        SessionWait,
        entry,
        expires_at=entry.expires_at if is_offered else None,
        clashes=offers.clashes_of(tx, entry, time_zone) if entry.state in rules.OPEN else (),
    )


def list_session_entries(
    ctx: OrganizationContext,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None = None,
    session_id: UUID | None = None,
) -> Page[SessionEntry]:
    """Who waits for an event's sessions and who waited, in the order of the queue."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = queries.list_entries(tx, event_id, request, state=state, session_id=session_id)
        shown = _named(tx, found, event.time_zone)
    return page(shown, request, key=lambda each: (str(each.queue_key), each.id))


def _named(tx: Transaction, found: list[SessionEntry], time_zone: str) -> list[SessionEntry]:
    """The entries with titles of sessions, and names of holders where those may be told."""
    if not found:
        return []
    wanted = {each.session_id for each in found}
    titles = {
        each.id: each.title for each in programme.sessions_by_id(tx, wanted, time_zone=time_zone)
    }
    ticket_ids = [each.ticket_id for each in found]
    holders = participation.name_holders(tx, found[0].event_id, ticket_ids)
    return [
        replace(
            each,
            session=titles.get(each.session_id, ""),
            holder_name=holders[each.ticket_id].name if each.ticket_id in holders else "",
        )
        for each in found
    ]


def count_session_entries(ctx: OrganizationContext, event_id: UUID) -> SessionWaitlistFigures:
    """How many wait for an event's sessions, and what became of offers."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.count_entries(tx, event_id)


def get_session_settings(ctx: OrganizationContext, event_id: UUID) -> SessionWaitlistSettings:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.get_settings(tx, event_id)


def update_session_settings(
    ctx: OrganizationContext, event_id: UUID, new: NewSessionSettings, *, version: int | None
) -> SessionWaitlistSettings:
    """Open or close the waitlists of an event's sessions and say how they work.

    Offers that stand keep their deadline, and who waits stays where they stand.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        require_version(version, queries.get_settings(tx, event_id).version)
        _require_sessions(tx, event_id, new)
        queries.save_settings(tx, event_id, new)
        tx.publish(SessionWaitlistSettingsChanged(event_id=event_id))
        for session_id in queries.list_sessions(tx, event_id):
            offers.settle(tx, event_id, session_id)
        return queries.get_settings(tx, event_id)


def _require_sessions(tx: Transaction, event_id: UUID, new: NewSessionSettings) -> None:
    known = {each.session_id for each in programme.list_sessions_with_registration(tx, event_id)}
    faults, seen = [], set()
    for position, each in enumerate(new.sessions):
        if each.session_id not in known:
            says = "The event has no such session with registration."
        elif each.session_id in seen:
            says = "This session is named twice."
        elif all(getattr(each, name) is None for name in SAID):
            says = "Say what differs for this session."
        else:
            seen.add(each.session_id)
            continue
        faults.append(FieldError(f"/sessions/{position}/session_id", says))
    if faults:
        raise Invalid(*faults)


def offer_session_entry(ctx: OrganizationContext, entry_id: UUID) -> SessionEntry:
    """Keep a free place for one who waits, whoever stands before them; SessionFull without one."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        entry, places = _lock_entry(tx, ctx, entry_id)
        if not places.are_given_out:
            raise participation.RegistrationClosed
        if not places.free and entry.state == SessionEntryState.WAITING:
            raise participation.SessionFull
        offers.offer(tx, places, entry, by=str(ctx.actor))
        return _shown(tx, entry_id, places)


def update_session_entry(
    ctx: OrganizationContext, entry_id: UUID, *, priority: str, version: int | None
) -> SessionEntry:
    """Put a ticket into another class; there it stands by when it came."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        entry, places = _lock_entry(tx, ctx, entry_id)
        require_version(version, entry.version)
        if entry.state not in rules.OPEN:
            raise SessionEntryOver(state=entry.state)
        rank = waitlist.RANKS[waitlist.Priority(priority)]
        queries.classify(tx, entry_id, priority=priority, rank=rank)
        offers.say(tx, entry, SessionEntryState(entry.state))
        return _shown(tx, entry_id, places)


def remove_session_entry(ctx: OrganizationContext, entry_id: UUID) -> None:
    """Take a ticket off the list; a place that was offered passes on."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        entry, _ = _lock_entry(tx, ctx, entry_id)
        if entry.state not in rules.OPEN:
            raise SessionEntryOver(state=entry.state)
        offers.end(tx, entry, SessionEntryState.REMOVED)
        offers.settle(tx, entry.event_id, entry.session_id)


def _lock_entry(
    tx: Transaction, ctx: OrganizationContext, entry_id: UUID
) -> tuple[SessionEntry, offers.Places]:
    """The entry as it is under the lock of its session, for who may edit its event."""
    seen = queries.get_entry(tx, entry_id)
    policies.require_can_edit(ctx, seen.event_id)
    places = offers.lock_places(tx, seen.event_id, seen.session_id)
    return queries.get_entry(tx, entry_id), places


def _shown(tx: Transaction, entry_id: UUID, places: offers.Places) -> SessionEntry:
    [entry] = _named(tx, [queries.get_entry(tx, entry_id)], places.event.time_zone)
    return entry


def offer_freed(ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> None:
    """Offer what came back of a session to who waits next."""
    with suppress(programme.SessionNotFound), transaction(replace(ctx, cause=None)) as tx:
        offers.settle(tx, event_id, session_id)


def refresh_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Follow an event or programme that changed: places, times, what was called off."""
    with transaction(replace(ctx, cause=None)) as tx:
        sessions = queries.list_sessions(tx, event_id)
    for session_id in sessions:
        offer_freed(ctx, event_id, session_id)


def end_void_tickets(ctx: OrganizationContext, reference: UUID) -> None:
    """Let tickets of an order wait no more that are not valid, or of another event now."""
    quiet = replace(ctx, cause=None)
    with transaction(quiet) as tx:
        held = {each.id: each for each in tickets.list_of(tx, reference)}
        found = queries.list_open_of_tickets(tx, held) if held else []
    for each in found:
        ticket = held[each.ticket_id]
        if not ticket.is_valid or ticket.event_id != each.event_id:
            _end_one(quiet, each, SessionEntryState.ENDED)


def _end_one(ctx: OrganizationContext, seen: SessionEntry, state: SessionEntryState) -> None:
    with transaction(ctx) as tx:
        offers.lock_places(tx, seen.event_id, seen.session_id)
        entry = queries.get_entry(tx, seen.id)
        if entry.state in rules.OPEN:
            offers.end(tx, entry, state)
            offers.settle(tx, entry.event_id, entry.session_id)


def follow_transfer(ctx: OrganizationContext, ticket_id: UUID) -> None:
    """Let a ticket that changed hands wait where it stands, for its new holder."""
    with transaction(replace(ctx, cause=None)) as tx:
        ticket = tickets.find_ticket(tx, ticket_id)
        if ticket is not None:
            queries.hand_over(tx, ticket_id, ticket.holder_user_id)


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, entry) of offers whose time ran out."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=AT_ONCE)


def pass_on(ctx: OrganizationContext, entry_id: UUID) -> bool:
    """End an offer that nobody used, and offer its place to the next; False if it ended before."""
    with suppress(SessionEntryNotFound, programme.SessionNotFound), transaction(ctx) as tx:
        seen = queries.get_entry(tx, entry_id)
        offers.lock_places(tx, seen.event_id, seen.session_id)
        entry = queries.get_entry(tx, entry_id)
        is_due = entry.expires_at is not None and entry.expires_at <= tx.now
        if entry.state == SessionEntryState.OFFERED and is_due:
            offers.end(tx, entry, SessionEntryState.LAPSED)
            offers.settle(tx, entry.event_id, entry.session_id)
            return True
    return False


def list_to_remind(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, entry) of offers that end soon, whose holders were not told yet."""
    with transaction(ctx) as tx:
        return queries.list_to_remind(tx, limit=AT_ONCE)


def remind(ctx: OrganizationContext, entry_id: UUID) -> None:
    """Tell an offer's holder, once, that it ends soon."""
    with transaction(ctx) as tx:
        found = queries.mark_reminded(tx, entry_id)
        if found is not None:
            event_id, session_id = found
            tx.publish(
                SessionOfferReminded(entry_id=entry_id, event_id=event_id, session_id=session_id)
            )


def list_open_events(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, event) where anybody waits; counts them all for the metrics on the way."""
    with transaction(ctx) as tx:
        lengths = queries.count_lengths(tx)
        for state in ("waiting", "offered"):
            tx.after_commit.append(partial(SESSION_LENGTH.set, lengths.get(state, 0), state=state))
        return queries.list_open_events(tx, limit=AT_ONCE)


def session_wait_mail_data(ctx: OrganizationContext, entry_id: UUID) -> SessionWaitMailData | None:
    """What a mail about a session's waitlist says now, to who can act; None where nobody can.

    A ticket that was passed on is its holder's; every other is its buyer's, whose link opens it.
    """
    permissions.require_platform(ctx)
    with suppress(SessionEntryNotFound), transaction(ctx) as tx:
        entry = queries.get_entry(tx, entry_id)
        zone = events.get_event_brief(tx, entry.event_id).time_zone
        sessions = programme.sessions_by_id(tx, [entry.session_id], time_zone=zone)
        ticket = tickets.find_ticket(tx, entry.ticket_id)
        if ticket is None or not ticket.is_valid or not sessions:
            return None
        buyer = orders.contacts_of(tx, [ticket.reference]).get(ticket.reference)
        if ticket.transfer_id is not None:
            path = orders.ticket_path(tx.organization_id, ticket.transfer_id)
            email, name = ticket.holder_email, ticket.holder_name
        elif buyer is not None:
            path = orders.path_of(tx, ticket.reference)
            email, name = buyer.email, buyer.name
        else:
            return None
        told = {"email": email, "name": name, "locale": buyer.locale if buyer else "en"}
        when = {"starts_at": sessions[0].starts_at, "ends_at": sessions[0].ends_at}
        return from_attributes(
            SessionWaitMailData,
            entry,
            entry_id=entry.id,
            session=sessions[0].title,
            path=f"{path}/sessions",
            **told,
            **when,
        )
    return None
