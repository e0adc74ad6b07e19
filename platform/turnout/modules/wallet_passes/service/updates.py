"""Passes brought up to date: facts mark them as due, a timed task tells their wallets.

What a pass is to say is compared with what its wallet was last told, so a change that nobody would
see costs no call, and one that got lost is made good by the next.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.claims import ClaimedRow
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.security import permissions
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import Opened
from turnout.modules.wallet_passes import gateways, queries, rules
from turnout.modules.wallet_passes.contents import PassFacts, pass_of, read_facts
from turnout.modules.wallet_passes.facts import WalletPassGivenUp
from turnout.modules.wallet_passes.metrics import UPDATES
from turnout.modules.wallet_passes.types import StoredPass
from turnout_sdk.adapter import Kind
from turnout_sdk.errors import AdapterError, Declined, Unavailable
from turnout_sdk.wallet import Keeps, Pass, Serves

AT_ONCE: Final = 50

log = structlog.get_logger(__name__)


def note_changed(
    tx: Transaction,
    facts: PassFacts,
    made: Pass,
    *,
    changed_at: datetime,
    ref: str,
    is_told: bool,
) -> None:
    """Keep what the wallet shows from now on."""
    values = {
        "digest": rules.digest_of(made),
        "state": made.state.value,
        "changed_at": changed_at,
        "provider_ref": ref,
        "is_told": is_told,
        "starts_at": made.starts_at,
        "ends_at": made.ends_at,
    }
    queries.note_changed(tx, facts.stored.id, values)


def note_change(
    ctx: OrganizationContext, *, event_id: UUID | None = None, order_id: UUID | None = None
) -> None:
    """Something changed about an event or an order: its passes are to be looked at."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.mark_due(tx, event_id=event_id, order_id=order_id)


def list_around(ctx: SystemContext) -> list[UUID]:
    """The organizations with passes for events that are on about now."""
    with transaction(ctx) as tx:
        soon, lately = tx.now + rules.AROUND, tx.now - rules.AROUND
        return queries.organizations_around(tx, soon=soon, lately=lately)


def note_checkins(ctx: OrganizationContext) -> None:
    """Have passes looked at whose holders came in, or did not after all."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        soon, lately = tx.now + rules.AROUND, tx.now - rules.AROUND
        queries.mark_admitted(tx, soon=soon, lately=lately)


def claim_due(ctx: SystemContext) -> list[ClaimedRow]:
    """Take (organization, pass) that are due; each is to be brought up to date."""
    with transaction(ctx) as tx:
        return queries.claim_due(tx, until=tx.now + rules.LEASE, most=AT_ONCE)


def count_due(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.count_due(tx)


def update_pass(ctx: OrganizationContext, pass_id: UUID) -> None:
    """Tell the wallet of a pass what it is to show, if that is something else than before.

    What fails is tried again, later and later, and given up after some days.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        stored = queries.find_pass(tx, pass_id)
    if stored is None:
        return
    try:
        with transaction(ctx) as tx:
            facts = read_facts(tx, stored)
        outcome = _brought_up_to_date(ctx, facts)
    except (AdapterError, TurnoutError) as error:
        log.info("wallet not told", pass_id=str(pass_id), why=str(error))
        _failed(ctx, stored, why=str(error) or type(error).__name__)
        return
    UPDATES.add(outcome=outcome)
    with transaction(ctx) as tx:
        queries.settle(tx, stored)


def _brought_up_to_date(ctx: OrganizationContext, facts: PassFacts) -> str:
    stored = facts.stored
    opened = gateways.open_wallet(ctx, stored.connection_id)
    made, port = pass_of(facts, follows=opened.capabilities.devices), opened.port
    is_same = rules.digest_of(made) == stored.digest
    if is_same and stored.is_told:
        return "same"
    ref = stored.provider_ref
    if isinstance(port, Keeps):
        ref = gateways.call(opened, lambda: port.keep(made)).provider_ref
    if not is_same:
        with transaction(ctx) as tx:
            at = rules.next_change(stored.changed_at, tx.now)
            note_changed(tx, facts, made, changed_at=at, ref=ref, is_told=False)
    if isinstance(port, Serves):
        _tell_devices(ctx, opened, port, stored.id)
    return "changed"


def _tell_devices(ctx: OrganizationContext, opened: Opened, port: Serves, pass_id: UUID) -> None:
    """Have every device ask; those that are gone are forgotten. Unavailable if some were missed."""
    with transaction(ctx) as tx:
        devices = queries.list_devices(tx, pass_id)
    missed = 0
    for device in devices:
        try:
            gateways.call(opened, lambda token=device.push_token: port.push(token))  # type: ignore[misc]
        except Declined:
            with transaction(ctx) as tx:
                queries.forget_device(tx, device.id)
        except AdapterError as error:
            log.info("device not told", pass_id=str(pass_id), why=str(error))
            missed += 1
    if missed:
        raise Unavailable(f"{missed} of {len(devices)} devices could not be told")


def _failed(ctx: OrganizationContext, stored: StoredPass, *, why: str) -> None:
    is_over = stored.tries >= rules.MOST_TRIES
    UPDATES.add(outcome="given_up" if is_over else "failed")
    with transaction(ctx) as tx:
        next_at = None if is_over else tx.now + rules.wait_after(stored.tries)
        queries.note_failed(tx, stored, error=why[:300], next_at=next_at)
        if is_over:
            tx.publish(
                WalletPassGivenUp(
                    pass_id=stored.id,
                    ticket_id=stored.ticket_id,
                    event_id=stored.event_id,
                    connection_id=stored.connection_id,
                )
            )


def list_unchecked(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, connection) of wallets that were not tested for a day."""
    with transaction(ctx) as tx:
        before = tx.now - rules.CHECKED_EVERY
        return connections.list_unchecked(tx, Kind.WALLET, before=before, most=AT_ONCE)


def check_connection(ctx: OrganizationContext, connection_id: UUID) -> None:
    """Test a wallet's connection, as its organization may, and keep what was said."""
    permissions.require_platform(ctx)
    try:
        connections.check_connection(ctx, connection_id)
    except (AdapterError, TurnoutError) as error:
        log.info("wallet not checked", connection_id=str(connection_id), why=str(error))
