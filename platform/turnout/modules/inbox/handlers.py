"""Live changes of inboxes, and what happens when somebody leaves a team."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging import live
from turnout.kernel.messaging.facts import on
from turnout.modules.inbox import service
from turnout.modules.organizations.facts import MemberRemoved

live.register(live.INBOX, service.live_changes)


@on(MemberRemoved)
def forget_member(ctx: OrganizationContext, fact: MemberRemoved) -> None:
    service.forget_member(ctx, fact.user_id)
