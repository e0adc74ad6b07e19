"""Agencies: offered by the agency, accepted by an owner of the client, ended by either."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, NotFound, require_version
from turnout.kernel.messaging import live
from turnout.kernel.messaging.facts import Fact
from turnout.kernel.security.permissions import OWNER
from turnout.modules.agencies import policies, queries, rules
from turnout.modules.agencies.errors import (
    AlreadyLinked,
    LimitedToClients,
    NotAnAgency,
    OwnersHaveEveryClient,
)
from turnout.modules.agencies.facts import (
    AgencyLinked,
    AgencyLinkOffered,
    AgencySignInRuled,
    AgencyUnlinked,
    ClientsListed,
)
from turnout.modules.agencies.rules import LINK_STATES, LinkAction
from turnout.modules.agencies.types import (
    AgencyLink,
    AgencyLinkOffer,
    ClientList,
    ClientScope,
    LinkState,
)
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import AgencySignIn

JOB: Final = "agencies.links"
"""Names of the other side stand in its own rows, which only the operator may read."""


def offer_link(ctx: OrganizationContext, offer: AgencyLinkOffer) -> AgencyLink:
    """Offer to act for another organization; nothing is allowed until its owner accepts.

    The offer is a row of the client, and its audit log names the person and the agency.
    """
    policies.require_can_offer(ctx)
    organizations.raise_if(rules.scope_errors(offer.role, offer.permissions))
    with transaction(ctx) as tx:
        if organizations.get_organization(tx).kind != organizations.Kind.AGENCY:
            raise NotAnAgency
        require_unlimited(tx)
    agency_id = ctx.organization_id
    client = organizations.find_by_slug(offer.client_slug)
    if client is None:
        raise Invalid(FieldError("/client_slug", "No organization has this name."))
    if client.id == agency_id:
        raise Invalid(FieldError("/client_slug", "An agency acts for others, not for itself."))
    with transaction(_in_client(ctx, client.id)) as tx:
        link_id = queries.insert_link(tx, agency_id, role=offer.role, permissions=offer.permissions)
        if link_id is None:
            raise AlreadyLinked
        tx.publish(AgencyLinkOffered(link_id=link_id, agency_id=agency_id))
    return _get_of_agency(ctx, link_id)


def accept_link(ctx: OrganizationContext, link_id: UUID) -> AgencyLink:
    """Let the agency in, from now on; only an owner of the client may."""
    policies.require_can_decide(ctx)
    with transaction(ctx) as tx:
        _move(tx, link_id, action=LinkAction.ACCEPT, fact=AgencyLinked)
    return _get_of_client(ctx, link_id)


def end_link(ctx: OrganizationContext, link_id: UUID) -> None:
    """The client declines the offer or shows the agency out; it ends with this commit.

    With it end the invitations that the agency sent and the memberships that it granted, but
    for those that an owner keeps (`members.keep_member`).
    """
    policies.require_can_decide(ctx)
    with transaction(ctx) as tx:
        _move(tx, link_id, action=LinkAction.END, fact=AgencyUnlinked)


def end_client_link(ctx: OrganizationContext, link_id: UUID) -> None:
    """The agency withdraws its offer or leaves its client; it ends with this commit."""
    policies.require_can_offer(ctx)
    with transaction(ctx) as tx:
        require_unlimited(tx)
    found = _get_of_agency(ctx, link_id)
    with transaction(_in_client(ctx, found.organization_id)) as tx:
        _move(tx, link_id, action=LinkAction.END, fact=AgencyUnlinked)


def demand_second_factor(
    ctx: OrganizationContext, link_id: UUID, minutes: int | None
) -> AgencyLink:
    """Say how lately the agency's members must have proved themselves by a second factor.

    It counts at their next request; None asks for nothing any more.
    """
    policies.require_can_decide(ctx)
    with transaction(ctx) as tx:
        link = _there(queries.lock_link(tx, link_id))
        if link.state == LinkState.ENDED:
            raise NotFound
        queries.set_second_factor(tx, link_id, minutes=minutes)
    return _get_of_client(ctx, link_id)


def get_client_list(ctx: OrganizationContext, member_id: UUID) -> ClientList:
    """In which clients a member may act; NotFound for no member of this agency."""
    policies.require_can_see(ctx)
    with transaction(ctx) as tx:
        if organizations.find_member(tx, member_id) is None:
            raise NotFound
        found = queries.find_client_list(tx, member_id)
    return found or ClientList(member_id=member_id, clients=None, version=0)


def update_client_list(
    ctx: OrganizationContext,
    member_id: UUID,
    clients: list[ClientScope] | None,
    *,
    version: int | None = None,
) -> ClientList:
    """Let a member act in these clients only, at their next request; None: in every one.

    A client counts only while it is linked. Who is limited to some clients limits nobody.
    """
    policies.require_can_manage_members(ctx)
    if clients is not None:
        _require_clients(ctx, [each.organization_id for each in clients])
    with transaction(ctx) as tx:
        require_unlimited(tx)
        member = organizations.find_member(tx, member_id)
        if member is None:
            raise NotFound
        if member.role == OWNER and clients is not None:
            raise OwnersHaveEveryClient
        before = queries.find_client_list(tx, member_id)
        require_version(version, before.version if before else 0)
        if clients is None:
            queries.delete_client_list(tx, member_id)
        else:
            queries.put_client_list(tx, member_id, clients, user_id=member.user_id)
        tx.publish(ClientsListed(member_id=member_id, user_id=member.user_id))
    return get_client_list(ctx, member_id)


def require_unlimited(tx: Transaction) -> None:
    """LimitedToClients for a member of this agency who may act in some clients only."""
    user_id = tx.ctx.user_id if isinstance(tx.ctx, OrganizationContext) else None
    if user_id is None or tx.ctx.on_behalf_of:
        return
    if queries.find_client_list_of(tx, user_id) is not None:
        raise LimitedToClients


def rule_sign_in(tx: Transaction, asks: AgencySignIn | None) -> None:
    """Say how members of agencies come in from now on; the caller has asked who may decide.

    What they listen to live ends with the commit; who may still come in opens it again.
    """
    if queries.lock_sign_in_rule(tx) == asks:
        return
    if asks is None:
        queries.delete_sign_in_rule(tx)
    else:
        queries.put_sign_in_rule(tx, asks.value)
    tx.publish(AgencySignInRuled(asks=asks and asks.value))
    organization_id = tx.organization_id
    tx.after_commit.append(lambda: _end_streams(organization_id))


def list_people(organization_id: UUID, *, link_id: UUID | None = None) -> list[UUID]:
    """Who may come into an organization through agencies, or might by this link; for jobs."""
    with transaction(SystemContext(job=JOB)) as tx:
        return queries.list_people(tx, organization_id, link_id=link_id)


def _end_streams(organization_id: UUID, *, link_id: UUID | None = None) -> None:
    for user_id in list_people(organization_id, link_id=link_id):
        live.end_streams(organization_id, user_id)


def list_unlinked(ctx: OrganizationContext, client_ids: list[UUID]) -> set[UUID]:
    """Those organizations that are no client of this agency, nor offered to be."""
    policies.require_can_see(ctx)
    with transaction(ctx.job(JOB)) as tx:
        return queries.list_unlinked(tx, ctx.organization_id, client_ids=client_ids)


def _require_clients(ctx: OrganizationContext, client_ids: list[UUID]) -> None:
    unlinked = list_unlinked(ctx, client_ids)
    says = "This is no client of the agency."
    organizations.raise_if(
        [
            FieldError(f"/clients/{index}/organization_id", says)
            for index, each in enumerate(client_ids)
            if each in unlinked
        ]
    )


def end_links(tx: Transaction) -> None:
    """Show every agency out, with what it granted; the caller has asked who may."""
    for link in queries.lock_open_links(tx):
        _move(tx, link.id, action=LinkAction.END, fact=AgencyUnlinked)


def link_at_once(tx: Transaction, agency_id: UUID, *, role: str) -> None:
    """Let an agency in without an offer: both sides agreed otherwise, as by a hand-over."""
    link_id = queries.insert_link(tx, agency_id, role=role, permissions=None)
    if link_id is None:
        raise AlreadyLinked
    _move(tx, link_id, action=LinkAction.ACCEPT, fact=AgencyLinked)


def list_agency_links(ctx: OrganizationContext, request: PageRequest) -> Page[AgencyLink]:
    """The agencies of this organization, ended ones too, oldest first."""
    policies.require_can_see(ctx)
    with transaction(ctx.job(JOB)) as tx:
        rows = queries.list_links_of_client(tx, ctx.organization_id, request=request)
    return page(rows, request, key=lambda each: ("", each.id))


def list_clients(ctx: OrganizationContext, request: PageRequest) -> Page[AgencyLink]:
    """The clients of this agency, ended ones too, oldest first; of who is limited, only theirs."""
    policies.require_can_see(ctx)
    mine = None
    if ctx.user_id is not None:
        with transaction(ctx) as tx:
            mine = queries.find_client_list_of(tx, ctx.user_id)
    only = None if mine is None else [each.organization_id for each in mine.clients or ()]
    with transaction(ctx.job(JOB)) as tx:
        rows = queries.list_links_of_agency(tx, ctx.organization_id, request=request, only=only)
    return page(rows, request, key=lambda each: ("", each.id))


def _move(tx: Transaction, link_id: UUID, *, action: LinkAction, fact: Callable[..., Fact]) -> None:
    link = _there(queries.lock_link(tx, link_id))
    state = LINK_STATES.next(LinkState(link.state), action)
    queries.set_link_state(tx, link_id, state=state)
    if state == LinkState.ENDED:
        organizations.end_grants_of_link(tx, link_id)
        client_id = tx.organization_id
        tx.after_commit.append(lambda: _end_streams(client_id, link_id=link_id))
    tx.publish(fact(link_id=link_id, agency_id=link.agency_id))


def _get_of_client(ctx: OrganizationContext, link_id: UUID) -> AgencyLink:
    with transaction(ctx.job(JOB)) as tx:
        found = queries.find_link_of_client(tx, ctx.organization_id, link_id=link_id)
    return _there(found)


def _get_of_agency(ctx: OrganizationContext, link_id: UUID) -> AgencyLink:
    with transaction(ctx.job(JOB)) as tx:
        found = queries.find_link_of_agency(tx, ctx.organization_id, link_id=link_id)
    return _there(found)


def _there(link: AgencyLink | None) -> AgencyLink:
    if link is None:
        raise NotFound
    return link


def _in_client(ctx: OrganizationContext, client_id: UUID) -> OrganizationContext:
    """The person inside the client, with the agency named beside them and no permissions."""
    return OrganizationContext(
        organization_id=client_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        on_behalf_of=f"agency:{ctx.organization_id}",
        request_id=ctx.request_id,
    )
