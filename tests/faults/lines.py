"""Connections of a crowd: kept for many requests, made anew when whoever answered is gone."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LOST = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
ANSWER_SECONDS = 30.0


class NoAnswer(Exception):
    """Whoever was asked is gone, or is silent."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any


class Lines:
    """So many connections to one address; whoever asks waits for a free one."""

    def __init__(self, address: str, count: int) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname, parts.port
        self._head = f"Host: {parts.netloc}\r\nContent-Type: application/json\r\n"
        self._free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None]
        self._free = asyncio.Queue()
        for _ in range(count):
            self._free.put_nowait(None)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request and its answer in JSON; NoAnswer when none came."""
        line = await self._free.get()
        kept = None
        try:
            if line is None:
                line = await asyncio.open_connection(self._host, self._port)
            async with asyncio.timeout(ANSWER_SECONDS):
                line[1].write(self._wire(method, path, body, headers or {}))
                answer = await _read(line[0])
            kept = line
        except (*LOST, TimeoutError) as error:
            raise NoAnswer from error
        finally:
            if kept is None and line is not None:
                line[1].close()
            self._free.put_nowait(kept)
        return answer

    async def close(self) -> None:
        while not self._free.empty():
            line = self._free.get_nowait()
            if line is not None:
                line[1].close()
                with suppress(*LOST):
                    await line[1].wait_closed()

    def _wire(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> bytes:
        said = b"" if body is None else json.dumps(body).encode()
        more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{method} {path} HTTP/1.1\r\n{self._head}{more}Content-Length: {len(said)}\r\n\r\n"
        return head.encode() + said


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    place = head.find(b"content-length:")
    if place < 0:
        raise ConnectionError("an answer without its length")
    length = int(head[place + 15 :].split(b"\r\n", 1)[0])
    content = await reader.readexactly(length)
    return Answer(status, json.loads(content) if content else None)
