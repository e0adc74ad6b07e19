"""Every statement of the catalog: ticket types, their relations, storefront previews."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.node_texts import constraint_of
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.values import attributes_of
from turnout.modules.catalog.errors import EventNotFound, InUse, NameTaken, TicketTypeNotFound
from turnout.modules.catalog.models import (
    AddOnHostRow,
    BundlePartRow,
    ShopPreviewRow,
    SoldAs,
    TicketTypeRow,
)
from turnout.modules.catalog.sql_fragments import OFFER_COLUMNS
from turnout.modules.catalog.types import Offer, OfferRow, hosts_of, parts_of
from turnout.modules.events.sql_fragments import IN_BRIEF

EVENT = IN_BRIEF.format(organization="o.organization_id", event="o.event_id")
PARTS = f"""
    (SELECT jsonb_agg(jsonb_build_object('ticket_type_id', p.ticket_type_id,
        'quantity', p.quantity, 'pool_id', o.pool_id, 'places', o.places,
        'state', o.state, 'name', o.name, 'needs_approval', o.needs_approval,
        'event', CASE t.sold_as WHEN 'pass' THEN {EVENT} END) ORDER BY o.position, o.id)
    FROM bundle_parts p JOIN ticket_types o
        ON o.organization_id = p.organization_id AND o.id = p.ticket_type_id
    WHERE p.organization_id = t.organization_id AND p.bundle_id = t.id)
"""
HOSTS = """
    (SELECT jsonb_agg(h.ticket_type_id ORDER BY h.id) FROM add_on_hosts h
    WHERE h.organization_id = t.organization_id AND h.add_on_id = t.id)
"""
RELATIONS = f"""
    CASE WHEN t.sold_as IN ('bundle', 'pass') THEN {PARTS} END,
    CASE t.sold_as WHEN 'add_on' THEN {HOSTS} END
"""
COLUMNS = f"{OFFER_COLUMNS}, {RELATIONS}, t.benefits, t.translations"
RELATED_TO = f"""
    SELECT t.id, {RELATIONS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.id = ANY(%(ids)s)
"""
LIST = f"""
    SELECT {COLUMNS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND t.state <> 'archived'
    ORDER BY t.position, t.name
"""
LIST_ALL = f"""
    SELECT {COLUMNS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
    ORDER BY t.position, t.name
"""
ONE = f"""
    SELECT {COLUMNS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND t.id = %(ticket_type_id)s
"""
SELLING_FROM = """
    SELECT event_id FROM ticket_types
    WHERE organization_id = %(organization_id)s AND pool_id = ANY(%(pool_ids)s)
    UNION
    SELECT whole.event_id FROM ticket_types part
    JOIN bundle_parts p
        ON p.organization_id = part.organization_id AND p.ticket_type_id = part.id
    JOIN ticket_types whole
        ON whole.organization_id = p.organization_id AND whole.id = p.bundle_id
    WHERE part.organization_id = %(organization_id)s AND part.pool_id = ANY(%(pool_ids)s)
"""
CURRENCIES = """
    SELECT DISTINCT currency FROM ticket_types
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND kind <> 'free'
        AND state <> 'archived' AND id <> %(except_id)s
"""
OF_EVENTS = f"""
    SELECT t.event_id, {COLUMNS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.event_id = ANY(%(event_ids)s)
        AND t.sold_as = %(sold_as)s AND t.state <> 'archived'
    ORDER BY t.position, t.name
"""
PASSES_TO = """
    SELECT DISTINCT t.event_id, t.id FROM ticket_types o
    JOIN bundle_parts p ON p.organization_id = o.organization_id AND p.ticket_type_id = o.id
    JOIN ticket_types t ON t.organization_id = p.organization_id AND t.id = p.bundle_id
    WHERE o.organization_id = %(organization_id)s AND o.event_id = %(event_id)s
        AND (%(part)s::uuid IS NULL OR o.id = %(part)s) AND t.event_id <> o.event_id
"""
LAST_POSITION = """
    SELECT coalesce(max(position), 0) FROM ticket_types
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
LOCK_ALL = """
    SELECT id FROM ticket_types
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    ORDER BY id FOR NO KEY UPDATE
"""
IN_ORDER = """
    SELECT id FROM ticket_types
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    ORDER BY position, name
"""
RENUMBER = """
    UPDATE ticket_types t SET position = wanted.position, version = t.version + 1
    FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted(id, position)
    WHERE t.organization_id = %(organization_id)s AND t.id = wanted.id
        AND t.position <> wanted.position
"""
RELATED = """
    SELECT EXISTS (SELECT FROM add_on_hosts
        WHERE organization_id = %(organization_id)s AND ticket_type_id = %(id)s)
    OR EXISTS (SELECT FROM bundle_parts
        WHERE organization_id = %(organization_id)s AND ticket_type_id = %(id)s)
"""


def list_offers(tx: Transaction, event_id: UUID, *, archived: bool = False) -> list[Offer]:
    """The ticket types of an event in their order, hidden ones included."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return [to_offer(row) for row in tx.query(LIST_ALL if archived else LIST, where)]


def list_sold_as(
    tx: Transaction, event_ids: Collection[UUID], sold_as: SoldAs
) -> list[tuple[UUID, Offer]]:
    """(event, offer) of one kind over several events, hidden ones included; one statement."""
    of_kind = {"event_ids": list(event_ids), "sold_as": sold_as.value}
    rows = tx.query(OF_EVENTS, {"organization_id": tx.organization_id, **of_kind})
    return [(event_id, to_offer(columns)) for event_id, *columns in rows]


def list_events_selling_from(tx: Transaction, pool_ids: Collection[UUID]) -> list[UUID]:
    """List the events that sell places of these pools, in bundles and passes too."""
    where = {"organization_id": tx.organization_id, "pool_ids": list(pool_ids)}
    return [event_id for (event_id,) in tx.query(SELLING_FROM, where)]


def list_passes_to(
    tx: Transaction, event_id: UUID, *, part: UUID | None
) -> list[tuple[UUID, UUID]]:
    """(event, pass) that other events sell and that admit to this one, by this part of it."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "part": part}
    return list(tx.query(PASSES_TO, where))


def get_offer(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> Offer:
    where = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "ticket_type_id": ticket_type_id,
    }
    rows = tx.query(ONE, where)
    if not rows:
        raise TicketTypeNotFound
    return to_offer(rows[0])


def lock_ticket_type(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> TicketTypeRow:
    one = select(TicketTypeRow).where(
        TicketTypeRow.organization_id == tx.organization_id,
        TicketTypeRow.event_id == event_id,
        TicketTypeRow.id == ticket_type_id,
    )
    found = tx.session.scalars(one.with_for_update()).one_or_none()
    if found is None:
        raise TicketTypeNotFound
    return found


def columns_of(tx: Transaction, ticket_type_id: UUID) -> dict[str, Any]:
    """Every column of a ticket type by its name."""
    row = tx.session.get_one(TicketTypeRow, (tx.organization_id, ticket_type_id))
    return attributes_of(row, TicketTypeRow.__table__.columns.keys())


def list_currencies(tx: Transaction, event_id: UUID, *, except_id: UUID) -> set[str]:
    """The currencies that the event's other priced ticket types are sold in."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "except_id": except_id}
    return {currency for (currency,) in tx.query(CURRENCIES, where)}


def next_position(tx: Transaction, event_id: UUID) -> int:
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    [(last,)] = tx.query(LAST_POSITION, where)
    return int(last) + 1


def lock_order(tx: Transaction, event_id: UUID) -> list[UUID]:
    """The ids of all ticket types in their order, kept from moving until the commit."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    tx.query(LOCK_ALL, where)
    # Asked again: whoever held the locks before may have moved something.
    return [type_id for (type_id,) in tx.query(IN_ORDER, where)]


def renumber(tx: Transaction, ids: Sequence[UUID]) -> None:
    """Give the positions 1, 2, … in this order; only what moves gets a new version."""
    tx.query(RENUMBER, {"organization_id": tx.organization_id, "ids": list(ids)})


def save(tx: Transaction, ticket_type: TicketTypeRow) -> None:
    """Write now; a reference or name that does not fit is refused by its field."""
    try:
        tx.add(ticket_type)
        tx.flush()
    except IntegrityError as error:
        raise _refusal(error) from error


def remove(tx: Transaction, ticket_type: TicketTypeRow) -> None:
    """Delete what no add-on, bundle or order refers to, or InUse."""
    where = {"organization_id": tx.organization_id, "id": ticket_type.id}
    [(is_related,)] = tx.query(RELATED, where)
    if is_related:
        raise InUse
    try:
        tx.session.delete(ticket_type)
        tx.flush()
    except IntegrityError as error:
        raise InUse from error


def replace_relations(
    tx: Transaction, ticket_type_id: UUID, *, hosts: Sequence[UUID], parts: Mapping[UUID, int]
) -> None:
    """Set what an add-on goes with, or what a bundle contains."""
    organization_id = tx.organization_id
    for table, owner in (
        (AddOnHostRow, AddOnHostRow.add_on_id),
        (BundlePartRow, BundlePartRow.bundle_id),
    ):
        tx.execute(
            delete(table).where(table.organization_id == organization_id, owner == ticket_type_id)
        )
    for host in hosts:
        tx.add(AddOnHostRow(add_on_id=ticket_type_id, ticket_type_id=host))
    for part, quantity in parts.items():
        tx.add(BundlePartRow(bundle_id=ticket_type_id, ticket_type_id=part, quantity=quantity))
    tx.flush()


def _refusal(error: IntegrityError) -> Exception:
    constraint = constraint_of(error.orig) if isinstance(error.orig, psycopg.Error) else ""
    if isinstance(error.orig, UniqueViolation):
        return NameTaken()
    if isinstance(error.orig, ForeignKeyViolation):
        if "pool" in constraint:
            return Invalid(FieldError("/pool_id", "This capacity pool does not exist."))
        return EventNotFound()
    return error


def to_offer(columns: Iterable[Any]) -> Offer:
    """Build an Offer from `OFFER_COLUMNS` in their order; relations and texts may follow them."""
    return Offer.of(OfferRow(*columns))


def with_relations(tx: Transaction, offers: list[Offer]) -> list[Offer]:
    """The offers with the parts of bundles and the hosts of add-ons; plain tickets ask nothing."""
    ids = [each.ticket_type_id for each in offers if each.sold_as != SoldAs.TICKET]
    if not ids:
        return offers
    rows = tx.query(RELATED_TO, {"organization_id": tx.organization_id, "ids": ids})
    found: dict[UUID, dict[str, Any]] = {
        type_id: {"parts": parts_of(parts), "requires_ticket_types": hosts_of(hosts)}
        for type_id, parts, hosts in rows
    }
    return [replace(each, **found.get(each.ticket_type_id, {})) for each in offers]


def list_previews(tx: Transaction, event_id: UUID) -> Sequence[ShopPreviewRow]:
    """Newest first, with those that are over."""
    found = select(ShopPreviewRow).where(
        ShopPreviewRow.organization_id == tx.organization_id, ShopPreviewRow.event_id == event_id
    )
    return tx.session.scalars(found.order_by(ShopPreviewRow.id.desc())).all()


def find_preview(tx: Transaction, event_id: UUID, preview_id: UUID) -> ShopPreviewRow | None:
    row = tx.session.get(ShopPreviewRow, (tx.organization_id, preview_id))
    return row if row is not None and row.event_id == event_id else None
