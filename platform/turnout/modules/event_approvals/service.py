"""Approvals: asked for when an event is published, decided by moderators with a reason.

Where the installation asks for it (TURNOUT_APPROVALS), or a moderator took the event down,
publishing leads to review instead; a moderator's approval publishes it, and declining makes a draft
of it, which may be published, and so requested, again.
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.modules.closures import api as closures
from turnout.modules.event_approvals import policies, queries, rules
from turnout.modules.event_approvals.errors import ApprovalNotFound, DecidedAlready
from turnout.modules.event_approvals.facts import ApprovalDecided, ApprovalRequested
from turnout.modules.event_approvals.metrics import APPROVALS
from turnout.modules.event_approvals.types import (
    ApprovalDecision,
    ApprovalRequest,
    ApprovalState,
    EventApproval,
    RequestDetail,
    RequestedEvent,
)
from turnout.modules.events import api as events
from turnout.modules.events.api import Action, State
from turnout.modules.identity import api as identity
from turnout.modules.notifications.api import Template
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events

JOB = "event_approvals.decide"


def get_approval(ctx: OrganizationContext, event_id: UUID) -> EventApproval:
    """How it stands with an event; ApprovalNotFound where no moderator was ever asked."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.find_last(tx, event_id)
    if found is None:
        raise ApprovalNotFound
    return found


def wait_for_moderator(tx: Transaction, publishing: events.EventPublishing) -> bool:
    """Whether publishing has to wait; the request is written where none waits yet."""
    asked, event = runtime.current().settings.approvals, publishing.event
    last = queries.last_decision(tx, event.id)
    is_known = asked == rules.ORGANIZERS and (
        queries.has_approved(tx) or _has_published(tx, besides=event.id)
    )
    waits = rules.needs_approval(
        asked, last=last, is_first=publishing.is_first, is_known_organizer=is_known
    )
    if waits:
        user_id = tx.ctx.user_id if isinstance(tx.ctx, OrganizationContext) else None
        state = ApprovalState.WAITING.value
        made = queries.insert_approval(
            tx, event.id, state=state, title=event.title, requested_by=user_id
        )
        if made is not None:
            tx.publish(ApprovalRequested(approval_id=made, event_id=event.id))
            tx.after_commit.append(partial(APPROVALS.add, step="requested"))
    return waits


def _has_published(tx: Transaction, *, besides: UUID) -> bool:
    """Whether the organization has another event that is, or was, to be seen."""
    found = events.list_events(tx, PageRequest(limit=2), states=events.SHOWN).items
    return any(each.id != besides for each in found)


def is_held(tx: Transaction, event_id: UUID) -> bool:
    """Whether a moderator took the event down, and none has approved it since."""
    return queries.last_decision(tx, event_id) == ApprovalState.HELD


def withdraw_request(ctx: OrganizationContext, event_id: UUID) -> None:
    """Close the request of an event that is in review no more."""
    with transaction(ctx) as tx:
        if queries.has_waiting(tx, event_id):
            event = events.find_event(tx, event_id)
            if event is None or event.state is not State.REVIEW:
                queries.withdraw(tx, event_id)


def hold_event(tx: Transaction, event_id: UUID, *, title: str, reason: str, by: UUID) -> None:
    """Have an event wait for a moderator when it is published the next time."""
    queries.insert_approval(
        tx,
        event_id,
        state=ApprovalState.HELD.value,
        title=title,
        reason=reason,
        decided_by=by,
    )


def release_event(tx: Transaction, event_id: UUID, *, title: str, reason: str, by: UUID) -> None:
    """Let the organizer publish an event again that was held."""
    queries.insert_approval(
        tx,
        event_id,
        state=ApprovalState.APPROVED.value,
        title=title,
        reason=reason,
        decided_by=by,
    )


def list_requests(
    ctx: OperatorContext, request: PageRequest, *, state: str | None
) -> Page[ApprovalRequest]:
    """The queue: the oldest first."""
    policies.require_can(ctx, policies.READ_QUEUE)
    with transaction(ctx.job("event_approvals.list")) as tx:
        rows = queries.list_requests(tx, request, state=state)
        names = organizations.list_tenant_names(tx, (each.tenant_id for each in rows))
    found = page(rows, request, key=lambda each: ("", each.id))
    return found.map(lambda each: replace(each, tenant_name=names.get(each.tenant_id, "")))


def get_request(ctx: OperatorContext, approval_id: UUID) -> RequestDetail:
    """A request with the event as it is now."""
    policies.require_can(ctx, policies.READ_QUEUE)
    with transaction(ctx.job("event_approvals.get")) as tx:
        found = queries.find_request(tx, approval_id)
    if found is None:
        raise ApprovalNotFound
    with transaction(ctx.job_in(found.tenant_id, "event_approvals.get")) as tx:
        event = events.get_event(tx, found.event_id)
        home = organizations.branding_of(tx)
        is_first = not queries.has_approved(tx)
    return RequestDetail(
        request=replace(found, tenant_name=home.name),
        event=_shown(event),
        organization_name=home.name,
        organization_slug=home.slug,
        is_first=is_first,
    )


def decide_approval(
    ctx: OperatorContext, approval_id: UUID, *, decision: ApprovalDecision, reason: str
) -> RequestDetail:
    """Approve an event, which publishes it, or decline it, which makes a draft of it again.

    An approved event that is not ready any more stays in review; its organizer publishes it then.
    """
    policies.require_can(ctx, policies.DECIDE)
    found = get_request(ctx, approval_id)
    if found.request.state != ApprovalState.WAITING:
        raise DecidedAlready
    tenant_id, event_id = found.request.tenant_id, found.request.event_id
    told = {"approval_id": approval_id, "event_id": event_id}
    security_events.record_operator_act(
        ctx, f"{decision.value}-event", reason=reason, organization_id=tenant_id, details=told
    )
    inside = ctx.job_in(tenant_id, JOB)
    with transaction(inside) as tx:
        _settle(tx, approval_id, found, decision, reason=reason.strip(), by=ctx.user_id)
    step = Action.PUBLISH if decision == ApprovalDecision.APPROVE else Action.SEND_BACK
    with suppress(events.NotReady, TransitionNotAllowed):
        events.act_on_event(inside, event_id, step, reason=_said(decision, reason))
    return get_request(ctx, approval_id)


def _settle(
    tx: Transaction,
    approval_id: UUID,
    found: RequestDetail,
    decision: ApprovalDecision,
    *,
    reason: str,
    by: UUID,
) -> None:
    """Write the decision, its mails and its fact."""
    locked = queries.lock_approval(tx, approval_id)
    if locked is None or locked.state != ApprovalState.WAITING:
        raise DecidedAlready
    is_approved = decision == ApprovalDecision.APPROVE
    state = ApprovalState.APPROVED if is_approved else ApprovalState.DECLINED
    queries.decide(tx, approval_id, state=state.value, reason=reason, by=by)
    owners = {each.id: each for each in closures.owners_of(tx)}
    if locked.requested_by is not None:
        owners |= identity.get_people(tx, [locked.requested_by])
    event = events.get_event(tx, locked.event_id)
    path = f"/{found.organization_slug}/{event.slug}" if is_approved else "/account"
    template = (
        Template.ORGANIZATION_EVENT_APPROVED
        if is_approved
        else Template.ORGANIZATION_EVENT_DECLINED
    )
    closures.notify_owners(
        tx,
        template,
        approval_id,
        path=path,
        owners=list(owners.values()),
        about=event.title,
        reason=reason,
    )
    fact: dict[str, Any] = {"approval_id": approval_id, "event_id": locked.event_id}
    tx.publish(ApprovalDecided(**fact, decision=decision.value))
    tx.after_commit.append(partial(APPROVALS.add, step=decision.value))


def _said(decision: ApprovalDecision, reason: str) -> str:
    """What stands on the event: why it was declined; nothing where it was approved."""
    return reason.strip() if decision == ApprovalDecision.DECLINE else ""


def _shown(event: events.Event) -> RequestedEvent:
    return RequestedEvent(
        title=event.title,
        summary=event.summary,
        description=event.description,
        kind=str(event.kind),
        category=event.category,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        place=tuple(event.location.lines) if event.location else (),
        online_url=event.online_url or "",
    )
