"""Organizations and payments as the platform's operators find them."""

from dataclasses import fields, replace
from uuid import UUID

from turnout.kernel.context import OperatorContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import transaction
from turnout.modules.closures import api as closures
from turnout.modules.operators import policies
from turnout.modules.operators.errors import OrganizationNotThere
from turnout.modules.operators.types import OrganizationDetail
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import FoundOrganization
from turnout.modules.ownership_claims import api as ownership_claims
from turnout.modules.payments import api as payments
from turnout.modules.payments.api import FoundPayment
from turnout.modules.security_events import api as security_events
from turnout.modules.support_access import api as support_access
from turnout.modules.verifications import api as verifications


def search_organizations(
    ctx: OperatorContext, text: str, request: PageRequest, *, state: str | None
) -> Page[FoundOrganization]:
    """Find organizations by a part of their name or address, or by id; oldest first."""
    policies.require_can(ctx, policies.FIND_ORGANIZATIONS)
    with transaction(ctx.job("operators.search-organizations")) as tx:
        rows = organizations.search_tenants(tx, text.strip(), request, state=state)
    return page(rows, request, key=lambda each: ("", each.id))


def get_found_organization(ctx: OperatorContext, organization_id: UUID) -> OrganizationDetail:
    """An organization with what an operator may take from it or hand out for it."""
    policies.require_can(ctx, policies.FIND_ORGANIZATIONS)
    with transaction(ctx.job("operators.get-organization")) as tx:
        found = organizations.find_tenant(tx, organization_id)
    if found is None:
        raise OrganizationNotThere
    with transaction(ctx.job_in(organization_id, "operators.get-organization")) as tx:
        return OrganizationDetail(
            **{each.name: getattr(found, each.name) for each in fields(found)},
            is_verified=bool(verifications.proofs_shown(tx)),
            has_claim_link=ownership_claims.has_open_link(tx),
        )


def suspend(ctx: OperatorContext, organization_id: UUID, *, reason: str) -> OrganizationDetail:
    """Suspend an organization; its owners hear why."""
    policies.require_can(ctx, policies.SUSPEND_ORGANIZATIONS)
    get_found_organization(ctx, organization_id)
    _record(ctx, "suspend-organization", organization_id, reason)
    job = ctx.job("operators.suspend-organization")
    closures.suspend_organization(job, organization_id, reason=reason)
    return get_found_organization(ctx, organization_id)


def lift(ctx: OperatorContext, organization_id: UUID, *, reason: str) -> OrganizationDetail:
    """Let a suspended organization go on."""
    policies.require_can(ctx, policies.SUSPEND_ORGANIZATIONS)
    get_found_organization(ctx, organization_id)
    _record(ctx, "lift-suspension", organization_id, reason)
    closures.lift_suspension(ctx.job("operators.lift-suspension"), organization_id)
    return get_found_organization(ctx, organization_id)


def list_support_access(ctx: OperatorContext) -> list[support_access.ActiveSupportAccess]:
    """The organizations that have let support in, the one that ends first first."""
    policies.require_can(ctx, policies.ENTER_ORGANIZATIONS)
    return support_access.list_all_active(ctx.job("operators.list-support-access"))


def find_payments(ctx: OperatorContext, provider_ref: str) -> list[FoundPayment]:
    """Find the payments that a provider's reference names: where they belong, not who paid."""
    policies.require_can(ctx, policies.FIND_PAYMENTS)
    told = {"provider_ref": provider_ref}
    reason = "a payment by its provider's reference"
    security_events.record_operator_act(ctx, "find-payment", reason=reason, details=told)
    job = ctx.job("operators.find-payments")
    organization_ids = organizations.list_organization_ids(job)
    with transaction(job) as tx:
        found = payments.list_by_provider_ref(tx, provider_ref, organization_ids)
        names = organizations.list_tenant_names(tx, (each.organization_id for each in found))
    return [replace(each, organization_name=names[each.organization_id]) for each in found]


def _record(ctx: OperatorContext, act: str, organization_id: UUID, reason: str) -> None:
    security_events.record_operator_act(ctx, act, reason=reason, organization_id=organization_id)
