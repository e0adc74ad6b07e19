"""Adapters: found by entry point, quarantined when broken, called within bounds."""

import contextvars
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from time import perf_counter
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

import structlog

from turnout.kernel.db import tx
from turnout.kernel.errors import NotFound
from turnout.kernel.observability import telemetry
from turnout.kernel.observability.metrics import counter, histogram
from turnout.kernel.outbound.circuit_breaker import Breaker, Phase
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.errors import AdapterError, Unavailable, Unclear
from turnout_sdk.time_limits import CALL_SECONDS

T = TypeVar("T")
KINDS: Final = tuple(kind.value for kind in Kind)
CALLED_KINDS: Final = frozenset(
    {
        *(Kind.PAYMENTS, Kind.EMAIL, Kind.SMS, Kind.STORAGE, Kind.WALLET, Kind.CHALLENGE),
        *(Kind.CALENDAR, Kind.PUSH, Kind.CHAT, Kind.SEARCH),
    }
)
"""Kinds that something of the platform calls; a connection of any other does nothing yet."""
LOAD_SECONDS = 10.0

log = structlog.get_logger(__name__)

CALLS = histogram("turnout_adapter_call_seconds", "Time of adapter calls", adapter=50)
OUTCOMES = counter(
    "turnout_adapter_calls",
    "Adapter calls by how they ended",
    adapter=50,
    outcome=("worked", "refused", "failed", "late", "busy", "resting"),
)


class AdapterNotFound(NotFound):
    code = "adapters.missing"
    title = "There is no such adapter here"


class Busy(Unavailable):
    """All threads for this connection or this process are taken; nothing was sent."""


class Resting(Unavailable):
    """The connection failed again and again and is left alone for a while; nothing was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenAdapter:
    """An adapter that did not load. `reason` is for the operator and holds no secret."""

    kind: str
    key: str
    reason: str


class Registry:
    """The adapters of this installation; made once at start, read-only afterwards."""

    def __init__(
        self, adapters: Iterable[Adapter[Any]], broken: Iterable[BrokenAdapter] = ()
    ) -> None:
        self._adapters = {(each.kind.value, each.key): each for each in adapters}
        self.broken: tuple[BrokenAdapter, ...] = tuple(broken)

    def get(self, kind: str, key: str) -> Adapter[Any]:
        """The adapter, or AdapterNotFound: not installed, or quarantined."""
        found = self._adapters.get((kind, key))
        if found is None:
            raise AdapterNotFound(f"There is no adapter {key} for {kind}.")
        return found

    def list(self, kind: str | None = None) -> list[Adapter[Any]]:
        """All adapters (of one kind), by kind and key."""
        every = (self._adapters[name] for name in sorted(self._adapters))
        return [each for each in every if kind in (None, each.kind.value)]


def load(
    *,
    kinds: Iterable[str] = KINDS,
    find: Callable[[str], Iterable[EntryPoint]] = lambda group: entry_points(group=group),
    load_seconds: float = LOAD_SECONDS,
) -> Registry:
    """Load whatever is installed; one that cannot be loaded is quarantined, never fatal."""
    adapters: dict[tuple[str, str], Adapter[Any]] = {}
    broken: list[BrokenAdapter] = []
    for kind in kinds:
        for entry in sorted(find(f"turnout.{kind}"), key=lambda each: (each.name, each.value)):
            loaded = _load_one(kind, entry, load_seconds)
            if isinstance(loaded, Adapter) and (kind, loaded.key) in adapters:
                loaded = BrokenAdapter(kind=kind, key=entry.name, reason="its key is taken")
            if isinstance(loaded, BrokenAdapter):
                log.warning("adapter quarantined", kind=kind, adapter=loaded.key, why=loaded.reason)
                broken.append(loaded)
            else:
                adapters[kind, loaded.key] = loaded
    return Registry(adapters.values(), broken)


def _load_one(kind: str, entry: EntryPoint, seconds: float) -> Adapter[Any] | BrokenAdapter:
    work: _Work[Any] = _Work(entry.load)
    work.start(f"load-{entry.name}")
    if not work.ended.wait(seconds):
        reason = f"loading took more than {seconds:g} s"
    elif work.error is not None:
        reason = f"{type(work.error).__name__}: {work.error}"
    else:
        try:
            reason = _fault(work.value, kind=kind, name=entry.name)
        except Exception as error:  # noqa: BLE001  the object may be anything at all
            reason = f"{type(error).__name__}: {error}"
        if not reason and isinstance(work.value, Adapter):
            return work.value
    return BrokenAdapter(kind=kind, key=entry.name, reason=reason[:300])


def _fault(found: object, *, kind: str, name: str) -> str:
    """What is wrong with a loaded object; empty when nothing is."""
    if not isinstance(found, Adapter):
        return f"the entry point names a {type(found).__name__}, not an Adapter"
    if found.key != name:
        return f"its key is {found.key!r}, its entry point {name!r}"
    if found.kind != kind:
        return f"it is for {found.kind}, not for {kind}"
    if not found.is_compatible():
        return f"it wants SDK {found.sdk}"
    found.describe()  # proves that schema and capabilities are data
    return ""


class _Work(Generic[T]):
    """A function in a thread of its own. A daemon, so that a hanging one cannot stop the exit."""

    def __init__(self, function: Callable[[], T], done: Callable[[], None] | None = None) -> None:
        self._function = function
        self._done = done
        self.value: T | None = None
        self.error: BaseException | None = None
        self.ended = threading.Event()

    def start(self, name: str) -> None:
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._run,), name=name, daemon=True).start()

    def _run(self) -> None:
        try:
            self.value = self._function()
        except BaseException as error:  # noqa: BLE001  SystemExit of an adapter must not pass
            self.error = error
        finally:
            if self._done is not None:
                self._done()
            self.ended.set()


class Calls:
    """Carries out calls into adapters, so that a hanging one costs at most its share.

    A thread that runs over its time keeps its place until it ends: the connection is Busy
    meanwhile, and so is the process when `per_process` of them hang.
    """

    def __init__(self, breaker: Breaker, *, per_connection: int = 1, per_process: int = 2) -> None:
        self._breaker = breaker
        self._per_connection = per_connection
        self._per_process = per_process
        self._running: dict[str, int] = {}
        self._lock = threading.Lock()

    def call(
        self,
        adapter_key: str,
        connection_id: UUID | str,
        function: Callable[[], T],
        *,
        timeout_seconds: float = CALL_SECONDS,
    ) -> T:
        """What `function` returns, or one of the SDK's errors, which callers already handle.

        Busy and Resting (both Unavailable): nothing was sent. Unclear: over its time, or the
        adapter raised what it may not. RuntimeError inside a transaction.
        """
        tx.require_no_transaction()
        subject = str(connection_id)
        self._take_place(adapter_key, subject)
        if not self._admitted(adapter_key, subject):
            OUTCOMES.add(adapter=adapter_key, outcome="resting")
            raise Resting(f"{adapter_key} failed repeatedly and is given a rest")
        work = _Work(function, lambda: self._leave_place(subject))
        started = perf_counter()
        with telemetry.span("adapter", adapter=adapter_key, connection_id=subject):
            self._start(work, adapter_key, subject)
            is_over = work.ended.wait(timeout_seconds)
        CALLS.observe(perf_counter() - started, adapter=adapter_key)
        if not is_over:
            self._settle(adapter_key, subject, outcome="late", worked=False)
            raise Unclear(f"{adapter_key} did not answer within {timeout_seconds:g} s")
        return self._result(work, adapter_key, subject)

    def is_resting(self, adapter_key: str, connection_id: UUID | str) -> bool:
        """Whether `call` would say so now: what a call needs is not worth being made."""
        return self._breaker.phase(adapter_key, str(connection_id)) is Phase.OPEN

    def running(self) -> Mapping[str, int]:
        """Threads now inside adapters, by connection; for health pages."""
        with self._lock:
            return dict(self._running)

    def _admitted(self, adapter_key: str, subject: str) -> bool:
        try:
            admitted = self._breaker.admits(adapter_key, subject)
        except BaseException:
            self._leave_place(subject)
            raise
        if not admitted:
            self._leave_place(subject)
        return admitted

    def _start(self, work: _Work[T], adapter_key: str, subject: str) -> None:
        try:
            work.start(f"adapter-{adapter_key}")
        except RuntimeError as error:  # the machine gives no more threads
            self._leave_place(subject)
            raise Busy("no thread could be started") from error

    def _result(self, work: _Work[T], adapter_key: str, subject: str) -> T:
        error = work.error
        if error is None:
            self._settle(adapter_key, subject, outcome="worked", worked=True)
            return work.value  # type: ignore[return-value]  # None only where T allows it
        is_failure = isinstance(error, Unavailable | Unclear) or not isinstance(error, AdapterError)
        outcome = "failed" if is_failure else "refused"
        self._settle(adapter_key, subject, outcome=outcome, worked=not is_failure)
        if isinstance(error, AdapterError):
            raise error
        log.error("adapter raised", adapter=adapter_key, connection_id=subject, exc_info=error)
        raise Unclear(f"{adapter_key} failed with {type(error).__name__}") from error

    def _settle(self, adapter_key: str, subject: str, *, outcome: str, worked: bool) -> None:
        OUTCOMES.add(adapter=adapter_key, outcome=outcome)
        self._breaker.record(adapter_key, subject, worked=worked)

    def _take_place(self, adapter_key: str, subject: str) -> None:
        with self._lock:
            mine = self._running.get(subject, 0)
            is_full = sum(self._running.values()) >= self._per_process
            if mine < self._per_connection and not is_full:
                self._running[subject] = mine + 1
                return
        OUTCOMES.add(adapter=adapter_key, outcome="busy")
        raise Busy(f"{adapter_key} is busy with an earlier call")

    def _leave_place(self, subject: str) -> None:
        with self._lock:
            left = self._running.get(subject, 0) - 1
            if left > 0:
                self._running[subject] = left
            else:
                self._running.pop(subject, None)
