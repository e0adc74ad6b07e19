"""Connections for reports: few, and of the replica where there is one and it answers.

A report that reads a million rows takes none of the connections that sell.
"""

import time
from typing import Final

import structlog
from sqlalchemy import Connection
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from turnout.kernel.db.idle_connections import IdleConnections
from turnout.kernel.observability.metrics import counter

AWAY_SECONDS: Final = 30.0
"""So long a replica that did not answer is left alone."""
AWAY: Final = counter("turnout_reports_replica_away", "Reports that found no replica and went on")
log = structlog.get_logger(__name__)


class ReportConnections:
    """Takes connections of a replica, and of the primary while there is none."""

    def __init__(self, primary: Engine, replica: Engine | None) -> None:
        self._primary = IdleConnections(primary)
        self._replica = IdleConnections(replica) if replica is not None else None
        self._engines = (primary, replica)
        self._away_until = 0.0

    def take(self) -> Connection:
        """A connection for one report; sqlalchemy.exc.TimeoutError where none comes free."""
        if self._replica is None or time.monotonic() < self._away_until:
            return self._primary.take()
        try:
            return self._replica.take()
        except OperationalError as error:
            self._leave_alone(error)
            return self._primary.take()

    def give_back(self, connection: Connection, *, is_clean: bool) -> None:
        self._pool_of(connection).give_back(connection, is_clean=is_clean)

    def replace(self, stale: Connection) -> Connection:
        """Another in place of one that its server has closed; of the primary if it stays away."""
        try:
            return self._pool_of(stale).replace(stale)
        except OperationalError as error:
            if self._pool_of(stale) is self._primary:
                raise
            self._leave_alone(error)
            return self._primary.take()

    def is_of_replica(self, connection: Connection) -> bool:
        return self._pool_of(connection) is self._replica

    def close(self) -> None:
        for pool in (self._primary, self._replica):
            if pool is not None:
                pool.close()
        for engine in self._engines:
            if engine is not None:
                engine.dispose()

    def _pool_of(self, connection: Connection) -> IdleConnections:
        is_primary = connection.engine is self._engines[0]
        return self._primary if self._replica is None or is_primary else self._replica

    def _leave_alone(self, error: OperationalError) -> None:
        self._away_until = time.monotonic() + AWAY_SECONDS
        AWAY.add()
        log.warning("replica is away", error=str(error.orig))
