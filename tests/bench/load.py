"""A bounded load: clients on kept connections to this machine, each answer timed."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

BARE = (204, 304)
"""Answers that never have a body."""


@dataclass(slots=True)
class Request:
    path: str
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(slots=True)
class Outcome:
    """Rates per second and latencies in milliseconds."""

    seconds: float
    statuses: Counter
    latencies: list[float]
    answers: list[tuple[float, int]]
    """When each answer came, in seconds from the start, and its status."""

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def run(base: str, requests: Iterator[Request], *, clients: int, seconds: float) -> Outcome:
    """Send for so many seconds from so many clients; the iterator may end it earlier."""
    return asyncio.run(_run(base, requests, clients=clients, seconds=seconds))


async def _run(base: str, requests: Iterator[Request], *, clients: int, seconds: float) -> Outcome:
    statuses: Counter = Counter()
    latencies: list[float] = []
    answers: list[tuple[float, int]] = []
    started = time.perf_counter()
    until = started + seconds

    async def client() -> None:
        parts = urlsplit(base)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            for each in requests:
                if time.perf_counter() >= until:
                    return
                sent = time.perf_counter()
                writer.write(to_wire(parts.netloc, each))
                status, _ = await read_answer(reader)
                came = time.perf_counter()
                statuses[status] += 1
                latencies.append((came - sent) * 1000)
                answers.append((came - started, status))
        finally:
            writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return Outcome(time.perf_counter() - started, statuses, latencies, answers)


def to_wire(host: str, each: Request) -> bytes:
    """The bytes of a request, for a connection that is kept."""
    has_body = each.method == "POST"
    body = json.dumps(each.body).encode() if has_body else b""
    said = ["Content-Type: application/json", f"Content-Length: {len(body)}"] if has_body else []
    head = [
        f"{each.method} {each.path} HTTP/1.1",
        f"Host: {host}",
        *said,
        *(f"{name}: {value}" for name, value in each.headers.items()),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """The next answer's status and body."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    if status in BARE:
        return status, b""
    lowered = head.lower()
    place = lowered.find(b"content-length:")
    if place >= 0:
        length = int(lowered[place + 15 :].split(b"\r\n", 1)[0])
        return status, await reader.readexactly(length)
    body = b""
    if b"transfer-encoding: chunked" in lowered:
        while (size := int((await reader.readline()).strip(), 16)) > 0:
            body += (await reader.readexactly(size + 2))[:size]
        await reader.readline()
    return status, body
