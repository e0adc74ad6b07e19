"""What counts as well: thresholds, and the worst of many states."""

from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

from turnout.modules.platform_health.types import HealthState

LATE_SECONDS: Final = 30.0
"""Background work is usually done within a second."""
STUCK_SECONDS: Final = 300.0
MANY_WAITING: Final = 1_000
LATE_FACT_SECONDS: Final = 5.0
STUCK_FACT_SECONDS: Final = 60.0
MUCH_OF_LIMIT: Final = 0.8
ALL_BUT_FULL: Final = 0.95
SLOW_MILLISECONDS: Final = 50.0
WORST_FIRST: Final = (
    HealthState.BAD,
    HealthState.WARNING,
    HealthState.UNKNOWN,
    HealthState.GOOD,
)


def worst_of(states: Iterable[str]) -> HealthState:
    """The worst of them; what nobody uses yet does not count against the rest."""
    found = set(states) - {HealthState.UNKNOWN}
    return next((each for each in WORST_FIRST if each in found), HealthState.GOOD)


class Part(Protocol):
    """A part of the platform that says how it is."""

    @property
    def state(self) -> str: ...


P = TypeVar("P", bound=Part)


def worst_first(parts: Iterable[P]) -> tuple[P, ...]:
    """The same parts by how they are; those that are alike keep their order."""
    ranks = {str(state): rank for rank, state in enumerate(WORST_FIRST)}
    return tuple(sorted(parts, key=lambda each: ranks[each.state]))


def queue_state(*, waiting: int, oldest_seconds: float | None) -> HealthState:
    age = oldest_seconds or 0.0
    if age >= STUCK_SECONDS:
        return HealthState.BAD
    late = age >= LATE_SECONDS or waiting >= MANY_WAITING
    return HealthState.WARNING if late else HealthState.GOOD


def outbox_state(*, oldest_seconds: float | None, dead: int) -> HealthState:
    age = oldest_seconds or 0.0
    if age >= STUCK_FACT_SECONDS:
        return HealthState.BAD
    return HealthState.WARNING if age >= LATE_FACT_SECONDS or dead else HealthState.GOOD


def share_state(used: int, most: int) -> HealthState:
    """Of something with a limit."""
    share = used / most if most else 1.0
    if share >= ALL_BUT_FULL:
        return HealthState.BAD
    return HealthState.WARNING if share >= MUCH_OF_LIMIT else HealthState.GOOD


def answer_state(milliseconds: float) -> HealthState:
    return HealthState.WARNING if milliseconds >= SLOW_MILLISECONDS else HealthState.GOOD


def hit_rate(hits: int, misses: int) -> float | None:
    return round(hits / (hits + misses), 4) if hits + misses else None


def adapter_state(*, is_loaded: bool, healthy: int, unhealthy: int) -> HealthState:
    """Nobody's connection has to work: an organization's wrong key is no fault of the platform."""
    if not is_loaded or (unhealthy and not healthy):
        return HealthState.BAD
    if unhealthy:
        return HealthState.WARNING
    return HealthState.GOOD if healthy else HealthState.UNKNOWN
