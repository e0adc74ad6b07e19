"""Bar codes beside the QR code on PDF tickets: an organizer chooses them for each event."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.events import api as events
from turnout.modules.tickets import policies, queries
from turnout.modules.tickets.facts import TicketBarcodesChanged
from turnout.modules.tickets.types import NewTicketBarcodes, TicketBarcodes


def get_barcodes(ctx: OrganizationContext, event_id: UUID) -> TicketBarcodes:
    """What stands beside the QR code on an event's PDF tickets: at first nothing."""
    policies.require_can_read_barcodes(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return _barcodes_of(tx, event_id)


def update_barcodes(
    ctx: OrganizationContext, event_id: UUID, new: NewTicketBarcodes, *, version: int | None
) -> TicketBarcodes:
    """Choose them; every PDF that is fetched or mailed from now on has them."""
    policies.require_can_edit_barcodes(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        require_version(version, _barcodes_of(tx, event_id).version)
        queries.save_barcodes(tx, event_id, new)
        tx.publish(TicketBarcodesChanged(event_id=event_id))
        return _barcodes_of(tx, event_id)


def copy_barcodes(tx: Transaction, copy: events.EventCopy) -> None:
    """A copy of an event that takes its tickets along has the same bar codes on them."""
    if events.CopiedPart.TICKETS in copy.parts:
        copy.copy_rows(tx, "ticket_barcodes")


def _barcodes_of(tx: Transaction, event_id: UUID) -> TicketBarcodes:
    found = queries.list_barcodes(tx, [event_id])
    return found.get(event_id) or TicketBarcodes(event_id=event_id)
