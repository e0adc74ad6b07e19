"""Appeals: an owner says once what speaks against a decision, and a moderator answers."""

from contextlib import suppress
from uuid import UUID

from turnout.kernel.context import OperatorContext, PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.abuse_reports import policies, queries
from turnout.modules.abuse_reports.errors import AppealedAlready, DecisionNotFound, NotAppealed
from turnout.modules.abuse_reports.facts import ModerationReversed
from turnout.modules.abuse_reports.service.decisions import get_report
from turnout.modules.abuse_reports.types import (
    AbuseDecision,
    AbuseReport,
    AppealOutcome,
    ModerationDecision,
    ReportState,
)
from turnout.modules.closures import api as closures
from turnout.modules.event_approvals import api as event_approvals
from turnout.modules.notifications.api import Template
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events

JOB = "abuse_reports.appeal"


def get_decision(ctx: PersonContext, decision_id: UUID) -> ModerationDecision:
    """A decision about an organization that the person owns, a suspended one too."""
    with transaction(_job(ctx)) as tx:
        found = queries.find_decision(tx, decision_id)
    if found is None:
        raise DecisionNotFound
    with transaction(system_in(found.tenant_id, JOB, request_id=ctx.request_id)) as tx:
        if ctx.user_id not in organizations.list_owner_ids(tx):
            raise DecisionNotFound
    return found


def appeal(ctx: PersonContext, decision_id: UUID, *, note: str) -> ModerationDecision:
    """Say once what speaks against a decision. AppealedAlready, DecisionNotFound."""
    get_decision(ctx, decision_id)
    with transaction(_job(ctx)) as tx:
        if not queries.appeal(tx, decision_id, note=note.strip(), by=ctx.user_id):
            raise AppealedAlready
    return get_decision(ctx, decision_id)


def answer_appeal(
    ctx: OperatorContext, report_id: UUID, *, outcome: AppealOutcome, reason: str
) -> AbuseReport:
    """Answer an appeal; a reversed suspension ends, a reversed event may be published again."""
    policies.require_can(ctx, policies.DECIDE)
    found = get_report(ctx, report_id)
    if found.state != ReportState.APPEALED:
        raise NotAppealed
    security_events.record_operator_act(
        ctx,
        f"appeal-{outcome.value}",
        reason=reason,
        organization_id=found.tenant_id,
        details={"report_id": found.id, "event_id": found.event_id},
    )
    is_reversed = outcome == AppealOutcome.REVERSED
    if is_reversed and found.decision == AbuseDecision.SUSPEND_ORGANIZATION:
        with suppress(closures.NotSuspended):
            closures.lift_suspension(ctx.job(JOB), found.tenant_id)
    with transaction(ctx.job(JOB)) as tx:
        if not queries.answer_appeal(tx, report_id, outcome=outcome, answer=reason.strip()):
            raise NotAppealed
    with transaction(ctx.job_in(found.tenant_id, JOB)) as tx:
        path = f"/account/decisions/{found.id}"
        closures.notify_owners(
            tx, Template.ORGANIZATION_APPEAL_ANSWERED, found.id,
            path=path, about=found.subject, reason=reason.strip(),
        )  # fmt: skip
        was_hidden = found.decision == AbuseDecision.UNPUBLISH_EVENT
        if is_reversed and was_hidden and found.event_id is not None:
            event_approvals.release_event(
                tx, found.event_id, title=found.subject, reason=reason, by=ctx.user_id
            )
        if is_reversed:
            tx.publish(ModerationReversed(decision_id=found.id))
    return get_report(ctx, report_id)


def _job(ctx: PersonContext) -> SystemContext:
    return SystemContext(job=JOB, request_id=ctx.request_id, on_behalf_of=str(ctx.actor))
