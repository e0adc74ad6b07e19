"""The HTTP transport of the official library: the client that Turnout lends carries it.

The library knows paths and credentials. It would repeat nothing, wait for ever and print what
fails; so its session is ours, and every failure leaves here as an error of the SDK.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import razorpay
import requests

from turnout_razorpay.errors import refusal
from turnout_razorpay.settings import Settings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Misconfigured, Unavailable, Unclear
from turnout_sdk.http import NOT_SENT, WRONG_ADDRESS, require_an_answer

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 2.0, 4.0, 8.0

_NOTHING_DONE = (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)


class Client:
    """Opens the library for one verb at a time, so that all calls of a verb share its time."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._session = services.requests_session()

    def reading(self) -> razorpay.Client:
        """Open it for a verb that changes nothing: whatever is uncertain is Unavailable."""
        return self._open(Unavailable)

    def changing(self, seconds: float = TOTAL_SECONDS) -> razorpay.Client:
        """Open it for a verb that changes something: whatever is uncertain is Unclear."""
        return self._open(Unclear, seconds)

    def _open(
        self, uncertain: Callable[[str], AdapterError], seconds: float = TOTAL_SECONDS
    ) -> razorpay.Client:
        settings = self._settings
        return razorpay.Client(
            session=Calls(self._session, uncertain, seconds),
            auth=(settings.key_id, settings.key_secret.get_secret_value()),
            base_url=settings.api_base.rstrip("/"),
        )


class Calls:
    """What the library takes for its session: `get`, `post` and `patch`, each within the time."""

    def __init__(
        self,
        session: requests.Session,
        uncertain: Callable[[str], AdapterError],
        seconds: float = TOTAL_SECONDS,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session, self._uncertain, self._clock = session, uncertain, clock
        self._deadline = clock() + seconds

    def get(self, url: str, **options: Any) -> requests.Response:
        return self._send("GET", url, options)

    def post(self, url: str, **options: Any) -> requests.Response:
        return self._send("POST", url, options)

    def patch(self, url: str, **options: Any) -> requests.Response:
        return self._send("PATCH", url, options)

    def _send(self, method: str, url: str, options: Mapping[str, Any]) -> requests.Response:
        """Return an answer that is JSON and a success; raise the SDK's errors for all else."""
        left = self._deadline - self._clock()
        if left <= 0:
            raise self._uncertain("Razorpay took too long")
        timeout = (min(CONNECT_SECONDS, left), min(READ_SECONDS, left))
        # The library's agent ends in a space, which HTTP forbids.
        headers = {name: value.strip() for name, value in options.get("headers", {}).items()}
        try:
            answer = self._session.request(
                method,
                url,
                **{**options, "headers": headers},
                timeout=timeout,
                allow_redirects=False,
            )
        except (requests.RequestException, UnicodeError) as error:
            # The original text may quote the address or header that is wrong.
            raise self._failure(error) from None
        self._require_a_success(answer)
        return answer

    def _failure(self, error: Exception) -> AdapterError:
        cause = error.__cause__ or error
        detail = f"Razorpay: {type(cause).__name__}"
        if isinstance(cause, NOT_SENT):
            return Unavailable(detail)
        if isinstance(cause, (*WRONG_ADDRESS, UnicodeError, requests.exceptions.InvalidURL)):
            return Misconfigured(detail)
        return self._uncertain(detail)

    def _require_a_success(self, answer: requests.Response) -> None:
        status, headers = answer.status_code, answer.headers
        said = f"Razorpay answered {status}"
        require_an_answer(said, status, headers, self._uncertain, nothing_done=_NOTHING_DONE)
        try:
            content = answer.json()
        except ValueError:
            content = None
        if status >= httpx.codes.BAD_REQUEST:
            raise refusal(status, content)
        if not isinstance(content, dict):
            raise self._uncertain("Razorpay did not answer with an object")
