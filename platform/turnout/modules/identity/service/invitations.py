"""Accepting an invitation: with the account of its address, or with a new one."""

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
    PublicContext,
    SystemContext,
)
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.values import from_attributes
from turnout.modules.identity import passwords, rules
from turnout.modules.identity.errors import AccountExists, OtherAddress
from turnout.modules.identity.queries import people as people_queries
from turnout.modules.identity.service.people import ensure_user
from turnout.modules.identity.types import AcceptedInvitation, NewAccount, OpenInvitation
from turnout.modules.organizations import api as organizations


def get_invitation(secret: str, *, request_id: str = "") -> OpenInvitation:
    """What the holder of the link is invited to, and whether the address has an account."""
    organization_id = organizations.organization_of_invitation(secret)
    visitor = PublicContext(organization_id=organization_id, request_id=request_id)
    with transaction(visitor) as tx:
        invitation = organizations.lock_invitation(tx, secret)
        branding = organizations.branding_of(tx)
        person = people_queries.find_person_by_email(tx, invitation.email)
    organizations.require_sender(organization_id, invitation)
    return from_attributes(
        OpenInvitation,
        invitation,
        organization_name=branding.name,
        organization_slug=branding.slug,
        has_account=person is not None and person.is_verified,
    )


def accept_invitation(ctx: PersonContext, secret: str) -> AcceptedInvitation:
    """Become a member as invited; OtherAddress when the link was meant for somebody else.

    InvitationClosed as well when who sent it may no longer invite.
    """
    organization_id = organizations.organization_of_invitation(secret)
    get_invitation(secret, request_id=ctx.request_id)  # who sent it is asked outside of ours
    inside = OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )
    with transaction(inside) as tx:
        invitation = organizations.lock_invitation(tx, secret)
        person = people_queries.find_person(tx, ctx.user_id)
        if person is None:
            raise NotFound
        if person.email != invitation.email or not person.is_verified:
            raise OtherAddress
        member_id = organizations.accept_invitation(tx, invitation, user_id=ctx.user_id)
    return AcceptedInvitation(
        organization_id=organization_id, user_id=ctx.user_id, member_id=member_id
    )


def accept_with_new_account(new: NewAccount, *, request_id: str = "") -> AcceptedInvitation:
    """Make the account that the link proves and become a member.

    AccountExists when the address has one. The account comes first: should the invitation be
    taken back in that moment, the account stays without the membership.
    """
    shown = get_invitation(new.token, request_id=request_id)
    if shown.has_account:
        raise AccountExists
    wrong = passwords.password_errors(new.password, email=shown.email)
    organizations.raise_if([*rules.profile_errors(new), *wrong])
    user_id = ensure_user(
        SystemContext(job="identity.accept-invitation", request_id=request_id),
        shown.email,
        display_name=new.display_name.strip(),
        password=new.password,
        locale=new.locale,
        time_zone=new.time_zone,
    )
    actor = Actor(ActorKind.USER, str(user_id))
    person = PersonContext(user_id=user_id, actor=actor, request_id=request_id)
    return accept_invitation(person, new.token)
