"""What moderators decide about reports: each with its reason, told to both sides."""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OperatorContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.abuse_reports import policies, queries, rules
from turnout.modules.abuse_reports.errors import DecidedAlready, ReportNotFound
from turnout.modules.abuse_reports.facts import ModerationDecided
from turnout.modules.abuse_reports.metrics import DECISIONS
from turnout.modules.abuse_reports.types import (
    AbuseDecision,
    AbuseReport,
    LockedReport,
    ReportState,
)
from turnout.modules.closures import api as closures
from turnout.modules.event_approvals import api as event_approvals
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events

JOB = "abuse_reports.decide"
NOTICES = {
    AbuseDecision.WARN: Template.ORGANIZATION_WARNED,
    AbuseDecision.UNPUBLISH_EVENT: Template.ORGANIZATION_EVENT_UNPUBLISHED,
}
"""What owners are told; a suspension tells by itself."""


def list_reports(
    ctx: OperatorContext, request: PageRequest, *, state: str | None, tenant_id: UUID | None
) -> Page[AbuseReport]:
    """The queue: the oldest first."""
    policies.require_can(ctx, policies.READ)
    with transaction(ctx.job("abuse_reports.list")) as tx:
        rows = queries.list_reports(tx, request, state=state, tenant_id=tenant_id)
        names = organizations.list_tenant_names(tx, (each.tenant_id for each in rows))
    found = page(rows, request, key=lambda each: ("", each.id))
    return found.map(lambda each: replace(each, tenant_name=names.get(each.tenant_id, "")))


def get_report(ctx: OperatorContext, report_id: UUID) -> AbuseReport:
    policies.require_can(ctx, policies.READ)
    with transaction(ctx.job("abuse_reports.get")) as tx:
        found = queries.find_report(tx, report_id)
        if found is None:
            raise ReportNotFound
        names = organizations.list_tenant_names(tx, [found.tenant_id])
    return replace(found, tenant_name=names.get(found.tenant_id, ""))


def decide_report(
    ctx: OperatorContext, report_id: UUID, *, decision: AbuseDecision, reason: str
) -> AbuseReport:
    """Decide a report: do what was decided, and tell its reporter and the owners why.

    What is decided is done before the report counts as decided, and may be done twice: whoever is
    cut short in between decides again. DecidedAlready.
    """
    policies.require_can(ctx, policies.DECIDE)
    found = get_report(ctx, report_id)
    if found.state != ReportState.OPEN:
        raise DecidedAlready
    organizations.raise_if(rules.decision_errors(decision, has_event=found.event_id is not None))
    _record(ctx, found, decision, reason)
    _carry_out(ctx, found, decision, reason)
    with transaction(ctx.job(JOB)) as tx:
        locked = queries.lock_report(tx, report_id)
        if locked is None or locked.state != ReportState.OPEN:
            raise DecidedAlready
        queries.decide(tx, report_id, decision, reason=reason.strip(), by=ctx.user_id)
        _tell_reporter(tx, locked, decision, reason)
        tx.after_commit.append(lambda: DECISIONS.add(decision=decision.value))
    return get_report(ctx, report_id)


def _record(ctx: OperatorContext, found: AbuseReport, decision: AbuseDecision, reason: str) -> None:
    """In the organization's own log as well, but where nothing happens to it."""
    is_about_it = decision != AbuseDecision.DISMISS
    security_events.record_operator_act(
        ctx,
        f"report-{decision.value}",
        reason=reason,
        organization_id=found.tenant_id if is_about_it else None,
        details={"report_id": found.id, "event_id": found.event_id},
    )


def _carry_out(
    ctx: OperatorContext, found: AbuseReport, decision: AbuseDecision, reason: str
) -> None:
    if decision == AbuseDecision.DISMISS:
        return
    if decision == AbuseDecision.SUSPEND_ORGANIZATION:
        with suppress(closures.AlreadySuspended):
            closures.suspend_organization(ctx.job(JOB), found.tenant_id, reason=reason)
    if decision == AbuseDecision.UNPUBLISH_EVENT and found.event_id is not None:
        _hide_event(ctx, found.tenant_id, found.event_id, reason=reason)
    with transaction(ctx.job_in(found.tenant_id, JOB)) as tx:
        if decision in NOTICES:
            path = f"/account/decisions/{found.id}"
            closures.notify_owners(
                tx, NOTICES[decision], found.id,
                path=path, about=found.subject, reason=reason.strip(),
            )  # fmt: skip
        fact = ModerationDecided(
            decision_id=found.id, decision=decision.value, event_id=found.event_id
        )
        tx.publish(fact)


def _hide_event(
    ctx: OperatorContext, organization_id: UUID, event_id: UUID, *, reason: str
) -> None:
    """Take an event's page away, whatever state it is in, until a moderator approves it again."""
    inside = ctx.job_in(organization_id, JOB)
    with transaction(inside) as tx:
        event = events.find_event(tx, event_id)
    if event is None:
        return
    with transaction(inside) as tx:
        event_approvals.hold_event(tx, event_id, title=event.title, reason=reason, by=ctx.user_id)
    for step in rules.STEPS_TO_HIDE.get(event.state, ()):
        events.act_on_event(inside, event_id, step, reason=reason)


def _tell_reporter(
    tx: Transaction, report: LockedReport, decision: AbuseDecision, reason: str
) -> None:
    if not report.reporter_email:
        return
    is_dismissed = decision == AbuseDecision.DISMISS
    mail = NewMail(
        template=Template.REPORT_DISMISSED if is_dismissed else Template.REPORT_UPHELD,
        source_id=report.id,
        recipient=report.reporter_email,
        locale=report.locale,
        details={"about": report.subject, "reason": reason.strip()},
    )
    notifications.queue_platform_mail(tx, mail)
