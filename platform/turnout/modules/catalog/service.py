"""Use cases of the catalog: ticket types and passes, the storefront and its previews."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db import row_copies
from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.catalog import passes, policies, queries, rules, ticket_type_validation
from turnout.modules.catalog.errors import MixedCurrencies
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.catalog.models import (
    SaleState,
    SoldAs,
    TicketTypeKind,
    TicketTypeRow,
)
from turnout.modules.catalog.types import (
    NewTicketType,
    Offer,
    TicketTax,
    TicketType,
)
from turnout.modules.events import api as events

RELATIONS = ("add_on_to", "parts")
Ids = dict[UUID, UUID]
"""From the old event's ticket types to the copy's."""
OWNERS: Final = {"add_on_hosts": "add_on_id", "bundle_parts": "bundle_id"}
"""Tables of relations, and the column that says whose they are."""


def create_ticket_type(ctx: OrganizationContext, event_id: UUID, new: NewTicketType) -> Offer:
    """Put a ticket type on sale; it draws on an existing capacity pool of the organization."""
    policies.require_can_edit(ctx, event_id)
    new = _with_defaults(new)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        others = {each.ticket_type_id: each for each in queries.list_offers(tx, event_id)}
        if new.sold_as == SoldAs.PASS:
            passes.require_pass(tx, event_id, hosts=new.add_on_to, parts=new.parts)
        else:
            ticket_type_validation.require_relations(
                new.sold_as, new.add_on_to, new.parts, others=others
            )
        excludes_tax = ticket_type_validation.tax_as_others(
            others.values(), excludes_tax=new.excludes_tax
        )
        pool_id = new.pool_id or ticket_type_validation.pool_of_first(new.parts, others)
        if pool_id is None:
            raise Invalid(FieldError("/pool_id", "Choose a capacity pool.", "missing"))
        stated = {
            "pool_id": pool_id,
            "excludes_tax": excludes_tax,
            "benefits": list(new.benefits),
            "translations": dict(new.translations),
            "prices": dict(new.prices),
        }
        ticket_type = TicketTypeRow(
            id=new_id(),
            event_id=event_id,
            state=SaleState.ON_SALE.value,
            position=queries.next_position(tx, event_id),
            version=1,
            **_columns(attributes_of(new)) | stated,
        )
        ticket_type_validation.require_consistent(ticket_type)
        _require_one_currency(tx, ticket_type)
        queries.save(tx, ticket_type)
        queries.replace_relations(tx, ticket_type.id, hosts=new.add_on_to, parts=new.parts)
        made = _saved(tx, ticket_type)
        idempotency.complete(tx, TicketType.of_offer(made))
        return made


def _columns(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in RELATIONS}


def _with_defaults(new: NewTicketType) -> NewTicketType:
    admits, is_add_on = new.sold_as in (SoldAs.TICKET, SoldAs.PASS), new.sold_as == SoldAs.ADD_ON
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
        return change_ticket_type(
            tx, event_id, ticket_type_id=ticket_type_id, changes=changes, version=version
        )


def change_ticket_type(
    tx: Transaction,
    event_id: UUID,
    *,
    ticket_type_id: UUID,
    changes: Mapping[str, Any],
    version: int | None = None,
) -> Offer:
    """The same as a part of something larger, for who has asked whether they may."""
    ticket_type = queries.lock_ticket_type(tx, event_id, ticket_type_id)
    _require_version(ticket_type, version)
    for name, value in _columns(changes).items():
        setattr(ticket_type, name, value)
    ticket_type.version += 1
    ticket_type_validation.require_consistent(ticket_type)
    queries.save(tx, ticket_type)
    _update_relations(tx, ticket_type, changes)
    _require_one_currency(tx, ticket_type)
    return _saved(tx, ticket_type)


def list_faults(
    tx: Transaction, ticket_type_id: UUID, changes: Mapping[str, Any]
) -> list[FieldError]:
    """What would be refused of changes to plain fields of a ticket type; nothing is written."""
    changed = TicketTypeRow(**{**queries.columns_of(tx, ticket_type_id), **changes})
    try:
        ticket_type_validation.require_consistent(changed)
    except Invalid as refused:
        return list(refused.errors)
    return []


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


def get_ticket_tax(ctx: OrganizationContext, event_id: UUID) -> TicketTax:
    """Whether the prices of an event include tax; they do while it has no ticket type."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        offers = queries.list_offers(tx, event_id, archived=True)
    return TicketTax(event_id=event_id, excludes_tax=any(each.excludes_tax for each in offers))


def set_ticket_tax(ctx: OrganizationContext, event_id: UUID, *, excludes_tax: bool) -> TicketTax:
    """State the prices of all ticket types of an event with their tax, or without it.

    The numbers stay and mean something else: 25.00 becomes 25.00 and the tax on top, or the other
    way round. Orders that were placed keep what they cost.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        offers = queries.list_offers(tx, event_id, archived=True)
        for type_id in sorted(each.ticket_type_id for each in offers):
            row = queries.lock_ticket_type(tx, event_id, type_id)
            if row.excludes_tax == excludes_tax:
                continue
            row.excludes_tax = excludes_tax
            row.version += 1
            queries.save(tx, row)
            _saved(tx, row)
    return TicketTax(event_id=event_id, excludes_tax=excludes_tax and bool(offers))


def set_price_rules(
    tx: Transaction, event_id: UUID, ticket_type_id: UUID, *, has_price_rules: bool
) -> None:
    """Say whether rules decide the price of a ticket type; sales ask for them only then."""
    queries.lock_ticket_type(tx, event_id, ticket_type_id).has_price_rules = has_price_rules
    tx.flush()


def set_price_in(
    tx: Transaction,
    event_id: UUID,
    *,
    ticket_type_id: UUID,
    currency: str,
    price: Mapping[str, Any] | None,
    version: int | None = None,
) -> None:
    """Set a ticket type's price in a further currency; None: it is not sold in it."""
    row = queries.lock_ticket_type(tx, event_id, ticket_type_id)
    _require_version(row, version)
    others = {name: each for name, each in row.prices.items() if name != currency}
    prices = others if price is None else {**others, currency: dict(price)}
    if prices != row.prices:
        row.prices = prices
        row.version += 1
        ticket_type_validation.require_consistent(row)
        queries.save(tx, row)
        _saved(tx, row)


def set_channel_settings(
    tx: Transaction, event_id: UUID, ticket_type_id: UUID, *, has_channel_settings: bool
) -> None:
    """Say whether sales channels have settings for a ticket type; sales ask only then."""
    row = queries.lock_ticket_type(tx, event_id, ticket_type_id)
    row.has_channel_settings = has_channel_settings
    tx.flush()


def copy_ticket_types(
    tx: Transaction,
    from_event_id: UUID,
    to_event_id: UUID,
    *,
    pools: Mapping[UUID, UUID],
    moved: Callable[[datetime], datetime],
) -> Ids:
    """Copy what is not archived, with its relations; `moved` says when a sale window opens now.

    A name that the copy has already is taken for the same ticket type. Passes stay behind: they
    sell places of the series' other events.
    """
    there = {each.name: each.ticket_type_id for each in queries.list_offers(tx, to_event_id)}
    offers = [each for each in queries.list_offers(tx, from_event_id) if not each.is_pass]
    ids = {each.ticket_type_id: there.get(each.name) or new_id() for each in offers}
    new = [each for each in offers if each.name not in there]
    for offer in new:
        columns = queries.columns_of(tx, offer.ticket_type_id)
        for name in ("sales_start_at", "sales_end_at"):
            columns[name] = columns[name] and moved(columns[name])
        columns |= {
            "id": ids[offer.ticket_type_id],
            "event_id": to_event_id,
            "pool_id": pools[offer.pool_id],
            "version": 1,
            "has_price_rules": False,
            "has_channel_settings": False,
        }
        queries.save(tx, TicketTypeRow(**columns))
    for offer in new:
        _copy_relations(tx, offer, ids)
    return ids


def export_ticket_types(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """What `copy_ticket_types` would copy, for another organization."""
    ids = [each.ticket_type_id for each in queries.list_offers(tx, event_id) if not each.is_pass]
    owners = {"ticket_types": "id", **OWNERS}
    return {table: row_copies.export_rows(tx, table, owner, ids) for table, owner in owners.items()}


def import_ticket_types(
    tx: Transaction,
    copy: events.EventCopy,
    *,
    pools: Mapping[str, str],
    moved: Callable[[datetime], datetime],
) -> dict[str, str]:
    """Write the ticket types of another organization's event, with their relations; old id → new.

    They are sold from here, at the same prices, once the event is published.
    """

    def own(row: JsonRow) -> JsonRow:
        times = {name: row[name] for name in ("sales_start_at", "sales_end_at")}
        return {
            "event_id": str(copy.copy_id),
            "pool_id": pools[row["pool_id"]],
            "version": 1,
            "excludes_tax": row.get("excludes_tax", False),
            "prices": row.get("prices", {}),
            "has_price_rules": False,
            "has_channel_settings": False,
            **{
                name: at and moved(datetime.fromisoformat(at)).isoformat()
                for name, at in times.items()
            },
        }

    rows = copy.list_rows(tx, "ticket_types", "event_id", [copy.source_id])
    ids = row_copies.write_copies(tx, "ticket_types", rows, change=own)
    for table, owner in OWNERS.items():
        related = copy.list_rows(tx, table, owner, [UUID(each) for each in ids])
        row_copies.write_copies(
            tx,
            table,
            [each for each in related if each["ticket_type_id"] in ids],
            change=lambda row, owner=owner: {  # type: ignore[misc]
                name: ids[row[name]] for name in (owner, "ticket_type_id")
            },
        )
    return ids


def _copy_relations(tx: Transaction, offer: Offer, ids: Ids) -> None:
    queries.replace_relations(
        tx,
        ids[offer.ticket_type_id],
        hosts=[ids[host] for host in offer.requires_ticket_types if host in ids],
        parts={
            ids[part.ticket_type_id]: part.quantity
            for part in offer.parts
            if part.ticket_type_id in ids
        },
    )
