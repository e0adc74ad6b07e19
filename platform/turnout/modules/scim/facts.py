"""What directories announce; never an address, a name or a secret."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLinked(Fact):
    """A directory's user has an account: its address is of a proven domain."""

    name: ClassVar[str] = "scim.person-linked.v1"
    scim_user_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDeprovisioned(Fact):
    """A directory's user was deactivated or deleted: they are out of the organization."""

    name: ClassVar[str] = "scim.person-deprovisioned.v1"
    scim_user_id: UUID
    user_id: UUID
    ends_logins: bool
    """Whether the account is of the organization's own domain, so that its logins end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryChanged(Fact):
    """Another mapping or default role counts for the people of a directory."""

    name: ClassVar[str] = "scim.directory-changed.v1"
