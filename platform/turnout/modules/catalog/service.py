"""Use cases of the catalog."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.errors import FieldError, Invalid, NotFound, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.catalog import policies, queries
from turnout.modules.catalog.errors import MixedCurrencies
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.catalog.models import Kind, SaleState, TicketType
from turnout.modules.catalog.rules import Offer
from turnout.modules.events import api as events


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicketType:
    """What an organizer says about a ticket type; the price includes tax."""

    pool_id: UUID
    name: str
    currency: str
    price_minor: int = 0
    kind: str = Kind.PAID.value
    description: str = ""
    tax_rate_bp: int = 0
    minimum_per_order: int = 1
    maximum_per_order: int = 10
    sales_start_at: datetime | None = None
    sales_end_at: datetime | None = None
    is_hidden: bool = False


def create_ticket_type(ctx: OrganizationContext, event_id: UUID, new: NewTicketType) -> Offer:
    """Put a ticket type on sale; it draws on an existing capacity pool of the organization."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        ticket_type = TicketType(
            id=new_id(),
            event_id=event_id,
            state=SaleState.ON_SALE.value,
            position=queries.next_position(tx, event_id),
            version=1,
            **asdict(new),
        )
        return _save(tx, ticket_type)


def change_ticket_type(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    ticket_type_id: UUID,
    changes: dict[str, Any],
    version: int | None = None,
) -> Offer:
    """Change, pause or archive; orders that were placed keep the price they saw."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        ticket_type = queries.lock_ticket_type(tx, event_id, ticket_type_id)
        if version is not None and version != ticket_type.version:
            raise PreconditionFailed
        queries.apply(ticket_type, changes)
        ticket_type.version += 1
        return _save(tx, ticket_type)


def list_public_offers(ctx: PublicContext, event_id: UUID) -> list[Offer]:
    """What a visitor may see: neither hidden nor archived."""
    with transaction(ctx) as tx:
        if not events.get_event(tx, event_id).is_shown:
            raise NotFound
        return [offer for offer in queries.list_offers(tx, event_id) if not offer.is_hidden]


def list_ticket_types(ctx: OrganizationContext, event_id: UUID) -> list[Offer]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_offers(tx, event_id)


def _save(tx: Transaction, ticket_type: TicketType) -> Offer:
    _check(ticket_type)
    if ticket_type.kind != Kind.FREE.value:
        others = queries.list_currencies(tx, ticket_type.event_id, except_id=ticket_type.id)
        if others - {ticket_type.currency}:
            raise MixedCurrencies(f"This event sells in {', '.join(sorted(others))}.")
    offer = queries.save(tx, ticket_type)
    tx.record(TicketTypeChanged(event_id=ticket_type.event_id, ticket_type_id=ticket_type.id))
    return offer


def _check(row: TicketType) -> None:
    """What single fields cannot say: the fields against each other."""
    if row.kind == Kind.FREE.value and row.price_minor:
        raise Invalid(FieldError("/price_minor", "A free ticket type has the price 0."))
    if row.kind == Kind.PAID.value and not row.price_minor:
        raise Invalid(FieldError("/price_minor", "A paid ticket type needs a price above 0."))
    if row.minimum_per_order > row.maximum_per_order:
        raise Invalid(
            FieldError("/minimum_per_order", "The minimum must not be above the maximum.")
        )
    if row.sales_start_at and row.sales_end_at and row.sales_start_at >= row.sales_end_at:
        raise Invalid(FieldError("/sales_end_at", "Sales must end after they start."))
