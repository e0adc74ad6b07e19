"""Every statement of the catalog."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.tx import Transaction
from turnout.modules.catalog.errors import NameTaken, NoSuchEvent, NoSuchTicketType
from turnout.modules.catalog.models import TicketType
from turnout.modules.catalog.rules import Offer
from turnout.modules.catalog.statements import OFFER_COLUMNS
from turnout_sdk.money import Money

LIST = f"""
    SELECT {OFFER_COLUMNS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND t.state <> 'archived'
    ORDER BY t.position, t.name
"""
CURRENCIES = """
    SELECT DISTINCT currency FROM ticket_types
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND kind <> 'free'
        AND state <> 'archived' AND id <> %(except_id)s
"""
LAST_POSITION = """
    SELECT coalesce(max(position), 0) FROM ticket_types
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""


def list_offers(tx: Transaction, event_id: UUID) -> list[Offer]:
    """Every ticket type of an event that is not archived, hidden ones included, in order."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return [to_offer(row) for row in tx.run(LIST, where)]


def lock_ticket_type(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> TicketType:
    found = tx.session.scalars(
        select(TicketType)
        .where(
            TicketType.organization_id == tx.organization_id,
            TicketType.event_id == event_id,
            TicketType.id == ticket_type_id,
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NoSuchTicketType
    return found


def list_currencies(tx: Transaction, event_id: UUID, *, except_id: UUID) -> set[str]:
    """The currencies that the event's other priced ticket types are sold in."""
    where = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "except_id": except_id,
    }
    return {row[0] for row in tx.run(CURRENCIES, where)}


def next_position(tx: Transaction, event_id: UUID) -> int:
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return int(tx.run(LAST_POSITION, where)[0][0]) + 1


def save(tx: Transaction, ticket_type: TicketType) -> Offer:
    """Write now; a reference or name that does not fit is refused by its field."""
    try:
        tx.add(ticket_type)
        tx.flush()
    except IntegrityError as error:
        raise _refusal(error) from error
    return of_row(ticket_type)


def _refusal(error: IntegrityError) -> Exception:
    constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", "") or ""
    if isinstance(error.orig, UniqueViolation):
        return NameTaken()
    if isinstance(error.orig, ForeignKeyViolation):
        if "pool" in constraint:
            return Invalid(FieldError("/pool_id", "This capacity pool does not exist."))
        return NoSuchEvent()
    return error


def of_row(row: TicketType) -> Offer:
    return Offer(
        ticket_type_id=row.id,
        pool_id=row.pool_id,
        name=row.name,
        description=row.description,
        kind=row.kind,
        price=Money(row.price_minor, row.currency),
        tax_rate_bp=row.tax_rate_bp,
        minimum=row.minimum_per_order,
        maximum=row.maximum_per_order,
        sales_start_at=row.sales_start_at,
        sales_end_at=row.sales_end_at,
        state=row.state,
        is_hidden=row.is_hidden,
        position=row.position,
        version=row.version,
    )


def to_offer(row: Any) -> Offer:
    """Build an Offer from `OFFER_COLUMNS`, in their order."""
    return Offer(
        ticket_type_id=row[0],
        pool_id=row[1],
        name=row[2],
        description=row[3],
        kind=row[4],
        price=Money(row[5], row[6]),
        tax_rate_bp=row[7],
        minimum=row[8],
        maximum=row[9],
        sales_start_at=row[10],
        sales_end_at=row[11],
        state=row[12],
        is_hidden=row[13],
        position=row[14],
        version=row[15],
    )


def apply(ticket_type: TicketType, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(ticket_type, name, value)
