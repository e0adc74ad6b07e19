"""The catalog's answer to forms, and its reactions: passes follow the events they admit to."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.facts import on
from turnout.modules.catalog import passes, queries
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.events.facts import (
    EventCancelled,
    EventChanged,
    EventPostponed,
    EventPublished,
    EventUnpublished,
)
from turnout.modules.forms import api as forms


@forms.TICKET_TYPES.register
def ticket_types_of(tx: Transaction, event_id: UUID) -> list[UUID]:
    return [each.ticket_type_id for each in queries.list_offers(tx, event_id, archived=True)]


@on(EventChanged)
def follow_change(ctx: OrganizationContext, fact: EventChanged) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventPublished)
def follow_publication(ctx: OrganizationContext, fact: EventPublished) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventUnpublished)
def follow_withdrawal(ctx: OrganizationContext, fact: EventUnpublished) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventCancelled)
def follow_cancellation(ctx: OrganizationContext, fact: EventCancelled) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventPostponed)
def follow_postponement(ctx: OrganizationContext, fact: EventPostponed) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(TicketTypeChanged)
def follow_part(ctx: OrganizationContext, fact: TicketTypeChanged) -> None:
    passes.notify_passes(ctx, fact.event_id, part=fact.ticket_type_id)
