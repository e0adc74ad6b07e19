"""Links in mails: to orders and to transferred tickets."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.orders.queries import order_views
from turnout.modules.orders.secrets import order_secret, ticket_secret, transfer_secret
from turnout.modules.tickets import api as tickets

MOST: int = 100


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


def list_links_of_address(ctx: SystemContext, email: str) -> list[LinkedItem]:
    """What an address bought or was given, at any organization; the newest orders first.

    For whoever proved the address: its mailbox, or an account that confirmed it.
    """
    with transaction(ctx) as tx:
        return _linked_items(
            order_views.list_of_address(tx, email, limit=MOST),
            tickets.list_transferred_to(tx, email, limit=MOST),
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
