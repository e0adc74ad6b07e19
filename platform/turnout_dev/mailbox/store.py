"""Keeps received mails in SQLite, byte for byte, with what lists and searches need beside them."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from turnout_dev.mailbox.message import parse

SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at TEXT NOT NULL,
    message_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    subject TEXT NOT NULL,
    attachments INTEGER NOT NULL,
    raw BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS message_by_message_id ON message (message_id);
"""
COLUMNS = """
id, received_at, message_id, sender, recipients, subject, attachments,
length(raw) AS size_bytes,
(SELECT count(*) FROM message AS copy
 WHERE copy.message_id = message.message_id AND message.message_id <> '') AS copies
"""
CONTAINING = "WHERE recipients LIKE ? ESCAPE '\\' AND subject LIKE ? ESCAPE '\\'"


@dataclass(frozen=True)
class Listed:
    """One received copy, as lists show it."""

    id: int
    received_at: datetime
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    attachments: int
    size_bytes: int
    copies: int
    """How often a mail with this Message-ID arrived, this one included; 0 without a Message-ID."""

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Listed":
        values = {each.name: row[each.name] for each in fields(cls)}
        values["received_at"] = datetime.fromisoformat(row["received_at"])
        values["recipients"] = tuple(row["recipients"].split("\n"))
        return cls(**values)


class Store:
    """Safe to use from several threads and processes; an added mail is on disk."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        with self._connect() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SCHEMA)

    def add(self, sender: str, recipients: Sequence[str], raw: bytes) -> int:
        mail = parse(raw)
        values = (
            datetime.now(UTC).isoformat(timespec="milliseconds"),
            mail.message_id,
            sender,
            "\n".join(recipients),
            mail.subject,
            len(mail.attachments),
            raw,
        )
        with self._connect() as connection:
            cursor = connection.execute(
                "INSERT INTO message (received_at, message_id, sender, recipients, subject, "
                "attachments, raw) VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            return int(cursor.lastrowid or 0)

    def list_messages(
        self, *, to: str = "", subject: str = "", limit: int = 50, before: int | None = None
    ) -> list[Listed]:
        """Return mails, newest first, whose recipients and subject contain the words given."""
        query = (
            f"SELECT {COLUMNS} FROM message "  # noqa: S608 - a constant
            f"{CONTAINING} AND id < ? ORDER BY id DESC LIMIT ?"
        )
        values = (_pattern(to), _pattern(subject), before or 2**62, limit)
        with self._connect() as connection:
            return [Listed.of(row) for row in connection.execute(query, values)]

    def count(self, *, to: str = "", subject: str = "") -> int:
        query = f"SELECT count(*) FROM message {CONTAINING}"  # noqa: S608 - a constant
        with self._connect() as connection:
            row = connection.execute(query, (_pattern(to), _pattern(subject))).fetchone()
            return int(row[0])

    def find(self, number: int) -> tuple[Listed, bytes] | None:
        query = f"SELECT {COLUMNS}, raw FROM message WHERE id = ?"  # noqa: S608 - a constant
        with self._connect() as connection:
            row = connection.execute(query, (number,)).fetchone()
            return (Listed.of(row), bytes(row["raw"])) if row else None

    def copies(self, message_id: str) -> list[Listed]:
        """Return every copy received under a Message-ID, the first one first."""
        query = f"SELECT {COLUMNS} FROM message WHERE message_id = ? ORDER BY id"  # noqa: S608
        with self._connect() as connection:
            return [Listed.of(row) for row in connection.execute(query, (message_id,))]

    def clear(self) -> None:
        with self._connect() as connection:
            connection.execute("DELETE FROM message")

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._file, timeout=30)
        connection.row_factory = sqlite3.Row
        try:
            with connection:
                yield connection
        finally:
            connection.close()


def _pattern(words: str) -> str:
    escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
