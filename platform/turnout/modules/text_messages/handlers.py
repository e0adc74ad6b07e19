"""A changed connection may be the one that sends texts, or have been it."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.connections.facts import ConnectionChanged, ConnectionRemoved
from turnout.modules.text_messages.service import consents


@on(ConnectionChanged)
def follow_connection(ctx: OrganizationContext, fact: ConnectionChanged) -> None:
    consents.forget_offer(ctx.organization_id, fact.kind)


@on(ConnectionRemoved)
def follow_removed_connection(ctx: OrganizationContext, fact: ConnectionRemoved) -> None:
    consents.forget_offer(ctx.organization_id, fact.kind)
