"""Blocked addresses as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class BlockKind(StrEnum):
    """What of a buyer is compared."""

    EMAIL = "email"
    """The whole address, whichever way it is capitalized."""
    DOMAIN = "domain"
    """What follows the @, whole: another one below it is another domain."""
    NETWORK = "network"
    """An IPv4 address or network, or an IPv6 network of 64 bits or fewer."""


class BlockOutcome(StrEnum):
    REVIEW = "review"
    """An order goes through, and has no tickets until somebody of the team approved it."""
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBlockedAddress:
    """What an organizer says about an address."""

    kind: str
    value: str
    outcome: str
    reason: str
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedAddress:
    """A blocked address as its organizers see it."""

    component: ClassVar[str] = "BlockedAddress"

    id: UUID
    kind: Annotated[str, one_of(BlockKind)]
    value: Annotated[str, "In small letters; a network with its length."]
    outcome: Annotated[str, one_of(BlockOutcome)]
    reason: Annotated[str, "For the team; buyers do not see it."]
    ends_at: Annotated[datetime | None, "From when it blocks nothing any more; null: never."]
    is_over: bool
    version: int
    created_at: datetime
    created_by: Annotated[str, "The actor, as the audit log names them."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What of an entry decides about an order."""

    id: UUID
    kind: str
    value: str
    outcome: str
    reason: str


Changes = Mapping[str, Any]
