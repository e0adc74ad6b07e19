"""Ownership claims: by the organization's own domain, or by a link from its agency or operators.

Only an organization that nobody owns is claimed: one made by a manifest or an agency. Whoever
claims it owns it alone; members and the agency stay until the owner ends that, invitations and
claim links that are open end.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import (
    OperatorContext,
    OrganizationContext,
    PersonContext,
    system_in,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Forbidden, Invalid, NotFound
from turnout.kernel.outbound.dns_records import DnsUnavailable, find_txt
from turnout.kernel.security.crypto import hash_token
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import Person
from turnout.modules.organizations import api as organizations
from turnout.modules.ownership_claims import notices, policies, queries, rules
from turnout.modules.ownership_claims.errors import (
    ClaimDnsSilent,
    ClaimLinkNotFound,
    ClaimNotFound,
    ClaimNotProven,
    HasOwner,
    NotItsDomain,
    OwnClaimLink,
)
from turnout.modules.ownership_claims.facts import OrganizationClaimed
from turnout.modules.ownership_claims.metrics import CLAIMS
from turnout.modules.ownership_claims.types import ClaimedOrganization, ClaimLink, DomainClaim
from turnout.modules.security_events import api as security_events

JOB: Final = "ownership-claims"
SECRET_BYTES: Final = 32
TOKEN_BYTES: Final = 20


def create_link(ctx: OrganizationContext, *, days: int) -> ClaimLink:
    """A link that the agency gives to whom the organization is; HasOwner where it has one."""
    user_id = policies.require_can_hand_out(ctx)
    with transaction(ctx) as tx:
        return _make_link(tx, made_by=user_id, days=days)


def create_platform_link(
    ctx: OperatorContext, organization_id: UUID, *, days: int, reason: str
) -> ClaimLink:
    """The same, by an operator, with a reason on record."""
    policies.require_can(ctx, policies.HAND_OUT_ANY)
    with transaction(ctx.job_in(organization_id, JOB)) as tx:
        _require_unowned(tx)
    security_events.record_operator_act(
        ctx, "make-claim-link", reason=reason, organization_id=organization_id
    )
    with transaction(ctx.job_in(organization_id, JOB)) as tx:
        return _make_link(tx, made_by=ctx.user_id, days=days)


def revoke_link(ctx: OrganizationContext) -> None:
    """End the open link; ClaimLinkNotFound where there is none. Any manager may end it."""
    policies.require_can_revoke(ctx)
    with transaction(ctx) as tx:
        if not queries.revoke_links(tx):
            raise ClaimLinkNotFound


def revoke_platform_link(ctx: OperatorContext, organization_id: UUID, *, reason: str) -> None:
    """The same by an operator, whoever made it, with a reason on record."""
    policies.require_can(ctx, policies.HAND_OUT_ANY)
    with transaction(ctx.job_in(organization_id, JOB)) as tx:
        if organizations.lock_state(tx) is None:
            raise NotFound
        if not queries.has_open_link(tx):
            raise ClaimLinkNotFound
    security_events.record_operator_act(
        ctx, "revoke-claim-link", reason=reason, organization_id=organization_id
    )
    with transaction(ctx.job_in(organization_id, JOB)) as tx:
        queries.revoke_links(tx)


def _make_link(tx: Transaction, *, made_by: UUID, days: int) -> ClaimLink:
    _require_unowned(tx)
    secret, expires_at = secrets.token_urlsafe(SECRET_BYTES), tx.now + timedelta(days=days)
    queries.revoke_links(tx)
    hashed = hash_token(secret)
    queries.insert_link(tx, secret_hash=hashed, made_by=made_by, expires_at=expires_at)
    base = runtime.current().settings.public_url.rstrip("/")
    url = f"{base}/account/claims/{tx.organization_id}/{secret}"
    return ClaimLink(url=url, expires_at=expires_at)


def name_behind_link(ctx: PersonContext, organization_id: UUID, secret: str) -> str:
    """The organization's name, for whoever has an open link to it."""
    with transaction(system_in(organization_id, JOB, request_id=ctx.request_id)) as tx:
        if queries.lock_link(tx, hash_token(secret)) is None:
            raise ClaimLinkNotFound
        return organizations.get_organization(tx).name


def claim_by_link(ctx: PersonContext, organization_id: UUID, secret: str) -> ClaimedOrganization:
    """Own the organization from now on; the link is used up."""
    _require_verified(ctx)
    agents = notices.owners_of_agencies(organization_id)
    with transaction(_inside(ctx, organization_id)) as tx:
        link = queries.lock_link(tx, hash_token(secret))
        if link is None:
            raise ClaimLinkNotFound
        if link.made_by == ctx.user_id:
            raise OwnClaimLink
        _require_unowned(tx)
        queries.use_link(tx, link.id, user_id=ctx.user_id)
        return _take(tx, ctx.user_id, source_id=link.id, proof="link", agents=agents)


def start_claim(ctx: PersonContext, slug: str, host: str) -> DomainClaim:
    """Begin a claim; its DNS record at one of the organization's own hosts proves it."""
    _require_verified(ctx)
    name = domains.host_of(host)
    if name is None:
        raise Invalid(FieldError("/host", "Use the name of a host, such as tickets.example.org."))
    found = organizations.find_by_slug(slug)
    if found is None:
        raise Invalid(FieldError("/slug", "There is no such organization."))
    named = [each.host for each in domains.list_domains(system_in(found.id, JOB))]
    with transaction(_inside(ctx, found.id)) as tx:
        _require_unowned(tx)
        own = rules.hosts_of(website=found.website, contact_email=found.contact_email, named=named)
        if name.removeprefix("www.") not in own:
            raise NotItsDomain
        token = secrets.token_urlsafe(TOKEN_BYTES)
        return queries.put_claim(
            tx, user_id=ctx.user_id, host=name.removeprefix("www."), token=token
        )


def get_claim(ctx: PersonContext, claim_id: UUID) -> DomainClaim:
    with transaction(ctx.job(JOB)) as tx:
        found = queries.find_claim(tx, claim_id, user_id=ctx.user_id)
    if found is None:
        raise ClaimNotFound
    return found


def verify_claim(ctx: PersonContext, claim_id: UUID) -> ClaimedOrganization:
    """Look for the record now, outside of any transaction, and own the organization by it."""
    _require_verified(ctx)
    claim = get_claim(ctx, claim_id)
    try:
        found = find_txt(claim.record_name)
    except DnsUnavailable:
        raise ClaimDnsSilent from None
    if not domains.is_proven(found, claim.record_value):
        raise ClaimNotProven(record_name=claim.record_name, record_value=claim.record_value)
    agents = notices.owners_of_agencies(claim.organization_id)
    with transaction(_inside(ctx, claim.organization_id)) as tx:
        _require_unowned(tx)
        queries.finish_claim(tx, claim_id)
        return _take(tx, ctx.user_id, source_id=claim_id, proof="domain", agents=agents)


def _take(
    tx: Transaction,
    user_id: UUID,
    *,
    source_id: UUID,
    proof: str,
    agents: Sequence[Person],
) -> ClaimedOrganization:
    """Make the person the owner, and tell whom it concerns; what was open to others ends."""
    organizations.replace_owners(tx, user_id, former_role=None)
    queries.revoke_links(tx)
    tx.publish(OrganizationClaimed(user_id=user_id, proof=proof))
    tx.after_commit.append(partial(CLAIMS.add, proof=proof))
    home = organizations.get_organization(tx)
    notices.tell_of_claim(tx, home, user_id, source_id=source_id, agents=agents)
    return ClaimedOrganization(organization_id=home.id, name=home.name, slug=home.slug)


def _require_unowned(tx: Transaction) -> None:
    """Nobody owns the organization, and nobody else comes to until the commit."""
    state = organizations.lock_state(tx)
    if state is None:
        raise NotFound
    if state != "active" or organizations.list_owner_ids(tx):
        raise HasOwner


def _require_verified(ctx: PersonContext) -> None:
    with transaction(ctx) as tx:
        person = identity.get_people(tx, [ctx.user_id]).get(ctx.user_id)
    if person is None or not person.is_verified:
        raise Forbidden("Verify your email address first.")


def _inside(ctx: PersonContext, organization_id: UUID) -> OrganizationContext:
    """The person inside the organization, without permissions."""
    return OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )
