"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChange:
    """A change of an address, as it is stored."""

    id: UUID
    user_id: UUID
    old_email: str
    new_email: str
    login_id: UUID | None
    """The login at which it was asked for."""
    asked_at: datetime
    approved_at: datetime | None
    """When the old address agreed."""
    proved_at: datetime | None
    """When the new address was proved."""
    done_at: datetime | None
    ended_at: datetime | None
    """When it was objected to, replaced by another one, or undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAddress:
    """How far a change is."""

    component: ClassVar[str] = "EmailChangesChangedAddress"
    email: Annotated[str, "The new address"]
    is_done: Annotated[bool, "Whether both addresses have agreed, and the account has the new one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLink:
    """What another password is chosen with, as by the link of a mail."""

    component: ClassVar[str] = "EmailChangesPasswordLink"
    token: str
