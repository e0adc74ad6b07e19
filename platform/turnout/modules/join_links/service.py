"""Use cases of personal join links: shown to a ticket's holder, renewed, and used.

A link is derived from the ticket, its holder's code and how often it was renewed; nothing is
stored until it is used. Looking at its page is no attendance: programs open links in mails, too.
"""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.http.secret_tries import count_wrong_secret
from turnout.modules.events import api as events
from turnout.modules.join_links import policies, queries, rules
from turnout.modules.join_links.errors import JoiningNotOpen, JoiningOver, JoinLinkNotOffered
from turnout.modules.join_links.facts import JoinLinkRenewed, OnlineEventJoined
from turnout.modules.join_links.metrics import JOINED, REFUSED
from turnout.modules.join_links.types import JoinInvitation, JoinLink, JoinState
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers

count_joined = queries.count_joined


def link_paths(
    tx: Transaction, own: Sequence[tickets.Ticket], event: events.Event
) -> dict[UUID, str]:
    """The paths of the links of valid tickets; none where there is nothing to join.

    For pages that let in who holds the tickets. An event that nobody joins costs no statement.
    """
    valid = [each for each in own if each.is_valid] if rules.is_offered(event) else []
    if not valid:
        return {}
    serials = queries.list_serials(tx, {each.id for each in valid})
    return {
        each.id: rules.path_of(tx.organization_id, each, serials.get(each.id, 0)) for each in valid
    }


def get_link(ctx: PublicContext, ticket_id: UUID, *, order_id: UUID | None = None) -> JoinLink:
    """The link of a ticket; JoinLinkNotOffered where there is nothing to join.

    `order_id` is the order that the caller was let into, where it was not the ticket itself.
    """
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        return _shown(tx, _ticket(tx, ticket_id, order_id))


def renew_link(ctx: PublicContext, ticket_id: UUID, *, order_id: UUID | None = None) -> JoinLink:
    """Give a ticket another link: whoever has the one before can no longer join by it."""
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        ticket = _ticket(tx, ticket_id, order_id)
        _offered(tx, ticket)
        queries.renew(tx, ticket.event_id, ticket.id)
        tx.publish(JoinLinkRenewed(event_id=ticket.event_id, ticket_id=ticket.id))
        return _shown(tx, ticket)


def find_invitation(ctx: PublicContext, ticket_id: UUID, secret: str) -> JoinInvitation:
    """What the page of a link says; NotFound for a link that ended, or never was one."""
    with transaction(ctx) as tx:
        ticket = _proved(tx, ticket_id, secret)
        event = _offered(tx, ticket)
        return JoinInvitation(
            event_id=event.id,
            ticket_id=ticket.id,
            holder_name=ticket.holder_name,
            state=rules.state_at(event, tx.now),
            opens_at=rules.opens_at(event),
            joined_at=queries.get_stored(tx, ticket.id).joined_at,
        )


def join(ctx: PublicContext, ticket_id: UUID, secret: str) -> str:
    """Where the event takes place online, once it is about to begin; that is online attendance.

    JoiningNotOpen before, JoiningOver after it. Attendance is recorded once for a ticket.
    """
    with transaction(ctx) as tx:
        ticket = _proved(tx, ticket_id, secret)
        event = _offered(tx, ticket)
        state = rules.state_at(event, tx.now)
        if state is not JoinState.OPEN:
            REFUSED.add(reason=state.value)
            opens_at = rules.opens_at(event)
            if state is JoinState.NOT_OPEN and opens_at is not None:
                raise JoiningNotOpen(opens_at=opens_at)
            raise JoiningOver
        is_first = queries.record_join(tx, event.id, ticket.id)
        if is_first:
            tx.publish(OnlineEventJoined(event_id=event.id, ticket_id=ticket.id))
        tx.after_commit.append(lambda: JOINED.add(time="first" if is_first else "again"))
        return event.online_url or ""


def ticket_of_transfer(ctx: PublicContext, transfer_id: UUID) -> UUID:
    """The ticket that somebody was given; TicketPassedOn once it is another one's."""
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        return transfers.read_transferred_ticket(tx, transfer_id).ticket_id


def _shown(tx: Transaction, ticket: tickets.Ticket) -> JoinLink:
    event = _offered(tx, ticket)
    stored = queries.get_stored(tx, ticket.id)
    origin = runtime.current().settings.origin_of(organizations.branding_of(tx).host)
    return JoinLink(
        ticket_id=ticket.id,
        event_id=event.id,
        url=f"{origin}{rules.path_of(tx.organization_id, ticket, stored.serial)}",
        state=rules.state_at(event, tx.now),
        opens_at=rules.opens_at(event),
        closes_at=rules.closes_at(event),
        joined_at=stored.joined_at,
    )


def _offered(tx: Transaction, ticket: tickets.Ticket) -> events.Event:
    """The event that a valid ticket joins; JoinLinkNotOffered where it cannot."""
    event = events.get_event(tx, ticket.event_id)
    if not (ticket.is_valid and rules.is_offered(event)):
        REFUSED.add(reason="not_offered")
        raise JoinLinkNotOffered
    return event


def _proved(tx: Transaction, ticket_id: UUID, secret: str) -> tickets.Ticket:
    """The ticket whose present link this is; wrong ones are counted."""
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is not None:
        serial = queries.get_stored(tx, ticket_id).serial
        if rules.is_secret_of(ticket, secret, serial=serial):
            return ticket
    count_wrong_secret(ticket_id)
    raise NotFound


def _ticket(tx: Transaction, ticket_id: UUID, order_id: UUID | None) -> tickets.Ticket:
    """The ticket, if it is the caller's; TicketPassedOn, else NotFound."""
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or order_id not in {None, ticket.reference}:
        raise NotFound
    if order_id is not None and ticket.is_transferred:
        raise orders.TicketPassedOn
    return ticket
