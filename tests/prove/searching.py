"""Looking for words everywhere a running stack writes: tables, logs, answers, what Redis is told."""

import base64
import re
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import redis
from psycopg import sql

TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
HOLDS = "SELECT count(*) FROM {} AS t WHERE strpos(t::text, %s) > 0 OR strpos(t::text, %s) > 0"
ENCODED = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")

Found = dict[str, set[str]]


def in_tables(url: str, words: Mapping[str, str]) -> Found:
    """The tables in which a word stands, as text or as bytes; by the word's name."""
    found: Found = {}
    with psycopg.connect(url) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            statement = sql.SQL(HOLDS).format(sql.Identifier(table))
            for name, word in words.items():
                [(count,)] = connection.execute(statement, [word, word.encode().hex()]).fetchall()
                if count:
                    found.setdefault(name, set()).add(table)
    return found


def in_files(folder: Path, words: Mapping[str, str]) -> Found:
    """The files below a folder in which a word stands."""
    found: Found = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        _note(found, path.read_bytes(), words, place=path.name)
    return found


@dataclass(slots=True)
class Ear:
    """Everything that Redis was told, and everything that the platform answered."""

    commands: list[bytes] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)

    def found(self, words: Mapping[str, str]) -> Found:
        found: Found = {}
        for each in self.commands:
            _note(found, each, words, place="Redis")
        for each in self.answers:
            _note(found, each, words, place="an answer")
        return found


@contextmanager
def overheard(page: ModuleType, url: str) -> Iterator[Ear]:
    """Listen to a Redis server and to every answer of the page's script."""
    ear, over = Ear(), f"over-{secrets.token_hex(8)}"
    original = page.call

    def call(method: str, address: str, *arguments: Any, **options: Any) -> Any:
        answer = original(method, address, *arguments, **options)
        if address.startswith(page.TURNOUT):
            ear.answers.append(repr(answer).encode())
        return answer

    with redis.from_url(url) as client, client.monitor() as told:

        def listen() -> None:
            while over not in (command := told.next_command()["command"]):
                ear.commands.append(_plain(command))

        thread = threading.Thread(target=listen)
        page.call = call
        thread.start()
        try:
            yield ear
        finally:
            page.call = original
            client.echo(over)
            thread.join()


def _plain(command: str) -> bytes:
    """A command with what it holds in base64, as Celery's messages do."""
    parts = [command.encode()]
    for each in ENCODED.findall(command):
        with suppress(ValueError):
            parts.append(base64.b64decode(each, validate=True))
    return b"\n".join(parts)


def _note(found: Found, text: bytes, words: Mapping[str, str], *, place: str) -> None:
    for name, word in words.items():
        if word.encode() in text:
            found.setdefault(name, set()).add(place)
