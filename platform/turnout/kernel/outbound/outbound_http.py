"""Calls to addresses that someone typed: webhooks, discovery documents, imports."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from time import monotonic

import httpx

from turnout.kernel.errors import TurnoutError
from turnout.kernel.observability.metrics import counter, histogram
from turnout.kernel.outbound.addresses import (
    AddressBlocked,
    AddressRefused,
    Rules,
    require_callable,
)
from turnout.kernel.outbound.transport import AGENT, TOTAL_SECONDS, GuardedTransport, lend_client

__all__ = [
    "AddressRefused",
    "GuardedTransport",
    "HttpResponse",
    "NoAnswer",
    "Rules",
    "lend_client",
    "require_callable",
    "send_request",
]

ANSWER_BYTES = 64 * 1024

ANSWERS = histogram("turnout_outbound_seconds", "Time of outbound requests", purpose=40)
FAILURES = counter(
    "turnout_outbound_failures", "Outbound requests without answer", reason=("refused", "failed")
)


class NoAnswer(TurnoutError):
    """Nothing came back in time. `was_sent`: the other side may have acted all the same."""

    status = 502
    code = "outbound.no-answer"
    title = "The other side did not answer"

    def __init__(self, message: str = "", *, was_sent: bool = False) -> None:
        super().__init__(message)
        self.was_sent = was_sent


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """What the other side said. A redirect is an answer like any other."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    """Untrusted: show it escaped and cut."""
    truncated: bool
    """The answer went on beyond the cap."""
    seconds: float

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004


def send_request(
    method: str,
    url: str,
    *,
    rules: Rules,
    purpose: str,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    total_seconds: float = TOTAL_SECONDS,
    answer_bytes: int = ANSWER_BYTES,
) -> HttpResponse:
    """Call an address that someone typed: a webhook, a discovery document, a logo.

    One connection for one call, ended after `total_seconds` whatever happens (a slow drip of
    bytes included). AddressRefused when nothing was tried, NoAnswer when it failed,
    RuntimeError inside a transaction. `purpose` is a metric label: one word, no ids.
    """
    started = monotonic()
    transport = GuardedTransport(
        rules, total_seconds=total_seconds, answer_bytes=answer_bytes * 2 + 65_536
    )
    try:
        request = httpx.Request(
            method, url, content=content, headers={"User-Agent": AGENT, **(headers or {})}
        )
        request.extensions = {"timeout": httpx.Timeout(total_seconds).as_dict()}
        with transport:
            response = transport.handle_request(request)
            body, truncated = _read(response, answer_bytes)
    except (AddressBlocked, httpx.InvalidURL) as error:
        FAILURES.add(reason="refused")
        raise AddressRefused(f"We cannot call this address: {error}.") from error
    except httpx.HTTPError as error:
        FAILURES.add(reason="failed")
        was_sent = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        raise NoAnswer(f"{type(error).__name__}: {error}", was_sent=was_sent) from error
    seconds = monotonic() - started
    ANSWERS.observe(seconds, purpose=purpose)
    return HttpResponse(
        status=response.status_code,
        headers=dict(response.headers),
        body=body,
        truncated=truncated,
        seconds=seconds,
    )


def _read(response: httpx.Response, most: int) -> tuple[bytes, bool]:
    body = bytearray()
    with closing(response):
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > most:
                return bytes(body[:most]), True
    return bytes(body), False
