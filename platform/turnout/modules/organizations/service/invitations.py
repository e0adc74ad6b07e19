"""Invitations to become a member: sent by mail, answered by the link, for one address and a time.

The secret of an invitation's link names organization and invitation and proves itself. It is
derived from a key of the platform, so that the same mail can be made again, and kept as a hash
only. Sending an invitation again raises the serial, and older links stop working.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Forbidden, NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.security import capability_links, permissions
from turnout.kernel.security.capability_links import LONG_MARK_BYTES, head_of, is_genuine
from turnout.kernel.security.crypto import hash_token
from turnout.kernel.values import from_attributes
from turnout.modules.organizations import hooks, policies, rules
from turnout.modules.organizations.errors import (
    AlreadyInvited,
    InvitationClosed,
    InvitationNotFound,
    OrganizationSuspended,
)
from turnout.modules.organizations.facts import MemberInvited
from turnout.modules.organizations.queries import invitations as queries
from turnout.modules.organizations.queries import profile
from turnout.modules.organizations.service.members import (
    acting_link,
    admit,
    membership_of,
    require_rights,
)
from turnout.modules.organizations.types import (
    Invitation,
    InvitationMail,
    InvitationState,
    NewInvitation,
)
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import Grant

MAIL_TASK: Final = "notifications.send_invitation"


@dataclass(frozen=True, slots=True)
class InvitationAddress:
    """What a secret names; proves nothing yet."""

    organization_id: UUID
    invitation_id: UUID


def derive_secret(address: InvitationAddress, *, serial: int, key_id: str) -> str:
    head = address.organization_id.bytes + address.invitation_id.bytes
    return capability_links.derive_secret(
        "organizations/invitation",
        head + serial.to_bytes(8),
        head=head,
        length=LONG_MARK_BYTES,
        key_id=key_id,
    )


def derive_secret_hash(address: InvitationAddress, *, serial: int) -> tuple[str, bytes]:
    """The id of the current key and the hash to store."""
    key_id = runtime.current().keys.current
    return key_id, hash_token(derive_secret(address, serial=serial, key_id=key_id))


def address_in(secret: str) -> InvitationAddress | None:
    """Where to look a secret up; None for a text of another shape."""
    head = head_of(secret, 32, length=LONG_MARK_BYTES)
    return InvitationAddress(UUID(bytes=head[:16]), UUID(bytes=head[16:])) if head else None


def invite_member(ctx: OrganizationContext, new: NewInvitation) -> Invitation:
    """Write the invitation and have its mail sent; AlreadyInvited while another is open.

    It ends when who sent it leaves, and with the agency link by which they act.
    """
    policies.require_can_manage_members(ctx)
    with transaction(ctx) as tx:
        return write_invitation(tx, new, invited_by=ctx.user_id)


def require_invitable(tx: Transaction, new: NewInvitation) -> str:
    """The address as it is kept, where this person may invite like that; Invalid or Forbidden."""
    policies.require_can_grant(tx.ctx, new.grant.role)
    email = rules.address_of(new.email)
    rules.raise_if(rules.locale_errors(new.locale))
    policies.require_has(tx.ctx, roles.require_valid_grant(tx, new.grant))
    return email


def write_invitation(tx: Transaction, new: NewInvitation, *, invited_by: UUID | None) -> Invitation:
    """The same in the caller's transaction; its mail leaves after the commit."""
    email = require_invitable(tx, new)
    address = InvitationAddress(tx.organization_id, new_id())
    key_id, token_hash = derive_secret_hash(address, serial=1)
    invitation = Invitation(
        id=address.invitation_id,
        email=email,
        role=new.grant.role,
        event_ids=new.grant.event_ids,
        member_until=new.grant.expires_at,
        state=InvitationState.OPEN,
        invited_by=invited_by,
        locale=new.locale,
        created_at=tx.now,
        expires_at=tx.now + _validity(new.valid_days),
        serial=1,
        key_id=key_id,
        token_hash=token_hash,
        mailed_at=None,
        agency_link_id=acting_link(tx),
    )
    if not queries.insert_invitation(tx, invitation):
        raise AlreadyInvited
    tx.publish(MemberInvited(invitation_id=invitation.id, role=invitation.role))
    tx.after_commit.append(_mail(address))
    return invitation


def list_invitations(ctx: OrganizationContext, request: PageRequest) -> Page[Invitation]:
    """Open invitations, oldest first; an expired one stays until it is renewed or revoked."""
    policies.require_can_manage_members(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_invitations(tx, request)
    return page(rows, request, key=lambda each: ("", each.id))


def resend_invitation(ctx: OrganizationContext, invitation_id: UUID) -> Invitation:
    """Send a fresh link, good as long as a new one; links of earlier mails stop working.

    Whoever sends it again answers for it from now on.
    """
    policies.require_can_manage_members(ctx)
    with transaction(ctx) as tx:
        before = _lock_open(tx, invitation_id)
        policies.require_can_grant(ctx, before.role)
        require_rights(tx, before.role)
        address = InvitationAddress(tx.organization_id, invitation_id)
        serial = before.serial + 1
        key_id, token_hash = derive_secret_hash(address, serial=serial)
        renewed = replace(
            before,
            serial=serial,
            key_id=key_id,
            token_hash=token_hash,
            expires_at=tx.now + _validity(),
            invited_by=ctx.user_id,
            agency_link_id=acting_link(tx),
        )
        queries.renew_invitation(tx, renewed)
        tx.after_commit.append(_mail(address))
        return _lock_open(tx, invitation_id)


def _validity(days: int | None = None) -> timedelta:
    """How long an invitation is good: as it says, else as the operator does."""
    return timedelta(days=days or runtime.current().settings.invitation_days)


def revoke_invitation(ctx: OrganizationContext, invitation_id: UUID) -> None:
    """Take an invitation back; its link stops working at once."""
    policies.require_can_manage_members(ctx)
    with transaction(ctx) as tx:
        _lock_open(tx, invitation_id)
        queries.answer_invitation(tx, invitation_id, state=InvitationState.REVOKED)


def organization_of_invitation(secret: str) -> UUID:
    """The organization that a secret names, not looked up; InvitationNotFound for none."""
    if (address := address_in(secret)) is None:
        raise InvitationNotFound
    return address.organization_id


def lock_invitation(tx: Transaction, secret: str) -> Invitation:
    """The invitation that a secret opens, held until the commit.

    InvitationNotFound for a secret that is not ours or was replaced, InvitationClosed for one
    whose time is over or that was answered.
    """
    address = address_in(secret)
    found = queries.lock_invitation(tx, address.invitation_id) if address else None
    if found is None or not is_genuine(secret, found.token_hash):
        raise InvitationNotFound
    if found.state != InvitationState.OPEN:
        raise InvitationClosed(reason=str(found.state))
    if found.expires_at <= tx.now:
        raise InvitationClosed(reason="expired")
    link_id = found.agency_link_id
    if link_id is not None and not hooks.is_active_link(tx, link_id):
        raise InvitationClosed(reason=InvitationState.REVOKED)
    return found


def require_sender(organization_id: UUID, invitation: Invitation) -> None:
    """InvitationClosed unless who sent an invitation may still invite to its role.

    Asked outside of any transaction, as that person: also who left the agency that acts for the
    organization has left. The platform's own invitations have no sender, and no sender is asked for
    a second factor or to sign in otherwise: they are not here.
    """
    if invitation.invited_by is None:
        return
    try:
        sender = membership_of(
            organization_id,
            invitation.invited_by,
            second_factor_at=rules.NEVER,
            sso_organization_id=roles.ABSENT,
        )
    except OrganizationSuspended:
        return
    except roles.AgencyShutOut:
        sender = None
    if sender is None or not _may_invite(sender, invitation.role):
        raise InvitationClosed(reason="sender-left")


def _may_invite(sender: OrganizationContext, role: str) -> bool:
    try:
        policies.require_can_grant(sender, role)
        with transaction(sender) as tx:
            require_rights(tx, role)
    except Forbidden:
        return False
    return True


def accept_invitation(tx: Transaction, invitation: Invitation, *, user_id: UUID) -> UUID:
    """Make the person a member as the invitation says, and close it; the membership's id.

    The caller holds the invitation (`lock_invitation`) and has made sure that its address is
    the person's own.
    """
    grant = from_attributes(Grant, invitation, expires_at=invitation.member_until)
    member_id = admit(tx, user_id, grant=grant, agency_link_id=invitation.agency_link_id)
    queries.answer_invitation(tx, invitation.id, state=InvitationState.ACCEPTED)
    return member_id


def find_invitation_mail(ctx: OrganizationContext, invitation_id: UUID) -> InvitationMail | None:
    """What the mail of an invitation says; None when it was sent, answered or has expired."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        found = queries.find_invitation(tx, invitation_id)
        if found is None or found.state != InvitationState.OPEN:
            return None
        if found.mailed_at is not None or found.expires_at <= tx.now:
            return None
        name = profile.get_branding(tx).name
        address = InvitationAddress(tx.organization_id, found.id)
    return from_attributes(
        InvitationMail,
        found,
        invitation_id=found.id,
        organization_name=name,
        secret=derive_secret(address, serial=found.serial, key_id=found.key_id),
    )


def mark_invitation_sent(ctx: OrganizationContext, invitation_id: UUID, *, serial: int) -> None:
    """Note that this sending went out, so that the sweep leaves it alone."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.mark_mailed(tx, invitation_id, serial=serial)


def list_unsent_invitations(ctx: SystemContext, *, limit: int = 200) -> list[tuple[UUID, UUID]]:
    """Organization and id of every invitation whose mail is still due: what a sweep repeats."""
    with transaction(ctx) as tx:
        return queries.list_unmailed(tx, limit=limit)


def _lock_open(tx: Transaction, invitation_id: UUID) -> Invitation:
    found = queries.lock_invitation(tx, invitation_id)
    if found is None or found.state != InvitationState.OPEN:
        raise NotFound
    return found


def _mail(address: InvitationAddress) -> Callable[[], None]:
    return lambda: enqueue(MAIL_TASK, str(address.organization_id), str(address.invitation_id))
