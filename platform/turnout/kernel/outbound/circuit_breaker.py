"""A circuit breaker per connection: who fails again and again is left alone for a while."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import msgspec

from turnout.kernel import cache, clock, codec
from turnout.kernel.cache import RedisClient, RedisDown, Script
from turnout.kernel.observability.metrics import counter

ATTEMPTS = 5
KEEP_SECONDS = 3600
LOCAL_SUBJECTS = 2_000

OPENED = counter("turnout_circuit_opened", "Circuits that opened", kind=20)

# Replaces a value only if nobody else did meanwhile.
SWAP = """
local present = redis.call('GET', KEYS[1]) or ''
if present ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""


class Phase(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True, slots=True)
class Circuit:
    """What is known of one connection; instants in seconds of the injected clock."""

    failures: int = 0
    """In a row, the last of them at `failed_at`."""
    failed_at: float = 0.0
    open_until: float = 0.0
    """0: closed."""
    probe_until: float = 0.0
    """A call is out to see whether it works again; after this instant it counts as lost."""

    def phase(self, now: float) -> Phase:
        if not self.open_until:
            return Phase.CLOSED
        return Phase.OPEN if now < self.open_until else Phase.HALF_OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Opens after `failures` in a row, none more than `memory_seconds` after the one before."""

    failures: int = 5
    memory_seconds: float = 60.0
    rest_seconds: float = 30.0
    probe_seconds: float = 30.0


def admit(circuit: Circuit, policy: Policy, *, now: float) -> tuple[Circuit, bool]:
    """Whether a call may go: always while closed, never while open, one at a time in between."""
    phase = circuit.phase(now)
    if phase is Phase.CLOSED:
        return circuit, True
    if phase is Phase.OPEN or now < circuit.probe_until:
        return circuit, False
    return replace(circuit, probe_until=now + policy.probe_seconds), True


def settle(circuit: Circuit, policy: Policy, *, now: float, worked: bool) -> Circuit:
    """What is known after a call came back, or did not.

    While the circuit rests, calls that set out before it opened change nothing.
    """
    phase = circuit.phase(now)
    if phase is Phase.OPEN:
        return circuit
    if worked:
        return Circuit()
    is_recent = now - circuit.failed_at <= policy.memory_seconds
    failures = circuit.failures + 1 if is_recent else 1
    if phase is Phase.HALF_OPEN or failures >= policy.failures:
        return Circuit(failures, now, now + policy.rest_seconds)
    return Circuit(failures, now)


class Breaker:
    """Keeps the circuits where all processes see them; in this process alone without Redis."""

    def __init__(
        self,
        link: RedisClient | None,
        *,
        policy: Policy | None = None,
        now: Callable[[], float] = lambda: clock.now().timestamp(),
    ) -> None:
        self._link = link
        self._policy = policy or Policy()
        self._now = now
        self._local: dict[str, Circuit] = {}
        self._lock = threading.Lock()
        self._swap = Script(SWAP)

    def admits(self, kind: str, subject: str) -> bool:
        """Ask before a call; a True in the half-open phase is the one probe."""
        allowed = False

        def change(circuit: Circuit) -> Circuit:
            nonlocal allowed
            changed, allowed = admit(circuit, self._policy, now=self._now())
            return changed

        self._change(kind, subject, change)
        return allowed

    def record(self, kind: str, subject: str, *, worked: bool) -> None:
        """Say how a call that was admitted ended."""
        opened = False

        def change(circuit: Circuit) -> Circuit:
            nonlocal opened
            now = self._now()
            changed = settle(circuit, self._policy, now=now, worked=worked)
            opened = changed.phase(now) is Phase.OPEN and circuit.phase(now) is not Phase.OPEN
            return changed

        self._change(kind, subject, change)
        if opened:
            OPENED.add(kind=kind)

    def phase(self, kind: str, subject: str) -> Phase:
        """How things stand, for the console and before work that only a call would use."""
        name = cache.key(None, "circuit", kind, subject)
        try:
            _, circuit = self._read(name)
        except RedisDown:
            circuit = self._local.get(name, Circuit())
        return circuit.phase(self._now())

    def _change(self, kind: str, subject: str, change: Callable[[Circuit], Circuit]) -> None:
        name = cache.key(None, "circuit", kind, subject)
        try:
            for _ in range(ATTEMPTS):
                raw, circuit = self._read(name)
                changed = change(circuit)
                if changed == circuit or self._replaced(name, raw, changed):
                    return
        except RedisDown:
            with self._lock:
                if len(self._local) >= LOCAL_SUBJECTS and name not in self._local:
                    self._local.clear()
                self._local[name] = change(self._local.get(name, Circuit()))

    def _read(self, name: str) -> tuple[bytes, Circuit]:
        """What stands there as this process remembers it; a swap proves it, or has it forgotten."""
        if self._link is None:
            raise RedisDown
        [raw] = self._link.remembered("circuit", [name])
        if not raw:
            return b"", Circuit()
        try:
            return raw, codec.decode(raw, Circuit)
        except msgspec.DecodeError:
            return raw, Circuit()

    def _replaced(self, name: str, before: bytes, circuit: Circuit) -> bool:
        if self._link is None:
            raise RedisDown
        script, after = self._swap, msgspec.json.encode(circuit)
        answer: Any = self._link.ask(
            "circuit",
            lambda redis: script(redis, keys=[name], args=[before, after, KEEP_SECONDS]),
            at=name,
        )
        self._link.forget(name)
        return bool(answer)
