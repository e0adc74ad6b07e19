"""What directories answer to sign-in below them, and do about domains and their own changes."""

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.messaging.facts import on
from turnout.modules.domains.facts import DomainVerified
from turnout.modules.scim import policies
from turnout.modules.scim.facts import DirectoryChanged, PersonDeprovisioned
from turnout.modules.scim.service import accounts
from turnout.modules.sso import api as sso

sso.DIRECTORY.register(accounts.standing_of)


@on(PersonDeprovisioned)
def end_logins_again(ctx: OrganizationContext, fact: PersonDeprovisioned) -> None:
    if fact.ends_logins:
        accounts.end_logins(fact.user_id, request_id=ctx.request_id)


@on(DirectoryChanged)
def follow_mapping(ctx: OrganizationContext, _fact: DirectoryChanged) -> None:
    accounts.follow_everybody(system_in(ctx.organization_id, policies.JOB))


@on(DomainVerified)
def link_people_of_domain(ctx: OrganizationContext, fact: DomainVerified) -> None:
    accounts.link_waiting(system_in(ctx.organization_id, policies.JOB), fact.host)
