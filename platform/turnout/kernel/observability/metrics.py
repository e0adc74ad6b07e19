"""Prometheus metrics with fixed, bounded labels, summed over the processes of one machine."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import prometheus_client
    from prometheus_client import CollectorRegistry

OTHER = "other"
MOST_SERIES = 1000
"""Combinations of labels of one metric; whatever comes beyond them is counted as `other`."""
MOST_DISTRIBUTIONS = 250
"""The same for distributions: each is a line per bucket."""
MOST_ROUTES = 1500
"""Routes with their methods that requests are counted under: more than the application has."""
MOST_BEGUN = 40
"""Combinations of labels up to which a counter is served before anything was counted."""
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
Labels = dict[str, Sequence[str] | int]
"""Label → its permitted values, or how many different ones may ever appear."""
M = TypeVar("M", "prometheus_client.Counter", "prometheus_client.Gauge",
            "prometheus_client.Histogram")  # fmt: skip

_directory: Path | None = None
_counters: "list[Counter]" = []


def configure(directory: Path | None) -> None:
    """Say where the processes of this machine share their numbers; None keeps them to one process.

    Call before the first metric is counted. prometheus_client decides by the environment, at
    its import, how it stores a value; that is why it is imported late here.
    """
    global _directory  # noqa: PLW0603  one process counts in one place
    _directory = directory
    if directory is None:
        os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    else:
        directory.mkdir(parents=True, exist_ok=True)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(directory)
    from prometheus_client import values

    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]


def share(below: Path, role: str) -> None:
    """Let this process and those it starts add up what they count, beginning at nothing.

    Each instance has a folder of its own; those of instances of this machine that are gone go.
    """
    host = socket.gethostname()
    for folder in below.glob(f"*@{host}@*"):
        number = int(folder.name.rpartition("@")[2])
        if number == os.getpid() or not _is_running(number):
            shutil.rmtree(folder, ignore_errors=True)
    configure(below / f"{role}@{host}@{os.getpid()}")


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it belongs to somebody else
    return True


class _Metric(Generic[M]):
    """A metric made on first use; a label value beyond its bound is counted as `other`."""

    def __init__(self, make: Callable[[], M], labels: Labels, *, most: int = MOST_SERIES) -> None:
        self._make: Callable[[], M] = make
        self._labels = labels
        self._most = most
        self._kept: set[tuple[str, ...]] = set()
        self._metric: M | None = None
        self._children: dict[tuple[str, ...], M] = {}
        self._seen: dict[str, set[str]] = {name: set() for name in labels}
        self._lock = threading.Lock()

    def child(self, given: dict[str, str]) -> M:
        if given.keys() != self._labels.keys():
            raise ValueError(f"labels are {sorted(self._labels)}, not {sorted(given)}")
        values = tuple(given[name] for name in self._labels)
        found = self._children.get(values)
        return found if found is not None else self._new_child(values)

    def _new_child(self, values: tuple[str, ...]) -> M:
        with self._lock:
            if self._metric is None:
                self._metric = self._make()
            if not self._labels:
                return self._children.setdefault((), self._metric)
            pairs = zip(self._labels, values, strict=True)
            kept = tuple(self._permitted(name, value) for name, value in pairs)
            if kept not in self._kept and len(self._kept) >= self._most:
                kept = (OTHER,) * len(kept)
            self._kept.add(kept)
            child: M = self._metric.labels(*kept)
            if kept == values:
                self._children[values] = child
            return child

    def _permitted(self, name: str, value: str) -> str:
        bound, seen = self._labels[name], self._seen[name]
        if not isinstance(bound, int):
            return value if value in bound else OTHER
        if value not in seen and len(seen) >= bound:
            return OTHER
        seen.add(value)
        return value


class Counter(_Metric["prometheus_client.Counter"]):
    def begin(self) -> None:
        """Serve a zero for each combination of labels, where they are known and few."""
        permitted = [bound for bound in self._labels.values() if not isinstance(bound, int)]
        if len(permitted) < len(self._labels) or prod(map(len, permitted)) > MOST_BEGUN:
            return
        for values in product(*permitted):
            self.child({name: str(value) for name, value in zip(self._labels, values, strict=True)})

    def add(self, amount: float = 1, /, **labels: str) -> None:
        """Count something that happened; amounts below zero are refused."""
        self.child(labels).inc(amount)


class Gauge(_Metric["prometheus_client.Gauge"]):
    def set(self, value: float, /, **labels: str) -> None:
        """State a level; over several processes the newest statement counts."""
        self.child(labels).set(value)


class Histogram(_Metric["prometheus_client.Histogram"]):
    def observe(self, seconds: float, /, **labels: str) -> None:
        self.child(labels).observe(seconds)


def counter(
    name: str, says: str, *, most: int = MOST_SERIES, **labels: Sequence[str] | int
) -> Counter:
    """Declare a counter: `counter("turnout_mails", "Mails sent", outcome=("sent", "failed"))`.

    `most` is how many combinations of labels are counted apart.
    """

    def make() -> "prometheus_client.Counter":
        from prometheus_client import Counter as Made

        return Made(name, says, list(labels), registry=_registry())

    made = Counter(make, labels, most=most)
    _counters.append(made)
    return made


def begin_counters() -> None:
    """Let every declared counter begin at zero: a rise from nothing is none to whoever watches.

    Call once a process has imported what it counts with, and after `configure`.
    """
    for each in _counters:
        each.begin()


def gauge(name: str, says: str, **labels: Sequence[str] | int) -> Gauge:
    """Declare a level that goes up and down."""

    def make() -> "prometheus_client.Gauge":
        from prometheus_client import Gauge as Made

        mode: Any = "mostrecent"
        return Made(name, says, list(labels), registry=_registry(), multiprocess_mode=mode)

    return Gauge(make, labels)


def histogram(
    name: str,
    says: str,
    *,
    buckets: Iterable[float] = SECONDS,
    most: int = MOST_DISTRIBUTIONS,
    **labels: Sequence[str] | int,
) -> Histogram:
    """Declare a distribution, in seconds unless the buckets say otherwise."""

    def make() -> "prometheus_client.Histogram":
        from prometheus_client import Histogram as Made

        return Made(name, says, list(labels), registry=_registry(), buckets=tuple(buckets))

    return Histogram(make, labels, most=most)


def _registry() -> "CollectorRegistry":
    from prometheus_client import REGISTRY

    return REGISTRY


def exposition() -> tuple[bytes, str]:
    """All metrics as Prometheus reads them, and the content type they go out under.

    Without the moment at which each series began: a third of the lines, of which nothing is read.
    """
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.metrics import disable_created_metrics
    from prometheus_client.multiprocess import MultiProcessCollector

    disable_created_metrics()  # type: ignore[no-untyped-call]
    if _directory is None:
        return generate_latest(_registry()), CONTENT_TYPE_LATEST
    shared = CollectorRegistry()
    MultiProcessCollector(shared, path=str(_directory))  # type: ignore[no-untyped-call]
    return generate_latest(shared), CONTENT_TYPE_LATEST


REQUESTS = counter(
    "turnout_http_requests",
    "Requests by route template and how they ended",
    most=2 * MOST_ROUTES,
    route=MOST_ROUTES,
    method=METHODS,
    status=("1xx", "2xx", "3xx", "4xx", "5xx"),
)
REQUEST_SECONDS = histogram(
    "turnout_http_request_seconds",
    "Time from the first byte of a request to its answer",
    buckets=(0.01, 0.05, 0.1, 0.25, 1.0, 5.0),
    most=MOST_ROUTES,
    route=MOST_ROUTES,
    method=METHODS,
)


def count_request(route: str, method: str, status: int, *, seconds: float) -> None:
    """Count a request that was answered."""
    REQUEST_SECONDS.observe(seconds, route=route, method=method)
    REQUESTS.add(route=route, method=method, status=f"{status // 100}xx")
