"""The badge: what proofs hold, whether pages show it, and its withdrawal.

A proven domain and a live payment account count by themselves, documents once a moderator has
approved them. The badge goes with the proofs that it rests on. One that a moderator withdrew comes
back by an application only, whatever is proven meanwhile.
"""

from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OperatorContext, OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.modules.connections import api as connections
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events
from turnout.modules.verifications import policies, queries, rules
from turnout.modules.verifications.errors import NothingToWithdraw
from turnout.modules.verifications.facts import VerificationChanged
from turnout.modules.verifications.metrics import BADGES
from turnout.modules.verifications.types import StoredVerification, VerificationStatus

JOB: Final = "verifications"


def get_verification(ctx: OrganizationContext) -> VerificationStatus:
    """What is proven, and how it stands with the badge and the last application."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return verification_of(tx)


def verification_of(tx: Transaction) -> VerificationStatus:
    stored = queries.find_verification(tx)
    return VerificationStatus(
        is_verified=stored is not None and stored.verified_at is not None,
        proofs=tuple(map(str, stored.proofs)) if stored else (),
        proofs_needed=runtime.current().settings.verification_proofs,
        verified_at=stored.verified_at if stored else None,
        documents_until=stored.documents_until if stored else None,
        withdrawn_at=stored.withdrawn_at if stored else None,
        withdrawn_reason=stored.withdrawn_reason if stored else "",
        application=queries.find_last_application(tx),
    )


def proofs_shown(tx: Transaction) -> list[str]:
    """What public pages say the badge rests on; empty without a badge."""
    stored = queries.find_verification(tx)
    return list(stored.proofs) if stored and stored.verified_at else []


def refresh(ctx: OrganizationContext) -> None:
    """Look at every proof anew; the badge comes or goes with them."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        stored = queries.lock_verification(tx)
        had = stored.verified_at is not None
        if settle(tx, stored) is False and had:
            mail_owners(tx, Template.ORGANIZATION_VERIFICATION_ENDED, stored.id)
            tx.after_commit.append(partial(BADGES.add, step="lapsed"))


def settle(tx: Transaction, stored: StoredVerification) -> bool:
    """Write what holds now; whether the organization is verified. Its row is locked."""
    proofs = rules.proofs_of(
        has_domain=domains.has_proven(tx),
        has_account=connections.has_proven_account(tx),
        documents_until=stored.documents_until,
        now=tx.now,
    )
    needed = runtime.current().settings.verification_proofs
    is_withdrawn = stored.withdrawn_at is not None
    is_verified = rules.is_verified(proofs, needed=needed, is_withdrawn=is_withdrawn)
    if proofs == stored.proofs and is_verified == (stored.verified_at is not None):
        queries.touch(tx)
        return is_verified
    verified_at = (stored.verified_at or tx.now) if is_verified else None
    queries.save_proofs(tx, proofs, verified_at=verified_at)
    tx.publish(VerificationChanged(verification_id=stored.id, is_verified=is_verified))
    if is_verified and stored.verified_at is None:
        tx.after_commit.append(partial(BADGES.add, step="granted"))
    return is_verified


def withdraw_badge(ctx: OperatorContext, organization_id: UUID, *, reason: str) -> None:
    """Take the badge back, with a reason that the owners read; NothingToWithdraw without one."""
    policies.require_can(ctx, policies.DECIDE)
    with transaction(ctx.job_in(organization_id, JOB)) as tx:
        organizations.get_organization(tx)
        stored = queries.find_verification(tx)
    if stored is None or stored.verified_at is None:
        raise NothingToWithdraw
    security_events.record_operator_act(
        ctx, "withdraw-badge", reason=reason, organization_id=organization_id
    )
    with transaction(ctx.job_in(organization_id, JOB)) as tx:
        if queries.lock_verification(tx).verified_at is None:
            raise NothingToWithdraw
        queries.withdraw_badge(tx, reason=reason.strip(), by=ctx.user_id)
        settle(tx, queries.lock_verification(tx))
        mail_owners(tx, Template.ORGANIZATION_VERIFICATION_ENDED, stored.id, reason=reason.strip())
        tx.after_commit.append(partial(BADGES.add, step="withdrawn"))


def list_due(ctx: SystemContext) -> list[UUID]:
    """Organizations whose proofs are to be looked at again."""
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def mail_owners(
    tx: Transaction,
    template: Template,
    source_id: UUID,
    *,
    reason: str = "",
    also: UUID | None = None,
) -> None:
    """Tell the owners, and who asked, in the caller's transaction."""
    named = {*organizations.list_owner_ids(tx), *([also] if also else [])}
    people = identity.get_people(tx, list(named)).values() if named else ()
    serial = int(tx.now.timestamp())
    path = f"/account/organizations/{tx.organization_id}/verification"
    details = {"path": path, "reason": reason}
    for person in people:
        if person.is_verified and not person.is_disabled:
            mail = NewMail.to_person(
                person, template, source_id=source_id, serial=serial, details=details
            )
            notifications.queue_mail(tx, mail)
