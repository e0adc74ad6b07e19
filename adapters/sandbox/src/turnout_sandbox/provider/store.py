"""One SQLite file; a use case is one transaction, on disk before anybody hears of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

Tx = sqlite3.Connection
Row = sqlite3.Row


class Store:
    """Connections are opened per transaction, so that any thread may use the store."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "sandbox.sqlite3"
        schema = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(schema)

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """Take the write lock at once, commit at the end, roll back on any exception."""
        with closing(self._connect()) as tx:
            tx.execute("BEGIN IMMEDIATE")
            try:
                yield tx
            except BaseException:
                tx.execute("ROLLBACK")
                raise
            tx.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=20, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection
