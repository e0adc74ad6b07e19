"""The answers of verifications to domains and connections: what proofs hold now."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.connections.facts import ConnectionChanged, ConnectionRemoved
from turnout.modules.domains.facts import DomainLost, DomainVerified
from turnout.modules.verifications.service import badges


@on(DomainVerified)
def count_domain(ctx: OrganizationContext, fact: DomainVerified) -> None:  # noqa: ARG001
    badges.refresh(ctx)


@on(DomainLost)
def lose_domain(ctx: OrganizationContext, fact: DomainLost) -> None:  # noqa: ARG001
    badges.refresh(ctx)


@on(ConnectionChanged)
def count_connection(ctx: OrganizationContext, fact: ConnectionChanged) -> None:
    if fact.kind == "payments":
        badges.refresh(ctx)


@on(ConnectionRemoved)
def lose_connection(ctx: OrganizationContext, fact: ConnectionRemoved) -> None:
    if fact.kind == "payments":
        badges.refresh(ctx)
