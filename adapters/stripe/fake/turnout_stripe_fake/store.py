"""Everything the fake knows: JSON objects by account, in one SQLite file."""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS thing (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT, kind TEXT, id TEXT UNIQUE, body TEXT
);
CREATE INDEX IF NOT EXISTS thing_kind ON thing (account, kind, sequence);
"""


class Store:
    """One writer at a time; a transaction is on disk before its request is answered."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(
            folder / "stripe-fake.sqlite3", isolation_level=None, check_same_thread=False
        )
        self._database.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_SCHEMA}"
        )

    @contextmanager
    def transaction(self, now: datetime) -> Iterator["Tx"]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield Tx(self._database, int(now.timestamp()))
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()


class Tx:
    """What one request reads and writes; `now` is the same throughout, in Unix seconds."""

    def __init__(self, database: sqlite3.Connection, now: int) -> None:
        self._database = database
        self.now = now

    def put(self, account: str, kind: str, thing: Json) -> Json:
        self._database.execute(
            "INSERT INTO thing (account, kind, id, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            (account, kind, thing["id"], json.dumps(thing)),
        )
        return thing

    def find(self, account: str, kind: str, object_id: str) -> Json | None:
        row = self._database.execute(
            "SELECT body FROM thing WHERE account = ? AND kind = ? AND id = ?",
            (account, kind, object_id),
        ).fetchone()
        return json.loads(row[0]) if row else None

    def every(self, kind: str, account: str | None = None) -> list[Json]:
        """Newest first."""
        rows = self._database.execute(
            "SELECT body FROM thing WHERE kind = ? AND (? IS NULL OR account = ?)"
            " ORDER BY sequence DESC",
            (kind, account, account),
        )
        return [json.loads(row[0]) for row in rows]

    def remove(self, object_id: str) -> None:
        self._database.execute("DELETE FROM thing WHERE id = ?", (object_id,))


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"
