"""What the stock answers to events: which have places taken, and what a copy of one sells."""

from collections.abc import Collection
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.facts import on
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.inventory import queries
from turnout.modules.inventory.service import pools


@events.PLACES_SOLD.register
def taken_of_events(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    return queries.taken_of_events(tx, event_ids)


@on(EventCopied)
def copy_sale(ctx: OrganizationContext, fact: EventCopied) -> None:
    pools.copy_sale(ctx, fact)
