"""Refusals of lead retrieval."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound, Unauthenticated


class LeadNotFound(NotFound):
    code = "leads.none"
    title = "There is no such lead"


class LeadMemberNotFound(NotFound):
    code = "leads.no-member"
    title = "The sponsor has no such stand member"


class LeadsNotOffered(Conflict):
    code = "leads.not-offered"
    title = "Sponsors of this event collect no leads"


class SeatsTaken(Conflict):
    """`seats` says how many links the sponsor may have at once."""

    code = "leads.seats-taken"
    title = "All seats of this sponsor are taken; revoke a link or add a seat"


class SeatsInUse(Conflict):
    """`members` says how many links there are."""

    code = "leads.seats-in-use"
    title = "More stand members have a link than that; revoke some first"


class StatementChanged(Conflict):
    """`statement_version` is the present one."""

    code = "leads.statement-changed"
    title = "What you would agree to has changed; read it again"


class LeadWithdrawn(Conflict):
    code = "leads.withdrawn"
    title = "The attendee took back what this sponsor had"


class LinkUnknown(Unauthenticated):
    code = "leads.link-unknown"
    title = "This is no link of a stand member; ask the organizer for another one"


class LinkRevoked(Unauthenticated):
    """The page deletes what it has kept."""

    code = "leads.link-revoked"
    title = "The organizer ended this link"


class LinkOver(Unauthenticated):
    """The time of the sponsor is over: the page deletes what it has kept."""

    code = "leads.link-over"
    title = "The time of this link is over"


class LeadRetrievalOff(Forbidden):
    code = "leads.off"
    title = "The organizer has switched lead retrieval off"


class OrganizationNotOpen(Forbidden):
    code = "leads.organization-not-open"
    title = "This organization is closed or suspended"
