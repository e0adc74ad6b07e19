"""Facts of certificates of attendance."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSettingsChanged(Fact):
    """An event's certificates say something else, or are offered or no longer offered."""

    name: ClassVar[str] = "attendance_certificates.settings-changed.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateIssued(Fact):
    """A certificate was made for a ticket; the former one of that ticket, if any, is replaced."""

    name: ClassVar[str] = "attendance_certificates.issued.v1"
    certificate_id: UUID
    event_id: UUID
    ticket_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateOffered(Fact):
    """The event is over, and who holds the ticket may have a certificate; said once of a ticket."""

    name: ClassVar[str] = "attendance_certificates.offered.v1"
    event_id: UUID
    ticket_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRevocationChanged(Fact):
    """A certificate was revoked, or is valid again."""

    name: ClassVar[str] = "attendance_certificates.revocation-changed.v1"
    certificate_id: UUID
    event_id: UUID
    is_revoked: bool
