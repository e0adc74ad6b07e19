"""Facts of connections."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionChanged(Fact):
    """A connection was made, changed, switched on or off."""

    name: ClassVar[str] = "connections.changed.v1"
    connection_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionFailed(Fact):
    """A check found that a connection does not work; the one before had not found that."""

    name: ClassVar[str] = "connections.failed.v1"
    connection_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRemoved(Fact):
    """A connection and its secrets are gone; of one that payments refer to, its name is kept."""

    name: ClassVar[str] = "connections.removed.v1"
    connection_id: UUID
    kind: str
