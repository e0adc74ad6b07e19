"""Applications for the badge: what an organization asks, and what moderators decide."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.notifications.api import Template
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events
from turnout.modules.verifications import policies, queries, rules
from turnout.modules.verifications.errors import (
    ApplicationNotFound,
    AppliedAlready,
    DecidedAlready,
    DocumentTooLarge,
)
from turnout.modules.verifications.facts import VerificationApplied, VerificationDecided
from turnout.modules.verifications.metrics import APPLICATIONS
from turnout.modules.verifications.service import badges
from turnout.modules.verifications.service.badges import JOB
from turnout.modules.verifications.service.documents import add_document, find_request
from turnout.modules.verifications.types import (
    ApplicationDecision,
    ApplicationDetail,
    ApplicationRequest,
    ApplicationState,
    NewDocument,
    VerificationStatus,
)


def apply(
    ctx: OrganizationContext, documents: Sequence[NewDocument], *, note: str = ""
) -> VerificationStatus:
    """Bring documents to the moderators, or ask for a badge that was withdrawn. AppliedAlready."""
    policies.require_can_manage(ctx)
    if any(len(each.data) > rules.MAX_DOCUMENT_BYTES for each in documents):
        raise DocumentTooLarge(limit_bytes=rules.MAX_DOCUMENT_BYTES)
    with transaction(ctx) as tx:
        stored = queries.lock_verification(tx)
        is_withdrawn = stored.withdrawn_at is not None
        organizations.raise_if(
            rules.application_errors(documents, note=note, is_withdrawn=is_withdrawn)
        )
        application_id = queries.insert_application(tx, note=note.strip(), by=ctx.user_id)
        if application_id is None:
            raise AppliedAlready
        for each in documents:
            add_document(tx, application_id, each)
        tx.publish(VerificationApplied(application_id=application_id))
        tx.after_commit.append(partial(APPLICATIONS.add, step="applied"))
        return badges.verification_of(tx)


def withdraw_application(ctx: OrganizationContext) -> VerificationStatus:
    """Take back the application that waits; its documents go like those of a decided one."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        waiting = queries.lock_waiting(tx)
        if waiting is None:
            raise ApplicationNotFound
        state = ApplicationState.WITHDRAWN.value
        queries.decide(tx, waiting.id, state=state, reason="", by=None)
        tx.after_commit.append(partial(APPLICATIONS.add, step="withdrawn"))
        return badges.verification_of(tx)


def list_applications(
    ctx: OperatorContext, request: PageRequest, *, state: str | None
) -> Page[ApplicationRequest]:
    """The queue: the oldest first."""
    policies.require_can(ctx, policies.READ_QUEUE)
    with transaction(ctx.job("verifications.list")) as tx:
        rows = queries.list_requests(tx, request, state=state)
        names = organizations.list_tenant_names(tx, (each.tenant_id for each in rows))
    asked = page(rows, request, key=lambda each: ("", each.id))
    return asked.map(lambda each: replace(each, tenant_name=names.get(each.tenant_id, "")))


def get_application(ctx: OperatorContext, application_id: UUID) -> ApplicationDetail:
    """An application with who asks and what they brought."""
    policies.require_can(ctx, policies.READ_QUEUE)
    found = find_request(ctx, application_id)
    with transaction(ctx.job_in(found.tenant_id, JOB)) as tx:
        home = organizations.get_organization(tx)
        return ApplicationDetail(
            request=replace(found, tenant_name=home.name),
            documents=tuple(queries.list_documents(tx, application_id)),
            organization_name=home.name,
            organization_slug=home.slug,
            country=business_profiles.country_of(tx),
            website=home.website,
            verification=badges.verification_of(tx),
        )


def decide_application(
    ctx: OperatorContext, application_id: UUID, *, decision: ApplicationDecision, reason: str
) -> ApplicationDetail:
    """Approve an application, so that its documents count and a withdrawal is lifted, or decline.

    The owners get the decision with its reason by mail.
    """
    policies.require_can(ctx, policies.DECIDE)
    found = find_request(ctx, application_id)
    if found.state != ApplicationState.WAITING:
        raise DecidedAlready
    security_events.record_operator_act(
        ctx,
        f"{decision.value}-verification",
        reason=reason,
        organization_id=found.tenant_id,
        details={"application_id": application_id},
    )
    with transaction(ctx.job_in(found.tenant_id, JOB)) as tx:
        _settle(tx, application_id, decision, reason=reason.strip(), by=ctx.user_id)
    return get_application(ctx, application_id)


def _settle(
    tx: Transaction, application_id: UUID, decision: ApplicationDecision, *, reason: str, by: UUID
) -> None:
    """Write the decision, its mails, its fact, and the badge that comes with it."""
    queries.lock_verification(tx)
    locked = queries.lock_application(tx, application_id)
    if locked is None or locked.state != ApplicationState.WAITING:
        raise DecidedAlready
    is_approved = decision == ApplicationDecision.APPROVE
    state = ApplicationState.APPROVED if is_approved else ApplicationState.DECLINED
    queries.decide(tx, application_id, state=state.value, reason=reason, by=by)
    if is_approved:
        days = timedelta(days=runtime.current().settings.verification_valid_days)
        has_documents = bool(queries.list_documents(tx, application_id))
        queries.allow_badge(tx, documents_until=tx.now + days if has_documents else None)
        badges.settle(tx, queries.lock_verification(tx))
    template = (
        Template.ORGANIZATION_VERIFICATION_APPROVED
        if is_approved
        else Template.ORGANIZATION_VERIFICATION_DECLINED
    )
    badges.mail_owners(tx, template, application_id, reason=reason, also=locked.requested_by)
    tx.publish(VerificationDecided(application_id=application_id, decision=decision.value))
    tx.after_commit.append(partial(APPLICATIONS.add, step=decision.value))
