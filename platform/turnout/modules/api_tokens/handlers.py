"""What happens to API tokens when their owners go."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.agencies.facts import AgencyUnlinked
from turnout.modules.api_tokens.service import tokens
from turnout.modules.organizations.facts import MemberRemoved


@on(MemberRemoved)
def revoke_of_member(ctx: OrganizationContext, fact: MemberRemoved) -> None:
    tokens.revoke_tokens_of_person(ctx, fact.user_id)


@on(AgencyUnlinked)
def revoke_of_agency(ctx: OrganizationContext, fact: AgencyUnlinked) -> None:
    tokens.revoke_tokens_of_agency(ctx, fact.agency_id)
