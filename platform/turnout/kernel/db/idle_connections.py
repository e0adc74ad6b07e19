"""Connections between two transactions: kept at hand, since a pool's hand-over has its price.

SQLAlchemy's pool stays what it is: how many there may be, and who waits how long for one.
"""

from threading import Lock

from sqlalchemy import Connection
from sqlalchemy.engine import Engine


class IdleConnections:
    """Takes connections of an engine and keeps those that come back clean, the latest first.

    Nobody waits at the pool for a connection that lies here: while somebody asks it, whatever
    comes back goes to the pool.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: list[Connection] = []
        self._asking = 0
        self._lock = Lock()

    def take(self) -> Connection:
        """A connection for one transaction; sqlalchemy.exc.TimeoutError where none comes free."""
        with self._lock:
            if self._kept:
                return self._kept.pop()
            self._asking += 1
        try:
            return self._engine.connect()
        finally:
            with self._lock:
                self._asking -= 1

    def give_back(self, connection: Connection, *, is_clean: bool) -> None:
        """Keep a connection for whoever comes next; one that is not clean the pool looks after."""
        if is_clean:
            with self._lock:
                if not self._asking:
                    self._kept.append(connection)
                    return
        connection.close()

    def replace(self, stale: Connection) -> Connection:
        """Another in place of one that the server has closed, which has closed the others too."""
        for connection in (stale, *self._drained()):
            connection.invalidate()
            connection.close()
        return self.take()

    def close(self) -> None:
        """Give everything back to the pool."""
        for connection in self._drained():
            connection.close()

    def _drained(self) -> list[Connection]:
        with self._lock:
            kept, self._kept = self._kept, []
        return kept
