"""Callers of the public API: each with a token or none, and patient when a server goes away."""

import secrets
import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Self

import httpx

from turnout_dev.demo.reporter import DemoFailed

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
PAUSE_SECONDS = 0.2
SHOWN_CHARACTERS = 600


class Caller:
    """One party that speaks to the platform over HTTP.

    A request that finds no server, or loses it before the answer, is sent again with the same
    Idempotency-Key until `patience_seconds` are over.
    """

    def __init__(
        self,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        patience_seconds: float = 15.0,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._patience = patience_seconds
        self._http = httpx.Client(
            base_url=self.base_url, headers=dict(headers or {}), timeout=TIMEOUT, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def signed_in(self, email: str, password: str) -> "Caller":
        """The same server, as this person."""
        answer = self.post("/api/v1/auth/sign-in", {"email": email, "password": password})
        bearer = {"Authorization": f"Bearer {answer['access_token']}"}
        return Caller(self.base_url, headers=bearer, patience_seconds=self._patience)

    def get(self, path: str, *, expect: int = 200, **query: Any) -> Any:
        return _content(self.request("GET", path, expect=expect, params=query))

    def post(
        self,
        path: str,
        body: Any = None,
        *,
        expect: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        key = {"Idempotency-Key": secrets.token_hex(12)}
        sent = {**key, **(headers or {})}
        return _content(self.request("POST", path, expect=expect, json=body, headers=sent))

    def upload(self, path: str, name: str, data: bytes) -> Any:
        """Send one file as a browser's form does."""
        return _content(self.request("POST", path, expect=201, files={"file": (name, data)}))

    def patch(self, path: str, body: Any, *, expect: int = 200) -> Any:
        return _content(self.request("PATCH", path, expect=expect, json=body))

    def pages(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Every item of a list, page by page."""
        cursor: str | None = None
        while True:
            wanted = {**query, "limit": 100} | ({"cursor": cursor} if cursor else {})
            page = self.get(path, **wanted)
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def request(
        self, method: str, path: str, *, expect: int | None = None, **options: Any
    ) -> httpx.Response:
        """Send once more whatever got no answer; DemoFailed for another status than `expect`."""
        until = time.monotonic() + self._patience
        while True:
            try:
                response = self._http.request(method, path, **options)
            except httpx.TransportError as error:
                if time.monotonic() > until:
                    lost = f"{method} {path}: no answer in {self._patience:.0f} s ({error!r})"
                    raise DemoFailed(lost) from error
            else:
                is_busy = response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
                if not is_busy or expect == response.status_code or time.monotonic() > until:
                    break
            time.sleep(PAUSE_SECONDS)
        if expect is not None and response.status_code != expect:
            raise DemoFailed(unexpected(response, expect))
        return response


def unexpected(response: httpx.Response, expected: int) -> str:
    """Say what a request answered instead, with the whole problem document."""
    asked = f"{response.request.method} {response.request.url}"
    says = response.text[:SHOWN_CHARACTERS]
    hint = ""
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        hint = " (the stack's TURNOUT_RATE_LIMITS are too low for one address with many buyers)"
    return f"{asked}: expected {expected}, found {response.status_code}{hint}: {says}"


def _content(response: httpx.Response) -> Any:
    if "json" in response.headers.get("Content-Type", ""):
        return response.json()
    return response.content
