"""Use cases of order reviews: list what is held, look at one, decide, tell its buyer."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.security import permissions
from turnout.modules.events import api as events
from turnout.modules.fraud_rules.api import ReviewVerdict
from turnout.modules.notifications import api as notifications
from turnout.modules.order_reviews import policies, queries
from turnout.modules.order_reviews.types import OrderReview, OrderReviewFigures
from turnout.modules.orders import api as orders


def list_reviews(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest, *, state: str | None = None
) -> Page[OrderReview]:
    """The orders of an event that are or were held; what was held first stands first."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_reviews(tx, event_id, request, state=state)
    return page(found, request, key=lambda each: (each.opened_at.isoformat(), each.order_id))


def count_reviews(ctx: OrganizationContext, event_id: UUID) -> OrderReviewFigures:
    """How many orders of an event are, or were, held, by state."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.count_reviews(tx, event_id)


def get_review(ctx: OrganizationContext, order_id: UUID) -> OrderReview:
    """Why an order is held, with the buyer's other orders; ReviewNotFound where nothing holds it.

    Of other events only those that whoever asks may see.
    """
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = _whole(tx, ctx, order_id)
    policies.require_can_read(ctx, found.event_id)
    return found


def _whole(tx: Transaction, ctx: OrganizationContext, order_id: UUID) -> OrderReview:
    former = queries.list_former_orders(tx, order_id, only=ctx.event_ids)
    return replace(queries.get_review(tx, order_id), former=former)


def decide_review(
    ctx: OrganizationContext,
    order_id: UUID,
    verdict: ReviewVerdict,
    *,
    reason: str,
    message: str = "",
) -> OrderReview:
    """Approve or refuse a held order, once; NotWaiting when it was decided or is over."""
    policies.require_can_decide(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        decide_in(tx, order_id, verdict, reason=reason, message=message)
        found = _whole(tx, ctx, order_id)
        idempotency.complete(tx, found)
        return found


def decide_in(
    tx: Transaction, order_id: UUID, verdict: ReviewVerdict, *, reason: str, message: str = ""
) -> None:
    """The same in the caller's transaction."""
    is_approved = verdict is ReviewVerdict.APPROVED
    decide = orders.approve_review_in if is_approved else orders.refuse_review_in
    decide(tx, order_id, reason=reason.strip(), message=message.strip())


def announce_refusal(ctx: OrganizationContext, order_id: UUID) -> None:
    """Mail the buyer that the order was refused; who is approved gets the tickets instead."""
    permissions.require_platform(ctx)
    with transaction(replace(ctx, cause=None)) as tx:
        decision = queries.get_review(tx, order_id).decision
    if decision is not None:
        template = notifications.Template.ORDER_DECLINED
        details = {"message": decision.message}
        notifications.announce_step(ctx, order_id, template, details=details)
