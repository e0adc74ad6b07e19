"""Certificates of attendance as they cross the module's border."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class CertificateState(StrEnum):
    """Whether a certificate proves something."""

    VALID = "valid"
    REVOKED = "revoked"
    """The organizer took it back."""
    REPLACED = "replaced"
    """The attendee's name was corrected, and a certificate issued anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCertificateSettings:
    """What an organizer chooses for an event's certificates."""

    is_enabled: bool
    title: str
    text: str
    credit: str
    signatory_name: str
    signatory_role: str
    lists_sessions: bool
    required_days: int
    notifies_attendees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSettings:
    """The same with the version that guards it; 0: nobody has chosen yet."""

    component: ClassVar = "CertificateSettings"
    event_id: UUID
    is_enabled: Annotated[bool, "Attendees can download theirs once the event is over."] = False
    title: Annotated[str, "Empty: “Certificate of attendance” in the reader's language."] = ""
    text: Annotated[str, "A paragraph below, such as who accredited the event."] = ""
    credit: Annotated[str, "What it counts for, such as “6 CPD points”."] = ""
    signatory_name: str = ""
    signatory_role: str = ""
    lists_sessions: Annotated[bool, "Names the sessions whose lists the ticket came in by."] = False
    required_days: Annotated[int, "On so many days of the event somebody has to come in."] = 1
    notifies_attendees: Annotated[
        bool, "After the event each gets theirs by email, once, as a PDF."
    ] = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCertificate:
    """A certificate that was issued, as the team sees it."""

    component: ClassVar = "AttendanceCertificate"
    id: UUID
    event_id: UUID
    ticket_id: UUID
    code: Annotated[str, "Twelve letters and digits in groups of four; proves it to anybody."]
    holder_name: Annotated[str, "As it was when the certificate was issued."]
    state: Annotated[str, one_of(CertificateState)]
    issued_at: datetime
    issued_by: Annotated[str, "The actor, as the audit log names them."]
    revoked_at: datetime | None
    revoke_reason: Annotated[str, "For the team; who checks the code does not see it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFigures:
    """How many of an event's attendees may have a certificate, and how many have one."""

    component: ClassVar = "CertificateFigures"
    eligible: Annotated[int, "Valid tickets that came in on enough days."]
    issued: Annotated[int, "Certificates that are valid."]
    revoked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateProof:
    """What anybody learns who checks a code."""

    component: ClassVar = "CertificateProof"
    code: str
    state: Annotated[str, one_of(CertificateState)]
    holder_name: str
    event_title: str
    organization_name: str
    starts_on: Annotated[date, "In the event's time zone."]
    ends_on: date
    credit: str
    issued_on: date
    revoked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendedDays:
    """On how many days a ticket came in, and which sessions' lists it came in by."""

    ticket_id: UUID
    days: int
    session_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendedSession:
    title: str
    day: date
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContents:
    """Everything that stands on a certificate; drawn without a clock or a database."""

    settings: CertificateSettings
    language: str
    """A BCP 47 tag."""
    organization_name: str
    colour: str
    event_title: str
    starts_on: date
    ends_on: date
    place: str
    holder_name: str
    issued_at: datetime
    issued_on: date
    code: str
    url: str
    """Where the code is checked."""
    sessions: Sequence[AttendedSession] = field(default_factory=tuple)
    logo: bytes = b""
    """A PNG that stands in place of the organization's name."""
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFile:
    """The PDF and what its file is called, without the ending."""

    name: str
    content: bytes
    url: str
    """Where its code is checked."""
