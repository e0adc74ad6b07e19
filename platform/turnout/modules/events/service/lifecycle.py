"""From draft to archive and bin: every step is one row of the state table."""

from functools import partial
from itertools import count
from uuid import UUID

import structlog

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.messaging.facts import Fact
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.modules.events import hooks, metrics, policies, rules
from turnout.modules.events.errors import EventHeld, EventNotFound, TemplateStays
from turnout.modules.events.facts import (
    EventCancelled,
    EventChanged,
    EventPostponed,
    EventPublished,
    EventPurged,
    EventUnpublished,
)
from turnout.modules.events.models import EventRow, OrderHandling, State
from turnout.modules.events.queries import events as queries
from turnout.modules.events.rules import Action
from turnout.modules.events.service import change_notices, event_reader, order_actions
from turnout.modules.events.service.events import require_ready
from turnout.modules.events.types import SHOWN, Event, EventBrief

AT_ONCE = 200
log = structlog.get_logger(__name__)


def publish_event(ctx: OrganizationContext, event_id: UUID) -> Event:
    """Show the event and open its sales; NotReady names everything that is missing.

    Where the platform approves events first, it is in review until a moderator has decided.
    """
    policies.require_can_publish(ctx, event_id)
    return _step(ctx, event_id, Action.PUBLISH)


def cancel_event(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    reason: str = "",
    orders: OrderHandling = OrderHandling.KEEP,
) -> Event:
    """Call the event off; its page stays and says so. What becomes of orders is done by a job."""
    policies.require_can_publish(ctx, event_id)
    return _step(ctx, event_id, Action.CANCEL, reason=reason, orders=orders)


def submit_event(ctx: OrganizationContext, event_id: UUID, *, reason: str = "") -> Event:
    """Ask those who may publish to look at a draft; NotReady as publishing would say."""
    policies.require_can_write(ctx, event_id)
    return _step(ctx, event_id, Action.SUBMIT, reason=reason)


def act_on_event(
    ctx: OrganizationContext,
    event_id: UUID,
    action: Action,
    *,
    reason: str = "",
    orders: OrderHandling | None = None,
) -> Event:
    """Take one step of the life cycle, or TransitionNotAllowed with those that are possible."""
    policies.require_can_publish(ctx, event_id)
    return _step(ctx, event_id, action, reason=reason, orders=orders)


def delete_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Put the event into the bin; its address names are free again."""
    policies.require_can_publish(ctx, event_id)
    _step(ctx, event_id, Action.DELETE)


def purge_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Delete an event of the bin for good, or RecordsRemain while a purchase names it."""
    policies.require_can_purge(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_even_deleted(tx, event_id)
        rules.next_state(State(row.state), Action.PURGE)
        if row.series_id is not None and row.occurrence_local is not None:
            for remember in hooks.OCCURRENCE_PURGED:
                remember(tx, row.series_id, row.occurrence_local)
        queries.purge(tx, row.id)
        _count(tx, Action.PURGE)
        tx.publish(EventPurged(event_id=event_id))


def advance_events(ctx: SystemContext) -> int:
    """Let events begin and end as their clock says, however many; the number of steps taken."""
    every = taken = _advance_some(ctx)
    while taken == AT_ONCE:
        taken = _advance_some(ctx)
        every += taken
    return every


def _advance_some(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        due = queries.list_due_events(tx, clock.now(), AT_ONCE)
    steps = 0
    for organization_id, event_id in due:
        try:
            steps += _advance(system_in(organization_id, ctx.job), event_id)
        except (TransitionNotAllowed, EventNotFound):
            log.info("event moved on meanwhile", event_id=str(event_id))
    return steps


def _advance(ctx: OrganizationContext, event_id: UUID) -> int:
    """Look again under the lock: somebody may have moved the event since it was found due."""
    with transaction(ctx) as tx:
        row = queries.lock_event(tx, event_id)
        action = rules.due_action(row.starts_at, row.ends_at, tx.now)
        if action is None:
            return 0
        row.state = rules.next_state(State(row.state), action)
        row.updated_at = tx.now
        row.version += 1
        _count(tx, action)
        tx.publish(EventChanged(event_id=event_id))
    return 1


def _step(
    ctx: OrganizationContext,
    event_id: UUID,
    action: Action,
    *,
    reason: str = "",
    orders: OrderHandling | None = None,
) -> Event:
    """One step, its fact, its reason and what becomes of orders, in one transaction."""
    handling = rules.require_order_handling(action, orders)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        row = queries.lock_even_deleted(tx, event_id)
        state = State(row.state)
        earlier = State(row.archived_from) if row.archived_from else None
        following = rules.next_state(state, action, archived_from=earlier)
        before, is_first = change_notices.before_of(row), row.published_at is None
        _require_possible(tx, row, action)
        if action is Action.RESTORE and following in SHOWN and hooks.is_held(tx, row.id):
            raise EventHeld
        publishing = hooks.EventPublishing(event=EventBrief.of(row), is_first=is_first)
        if action is Action.PUBLISH and hooks.waits_for_approval(tx, publishing):
            action, following = Action.SUBMIT, State.REVIEW
        if state is State.DELETED:
            row.slug = _slug_again(tx, row)
        row.archived_from = rules.state_to_restore(state, following, earlier=earlier)
        row.state = following
        row.state_reason = reason.strip()
        row.published_at = tx.now if action is Action.PUBLISH else row.published_at
        row.deleted_at = tx.now if following is State.DELETED else None
        row.updated_at = tx.now
        row.version += 1
        _count(tx, action)
        if action is Action.PUBLISH and is_first:
            change_notices.note_published(tx, row)
        else:
            change_notices.note_event(tx, row, before)
        tx.publish(_announcement(tx, row, action, orders=handling))
        event = event_reader.to_event(tx, row)
        idempotency.complete(tx, event)
        return event


def _count(tx: Transaction, action: Action) -> None:
    tx.after_commit.append(partial(metrics.STEPS.add, action=action.value))


def _require_possible(tx: Transaction, row: EventRow, action: Action) -> None:
    """What the table cannot say: that the event is ready, and no template."""
    if action not in (Action.SUBMIT, Action.PUBLISH):
        return
    if row.is_template:
        raise TemplateStays
    require_ready(tx, event_reader.to_event(tx, row))


def _announcement(tx: Transaction, row: EventRow, action: Action, *, orders: OrderHandling) -> Fact:
    if action in rules.WITH_ORDERS:
        step = rules.WITH_ORDERS[action]
        opened = order_actions.create_order_action(
            tx, row.id, step=step, orders=orders, reason=row.state_reason
        )
        kind = EventCancelled if action is Action.CANCEL else EventPostponed
        return kind(event_id=row.id, orders=orders.value, order_action_id=opened)
    if action is Action.DELETE:
        queries.free_slugs(tx, row.id)
    if action is Action.PUBLISH:
        return EventPublished(event_id=row.id)
    if action is Action.UNPUBLISH:
        return EventUnpublished(event_id=row.id)
    return EventChanged(event_id=row.id)


def _slug_again(tx: Transaction, row: EventRow) -> str:
    """The address name it had, or numbered when another event took it meanwhile."""
    names = (rules.numbered(row.slug, number) for number in count(1))
    return next(name for name in names if queries.take_slug(tx, row.id, name))
