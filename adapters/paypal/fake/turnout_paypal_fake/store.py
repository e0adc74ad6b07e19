"""Everything the fake knows: JSON documents by kind and id, in one SQLite file."""

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
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS documents (
    number INTEGER PRIMARY KEY, owner TEXT, kind TEXT, id TEXT, content TEXT, UNIQUE (kind, id)
);
CREATE INDEX IF NOT EXISTS documents_by_owner ON documents (kind, owner);
"""
_LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXY"


class Store:
    """One request at a time reads and writes; what it wrote is kept, or nothing of it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._file = sqlite3.connect(
            folder / "paypal-fake.sqlite3", isolation_level=None, check_same_thread=False
        )
        self._file.executescript(_SCHEMA)

    @contextmanager
    def request(self, now: datetime) -> Iterator["Books"]:
        """Lend the books; an exception undoes what was written in them."""
        with self._lock:
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield Books(self._file, now)
            except BaseException:
                self._file.execute("ROLLBACK")
                raise
            self._file.execute("COMMIT")

    def close(self) -> None:
        self._file.close()


class Books:
    """What one request sees. Every document has its `id`; `now` is the same throughout."""

    def __init__(self, file: sqlite3.Connection, now: datetime) -> None:
        self._file, self.now = file, now

    @property
    def stamp(self) -> str:
        """The time as PayPal writes it, to the second."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def keep(self, owner: str, kind: str, document: Json) -> Json:
        self._file.execute(
            "INSERT INTO documents (owner, kind, id, content) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content",
            (owner, kind, document["id"], json.dumps(document)),
        )
        return document

    def find(self, owner: str | None, kind: str, name: str) -> Json | None:
        """Find one's own document; without an owner, anybody's."""
        row = self._file.execute(
            "SELECT content FROM documents WHERE kind = ? AND id = ? AND owner = ifnull(?, owner)",
            (kind, name, owner),
        ).fetchone()
        return json.loads(row[0]) if row else None

    def every(self, kind: str, owner: str | None = None) -> list[Json]:
        """Oldest first."""
        rows = self._file.execute(
            "SELECT content FROM documents WHERE kind = ? AND owner = ifnull(?, owner)"
            " ORDER BY number",
            (kind, owner),
        )
        return [json.loads(row[0]) for row in rows]

    def drop(self, kind: str, name: str) -> None:
        self._file.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (kind, name))


def new_id(length: int = 17) -> str:
    """Draw an id such as `5O190127TN364715T`."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
