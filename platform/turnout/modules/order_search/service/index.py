"""The index is kept up with what happens to orders: marked by facts, written in batches."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.modules.order_notes import api as order_notes
from turnout.modules.order_search import rules
from turnout.modules.order_search.metrics import INDEXED
from turnout.modules.order_search.queries import index
from turnout.modules.tickets import api as tickets

JOB: Final = "order_search.index"
BATCH: Final = 500
MOST_BATCHES: Final = 20
ORGANIZATIONS: Final = 100
MOST_ROUNDS: Final = 50
"""So many times a hundred organizations are looked at before the next call of the task."""


def mark_order(ctx: OrganizationContext, order_id: UUID) -> None:
    """Have an order taken into the index again within seconds."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        index.mark_stale(tx, order_id)


def note_checkin(ctx: OrganizationContext, ticket_id: UUID) -> None:
    """Say whether somebody is in by a ticket, by what check-in says now."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        is_in = ticket_id in tickets.admitted_among(tx, [ticket_id])
        index.set_checked_in(tx, ticket_id, is_checked_in=is_in)


def drop_tag(ctx: OrganizationContext, tag_id: UUID) -> None:
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        index.drop_tag(tx, tag_id)


def index_stale(ctx: SystemContext) -> int:
    """Take marked orders into the index, in batches of one organization each; how many."""
    done = 0
    for _ in range(MOST_ROUNDS):
        with transaction(ctx) as tx:
            organizations = index.list_stale(tx, limit=ORGANIZATIONS)
        done += sum(_index_organization(each) for each in organizations)
        if len(organizations) < ORGANIZATIONS:
            break
    INDEXED.add(done)
    return done


def count_stale(ctx: SystemContext) -> int:
    """Orders that wait for the index."""
    with transaction(ctx) as tx:
        return index.count_stale(tx)


def _index_organization(organization_id: UUID) -> int:
    done = 0
    for _ in range(MOST_BATCHES):
        taken = _index_batch(system_in(organization_id, JOB))
        done += taken
        if taken < BATCH:
            break
    return done


def _index_batch(ctx: OrganizationContext) -> int:
    """Fixed statements for up to five hundred orders, in one transaction."""
    with transaction(ctx) as tx:
        ids = index.claim_stale(tx, limit=BATCH)
        if not ids:
            return 0
        orders, lines = index.read_orders(tx, ids), index.read_lines(tx, ids)
        ticket_ids = [each.ticket_id for each in lines if each.ticket_id is not None]
        admitted = tickets.admitted_among(tx, ticket_ids)
        tags = order_notes.tags_of(tx, ids)
        index.write_orders(tx, rules.order_rows(orders, lines, admitted=admitted, tags=tags))
        index.write_lines(tx, ids, rules.line_rows(orders, lines, admitted=admitted, tags=tags))
        index.write_words(tx, ids, rules.index_words(orders, lines))
    return len(ids)
