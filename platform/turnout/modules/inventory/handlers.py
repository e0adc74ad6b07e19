"""The stock's answers to events and the catalog (places taken, places left), and copies."""

from collections.abc import Collection, Sequence
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.facts import on
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.inventory import queries, service


@events.PLACES_SOLD.register
def taken_of_events(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    return queries.taken_of_events(tx, event_ids)


@catalog.REMAINING.register
def remaining(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, int]:
    return queries.remaining(tx, pool_ids)


@on(EventCopied)
def copy_sale(ctx: OrganizationContext, fact: EventCopied) -> None:
    service.copy_sale(ctx, fact)
