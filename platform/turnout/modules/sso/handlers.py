"""What enterprise sign-in answers to identity below it, and does about domains won and lost."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.domains.facts import DomainLost, DomainVerified
from turnout.modules.identity import api as identity
from turnout.modules.sso.service import enforcement, providers

identity.SIGN_IN_BAR.register(enforcement.require_company_sign_in)


@on(DomainVerified)
def count_domain(ctx: OrganizationContext, fact: DomainVerified) -> None:
    providers.follow_domain(ctx, fact.host)


@on(DomainLost)
def discount_domain(ctx: OrganizationContext, fact: DomainLost) -> None:
    providers.follow_domain(ctx, fact.host)
