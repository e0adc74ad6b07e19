"""Keep agendas, places in sessions, favourites and followed organizers."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PersonContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.security.capability_links import derive_secret, is_derived
from turnout.modules.consents.api import Consent, ConsentSource, ConsentTopic, record_consent
from turnout.modules.events import api as events
from turnout.modules.events.api import SHOWN, PublicEvent
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import queries
from turnout.modules.participation.errors import (
    AgendaFull,
    AgendaNotFound,
    NoRegistration,
    NotYourTicket,
    RegistrationClosed,
    SessionFull,
)
from turnout.modules.participation.facts import AgendaChanged, SessionPlaceTaken
from turnout.modules.participation.hooks import (
    PLACE_TAKEN,
    HolderProof,
    kept_places,
    name_holders,
    verify_ticket_holder,
)
from turnout.modules.participation.models import AgendaRow
from turnout.modules.participation.types import (
    Agenda,
    Bookmarks,
    Favourite,
    Followed,
    GuestAgenda,
    OpenSession,
    Places,
    RegisteredTicket,
)
from turnout.modules.programme.api import (
    SessionState,
    double_bookings,
    get_programme_file,
    list_sessions_with_registration,
    lock_session,
    require_session,
    sessions_by_id,
)

MOST_SESSIONS: Final = 500
SALT_BYTES: Final = 16
OPENS: Final = "events.agenda"
READS: Final = "events.agenda-feed"
REGISTERING: Final = (events.State.PUBLISHED, events.State.LIVE)
"""Of an event that is called off, put off or over nobody takes a place any more."""


def read_own_agenda(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, code: str | None = None
) -> Agenda:
    """The signed-in person's agenda; an empty one for who has none."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        return _agenda(tx, _own(tx, ctx, event_id, code=code), code=code)


def pick_session(
    ctx: PersonContext,
    organization_id: UUID,
    event_id: UUID,
    *,
    session_id: UUID,
    code: str | None = None,
) -> Agenda:
    """Picking twice changes nothing; what clashes is told, not refused."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        row = _own(tx, ctx, event_id, code=code)
        _pick(tx, row, session_id)
        return _agenda(tx, row, code=code)


def drop_session(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, session_id: UUID
) -> None:
    with transaction(_in_organization(ctx, organization_id)) as tx:
        agenda_id = queries.find_agenda(tx, event_id, ctx.user_id)
        if agenda_id is not None and queries.drop(tx, agenda_id, session_id):
            _tell_agenda(tx, event_id, session_id, ctx.user_id)


def renew_feed(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, code: str | None = None
) -> Agenda:
    """Give the calendar another address: the old one leads nowhere from now on."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        return _with_new_feed(tx, _own(tx, ctx, event_id, code=code), code=code)


def start_guest_agenda(
    ctx: PublicContext, event_id: UUID, *, code: str | None = None
) -> GuestAgenda:
    """An agenda for somebody without an account: the secret, told now, is the only key."""
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code)
        salt = secrets.token_bytes(SALT_BYTES)
        agenda_id = queries.ensure_agenda(tx, event_id, user_id=None, salt=salt)
        row = queries.get_agenda(tx, agenda_id)
        return GuestAgenda(agenda=_agenda(tx, row, code=code), secret=_mark(row, OPENS))


def read_guest_agenda(
    ctx: PublicContext, agenda_id: UUID, secret: str, *, code: str | None = None
) -> Agenda:
    with transaction(ctx) as tx:
        return _agenda(tx, _of_secret(tx, agenda_id, secret), code=code)


def pick_guest_session(
    ctx: PublicContext,
    agenda_id: UUID,
    secret: str,
    *,
    session_id: UUID,
    code: str | None = None,
) -> Agenda:
    with transaction(ctx) as tx:
        row = _of_secret(tx, agenda_id, secret)
        _pick(tx, row, session_id)
        return _agenda(tx, row, code=code)


def drop_guest_session(
    ctx: PublicContext, agenda_id: UUID, secret: str, *, session_id: UUID
) -> None:
    with transaction(ctx) as tx:
        queries.drop(tx, _of_secret(tx, agenda_id, secret).id, session_id)


def renew_guest_feed(
    ctx: PublicContext, agenda_id: UUID, secret: str, *, code: str | None = None
) -> Agenda:
    """As `renew_feed`; the secret that opens the agenda stays."""
    with transaction(ctx) as tx:
        return _with_new_feed(tx, _of_secret(tx, agenda_id, secret), code=code)


def draw_feed(ctx: PublicContext, agenda_id: UUID, mark: str) -> bytes:
    """The picked sessions as a calendar; what is called off is in it as cancelled."""
    with transaction(ctx) as tx:
        row = queries.get_agenda(tx, agenda_id)
        if not is_derived(mark, partial(_mark, row, READS)):
            raise AgendaNotFound
        event = events.get_event(tx, row.event_id)
        if event.state not in SHOWN:
            raise AgendaNotFound
        found = get_programme_file(tx, event)
        wanted = {found.keys.get(str(each)) for each in queries.picked(tx, agenda_id)}
    kept = tuple(each for each in found.programme.sessions if each.key in wanted)
    return replace(found, programme=replace(found.programme, sessions=kept)).as_calendar()


def _own(tx: Transaction, ctx: PersonContext, event_id: UUID, *, code: str | None) -> AgendaRow:
    events.get_visible(tx, event_id, code=code)
    salt = secrets.token_bytes(SALT_BYTES)
    agenda_id = queries.ensure_agenda(tx, event_id, user_id=ctx.user_id, salt=salt)
    return queries.get_agenda(tx, agenda_id)


def _of_secret(tx: Transaction, agenda_id: UUID, secret: str) -> AgendaRow:
    row = queries.get_agenda(tx, agenda_id)
    if row.user_id is not None or not is_derived(secret, partial(_mark, row, OPENS)):
        raise AgendaNotFound
    return row


def _with_new_feed(tx: Transaction, row: AgendaRow, *, code: str | None) -> Agenda:
    row.feed_salt = secrets.token_bytes(SALT_BYTES)
    tx.flush()
    return _agenda(tx, row, code=code)


def _pick(tx: Transaction, row: AgendaRow, session_id: UUID) -> None:
    require_session(tx, row.event_id, session_id)
    if len(queries.picked(tx, row.id)) >= MOST_SESSIONS:
        raise AgendaFull
    if queries.pick(tx, row.id, session_id):
        _tell_agenda(tx, row.event_id, session_id, row.user_id)


def _tell_agenda(tx: Transaction, event_id: UUID, session_id: UUID, user_id: UUID | None) -> None:
    """Of a guest's agenda nobody is told: nobody knows whose it is."""
    if user_id is not None:
        tx.publish(AgendaChanged(event_id=event_id, session_id=session_id, user_id=user_id))


def _agenda(tx: Transaction, row: AgendaRow, *, code: str | None) -> Agenda:
    event = events.get_visible(tx, row.event_id, code=code)
    sessions = sessions_by_id(tx, queries.picked(tx, row.id), time_zone=event.time_zone)
    scheduled = [(row.id, each) for each in sessions if each.state is SessionState.SCHEDULED]
    base = runtime.current().settings.public_url.rstrip("/")
    place = f"{base}/api/v1/organizations/{tx.organization_id}/agendas/{row.id}"
    return Agenda(
        id=row.id,
        event_id=row.event_id,
        sessions=tuple(sessions),
        clashes=tuple(double_bookings("agenda", scheduled)),
        feed_url=f"{place}/feed/{_mark(row, READS)}.ics",
    )


def _mark(row: AgendaRow, purpose: str, *, key_id: str | None = None) -> str:
    """160 bits that only this platform can compute, for one agenda, salt and purpose."""
    salt = row.feed_salt or row.salt if purpose == READS else row.salt
    return derive_secret(purpose, row.id.bytes + salt, key_id=key_id)


def _in_organization(ctx: PersonContext, organization_id: UUID) -> PublicContext:
    """What a person keeps is a row of the organization whose event it is."""
    return PublicContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )


MOST: Final = 200
"""Favourites, and organizers, in one list; the latest."""


def add_favourite(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, code: str | None = None
) -> None:
    """Keep an event that the person may see; keeping it twice changes nothing."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        events.get_visible(tx, event_id, code=code)
        queries.add_favourite(tx, event_id, ctx.user_id)


def remove_favourite(ctx: PersonContext, organization_id: UUID, event_id: UUID) -> None:
    with transaction(_in_organization(ctx, organization_id)) as tx:
        queries.remove_favourite(tx, event_id, ctx.user_id)


def read_bookmarks(ctx: PersonContext, organization_id: UUID, event_id: UUID | None) -> Bookmarks:
    """Whether the person keeps the event, if one is named, and follows its organizer."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        return queries.find_bookmarks(tx, ctx.user_id, event_id)


def list_favourites(ctx: PersonContext, languages: Sequence[str]) -> list[Favourite]:
    """Those that are shown now, the latest first; one transaction for each organization."""
    with transaction(ctx) as tx:
        kept = queries.list_favourites(tx, ctx.user_id, limit=MOST)
    wanted: dict[UUID, list[UUID]] = defaultdict(list)
    for organization_id, event_id, _ in kept:
        wanted[organization_id].append(event_id)
    found: dict[UUID, PublicEvent] = {}
    for organization_id, event_ids in wanted.items():
        with transaction(_in_organization(ctx, organization_id)) as tx:
            for event in events.events_by_id(tx, event_ids):
                if event.is_shown:
                    found[event.id] = events.to_public(tx, event, languages)
    return [
        Favourite(organization_id=organization_id, since=since, event=found[event_id])
        for organization_id, event_id, since in kept
        if event_id in found
    ]


def follow_organizer(ctx: PersonContext, organization_id: UUID, *, source: ConsentSource) -> None:
    """Follow an organization, NotFound without it; doing so twice changes nothing.

    That asks for emails about its new events: `source` is kept with the proof of it.
    """
    with transaction(_in_organization(ctx, organization_id)) as tx:
        organizations.get_organization(tx)
        if queries.follow(tx, ctx.user_id):
            _record_following(tx, ctx.user_id, is_given=True, source=source)


def unfollow_organizer(ctx: PersonContext, organization_id: UUID, *, source: ConsentSource) -> None:
    with transaction(_in_organization(ctx, organization_id)) as tx:
        if queries.unfollow(tx, ctx.user_id):
            _record_following(tx, ctx.user_id, is_given=False, source=source)


def _record_following(
    tx: Transaction, user_id: UUID, *, is_given: bool, source: ConsentSource
) -> None:
    said = Consent(
        topic=ConsentTopic.NEW_EVENTS,
        email=identity.get_people(tx, [user_id])[user_id].email,
        is_given=is_given,
        source=source,
    )
    record_consent(tx, said)


def list_followed(ctx: PersonContext) -> list[Followed]:
    """The latest first; one transaction for each organization."""
    with transaction(ctx) as tx:
        kept = queries.list_followed(tx, ctx.user_id, limit=MOST)
    found = []
    for organization_id, since in kept:
        with transaction(_in_organization(ctx, organization_id)) as tx:
            home = organizations.branding_of(tx)
        found.append(
            Followed(organization_id=organization_id, slug=home.slug, name=home.name, since=since)
        )
    return found


def register_for_session(
    ctx: PublicContext, event_id: UUID, session_id: UUID, *, ticket_id: UUID, proof: HolderProof
) -> Places:
    """Give a ticket's holder a place. Doing so again changes nothing.

    The session's row is locked while places are counted: never more than its capacity, however
    many ask at once, and none that is kept for somebody else. Places are given out until the
    session begins.
    """
    with transaction(ctx) as tx:
        if not verify_ticket_holder(tx, event_id, ticket_id, proof=proof):
            raise NotYourTicket
        idempotency.claim(tx)
        session = lock_session(tx, event_id, session_id)
        capacity, is_scheduled = session.capacity, session.state is SessionState.SCHEDULED
        if not session.needs_registration or capacity is None or not is_scheduled:
            raise NoRegistration
        taken, has_place = queries.taken(tx, session_id, ticket_id)
        if not has_place:
            if not _is_open(events.get_event_brief(tx, event_id).state, session.starts_at, tx.now):
                raise RegistrationClosed
            kept = kept_places(tx, event_id, besides=ticket_id).get(session_id, 0)
            if taken + kept >= capacity:
                raise SessionFull
            give_place(tx, event_id, session_id, ticket_id=ticket_id, user_id=proof.user_id)
            taken += 1
        places = Places(session_id=session_id, capacity=capacity, taken=taken, is_registered=True)
        idempotency.complete(tx, places)
        return places


def give_place(
    tx: Transaction, event_id: UUID, session_id: UUID, *, ticket_id: UUID, user_id: UUID | None
) -> None:
    """Write a ticket's place down; the caller has locked the session and counted its places."""
    queries.register(tx, event_id, session_id, ticket_id=ticket_id, user_id=user_id)
    tx.publish(SessionPlaceTaken(event_id=event_id, session_id=session_id, ticket_id=ticket_id))
    for hear in PLACE_TAKEN:
        hear(tx, session_id, ticket_id)


def leave_session(
    ctx: PublicContext, event_id: UUID, session_id: UUID, *, ticket_id: UUID, proof: HolderProof
) -> None:
    """Give the place back; without one, nothing changes."""
    with transaction(ctx) as tx:
        if not verify_ticket_holder(tx, event_id, ticket_id, proof=proof):
            raise NotYourTicket
        require_session(tx, event_id, session_id)
        queries.unregister(tx, ticket_id, [session_id])


def list_open_sessions(
    tx: Transaction, event: events.Event, ticket_ids: Collection[UUID]
) -> list[OpenSession]:
    """The event's sessions with a registration, in order of time, as holders of tickets see them.

    The caller has proved the tickets. What was called off is left out.
    """
    found = {each.session_id: each for each in list_sessions_with_registration(tx, event.id)}
    if not found:
        return []
    taken = count_taken(tx, event.id)
    held = queries.sessions_of_tickets(tx, event.id, ticket_ids) if ticket_ids else {}
    return [
        OpenSession(
            session=each,
            capacity=found[each.id].capacity or 0,
            taken=taken.get(each.id, 0),
            is_open=_is_open(event.state, each.starts_at, tx.now),
            ticket_ids=held.get(each.id, frozenset()),
        )
        for each in sessions_by_id(tx, found, time_zone=event.time_zone)
        if each.state is SessionState.SCHEDULED
    ]


def count_taken(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """Places of each session that nobody else can have: those taken, and those that are kept."""
    taken = Counter(queries.count_registered(tx, event_id))
    taken.update(kept_places(tx, event_id))
    return dict(taken)


def takes_registrations(tx: Transaction, event_id: UUID) -> bool:
    """Whether holders of tickets have sessions of the event to sign up for."""
    sessions = list_sessions_with_registration(tx, event_id)
    return any(each.state is SessionState.SCHEDULED for each in sessions)


def _is_open(state: events.State, starts_at: datetime, now: datetime) -> bool:
    return state in REGISTERING and now < starts_at


def list_places(ctx: OrganizationContext, event_id: UUID) -> list[Places]:
    """Sessions with a registration of their own, in order of time, and how full they are."""
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        sessions = list_sessions_with_registration(tx, event_id)
        taken = queries.count_registered(tx, event_id)
    return [
        Places(
            session_id=each.session_id,
            capacity=each.capacity,
            taken=taken.get(each.session_id, 0),
            is_registered=False,
        )
        for each in sessions
    ]


def list_registered_tickets(
    ctx: OrganizationContext, event_id: UUID, session_id: UUID
) -> list[RegisteredTicket]:
    """Whom the door of the session expects, in the order in which they registered."""
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        require_session(tx, event_id, session_id)
        ticket_ids = queries.registered_tickets(tx, session_id)
        holders = name_holders(tx, event_id, ticket_ids)
    return [RegisteredTicket.of(each, holders.get(each)) for each in ticket_ids]
