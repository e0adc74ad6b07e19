"""The HTTP transport of botocore: the client that Turnout lends carries its requests.

The library builds, signs and reads; it opens no connection and repeats nothing by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final

import httpx
from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from turnout_sdk.errors import Misconfigured, Unavailable, Unclear

CONNECT_SECONDS: Final = 2.0
READ_SECONDS: Final = 10.0
CHECK_SECONDS: Final = 2.5
"""How long a check of the settings waits for an answer; a check has 5 s in all."""
NOTHING_DONE: Final = frozenset({408, 425, 429, 503})
_patience: ContextVar[float] = ContextVar("read_seconds", default=READ_SECONDS)
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@contextmanager
def checking() -> Iterator[None]:
    """Wait for answers only as long as a check may."""
    before = _patience.set(CHECK_SECONDS)
    try:
        yield
    finally:
        _patience.reset(before)


class Wire:
    """Answers the library's `before-send`, which then sends nothing itself."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def __call__(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        """Send; whatever the store's answer means for a retry is decided by its status."""
        changes = request.method not in ("GET", "HEAD")
        answer = self._send(request, changes=changes)
        status = answer.status_code
        if status in NOTHING_DONE:
            answer.close()
            raise Unavailable(f"the store answered {status}")
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            answer.close()
            raise _uncertain(f"the store answered {status}", changes=changes)
        if status == httpx.codes.UNAUTHORIZED:
            answer.close()
            raise Misconfigured("the store refused the keys")
        headers = httpx.Headers(answer.headers)
        return AWSResponse(str(answer.url), status, headers, Body(answer))

    def _send(self, request: AWSPreparedRequest, *, changes: bool) -> httpx.Response:
        try:
            outgoing = self._http.build_request(
                request.method,
                request.url,
                headers={name: _text(value) for name, value in request.headers.items()},
                content=_content(request.body),
                timeout=httpx.Timeout(
                    _patience.get(), connect=CONNECT_SECONDS, pool=CONNECT_SECONDS
                ),
            )
            return self._http.send(outgoing, stream=True, follow_redirects=False)
        except _NOT_SENT as error:
            raise Unavailable(f"the store is not reached: {type(error).__name__}") from error
        except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL) as error:
            raise Misconfigured(f"the address: {type(error).__name__}") from None
        except httpx.TransportError as error:
            said = f"no answer of the store: {type(error).__name__}"
            raise _uncertain(said, changes=changes) from error


class Body:
    """An answer's body as the library reads it: in pieces, closed at the end."""

    def __init__(self, answer: httpx.Response) -> None:
        self._answer = answer
        self._pieces = answer.iter_raw(65_536)

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        """Yield the rest; Unavailable when the store breaks off."""
        try:
            yield from self._pieces
        except httpx.TransportError as error:
            raise Unavailable(f"the store broke off: {type(error).__name__}") from error
        finally:
            self.close()

    def close(self) -> None:
        with suppress(httpx.TransportError):
            self._answer.close()


def _uncertain(detail: str, *, changes: bool) -> Unavailable | Unclear:
    return Unclear(detail) if changes else Unavailable(detail)


def _content(body: Any) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    return bytes(body) if isinstance(body, bytearray) else body.read()


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
