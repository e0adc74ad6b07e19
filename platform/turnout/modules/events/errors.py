"""Refusals of events."""

from turnout.kernel.errors import Conflict, Invalid, NotFound


class EventNotFound(NotFound):
    code = "events.missing"
    title = "There is no such event"


class EventArchived(Conflict):
    code = "events.archived"
    title = "This event is archived; restore it to change it"


class SlugTaken(Conflict):
    code = "events.slug-taken"
    title = "Another event of the organization has, or had, this address name"


class NotReady(Invalid):
    """Publishing is refused; each error names a field that is missing or wrong."""

    code = "events.not-ready"
    title = "The event cannot be published yet"


class TemplateStays(Conflict):
    code = "events.template-stays"
    title = "A template is never published; make an event of it"


class EventHeld(Conflict):
    code = "events.held"
    title = "Moderators of the platform took this event down; appeal against their decision first"


class RecordsRemain(Conflict):
    """The database refused: orders, tickets, invoices or mails point at the event."""

    code = "events.records-remain"
    title = "There are records of purchases; the event can be kept in the bin, not deleted for good"


class AccessCodeNotFound(NotFound):
    code = "events.access-code-missing"
    title = "There is no such access code"


class AccessCodeTaken(Conflict):
    code = "events.access-code-taken"
    title = "The event has this access code already"


class InvitationNotFound(NotFound):
    code = "events.invitation-missing"
    title = "There is no such invitation"


class InvitationClosed(Conflict):
    code = "events.invitation-over"
    title = "This invitation was withdrawn or has expired; invite the address anew"


class NotForInvitations(Conflict):
    code = "events.not-for-invitations"
    title = "Only a private event that is published and still ahead takes invitations"


class ResendLimitReached(Conflict):
    """`sent` says how often."""

    code = "events.invitation-sent-often"
    title = "This invitation was sent a moment ago, or often enough"
