"""What a fake remembers: JSON records by account, in one SQLite file."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Missing = Callable[[str, str], Exception]
"""What is raised for the kind and the id of a record that is not there."""

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS record (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (kind, id)
);
CREATE INDEX IF NOT EXISTS record_by_account ON record (kind, account, number);
"""


class Store:
    """One transaction at a time; it is on disk before its request is answered."""

    def __init__(
        self, file: Path, missing: Missing = lambda kind, name: LookupError(f"{kind} {name}")
    ) -> None:
        self._missing = missing
        file.parent.mkdir(parents=True, exist_ok=True)
        self._turn = threading.Lock()
        self._database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._database.executescript(_SCHEMA)

    @contextmanager
    def transaction(self, now: datetime) -> Iterator["Tx"]:
        """Lend a transaction; an exception undoes what was written in it."""
        with self._turn:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield Tx(self._database, now, self._missing)
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()


class Tx:
    """What one request reads and writes. Every record has its `id`; the time stands still."""

    def __init__(self, database: sqlite3.Connection, time: datetime, missing: Missing) -> None:
        self._database, self.time, self._missing = database, time, missing

    @property
    def now(self) -> int:
        """The time in Unix seconds."""
        return int(self.time.timestamp())

    def put(self, account: str, kind: str, record: Json) -> Json:
        """Write a record, or replace the one with its id."""
        self._database.execute(
            "INSERT INTO record (account, kind, id, content) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content",
            (account, kind, record["id"], json.dumps(record)),
        )
        return record

    def find(self, account: str | None, kind: str, record_id: str) -> Json | None:
        """Find an account's own record; without an account, anybody's."""
        row = self._database.execute(
            "SELECT content FROM record WHERE kind = ? AND id = ? AND account = ifnull(?, account)",
            (kind, record_id, account),
        ).fetchone()
        return json.loads(row[0]) if row else None

    def get(self, account: str | None, kind: str, record_id: str) -> Json:
        """Find a record as `find` does, or refuse as the provider says that it is not there."""
        found = self.find(account, kind, record_id)
        if found is None:
            raise self._missing(kind, record_id)
        return found

    def every(self, kind: str, account: str | None = None) -> list[Json]:
        """List an account's records, or everybody's, newest first."""
        return self.in_order(kind, account)[::-1]

    def in_order(self, kind: str, account: str | None = None) -> list[Json]:
        """List an account's records, or everybody's, oldest first."""
        rows = self._database.execute(
            "SELECT content FROM record WHERE kind = ? AND account = ifnull(?, account)"
            " ORDER BY number",
            (kind, account),
        )
        return [json.loads(row[0]) for row in rows]

    def everywhere(self, kind: str, status: str | None = None) -> list[tuple[str, Json]]:
        """List everybody's records, oldest first, with the account of each."""
        rows = self._database.execute(
            "SELECT account, content FROM record WHERE kind = ?"
            " AND (? IS NULL OR json_extract(content, '$.status') = ?) ORDER BY number",
            (kind, status, status),
        )
        return [(row[0], json.loads(row[1])) for row in rows]

    def owner(self, kind: str, record_id: str) -> str | None:
        """Name the account of a record: a buyer's browser has no key, only an address."""
        row = self._database.execute(
            "SELECT account FROM record WHERE kind = ? AND id = ?", (kind, record_id)
        ).fetchone()
        return str(row[0]) if row else None

    def next_due_at(self) -> float | None:
        """Say when the next delivery or timer is due, as a Unix time."""
        row = self._database.execute(
            "SELECT min(max(json_extract(content, '$.due_at'),"
            " ifnull(json_extract(content, '$.claimed_until'), 0)))"
            " FROM record WHERE kind IN ('delivery', 'timer')"
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def remove(self, kind: str, record_id: str) -> None:
        self._database.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, record_id))


def public(thing: Any) -> Any:
    """Leave out what stays inside the fake: names that begin with `_`, at every depth."""
    if isinstance(thing, dict):
        return {name: public(each) for name, each in thing.items() if name[:1] != "_"}
    return [public(each) for each in thing] if isinstance(thing, list) else thing
