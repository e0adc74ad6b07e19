"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from turnout.kernel.http.answers import one_of


class HealthState(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    """It works, and somebody should look before it does not."""
    BAD = "bad"
    UNKNOWN = "unknown"
    """It cannot be asked, or nobody has used it yet."""


State = Annotated[str, one_of(HealthState)]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueHealth:
    """A queue of background work."""

    component: ClassVar[str] = "PlatformQueueHealth"
    name: str
    state: State
    waiting: Annotated[int | None, "Messages; none while the broker is away"]
    oldest_seconds: Annotated[float | None, "Age of the oldest, where the broker lets one look"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxHealth:
    """Facts on their way from the database to their handlers."""

    component: ClassVar[str] = "PlatformOutboxHealth"
    state: State
    waiting: Annotated[int, "Not handed out by the relay yet"]
    oldest_seconds: float | None
    unfinished: Annotated[int, "Handed out, and not yet done by every handler"]
    dead: Annotated[int, "Given up after many attempts; `turnout facts replay` tries them again"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseHealth:
    """The connections to PostgreSQL, of all processes and of the one that answers."""

    component: ClassVar[str] = "PlatformDatabaseHealth"
    state: State
    connections: int
    most_connections: int
    pool_size: Annotated[int, "Of the two pools of the process that answers"]
    pool_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheHealth:
    """Redis: what is read there, and how often it is there; of a cluster the sum of its nodes."""

    component: ClassVar[str] = "PlatformCacheHealth"
    state: State
    answer_milliseconds: float | None
    hits: Annotated[int | None, "Reads since Redis started that found something"]
    misses: int | None
    hit_rate: Annotated[float | None, "From 0 to 1; none before the first read"]
    memory_bytes: int | None
    nodes: Annotated[int | None, "1, or the nodes of the Redis Cluster that hold something"]
    nodes_away: Annotated[int | None, "Of those; what lies there is missing meanwhile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterReport:
    """An adapter with how the active connections of all organizations were when last checked."""

    component: ClassVar[str] = "PlatformAdapterHealth"
    kind: str
    key: str
    title: str
    state: State
    problem: Annotated[str, "Why it did not load; empty where it did"]
    connections: int
    healthy: int
    unhealthy: int
    last_checked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHealth:
    """A role without HTTP, by its heartbeats."""

    component: ClassVar[str] = "PlatformRoleHealth"
    name: str
    state: State
    instances: Annotated[int, "Processes that gave a sign of life lately"]
    last_beat_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RealtimeHealth:
    """The role that sends live numbers to browsers."""

    component: ClassVar[str] = "PlatformRealtimeHealth"
    state: State
    instances: Annotated[int | None, "Processes that listen to Redis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformHealth:
    """All of it at one instant; `state` is the worst of it."""

    component: ClassVar[str] = "PlatformHealth"
    checked_at: datetime
    state: State
    queues: tuple[QueueHealth, ...]
    outbox: OutboxHealth
    database: DatabaseHealth
    cache: CacheHealth
    roles: tuple[RoleHealth, ...]
    realtime: RealtimeHealth
    adapters: tuple[AdapterReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseLevels:
    """What PostgreSQL says of its connections."""

    connections: int
    most_connections: int
