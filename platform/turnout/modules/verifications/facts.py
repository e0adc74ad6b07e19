"""What is announced of verifications."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationChanged(Fact):
    """Another proof holds than before, or the badge came or went."""

    name: ClassVar[str] = "verifications.changed.v1"
    verification_id: UUID
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationApplied(Fact):
    """An organization brought documents, or asks for the badge that was withdrawn."""

    name: ClassVar[str] = "verifications.applied.v1"
    application_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationDecided(Fact):
    """A moderator approved or declined an application."""

    name: ClassVar[str] = "verifications.decided.v1"
    application_id: UUID
    decision: str
