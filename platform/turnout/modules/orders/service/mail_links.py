"""What mails about passed on tickets and lost links need to know; they are written elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PersonContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.orders import policies
from turnout.modules.orders.errors import TransferNotFound
from turnout.modules.orders.models import TransferState
from turnout.modules.orders.queries import order_views
from turnout.modules.orders.queries import order_views as order_views_queries
from turnout.modules.orders.queries import transfers as queries
from turnout.modules.orders.secrets import order_secret, ticket_secret, transfer_secret
from turnout.modules.tickets import api as tickets

MOST: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferMailData:
    """One transfer for a mail about it. Paths begin with / and hold secrets."""

    transfer_id: UUID
    order_id: UUID
    order_number: str
    ticket_id: UUID
    event_id: UUID
    ticket_type: str
    state: str
    recipient_email: str
    holder_name: str
    holder_email: str
    """Who holds it now, if they got it by this transfer; else empty."""
    from_name: str
    from_email: str
    from_path: str
    """Where who offered it finds it again."""
    locale: str
    expires_at: datetime
    accept_path: str
    ticket_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedItem:
    """Something that somebody holds: an order, or (with a transfer) a ticket passed on to them."""

    organization_id: UUID
    order_id: UUID | None = None
    transfer_id: UUID | None = None

    @property
    def path(self) -> str:
        """Where it is opened; holds its secret."""
        if self.transfer_id is not None:
            return ticket_path(self.organization_id, self.transfer_id)
        if self.order_id is None:
            raise ValueError("neither an order nor a transfer")
        return order_path(self.organization_id, self.order_id)


def order_path(organization_id: UUID, order_id: UUID) -> str:
    return f"/orders/{organization_id}/{order_id}/{order_secret(order_id)}"


def transfer_path(organization_id: UUID, transfer_id: UUID) -> str:
    return f"/transfers/{organization_id}/{transfer_id}/{transfer_secret(transfer_id)}"


def ticket_path(organization_id: UUID, transfer_id: UUID) -> str:
    return f"/tickets/{organization_id}/{transfer_id}/{ticket_secret(transfer_id)}"


def transfer_mail_data(ctx: OrganizationContext, transfer_id: UUID) -> TransferMailData | None:
    """Everything a mail about a transfer says; None when it is not there."""
    policies.require_platform(ctx)
    organization_id = ctx.organization_id
    with transaction(ctx) as tx:
        try:
            transfer = queries.get(tx, transfer_id)
        except TransferNotFound:
            return None
        ticket = tickets.find_ticket(tx, transfer.ticket_id)
        order = order_views_queries.get_order_view(tx, transfer.order_id)
        if ticket is None:
            return None
        offers = {each.ticket_type_id: each for each in catalog.list_offers(tx, ticket.event_id)}
        offer = offers.get(ticket.ticket_type_id)
        is_theirs = ticket.transfer_id == transfer_id
        before = transfer.from_transfer_id
        return TransferMailData(
            transfer_id=transfer.id,
            order_id=transfer.order_id,
            order_number=order.number,
            ticket_id=ticket.id,
            event_id=ticket.event_id,
            ticket_type=offer.name if offer else "",
            state=transfer.state if ticket.is_valid else TransferState.WITHDRAWN.value,
            recipient_email=transfer.recipient_email,
            holder_name=ticket.holder_name if is_theirs else "",
            holder_email=ticket.holder_email if is_theirs else "",
            from_name=transfer.from_name,
            from_email=transfer.from_email,
            from_path=ticket_path(organization_id, before)
            if before
            else order_path(organization_id, order.id),
            locale=transfer.locale,
            expires_at=transfer.expires_at,
            accept_path=transfer_path(organization_id, transfer.id),
            ticket_path=ticket_path(organization_id, transfer.id),
        )


def list_links_of_address(ctx: SystemContext, email: str) -> list[LinkedItem]:
    """What an address bought or was given, at any organization; the newest orders first.

    For whoever proved the address: its mailbox, or an account that confirmed it.
    """
    with transaction(ctx) as tx:
        return _linked_items(
            order_views.list_of_address(tx, email, limit=MOST),
            tickets.list_passed_on_to(tx, email, limit=MOST),
        )


def list_links_of_person(ctx: PersonContext) -> list[LinkedItem]:
    """What a person bought while signed in."""
    with transaction(ctx) as tx:
        return _linked_items(order_views.list_of_person(tx, ctx.user_id, limit=MOST), [])


def _linked_items(
    orders: Iterable[tuple[UUID, UUID]], transfers: Iterable[tuple[UUID, UUID]]
) -> list[LinkedItem]:
    bought = [LinkedItem(organization_id=org, order_id=each) for org, each in orders]
    return bought + [LinkedItem(organization_id=org, transfer_id=each) for org, each in transfers]
