"""A `requests.Session` that speaks through the lent httpx client, for vendors' libraries.

Needs the extra `turnout-sdk[requests]`; nothing else imports this module.
"""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx
import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from urllib3 import HTTPResponse

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

ANSWER_BYTES = 8_000_000
# httpx has unpacked the body and taken the chunks apart already.
_ABOUT_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class LentTransport(HTTPAdapter):
    """Carries what a session sends over an httpx client, whose rules then hold for it too.

    The client's time-outs are the longest: a library that asks for none, or for more, gets the
    client's. Certificates, proxies and netrc of the session are not looked at.
    """

    def __init__(self, http: httpx.Client) -> None:
        super().__init__()
        self._http = http

    def send(
        self,
        request: "PreparedRequest",
        stream: bool = False,  # noqa: FBT001, FBT002, ARG002 - the library's signature
        timeout: Any = None,
        verify: Any = True,  # noqa: FBT002, ARG002
        cert: Any = None,  # noqa: ARG002
        proxies: Any = None,  # noqa: ARG002
    ) -> "Response":
        """Send one request; failures come out as `requests` names them."""
        try:
            outgoing = self._http.build_request(
                request.method or "GET",
                request.url or "",
                headers=_headers(request.headers),
                content=_content(request.body),
                timeout=self._timeout(timeout),
            )
            answer = self._http.send(outgoing, stream=True, follow_redirects=False)
            try:
                body = _receive(answer)
            finally:
                answer.close()
        except httpx.ConnectTimeout as error:
            raise requests.exceptions.ConnectTimeout(request=request) from error
        except httpx.TimeoutException as error:
            raise requests.exceptions.ReadTimeout(request=request) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise requests.exceptions.InvalidURL(request=request) from error
        except httpx.RequestError as error:
            raise requests.exceptions.ConnectionError(request=request) from error
        return self._response(request, answer, body)

    def _timeout(self, asked: Any) -> httpx.Timeout:
        longest = self._http.timeout
        connect, read = asked if isinstance(asked, tuple) else (asked, asked)
        return httpx.Timeout(
            connect=_shorter(connect, longest.connect),
            read=_shorter(read, longest.read),
            write=longest.write,
            pool=longest.pool,
        )

    def _response(
        self, request: "PreparedRequest", answer: httpx.Response, body: bytes
    ) -> "Response":
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name.lower() not in _ABOUT_THE_WIRE
        }
        response = requests.Response()
        response.status_code = answer.status_code
        response.reason = answer.reason_phrase
        response.headers = CaseInsensitiveDict(headers)
        response.encoding = get_encoding_from_headers(response.headers)
        response.url = str(answer.url)
        response.request = request
        response.raw = HTTPResponse(
            body=io.BytesIO(body),
            headers=headers,
            status=answer.status_code,
            reason=answer.reason_phrase,
            preload_content=False,
            decode_content=False,
        )
        return response


def session_over(http: httpx.Client) -> requests.Session:
    """Make a session that reaches the network through `http` and in no other way."""
    session = requests.Session()
    session.trust_env = False
    for scheme in ("https://", "http://"):
        session.mount(scheme, LentTransport(http))
    return session


def _headers(headers: Mapping[str, str | bytes]) -> dict[str, str]:
    return {
        str(name): value.decode("latin-1") if isinstance(value, bytes) else value
        for name, value in headers.items()
        if name.lower() not in {"content-length", "transfer-encoding"}
    }


def _content(body: Any) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        read = body.read()
        return read.encode() if isinstance(read, str) else bytes(read)
    return b"".join(body)


def _shorter(asked: float | None, longest: float | None) -> float | None:
    known = [each for each in (asked, longest) if each is not None]
    return min(known) if known else None


def _receive(answer: httpx.Response) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > ANSWER_BYTES:
            raise httpx.ReadError("the answer is too long", request=answer.request)
    return bytes(body)
