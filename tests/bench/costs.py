"""What one request costs each part: processor time and bytes of the log.

Costs per request hold where rates do not: a machine that is twice as fast halves them all, and one
that is busy with other things leaves them as they are. The capacity model is made of them.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg

from tests.bench import load
from tests.bench.figures import Side, require_good
from tests.bench.setup import processor_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one request, while `clients` asked at once; processor time in milliseconds by part."""

    rate: float
    p50: float
    p95: float
    clients: int
    processor_ms: dict[str, float]
    wal_bytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The first process of each part, and where each node tells how long its log is."""

    processes: Mapping[str, int]
    node_urls: Sequence[str]

    def processor_seconds(self) -> dict[str, float]:
        return {part: processor_seconds(pid) for part, pid in self.processes.items()}

    def wal_bytes(self) -> float:
        return sum(_written(url) for url in self.node_urls)


def measure(side: Side, parts: Parts, *, clients: int, seconds: float) -> Cost:
    """Ask for so long after a second of warming up; an answer that is not good fails the run."""
    load.run(side.server.base, side.requests, clients=clients, seconds=1.0)
    before, log, own = parts.processor_seconds(), parts.wal_bytes(), time.process_time()
    outcome = load.run(side.server.base, side.requests, clients=clients, seconds=seconds)
    own, after = time.process_time() - own, parts.processor_seconds()
    written = parts.wal_bytes() - log
    require_good(side, outcome)
    number = len(outcome.latencies)
    spent = {part: after[part] - before[part] for part in after} | {"clients": own}
    return Cost(
        rate=outcome.rate,
        p50=outcome.percentile(0.5),
        p95=outcome.percentile(0.95),
        clients=clients,
        processor_ms={part: each / number * 1000 for part, each in spent.items()},
        wal_bytes=written / number,
    )


def _written(url: str) -> float:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn").fetchone()
    assert found is not None
    return float(found[0])
