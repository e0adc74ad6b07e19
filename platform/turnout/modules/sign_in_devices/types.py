"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedDevice:
    """A browser from which somebody has just signed in."""

    id: UUID
    is_first: bool
    """Whether they never signed in before."""
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLink:
    """What another password is chosen with, as by the link of a mail."""

    component: ClassVar[str] = "SignInDevicesPasswordLink"
    token: str
