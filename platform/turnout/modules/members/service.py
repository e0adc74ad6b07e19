"""Use cases of members: listed with their names, and invitations accepted with any account."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PersonContext,
    PublicContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.pagination import Page, PageRequest, every_page, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import AccountExists, OtherAddress, Person
from turnout.modules.members import policies
from turnout.modules.members.types import (
    AcceptedInvitation,
    NamedMember,
    NewAccount,
    OpenInvitation,
)
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles


def get_invitation(secret: str, *, request_id: str = "") -> OpenInvitation:
    """What the holder of the link is invited to, and whether the address has an account."""
    organization_id = organizations.organization_of_invitation(secret)
    visitor = PublicContext(organization_id=organization_id, request_id=request_id)
    with transaction(visitor) as tx:
        invitation = organizations.lock_invitation(tx, secret)
        branding = organizations.branding_of(tx)
        person = identity.find_person_by_email(tx, invitation.email)
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
        person = identity.get_people(tx, [ctx.user_id]).get(ctx.user_id)
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
    wrong = identity.password_errors(new.password, email=shown.email)
    organizations.raise_if([*identity.profile_errors(new), *wrong])
    user_id = identity.ensure_user(
        SystemContext(job="members.accept-invitation", request_id=request_id),
        shown.email,
        display_name=new.display_name.strip(),
        password=new.password,
        locale=new.locale,
        time_zone=new.time_zone,
    )
    actor = Actor(ActorKind.USER, str(user_id))
    person = PersonContext(user_id=user_id, actor=actor, request_id=request_id)
    return accept_invitation(person, new.token)


def list_members(ctx: OrganizationContext, request: PageRequest) -> Page[NamedMember]:
    """The members of the organization with their names, oldest first."""
    policies.require_can_see_members(ctx)
    with transaction(ctx) as tx:
        rows = organizations.list_members(tx, request)
        names = identity.get_people(tx, [each.user_id for each in rows])
    found = page(rows, request, key=lambda each: ("", each.id))
    return found.map(lambda each: _named(each, names[each.user_id]))


def list_user_ids(organization_id: UUID) -> list[UUID]:
    """Everybody who is a member; for jobs of the platform."""
    with transaction(system_in(organization_id, "members.list")) as tx:
        return [each.user_id for rows in every_page(partial(_page, tx)) for each in rows]


def people_with(tx: Transaction, right: str, *, event_id: UUID | None = None) -> Iterator[Person]:
    """Members who hold a right in the whole organization today and who can be written to.

    With `event_id` also those whose membership is limited to events with this one among them, if
    such a membership carries the right. However many they are: they are read in portions. For
    jobs of the platform.
    """
    holds: dict[str, bool] = {}
    is_limitable = bool(permissions.for_some_events([right]))
    for rows in every_page(partial(_page, tx)):
        for role in {each.role for each in rows} - holds.keys():
            holds[role] = right in (roles.find_rights(tx, role) or ())
        chosen = [
            each.user_id
            for each in rows
            if holds[each.role]
            and (each.event_ids is None or (is_limitable and event_id in each.event_ids))
            and (each.expires_at is None or each.expires_at > tx.now)
        ]
        for person in identity.get_people(tx, chosen).values() if chosen else ():
            if person.is_verified and not person.is_disabled:
                yield person


def find_person_with(
    tx: Transaction, member_id: UUID, right: str, *, event_id: UUID | None = None
) -> Person | None:
    """Who a member is, while they are one of the `people_with` a right."""
    member = organizations.find_member(tx, member_id)
    if member is None:
        return None
    may = people_with(tx, right, event_id=event_id)
    return next((each for each in may if each.id == member.user_id), None)


def is_member(tx: Transaction, user_id: UUID) -> bool:
    """Whether somebody is a member of this transaction's organization."""
    return organizations.find_member_of(tx, user_id) is not None


def _page(tx: Transaction, request: PageRequest) -> Page[organizations.Member]:
    return page(organizations.list_members(tx, request), request, key=lambda each: ("", each.id))


def _named(member: organizations.Member, person: Person) -> NamedMember:
    return from_attributes(
        NamedMember,
        member,
        display_name=person.display_name,
        email=person.email,
        avatar_id=person.avatar_id,
    )
