"""How long others wait for a migration, and which tables it holds closed, as PostgreSQL says."""

import threading
import time
from dataclasses import dataclass, field
from typing import Self

import psycopg

PAUSE_SECONDS = 0.02
WAITING = """
    SELECT extract(epoch FROM clock_timestamp() - l.waitstart)::float8
    FROM pg_locks l WHERE NOT l.granted AND l.waitstart IS NOT NULL
        AND l.locktype IN ('relation', 'tuple', 'transactionid') AND l.database IS NOT NULL
"""
CLOSED = """
    SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE l.granted AND l.mode = 'AccessExclusiveLock' AND c.relkind = 'r'
        AND c.relname = ANY(%(tables)s)
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@dataclass(slots=True)
class Locks:
    """Looks fifty times a second, from a connection of its own."""

    url: str
    longest_wait_seconds: float = 0.0
    closed: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Tables that were there before: when they were first and last seen closed."""
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        assert self._thread is not None
        self._thread.join()

    def closed_seconds(self) -> dict[str, float]:
        """Tables by how long nobody else could read them, the longest first."""
        spans = {table: last - first for table, (first, last) in self.closed.items()}
        return dict(sorted(spans.items(), key=lambda each: -each[1]))

    def _look(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            tables = [row[0] for row in connection.execute(TABLES)]
            while not self._stop.is_set():
                waits = [row[0] for row in connection.execute(WAITING)]
                self.longest_wait_seconds = max([self.longest_wait_seconds, *waits])
                now = time.monotonic()
                for (table,) in connection.execute(CLOSED, {"tables": tables}):
                    self.closed[table] = (self.closed.get(table, (now, now))[0], now)
                time.sleep(PAUSE_SECONDS)
