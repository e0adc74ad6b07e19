"""What is announced of support access."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportAccessGranted(Fact):
    """An owner let the platform's support in."""

    name: ClassVar[str] = "support_access.granted.v1"
    support_access_id: UUID
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportAccessEnded(Fact):
    """An owner showed it out, before its time was over."""

    name: ClassVar[str] = "support_access.ended.v1"
    support_access_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportEntered(Fact):
    """Somebody of the support came in, for the first time on that day."""

    name: ClassVar[str] = "support_access.entered.v1"
    support_access_id: UUID
    user_id: UUID
