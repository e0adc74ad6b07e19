"""One way to call a provider: bounded time and size, and only the SDK's errors come out."""

import json
import random
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.time_limits import CALL_SECONDS

T = TypeVar("T")
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""Failures of a lent client before anything reached the provider."""
WRONG_ADDRESS = (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL)
NOTHING_DONE = frozenset({408, 425, 429, 503})
"""Statuses by which a provider says that it did nothing."""
_WRONG_KEY = frozenset({401, 403})
_jitter = random.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how much one call may take, all its attempts together.

    It ends before Turnout stops waiting (`time_limits.CALL_SECONDS`), so that the adapter is heard.
    """

    connect_seconds: float = 2.0
    read_seconds: float = 4.0
    total_seconds: float = CALL_SECONDS - 0.5
    attempts: int = 3
    pause_seconds: float = 0.2
    answer_bytes: int = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the provider said, complete and within the limits."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Decode the body; numbers with a point become Decimal. Raise ValueError if it is none."""
        try:
            return json.loads(self.body, parse_float=Decimal)
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None


Refusal = Callable[[Answer], AdapterError]


def refused(answer: Answer) -> AdapterError:
    """Read a refusal of a provider of whom nothing more is known."""
    return Declined(f"http-{answer.status}", "The provider refused this operation.")


def require_an_answer(
    said: str,
    status: int,
    headers: Mapping[str, str],
    uncertain: Callable[[str], AdapterError],
    *,
    nothing_done: Collection[int] = NOTHING_DONE,
) -> None:
    """Tell apart: nothing was done; nobody knows; the provider has something to say.

    `said` begins the sentence of the error: "Acme answered 503". Nobody knows is `uncertain`:
    Unclear for what changes something, Unavailable for what only reads.
    """
    if status in nothing_done:
        raise Unavailable(said, retry_after_seconds=_retry_after(headers))
    # 409: the first request with this key is still under way. 500: its fate is undetermined.
    if status == httpx.codes.CONFLICT or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise uncertain(said)
    if httpx.codes.MULTIPLE_CHOICES <= status < httpx.codes.BAD_REQUEST:
        raise Misconfigured(f"{said}: the address has moved")


@contextmanager
def readable(answer: str) -> Iterator[None]:
    """Turn an answer that has not its published form into Unclear: it may have been carried out.

    `answer` begins the sentence: "Acme's answer". No text of the provider's is repeated.
    """
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Unclear(f"{answer} cannot be read: {type(error).__name__}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    method: str
    path: str
    changes: bool
    once: str | None
    content: Mapping[str, Any]
    read: Callable[[Answer], Any]
    headers: Mapping[str, str]


def _decoded(answer: Answer) -> Any:
    return answer.json() if answer.body else None


class ProviderApi:
    """A provider's JSON API under one address with one set of credentials.

    A write with a `once` key is repeated with that same key after a failure that may pass; a
    write without one is sent again only when nothing was sent. Once an attempt may have reached
    the provider the outcome stays Unclear, whatever later attempts meet. A failed read changes
    nothing and is Unavailable. Redirects are not followed.
    """

    def __init__(  # noqa: PLR0913 - each has a default that fits most providers
        self,
        http: httpx.Client,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        auth: httpx.Auth | None = None,
        refusal: Refusal = refused,
        key_header: str = "Idempotency-Key",
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take `refusal` to turn a 4xx answer into Declined with the provider's own code.

        `auth` signs each request, for providers that want more than a header that stays the same.
        """
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._host = urlsplit(base_url).netloc.rpartition("@")[2]
        self._headers = dict(headers or {})
        self._auth = auth
        self._refusal = refusal
        self._key_header = key_header
        self._limits = limits or Limits()
        self._sleep = sleep
        self._clock = clock

    def __repr__(self) -> str:
        return f"ProviderApi({self._host})"

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        return self._repeat("GET", path, changes=False, content={"params": params})

    def post(self, path: str, body: Any = None, *, once: str | None = None) -> Any:
        """Send JSON; the provider acts on one `once` key at most one time."""
        return self._repeat("POST", path, once=once, content={"json": body})

    def post_form(
        self,
        path: str,
        form: Mapping[str, str],
        *,
        once: str | None = None,
        read: Callable[[Answer], Any] = _decoded,
    ) -> Any:
        """Send a form; the provider acts on one `once` key at most one time.

        `read` is for answers that are no JSON; a ValueError of it says that it cannot be read.
        """
        return self._repeat("POST", path, once=once, content={"data": dict(form)}, read=read)

    def post_files(
        self, path: str, form: Mapping[str, Any], files: Mapping[str, tuple[str, bytes, str]]
    ) -> Any:
        """Send a form with files (name, content, media type); without a key it is sent once."""
        return self._repeat("POST", path, content={"data": dict(form), "files": dict(files)})

    def post_for(self, path: str, body: Any, *, read: Callable[[Answer], T]) -> T:
        """Send JSON and read the whole answer; a ValueError of `read` says that it is none."""
        found: T = self._repeat("POST", path, content={"json": body}, read=read)
        return found

    def post_bytes(self, path: str, content: bytes, *, read: Callable[[Answer], T]) -> T:
        """Send what is no JSON, under the headers of the API, once; `read` as for `post_for`."""
        found: T = self._repeat("POST", path, content={"content": content}, read=read)
        return found

    def put(self, path: str, body: Any) -> Any:
        """Send JSON that replaces: repeating it does no harm by itself."""
        return self._repeat("PUT", path, once="", content={"json": body})

    def patch(self, path: str, body: Any) -> Any:
        """Send JSON that sets what it names: repeating it does no harm by itself."""
        return self._repeat("PATCH", path, once="", content={"json": body})

    def delete(self, path: str) -> Any:
        return self._repeat("DELETE", path, once="", content={})

    def carry(
        self,
        method: str,
        target: str,
        content: bytes | None,
        *,
        headers: Mapping[str, str],
        read: Callable[[Answer], T],
    ) -> T:
        """Send what a provider's library has made ready, which may be done twice without harm.

        `target` is the path with its query. A failure is Unavailable, as for a read.
        """
        found: T = self._repeat(
            method,
            target,
            changes=False,
            content={"content": content},
            read=read,
            headers=headers,
        )
        return found

    def _repeat(
        self,
        method: str,
        path: str,
        *,
        content: Mapping[str, Any],
        changes: bool = True,
        once: str | None = None,
        read: Callable[[Answer], Any] = _decoded,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        call = _Call(
            method=method,
            path=path,
            changes=changes,
            once=once,
            content=content,
            read=read,
            headers=headers or {},
        )
        deadline = self._clock() + self._limits.total_seconds
        unclear: Unclear | None = None
        for attempt in range(1, self._limits.attempts + 1):
            try:
                return self._attempt(call, deadline)
            except Unclear as failure:
                unclear = failure
                last: AdapterError = failure
                repeatable = once is not None
            except Unavailable as failure:
                last, repeatable = failure, True
            except Misconfigured:
                if unclear:
                    break
                raise
            pause = self._pause(attempt, last)
            out_of_time = self._clock() + pause >= deadline
            if not repeatable or out_of_time or attempt == self._limits.attempts:
                break
            self._sleep(pause)
        raise unclear or last

    def _pause(self, attempt: int, failure: AdapterError) -> float:
        asked = failure.retry_after_seconds if isinstance(failure, Unavailable) else None
        backoff = self._limits.pause_seconds * 2 ** (attempt - 1)
        return asked if asked is not None else backoff * _jitter.uniform(0.5, 1.0)

    def _attempt(self, call: _Call, deadline: float) -> Any:
        answer = self._send(call, deadline)
        if answer.status in NOTHING_DONE:
            raise Unavailable(self._said(answer), retry_after_seconds=_retry_after(answer.headers))
        if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise _uncertain(call, self._said(answer))
        if answer.status in _WRONG_KEY:
            raise Misconfigured(f"{self._said(answer)}: the credentials were refused")
        if answer.status >= httpx.codes.BAD_REQUEST:
            raise self._refusal(answer)
        if answer.status >= httpx.codes.MULTIPLE_CHOICES:
            raise Misconfigured(f"{self._said(answer)}: the address has moved")
        try:
            return call.read(answer)
        except ValueError:
            raise _uncertain(call, f"{self._host} did not answer as published") from None

    def _send(self, call: _Call, deadline: float) -> Answer:
        try:
            with self._http.stream(
                call.method,
                f"{self._base_url}/{call.path.lstrip('/')}",
                headers={**self._headers, **call.headers}
                | ({self._key_header: call.once} if call.once else {}),
                timeout=self._timeout(deadline),
                follow_redirects=False,
                auth=self._auth or httpx.USE_CLIENT_DEFAULT,
                **call.content,
            ) as response:
                body = self._receive(call, response, deadline)
                return Answer(status=response.status_code, headers=response.headers, body=body)
        except NOT_SENT as error:
            raise Unavailable(f"{self._host}: {type(error).__name__}") from error
        except (*WRONG_ADDRESS, UnicodeError) as error:
            # The original text quotes the header or address that is wrong, perhaps a secret.
            raise Misconfigured(f"{self._host}: {type(error).__name__}") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _uncertain(call, f"{self._host}: {type(error).__name__}") from error

    def _timeout(self, deadline: float) -> httpx.Timeout:
        left = max(deadline - self._clock(), 0.001)
        connect = min(self._limits.connect_seconds, left)
        return httpx.Timeout(min(self._limits.read_seconds, left), connect=connect, pool=connect)

    def _receive(self, call: _Call, response: httpx.Response, deadline: float) -> bytes:
        # The read time-out is per piece; a provider that drips would outlast it for ever.
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if self._clock() > deadline:
                raise _uncertain(call, f"{self._host} answered too slowly")
            if len(body) > self._limits.answer_bytes:
                raise _uncertain(call, f"{self._host} answered with too much")
        return bytes(body)

    def _said(self, answer: Answer) -> str:
        return f"{self._host} answered {answer.status}"


def _uncertain(call: _Call, detail: str) -> AdapterError:
    return Unclear(detail) if call.changes else Unavailable(detail)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    seconds = headers.get("Retry-After", "")
    return float(seconds) if seconds.isascii() and seconds.isdecimal() else None
