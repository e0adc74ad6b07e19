"""Use cases of bulk actions: a job is started, and each order is done as it would be alone."""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.modules.applications import api as applications
from turnout.modules.bulk_actions import policies
from turnout.modules.bulk_actions.types import BulkAction, ChosenOrders
from turnout.modules.fraud_rules.api import ReviewVerdict
from turnout.modules.jobs import api as jobs
from turnout.modules.notifications import api as notifications
from turnout.modules.order_moves import api as order_moves
from turnout.modules.order_notes import api as order_notes
from turnout.modules.order_reviews import api as order_reviews
from turnout.modules.order_search import api as order_search
from turnout.modules.orders import api as orders

SKIPPED: Final = jobs.ItemState.SKIPPED
WAITING: Final = "awaiting_approval"
WITHOUT_MONEY: Final = ("unpaid", "refunded")


def start(
    ctx: OrganizationContext,
    action: BulkAction,
    *,
    chosen: ChosenOrders,
    parameters: dict[str, Any],
) -> jobs.Job:
    """Start a job on the orders that were chosen; those of other events than one's own are not.

    The orders that a filter finds are fixed now: one that fits only later is not touched.
    """
    policies.require_can_start(ctx, action)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        _require_tag(tx, parameters)
        if "event_id" in parameters:
            order_moves.require_target_event(tx, parameters["event_id"])
        ids = _chosen_ids(tx, ctx, chosen)
        stated = {name: _stated(value) for name, value in parameters.items()}
        job = jobs.start_job(tx, action.value, ids, parameters=stated)
        idempotency.complete(tx, job)
        return job


def _stated(value: Any) -> Any:
    """A parameter as the job keeps it: text, or a list of objects of texts."""
    if isinstance(value, list):
        return [{name: str(one) for name, one in each.items()} for each in value]
    return str(value)


def _chosen_ids(tx: Transaction, ctx: OrganizationContext, chosen: ChosenOrders) -> list[UUID]:
    if chosen.order_ids is not None:
        known = order_search.known_orders(tx, chosen.order_ids, only=ctx.event_ids)
        errors = [
            FieldError(f"/order_ids/{place}", "The organization has no such order.")
            for place, order_id in enumerate(chosen.order_ids)
            if order_id not in known
        ]
        if errors:
            raise Invalid(*errors[:20])
        return list(chosen.order_ids)
    assert chosen.wanted is not None  # noqa: S101  the schema asks for one of the two
    found = order_search.list_order_ids(
        tx, chosen.wanted, only=ctx.event_ids, limit=jobs.MOST_ITEMS + 1
    )
    if not found:
        raise Invalid(FieldError("/filter", "This finds no order."))
    if len(found) > jobs.MOST_ITEMS:
        raise Invalid(FieldError("/filter", f"This finds more than {jobs.MOST_ITEMS} orders."))
    return found


def _require_tag(tx: Transaction, parameters: dict[str, Any]) -> None:
    tag_id = parameters.get("tag_id")
    if tag_id is not None and all(each.id != tag_id for each in order_notes.list_tags(tx)):
        raise Invalid(FieldError("/tag_id", "The organization has no such tag."))


def refund(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Refund all that is left of an order, once; without money in it there is nothing to do."""
    order = orders.lock_summary(tx, order_id)
    if order.money_state in WITHOUT_MONEY:
        return jobs.Outcome(state=SKIPPED, detail="There is no money in it.")
    asked = orders.refund_in(tx, order_id, reason=job.parameters["reason"])
    return jobs.Outcome(detail=f"{asked.amount_minor} {asked.currency}")


def cancel(tx: Transaction, _job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Cancel an order that holds no money; one that is over already stays as it is."""
    if orders.lock_summary(tx, order_id).state in ("cancelled", "expired"):
        return jobs.Outcome(state=SKIPPED, detail="It is over already.")
    orders.cancel_in(tx, order_id)
    return jobs.Outcome()


def approve(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Approve an application that still waits."""
    return _decide(tx, job, order_id, decision=applications.ApplicationVerdict.APPROVED)


def deny(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Deny an application that still waits."""
    return _decide(tx, job, order_id, decision=applications.ApplicationVerdict.DENIED)


def _decide(
    tx: Transaction,
    job: jobs.Job,
    order_id: UUID,
    *,
    decision: applications.ApplicationVerdict,
) -> jobs.Outcome:
    if orders.lock_summary(tx, order_id).state != WAITING:
        return jobs.Outcome(state=SKIPPED, detail="It does not wait for a decision.")
    applications.decide_in(tx, order_id, decision, message=job.parameters["message"])
    return jobs.Outcome()


def approve_review(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Approve an order that a fraud rule still holds."""
    return _review(tx, job, order_id, verdict=ReviewVerdict.APPROVED)


def refuse_review(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Refuse an order that a fraud rule still holds."""
    return _review(tx, job, order_id, verdict=ReviewVerdict.REFUSED)


def _review(
    tx: Transaction, job: jobs.Job, order_id: UUID, *, verdict: ReviewVerdict
) -> jobs.Outcome:
    said = {name: job.parameters[name] for name in ("reason", "message") if name in job.parameters}
    try:
        order_reviews.decide_in(tx, order_id, verdict, **said)
    except orders.NotWaiting:
        return jobs.Outcome(state=SKIPPED, detail="It does not wait for a decision.")
    return jobs.Outcome()


def move(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Let an order's tickets of one type be of another; what has none of them stays as it is."""
    said = job.parameters
    new = order_moves.NewOrderMove(
        from_ticket_type_id=UUID(said["from_ticket_type_id"]),
        to_ticket_type_id=UUID(said["to_ticket_type_id"]),
        waives_difference=said["waives_difference"] == str(True),
        reason=said["reason"],
        sends_mail=said["sends_mail"] == str(True),
    )
    order = orders.get_whole_order(tx, order_id)
    if all(each.ticket_type_id != new.from_ticket_type_id for each in order.lines):
        return jobs.Outcome(state=SKIPPED, detail="It has no such tickets.")
    return jobs.Outcome(detail=str(order_moves.move_in(tx, order_id, new).quantity))


def move_to_event(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Let an order be of another event; one that is there already stays as it is."""
    said = job.parameters
    new = order_moves.NewOrderEventMove(
        event_id=UUID(said["event_id"]),
        ticket_types=tuple(
            order_moves.TypeChange(**{name: UUID(one) for name, one in each.items()})
            for each in said["ticket_types"]
        ),
        waives_difference=said["waives_difference"] == str(True),
        reason=said["reason"],
        sends_mail=said["sends_mail"] == str(True),
    )
    if orders.lock_summary(tx, order_id).event_id == new.event_id:
        return jobs.Outcome(state=SKIPPED, detail="It is there already.")
    return jobs.Outcome(detail=str(order_moves.move_to_event_in(tx, order_id, new).tickets))


def resend(tx: Transaction, _job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Send an order's tickets to its buyer again."""
    notifications.resend_in(tx, order_id)
    return jobs.Outcome()


def tag(tx: Transaction, job: jobs.Job, order_id: UUID) -> jobs.Outcome:
    """Give an order one tag more."""
    is_new = order_notes.add_tag(tx, order_id, UUID(job.parameters["tag_id"]))
    return jobs.Outcome() if is_new else jobs.Outcome(state=SKIPPED, detail="It has the tag.")
