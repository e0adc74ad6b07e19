"""Refusals of organizations."""

from turnout.kernel.errors import Conflict, Forbidden, Gone, NotFound


class SlugTaken(Conflict):
    code = "organizations.slug-taken"
    title = "This address name is taken; choose another"


class LastOwner(Conflict):
    code = "organizations.last-owner"
    title = "An organization keeps at least one owner; name another owner first"


class AlreadyMember(Conflict):
    code = "organizations.already-member"
    title = "This person is a member already"


class OwnersOnly(Forbidden):
    code = "organizations.owners-only"
    title = "Only an owner may do this"


class OrganizationSuspended(Forbidden):
    code = "organizations.suspended"
    title = "This organization is suspended"


class NoLegalText(NotFound):
    code = "organizations.no-legal-text"
    title = "The organization has published no such text"


class AlreadyInvited(Conflict):
    code = "organizations.already-invited"
    title = "This address has an open invitation; send that one again or revoke it"


class InvitationNotFound(NotFound):
    code = "organizations.invitation-unknown"
    title = "This invitation is not valid"


class InvitationClosed(Gone):
    """`reason` is `expired`, `accepted`, `revoked` or `sender-left`; only its holder hears it."""

    code = "organizations.invitation-over"
    title = "This invitation has expired, was used or was taken back; ask for a new one"


class AgencyCannotGrant(Forbidden):
    code = "organizations.agency-cannot-grant"
    title = "Who acts through an agency gives nobody more than the agency's link allows"


class SecondFactorDemanded(Forbidden):
    """Said to members of an agency; `minutes` is how long ago the proof may be."""

    code = "organizations.second-factor-demanded"
    title = "This client asks its agency for a second factor; confirm with one, then repeat this"


class SecondFactorRequired(Forbidden):
    """Said to who has a role that asks for a second factor, and came without one."""

    code = "organizations.second-factor-required"
    title = (
        "Your role in this organization asks for a second factor; set one up in your account, or"
        " confirm with the one you have, then repeat this"
    )
