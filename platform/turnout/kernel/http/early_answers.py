"""Answers before Flask: what a crowd asks again and again, where the process knows the answer.

A module offers them in its routes. Whatever is not plain goes on to the application, which judges
it in full: another method or host, a query, somebody signed in, an answer that is not at hand.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final
from uuid import UUID

from turnout.kernel.http.proxies import FORWARDED
from turnout.kernel.http.request_info import request_id_of
from turnout.kernel.observability import metrics
from turnout.kernel.settings import Settings

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
UUID_PATTERN: Final = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
NEVER_PLAIN: Final = ("HTTP_AUTHORIZATION", "HTTP_ORIGIN", "HTTP_TRANSFER_ENCODING")


@dataclass(frozen=True, slots=True)
class EarlyAnswer:
    """What a GET of an event's route may be answered at once, for who sends a secret with it."""

    rule: str
    """The route as Flask knows it; its requests are counted under that name."""
    header: str
    """The header of the secret; without it nothing is answered."""
    answer: Callable[[UUID, UUID, str], bytes | None]
    """Organization, event and secret → the JSON, or None where the application has to judge."""


class EarlyAnswers:
    """Stands before the application. Known hosts and headers are those of `web.install`."""

    def __init__(
        self, inner: Wsgi, settings: Settings, *, hosts: set[str], headers: Mapping[str, str]
    ) -> None:
        self._inner = inner
        self._hosts = frozenset(hosts)
        self._headers = [("Content-Type", "application/json"), *headers.items()]
        # where no proxy is trusted, the application counts the headers of one
        self._refused = NEVER_PLAIN if settings.trusted_proxies else (*NEVER_PLAIN, *FORWARDED)
        self._offers: dict[str, tuple[re.Pattern[str], str, EarlyAnswer]] = {}

    def add(self, offer: EarlyAnswer) -> None:
        pattern = re.sub(r"<uuid:\w+>", lambda _: UUID_PATTERN, offer.rule)
        name = "HTTP_" + offer.header.upper().replace("-", "_")
        self._offers[offer.rule.rpartition("/")[2]] = (re.compile(pattern), name, offer)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET":
            found = self._offers.get(environ["PATH_INFO"].rpartition("/")[2])
            if found is not None:
                body = self._answered(environ, *found)
                if body is not None:
                    return self._send(environ, start_response, body)
        return self._inner(environ, start_response)

    def _answered(
        self, environ: dict[str, Any], pattern: re.Pattern[str], name: str, offer: EarlyAnswer
    ) -> bytes | None:
        started = perf_counter()
        secret, path = environ.get(name), pattern.fullmatch(environ["PATH_INFO"])
        if (
            not secret
            or path is None
            or environ.get("QUERY_STRING")
            or environ.get("HTTP_HOST") not in self._hosts
            or any(each in environ for each in self._refused)
        ):
            return None
        body = offer.answer(UUID(path[1]), UUID(path[2]), secret)
        if body is not None:
            metrics.count_request(offer.rule, "GET", 200, seconds=perf_counter() - started)
        return body

    def _send(self, environ: dict[str, Any], start_response: Any, body: bytes) -> Iterable[bytes]:
        said = [("Content-Length", str(len(body))), ("X-Request-Id", request_id_of(environ))]
        start_response("200 OK", self._headers + said)
        return [body]
