"""Refusals of certificates of attendance."""

from turnout.kernel.errors import Conflict, NotFound


class AttendanceCertificateNotFound(NotFound):
    code = "attendance-certificates.none"
    title = "There is no such certificate"


class CertificatesNotOffered(NotFound):
    code = "attendance-certificates.not-offered"
    title = "This event has no certificates of attendance"


class EventNotOver(Conflict):
    code = "attendance-certificates.event-not-over"
    title = "Certificates of attendance are there once the event is over"


class AttendedTooLittle(Conflict):
    """`attended_days` and `required_days` say how much is missing."""

    code = "attendance-certificates.attended-too-little"
    title = "This ticket was not checked in on enough days"


class HolderNameMissing(Conflict):
    code = "attendance-certificates.name-missing"
    title = "The ticket has no attendee's name; add it first"


class CertificateRevoked(Conflict):
    code = "attendance-certificates.revoked"
    title = "The organizer revoked this certificate"


class CertificateIsReplaced(Conflict):
    code = "attendance-certificates.replaced"
    title = "Another certificate has taken the place of this one"
