"""Passes handed out: a file to open, or where to add it, for whoever holds the ticket."""

from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections.api import Opened
from turnout.modules.events import api as events
from turnout.modules.tickets import api as tickets
from turnout.modules.wallet_passes import gateways, queries, rules
from turnout.modules.wallet_passes.contents import pass_of, read_facts
from turnout.modules.wallet_passes.errors import TicketNotValid, WalletNotFound
from turnout.modules.wallet_passes.facts import WalletPassAdded
from turnout.modules.wallet_passes.metrics import ADDED
from turnout.modules.wallet_passes.service.updates import note_changed
from turnout.modules.wallet_passes.types import Added, NewPass, StoredPass
from turnout_sdk.wallet import Keeps, Packs


def add_to_wallet(
    ctx: PublicContext, ticket_id: UUID, connection_id: UUID, *, language: str
) -> Added:
    """Hand out the pass of a ticket, which the caller was found to hold: a file, or an address.

    Asked again, it is the same pass. TicketNotValid, WalletNotFound, WalletAway.
    """
    opened = gateways.open_wallet(ctx, connection_id)
    with transaction(ctx) as tx:
        stored = _handed_out(tx, ticket_id, opened, connection_id, language=language)
        facts = read_facts(tx, stored)
    made = pass_of(facts, follows=opened.capabilities.devices)
    port, ref = opened.port, ""
    if isinstance(port, Packs):
        packed = gateways.call_for_holder(opened, lambda: port.pack(made))
        added = Added(file=packed)
    elif isinstance(port, Keeps):
        ref = gateways.call_for_holder(opened, lambda: port.keep(made)).provider_ref
        added = Added(url=port.save_url(made))
    else:
        raise WalletNotFound
    if stored.digest == "":
        with transaction(ctx) as tx:
            note_changed(tx, facts, made, changed_at=stored.changed_at, ref=ref, is_told=True)
    return added


def _handed_out(
    tx: Transaction, ticket_id: UUID, opened: Opened, connection_id: UUID, *, language: str
) -> StoredPass:
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or not ticket.is_valid:
        raise TicketNotValid
    event = events.get_event(tx, ticket.event_id)
    new = NewPass(
        connection_id=connection_id,
        event_id=event.id,
        ticket_id=ticket.id,
        order_id=ticket.reference,
        holder_mark=rules.holder_mark(ticket),
        language=language,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
    )
    stored, is_new = queries.insert_pass(tx, new, changed_at=tx.now.replace(microsecond=0))
    if is_new:
        ADDED.add(adapter=opened.adapter_key)
        tx.publish(
            WalletPassAdded(
                pass_id=stored.id,
                ticket_id=ticket.id,
                event_id=event.id,
                connection_id=connection_id,
            )
        )
    return stored
