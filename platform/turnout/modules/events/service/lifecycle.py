"""From draft to archive: every step is one row of the state table."""

from uuid import UUID

import structlog

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.facts import Fact
from turnout.kernel.states import NotAllowed
from turnout.kernel.tx import transaction
from turnout.modules.events import policies, rules
from turnout.modules.events.errors import EventMissing
from turnout.modules.events.facts import (
    EventCancelled,
    EventChanged,
    EventPostponed,
    EventPublished,
    EventUnpublished,
)
from turnout.modules.events.models import State
from turnout.modules.events.queries import events as queries
from turnout.modules.events.records import Event
from turnout.modules.events.rules import Action
from turnout.modules.events.service import reading
from turnout.modules.events.service.events import require_ready

AT_ONCE = 200
ANNOUNCES: dict[Action, type[Fact]] = {
    Action.PUBLISH: EventPublished,
    Action.UNPUBLISH: EventUnpublished,
    Action.CANCEL: EventCancelled,
    Action.POSTPONE: EventPostponed,
}
log = structlog.get_logger(__name__)


def publish_event(ctx: OrganizationContext, event_id: UUID) -> Event:
    """Show the event and open its sales; NotReady names everything that is missing."""
    policies.require_can_publish(ctx, event_id)
    return _step(ctx, event_id, Action.PUBLISH)


def cancel_event(ctx: OrganizationContext, event_id: UUID, *, reason: str = "") -> Event:
    """Call the event off; its page stays and says so. What becomes of orders is theirs to hear."""
    policies.require_can_publish(ctx, event_id)
    return _step(ctx, event_id, Action.CANCEL, reason=reason)


def act_on_event(
    ctx: OrganizationContext, event_id: UUID, action: Action, *, reason: str = ""
) -> Event:
    """Take one step of the life cycle, or NotAllowed with the steps that are possible."""
    policies.require_can_publish(ctx, event_id)
    return _step(ctx, event_id, action, reason=reason)


def advance_events(ctx: SystemContext) -> int:
    """Let events begin and end as their clock says; the number of steps taken."""
    with transaction(ctx) as tx:
        due = queries.list_due(tx, clock.now(), AT_ONCE)
    steps = 0
    for organization_id, event_id, _ in due:
        try:
            steps += _advance(system_in(organization_id, ctx.job), event_id)
        except (NotAllowed, EventMissing):
            log.info("event moved on meanwhile", event_id=str(event_id))
    return steps


def _advance(ctx: OrganizationContext, event_id: UUID) -> int:
    """Look again under the lock: somebody may have moved the event since it was found due."""
    with transaction(ctx) as tx:
        row = queries.lock_event(tx, event_id)
        action = rules.due(row.starts_at, row.ends_at, tx.now)
        if action is None:
            return 0
        row.state = rules.after(State(row.state), action)
        row.updated_at = tx.now
        row.version += 1
        tx.record(EventChanged(event_id=event_id))
    return 1


def _step(ctx: OrganizationContext, event_id: UUID, action: Action, *, reason: str = "") -> Event:
    """One step, its fact and its reason in one transaction."""
    with transaction(ctx) as tx:
        row = queries.lock_event(tx, event_id)
        state = State(row.state)
        before = State(row.archived_from) if row.archived_from else None
        following = rules.after(state, action, archived_from=before)
        if action is Action.PUBLISH:
            require_ready(reading.event_of(tx, row))
            row.published_at = tx.now
        row.archived_from = state if following is State.ARCHIVED else None
        row.state = following
        row.state_reason = reason.strip()
        row.updated_at = tx.now
        row.version += 1
        event = reading.event_of(tx, row)
        tx.record(ANNOUNCES.get(action, EventChanged)(event_id=event_id))  # type: ignore[call-arg]
    return event
