"""A changed connection may be a challenge service, or have been one."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.challenges import gateways
from turnout.modules.connections.facts import ConnectionChanged, ConnectionRemoved


@on(ConnectionChanged)
def follow_connection(ctx: OrganizationContext, fact: ConnectionChanged) -> None:
    gateways.forget(ctx.organization_id, fact.kind)


@on(ConnectionRemoved)
def follow_removed_connection(ctx: OrganizationContext, fact: ConnectionRemoved) -> None:
    gateways.forget(ctx.organization_id, fact.kind)
