"""One ticket and who may show it: its buyer by the order's secret, or who it was passed on to."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn, Protocol
from uuid import UUID

from flask import request

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import NotFound
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.site.layout.page_access import count_request


def refuse_secret() -> NoReturn:
    """NotFound; RateLimited for an address that tries one secret after the other."""
    count_request("secret")
    raise NotFound


def kind_of_request() -> str:
    """How looking at a ticket's pages and sending their forms is counted."""
    return "write" if request.method == "POST" else "read"


@dataclass(frozen=True, slots=True)
class OrderKey:
    """Where an order lies and the secret that opens it."""

    organization_id: UUID
    order_id: UUID
    secret: str

    @property
    def path(self) -> str:
        return f"/orders/{self.organization_id}/{self.order_id}/{self.secret}"

    def context(self, request_id: str = "") -> PublicContext:
        """The buyer's context; NotFound when the secret is not the order's."""
        if not orders.proves(self.order_id, self.secret):
            refuse_secret()
        return PublicContext(organization_id=self.organization_id, request_id=request_id)


class TicketAccess(Protocol):
    """A ticket with its own address, and what its holder may do with it."""

    @property
    def path(self) -> str: ...

    @property
    def home(self) -> str:
        """The page that it belongs to."""
        ...

    @property
    def transfer_id(self) -> UUID | None: ...

    def context(self, request_id: str = "") -> PublicContext: ...

    def find(self, tx: Transaction) -> tickets.Ticket:
        """The ticket; NotFound, or TicketPassedOn once it is somebody else's."""
        ...

    def change(
        self, request_id: str, ticket: tickets.Ticket, changes: orders.AttendeeUpdate
    ) -> None: ...

    def offer(self, request_id: str, recipient: transfers.Recipient) -> None: ...

    def withdraw(self, request_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class BuyerTicket:
    """A ticket that its buyer still has."""

    key: OrderKey
    ticket_id: UUID

    @property
    def path(self) -> str:
        return f"{self.key.path}/tickets/{self.ticket_id}"

    @property
    def home(self) -> str:
        return self.key.path

    @property
    def transfer_id(self) -> UUID | None:
        return None

    def context(self, request_id: str = "") -> PublicContext:
        return self.key.context(request_id)

    def find(self, tx: Transaction) -> tickets.Ticket:
        ticket = tickets.find_ticket(tx, self.ticket_id)
        if ticket is None or ticket.reference != self.key.order_id:
            raise NotFound
        if ticket.is_transferred:
            raise orders.TicketPassedOn
        return ticket

    def change(
        self, request_id: str, ticket: tickets.Ticket, changes: orders.AttendeeUpdate
    ) -> None:
        orders.update_attendee(
            self.context(request_id),
            self.key.order_id,
            attendee_id=ticket.attendee_id,
            changes=changes,
        )

    def offer(self, request_id: str, recipient: transfers.Recipient) -> None:
        transfers.offer_ticket(
            self.context(request_id),
            self.key.order_id,
            ticket_id=self.ticket_id,
            recipient=recipient,
        )

    def withdraw(self, request_id: str) -> None:
        transfers.withdraw_offer(
            self.context(request_id), self.key.order_id, ticket_id=self.ticket_id
        )


@dataclass(frozen=True, slots=True)
class TransferredTicket:
    """A ticket that was passed on, opened by the secret of that transfer."""

    organization_id: UUID
    transfer_id: UUID
    secret: str

    @property
    def path(self) -> str:
        return f"/tickets/{self.organization_id}/{self.transfer_id}/{self.secret}"

    @property
    def home(self) -> str:
        return self.path

    def context(self, request_id: str = "") -> PublicContext:
        if not orders.holds_ticket(self.transfer_id, self.secret):
            refuse_secret()
        return PublicContext(organization_id=self.organization_id, request_id=request_id)

    def find(self, tx: Transaction) -> tickets.Ticket:
        held = transfers.read_transferred_ticket(tx, self.transfer_id)
        ticket = tickets.find_ticket(tx, held.ticket_id)
        if ticket is None:
            raise NotFound
        return ticket

    def change(
        self, request_id: str, _ticket: tickets.Ticket, changes: orders.AttendeeUpdate
    ) -> None:
        transfers.update_transferred_ticket(self.context(request_id), self.transfer_id, changes)

    def offer(self, request_id: str, recipient: transfers.Recipient) -> None:
        transfers.offer_transferred(self.context(request_id), self.transfer_id, recipient)

    def withdraw(self, request_id: str) -> None:
        transfers.withdraw_transferred(self.context(request_id), self.transfer_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDetails:
    """A ticket with everything that its pages say about it."""

    ticket: tickets.Ticket
    order: orders.OrderView
    event: events.Event
    branding: organizations.Branding
    kind: str
    code: str
    changes_close_at: datetime | None
    transfers_close_at: datetime | None
    open_offer: transfers.TransferView | None


def load(tx: Transaction, seat: TicketAccess) -> TicketDetails:
    """Everything about a seat that its pages show; its secret was asked for with the context."""
    ticket = seat.find(tx)
    event = events.get_event(tx, ticket.event_id)
    standing = orders.applicable_terms_of(tx, ticket.reference)
    offers = transfers.offers_of(tx, ticket.reference, is_buyer=False)
    return TicketDetails(
        ticket=ticket,
        order=orders.get_order_view(tx, ticket.reference),
        event=event,
        branding=organizations.branding_of(tx),
        kind=kinds_of(tx, ticket.event_id).get(ticket.ticket_type_id, ""),
        code=tickets.code_of(tx, ticket) if ticket.is_valid else "",
        changes_close_at=standing.changes_close_at(event.starts_at),
        transfers_close_at=standing.transfers_close_at(event.starts_at),
        open_offer=next(
            (each for each in offers if each.ticket_id == ticket.id and each.state == "offered"),
            None,
        ),
    )


def kinds_of(tx: Transaction, event_id: UUID) -> dict[UUID, str]:
    """Names of an event's ticket types."""
    return {each.ticket_type_id: each.name for each in catalog.list_offers(tx, event_id)}


def is_open(closes_at: datetime | None, now: datetime) -> bool:
    return closes_at is not None and now < closes_at
