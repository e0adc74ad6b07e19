"""Everything the fake knows: JSON objects by account, in one SQLite file."""

import json
import secrets
import sqlite3
import string
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_ALPHABET = string.ascii_letters + string.digits
_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS object (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS object_by_kind ON object (kind, account, number);
"""


class Store:
    """One transaction at a time; it is on disk before its request is answered."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._turn = threading.Lock()
        self._database = sqlite3.connect(
            folder / "razorpay-fake.sqlite3", isolation_level=None, check_same_thread=False
        )
        self._database.executescript(_SCHEMA)

    @contextmanager
    def transaction(self, now: datetime) -> Iterator["Tx"]:
        with self._turn:
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
            "INSERT INTO object (account, kind, id, content) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET content = excluded.content",
            (account, kind, thing["id"], json.dumps(thing)),
        )
        return thing

    def find(self, account: str, kind: str, object_id: str) -> Json | None:
        row = self._database.execute(
            "SELECT content FROM object WHERE id = ? AND account = ? AND kind = ?",
            (object_id, account, kind),
        ).fetchone()
        return json.loads(row[0]) if row else None

    def every(self, kind: str, account: str) -> list[Json]:
        """Newest first."""
        rows = self._database.execute(
            "SELECT content FROM object WHERE kind = ? AND account = ? ORDER BY number DESC",
            (kind, account),
        )
        return [json.loads(row[0]) for row in rows]

    def everywhere(self, kind: str, status: str | None = None) -> list[tuple[str, Json]]:
        """Oldest first, with the account of each."""
        rows = self._database.execute(
            "SELECT account, content FROM object WHERE kind = ?"
            " AND (? IS NULL OR json_extract(content, '$.status') = ?) ORDER BY number",
            (kind, status, status),
        )
        return [(row[0], json.loads(row[1])) for row in rows]

    def owner(self, object_id: str) -> str | None:
        """A buyer's browser has no key, only the address of its page."""
        row = self._database.execute(
            "SELECT account FROM object WHERE id = ?", (object_id,)
        ).fetchone()
        return str(row[0]) if row else None

    def remove(self, object_id: str) -> None:
        self._database.execute("DELETE FROM object WHERE id = ?", (object_id,))


def new_id(prefix: str) -> str:
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(14))}"


def public(thing: Json) -> Json:
    """Leave out what stays inside: names that begin with `_`."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}
