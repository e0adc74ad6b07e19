"""Use cases of applications: list them, decide about them, tell their buyers."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.security import permissions
from turnout.modules.applications import policies, queries
from turnout.modules.applications.facts import ApplicationDecided
from turnout.modules.applications.metrics import DECIDED
from turnout.modules.applications.types import (
    Application,
    ApplicationFigures,
    ApplicationState,
    ApplicationVerdict,
)
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.orders import api as orders


def list_applications(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest, *, state: str | None = None
) -> Page[Application]:
    """The applications of an event with their answers; who applied first stands first."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_applications(tx, event_id, request, state=state)
    return page(found, request, key=lambda each: (each.applied_at.isoformat(), each.order_id))


def count_applications(ctx: OrganizationContext, event_id: UUID) -> ApplicationFigures:
    """How many applications of an event are in which state."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.count_applications(tx, event_id)


def get_application(ctx: OrganizationContext, order_id: UUID) -> Application:
    """The application with this order; ApplicationNotFound where nobody applied with it."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.get_application(tx, order_id)
    policies.require_can_read(ctx, found.event_id)
    return found


def decide_application(
    ctx: OrganizationContext, order_id: UUID, decision: ApplicationVerdict, *, message: str
) -> Application:
    """Approve or deny an application, once; NotWaiting when it was decided or withdrawn before."""
    policies.require_can_decide(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        decide_in(tx, order_id, decision, message=message)
        found = queries.get_application(tx, order_id)
        idempotency.complete(tx, found)
        return found


def decide_in(
    tx: Transaction, order_id: UUID, decision: ApplicationVerdict, *, message: str = ""
) -> None:
    """The same in the caller's transaction: the order, the decision and its facts commit as one."""
    is_approved = decision is ApplicationVerdict.APPROVED
    order = (orders.approve_in if is_approved else orders.deny_in)(tx, order_id)
    queries.insert_decision(tx, order_id, decision, message=message.strip())
    fact = ApplicationDecided(order_id=order_id, event_id=order.event_id, decision=decision.value)
    tx.publish(fact)
    tx.after_commit.append(partial(DECIDED.add, decision=decision.value))


def announce_decision(ctx: OrganizationContext, order_id: UUID) -> None:
    """Mail the buyer what was decided.

    Who is approved and has nothing to pay gets the tickets anyway, so only words go with a mail of
    their own.
    """
    permissions.require_platform(ctx)
    with transaction(replace(ctx, cause=None)) as tx:
        found = queries.find_application(tx, order_id)
    if found is None or found.decision is None:
        return
    message = found.decision.message
    if found.decision.decision == ApplicationVerdict.DENIED:
        template = Template.ORDER_APPLICATION_DENIED
    elif found.total_minor or message:
        template = Template.ORDER_APPLICATION_APPROVED
    else:
        return
    notifications.announce_step(ctx, order_id, template, details={"message": message})


def announce_lapse(ctx: OrganizationContext, order_id: UUID) -> None:
    """Mail the buyer of an application that nobody decided in time."""
    permissions.require_platform(ctx)
    with transaction(replace(ctx, cause=None)) as tx:
        found = queries.find_application(tx, order_id)
    if found is not None and found.state == ApplicationState.LAPSED:
        notifications.announce_step(ctx, order_id, Template.ORDER_APPLICATION_LAPSED)
