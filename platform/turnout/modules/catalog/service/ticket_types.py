"""Use cases of ticket types: make, change, order, pause, archive, delete."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.modules.catalog import policies, queries, rules, ticket_type_validation
from turnout.modules.catalog.errors import MixedCurrencies
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.catalog.models import SaleState, SoldAs, TicketTypeKind, TicketTypeRow
from turnout.modules.catalog.service import passes
from turnout.modules.catalog.types import NewTicketType, Offer
from turnout.modules.events import api as events

RELATIONS = ("add_on_to", "parts")
ADMITTING = (SoldAs.TICKET, SoldAs.PASS)


def create_ticket_type(ctx: OrganizationContext, event_id: UUID, new: NewTicketType) -> Offer:
    """Put a ticket type on sale; it draws on an existing capacity pool of the organization."""
    policies.require_can_edit(ctx, event_id)
    new = _with_defaults(new)
    with transaction(ctx) as tx:
        others = {each.ticket_type_id: each for each in queries.list_offers(tx, event_id)}
        if new.sold_as == SoldAs.PASS:
            passes.require_pass(tx, event_id, hosts=new.add_on_to, parts=new.parts)
        else:
            ticket_type_validation.require_relations(
                new.sold_as, new.add_on_to, new.parts, others=others
            )
        pool_id = new.pool_id or ticket_type_validation.pool_of_first(new.parts, others)
        if pool_id is None:
            raise Invalid(FieldError("/pool_id", "Choose a capacity pool.", "missing"))
        ticket_type = TicketTypeRow(
            id=new_id(),
            event_id=event_id,
            state=SaleState.ON_SALE.value,
            position=queries.next_position(tx, event_id),
            version=1,
            pool_id=pool_id,
            benefits=list(new.benefits),
            translations=dict(new.translations),
            **{name: getattr(new, name) for name in PLAIN},
        )
        ticket_type_validation.require_consistent(ticket_type)
        _require_one_currency(tx, ticket_type)
        queries.save(tx, ticket_type)
        queries.replace_relations(tx, ticket_type.id, hosts=new.add_on_to, parts=new.parts)
        return _saved(tx, ticket_type)


PLAIN = (
    "name", "currency", "price_minor", "kind", "description", "tax_rate_bp",
    "minimum_per_order", "maximum_per_order", "sales_start_at", "sales_end_at", "is_hidden",
    "sold_as", "places", "minimum_price_minor", "maximum_per_person", "maximum_per_ticket",
)  # fmt: skip
"""Fields that a column holds as they are."""


def _with_defaults(new: NewTicketType) -> NewTicketType:
    admits, is_add_on = new.sold_as in ADMITTING, new.sold_as == SoldAs.ADD_ON
    return replace(
        new,
        places=int(admits) if new.places is None else new.places,
        maximum_per_ticket=new.maximum_per_ticket or (1 if is_add_on else None),
    )


def update_ticket_type(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    ticket_type_id: UUID,
    changes: dict[str, Any],
    version: int | None = None,
) -> Offer:
    """Change, pause or archive; orders that were placed keep the price they saw.

    They keep their places too: another pool counts for what is sold from now on.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        ticket_type = queries.lock_ticket_type(tx, event_id, ticket_type_id)
        _require_version(ticket_type, version)
        plain = {name: value for name, value in changes.items() if name not in RELATIONS}
        queries.apply(ticket_type, plain)
        ticket_type.version += 1
        ticket_type_validation.require_consistent(ticket_type)
        queries.save(tx, ticket_type)
        _update_relations(tx, ticket_type, changes)
        _require_one_currency(tx, ticket_type)
        return _saved(tx, ticket_type)


def _update_relations(tx: Transaction, row: TicketTypeRow, changes: Mapping[str, Any]) -> None:
    if not any(name in changes for name in RELATIONS):
        return
    offers = queries.list_offers(tx, row.event_id, archived=True)
    others = {each.ticket_type_id: each for each in offers}
    before = others.pop(row.id)
    hosts = changes.get("add_on_to", before.requires_ticket_types)
    parts = changes.get("parts", {part.ticket_type_id: part.quantity for part in before.parts})
    if row.sold_as == SoldAs.PASS:
        passes.require_pass(tx, row.event_id, hosts=hosts, parts=parts)
    else:
        ticket_type_validation.require_relations(row.sold_as, hosts, parts, others=others)
    if row.pool_id in {part.pool_id for part in before.parts}:
        row.pool_id = ticket_type_validation.pool_of_first(parts, others) or row.pool_id
    queries.replace_relations(tx, row.id, hosts=hosts, parts=parts)


def move_ticket_type(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    ticket_type_id: UUID,
    after: UUID | None,
    version: int | None = None,
) -> Offer:
    """Show it behind another ticket type of the event, or first."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        order = queries.lock_order(tx, event_id)
        _require_version(queries.lock_ticket_type(tx, event_id, ticket_type_id), version)
        if after is not None and (after == ticket_type_id or after not in order):
            raise Invalid(FieldError("/after", "This is no other ticket type of the event."))
        queries.renumber(tx, rules.reordered(order, ticket_type_id, after=after))
        tx.publish(TicketTypeChanged(event_id=event_id, ticket_type_id=ticket_type_id))
        return queries.get_offer(tx, event_id, ticket_type_id)


def delete_ticket_type(
    ctx: OrganizationContext, event_id: UUID, *, ticket_type_id: UUID, version: int | None = None
) -> None:
    """Delete what was never ordered and belongs to nothing else; InUse otherwise."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        ticket_type = queries.lock_ticket_type(tx, event_id, ticket_type_id)
        _require_version(ticket_type, version)
        queries.remove(tx, ticket_type)
        tx.publish(TicketTypeChanged(event_id=event_id, ticket_type_id=ticket_type_id))


def list_ticket_types(
    ctx: OrganizationContext, event_id: UUID, *, archived: bool = False
) -> list[Offer]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_offers(tx, event_id, archived=archived)


def get_ticket_type(ctx: OrganizationContext, event_id: UUID, *, ticket_type_id: UUID) -> Offer:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_offer(tx, event_id, ticket_type_id)


def _require_version(row: TicketTypeRow, version: int | None) -> None:
    if version is not None and version != row.version:
        raise PreconditionFailed


def _require_one_currency(tx: Transaction, row: TicketTypeRow) -> None:
    if row.kind != TicketTypeKind.FREE.value:
        others = queries.list_currencies(tx, row.event_id, except_id=row.id)
        if others - {row.currency}:
            raise MixedCurrencies(f"This event sells in {', '.join(sorted(others))}.")


def _saved(tx: Transaction, row: TicketTypeRow) -> Offer:
    tx.publish(TicketTypeChanged(event_id=row.event_id, ticket_type_id=row.id))
    return queries.get_offer(tx, row.event_id, row.id)
