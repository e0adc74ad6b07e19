"""Domains and who signs in by them: which provider an address has, and what is closed to it."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.identity import api as identity
from turnout.modules.security_events import api as security_events
from turnout.modules.sso import queries, rules
from turnout.modules.sso.errors import CompanySignInNeeded
from turnout.modules.sso.types import ProviderOfDomain, ProviderState

METHOD: Final = "sso"
"""The way to sign in that nothing closes."""


def find_provider_for(email: str) -> ProviderOfDomain | None:
    """The provider that signs in the addresses of this domain; says nothing about the address."""
    with transaction(SystemContext(job="sso.find-provider")) as tx:
        return queries.find_provider_of_domain(tx, rules.domain_of(email))


def find_way_in(organization_id: UUID) -> str | None:
    """The path by which people of an organization sign in by its own provider; None without one."""
    with transaction(system_in(organization_id, "sso.find-provider")) as tx:
        listed = queries.list_providers(tx)
    active = (each for each in listed if each.state == ProviderState.ACTIVE)
    return next((f"/sso/{organization_id}/{each.id}" for each in active), None)


def require_company_sign_in(
    ctx: SystemContext, user_id: UUID, method: str
) -> CompanySignInNeeded | None:
    """What refuses a sign-in by password or elsewhere where a company has its own enforced.

    The owner whom it named for emergencies comes in all the same; that is recorded loudly.
    """
    if method == METHOD:
        return None
    with transaction(ctx) as tx:
        person = identity.get_people(tx, [user_id]).get(user_id)
        domain = rules.domain_of(person.email) if person else ""
        provider = queries.find_provider_of_domain(tx, domain)
    if provider is None or not provider.is_enforced:
        return None
    if provider.break_glass_user_id != user_id:
        return CompanySignInNeeded(provider.path)
    security_events.record_in_organization(
        provider.organization_id,
        security_events.SecurityEventKind.SSO_BYPASSED,
        user_id=user_id,
        request_id=ctx.request_id,
        details={"provider_id": str(provider.id), "method": method},
    )
    return None
