"""What a mail about a ticket transfer says."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import policies, queries
from turnout.modules.transfers.errors import TransferNotFound
from turnout.modules.transfers.models import TransferState
from turnout.modules.transfers.types import TransferMailData


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
        order = orders.get_order_view(tx, transfer.order_id)
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
            from_path=orders.ticket_path(organization_id, before)
            if before
            else orders.order_path(organization_id, order.id),
            locale=transfer.locale,
            expires_at=transfer.expires_at,
            accept_path=orders.transfer_path(organization_id, transfer.id),
            ticket_path=orders.ticket_path(organization_id, transfer.id),
        )
