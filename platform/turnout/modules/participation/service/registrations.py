"""Places in sessions that have a registration of their own, for holders of tickets."""

from collections.abc import Collection
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import api as events
from turnout.modules.events.api import SessionState
from turnout.modules.participation import policies
from turnout.modules.participation.errors import NoRegistration, NotYourTicket, SessionFull
from turnout.modules.participation.hooks import HolderProof, verify_ticket_holder
from turnout.modules.participation.queries import agendas
from turnout.modules.participation.queries import registrations as queries
from turnout.modules.participation.types import Places


def register_for_session(
    ctx: PublicContext, event_id: UUID, session_id: UUID, *, ticket_id: UUID, proof: HolderProof
) -> Places:
    """Give a ticket's holder a place. Doing so again changes nothing.

    The session's row is locked while places are counted: never more than its capacity, however
    many ask at once.
    """
    with transaction(ctx) as tx:
        if not verify_ticket_holder(tx, event_id, ticket_id, proof=proof):
            raise NotYourTicket
        session = events.lock_session(tx, event_id, session_id)
        capacity, is_scheduled = session.capacity, session.state is SessionState.SCHEDULED
        if not session.needs_registration or capacity is None or not is_scheduled:
            raise NoRegistration
        taken, has_place = queries.taken(tx, session_id, ticket_id)
        if not has_place:
            if taken >= capacity:
                raise SessionFull
            queries.register(tx, event_id, session_id, ticket_id=ticket_id, user_id=proof.user_id)
            taken += 1
        return Places(session_id=session_id, capacity=capacity, taken=taken, is_registered=True)


def leave_session(
    ctx: PublicContext, event_id: UUID, session_id: UUID, *, ticket_id: UUID, proof: HolderProof
) -> None:
    """Give the place back; without one, nothing changes."""
    with transaction(ctx) as tx:
        if not verify_ticket_holder(tx, event_id, ticket_id, proof=proof):
            raise NotYourTicket
        events.require_session(tx, event_id, session_id)
        queries.unregister(tx, session_id, ticket_id)


def list_places(ctx: OrganizationContext, event_id: UUID) -> list[Places]:
    """Sessions with a registration of their own, in order of time, and how full they are."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        sessions = events.list_sessions_with_registration(tx, event_id)
        taken = queries.count_registrations(tx, event_id)
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
) -> list[UUID]:
    """Whom the door of the session expects, in the order in which they registered."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.require_session(tx, event_id, session_id)
        return queries.registered_tickets(tx, session_id)


def registered_tickets(tx: Transaction, session_id: UUID) -> list[UUID]:
    """For modules above: whom a check-in list of this session admits."""
    return queries.registered_tickets(tx, session_id)


def count_registered(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """For modules above: places taken of each session that has any."""
    return queries.count_registrations(tx, event_id)


def users_who_picked(tx: Transaction, session_id: UUID) -> list[UUID]:
    """For modules above: whom a change of the session concerns besides those who registered."""
    return agendas.users_who_picked(tx, session_id)


def release_places(tx: Transaction, ticket_ids: list[UUID]) -> None:
    """For modules above: these tickets are valid no more."""
    queries.release(tx, ticket_ids)


def affected_by_sessions(
    tx: Transaction, session_ids: Collection[UUID]
) -> list[events.AffectedPerson]:
    """Who has a place in one of the sessions, and who picked one; a single statement."""
    return queries.list_affected(tx, session_ids)
