"""The one file that knows `paypalrestsdk`: its `Api`, carried by the HTTP client that is lent.

Of the archived library the token (fetched, kept, renewed) and the judgement of answers are used.
What it would do by itself is replaced: it opened connections without time-outs, wrote headers
and bodies to the log, and renewed a refused token without end.
"""

import base64
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import paypalrestsdk
import requests
from paypalrestsdk import exceptions
from urllib3 import encode_multipart_formdata
from urllib3.fields import RequestField

from turnout_paypal.errors import refusal_of
from turnout_paypal.settings import Settings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Misconfigured, Unavailable, Unclear
from turnout_sdk.http import NOT_SENT, WRONG_ADDRESS, require_an_answer

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 2.0, 4.0, 4.8
TOKEN_PATH = "/v1/oauth2/token"  # noqa: S105 - an address

Part = tuple[str, tuple[str | None, bytes, str]]
"""A part of a form: its name; then the file's name, if it is one, its content and its type."""

_DEBUG_ID = re.compile(r"[0-9a-zA-Z]{1,40}")


@dataclass
class Purse:
    """The access token of one connection and when it was asked for; replaced as a whole."""

    held: tuple[Mapping[str, Any] | None, datetime | None] = (None, None)

    def drop(self, token: object) -> None:
        """Forget a token that was refused, unless somebody has renewed it meanwhile."""
        if self.held[0] is token:
            self.held = (None, None)


class LentApi(paypalrestsdk.Api):  # type: ignore[misc]
    """PayPal's API for the length of one verb: all its calls share one deadline.

    A call that changes something and whose answer is lost is Unclear, and so is a call that only
    reads on behalf of a verb that changes something: nobody knows what earlier attempts did.
    """

    user_agent = "turnout-paypal/1.0.0"

    def __init__(
        self,
        settings: Settings,
        session: requests.Session,
        purse: Purse,
        *,
        is_write: bool,
        seconds: float = TOTAL_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            mode=settings.environment,
            endpoint=settings.place.api_base,
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
        )
        self._session, self._purse, self._is_write = session, purse, is_write
        self._more = _partner_headers(settings)
        self._clock = clock
        self._deadline = clock() + seconds

    def get_token_hash(self, *given: Any, **named: Any) -> Any:
        """Take the connection's token; the library renews it when its time is over."""
        self.token_hash, self.token_request_at = self._purse.held
        token = super().get_token_hash(*given, **named)
        self._purse.held = (self.token_hash, self.token_request_at)
        return token

    def request(
        self,
        url: str,
        method: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        refresh_token: str | None = None,  # noqa: ARG002 - the library's signature
    ) -> Any:
        """Send JSON, or what is bytes; a refused token is renewed once: nothing was done."""
        content = body
        if body is not None and not isinstance(body, bytes):
            content = json.dumps(body, ensure_ascii=False).encode()
        for is_last in (False, True):
            # Webhooks belong to the app itself, whomever it acts for.
            on_behalf = {} if "/v1/notifications/" in url else self._more
            sent = {**self.headers(), **on_behalf, **(headers or {})}
            token = self.token_hash
            try:
                return self.http_call(url, method, data=content, headers=sent)
            except exceptions.UnauthorizedAccess:
                if is_last:
                    raise
                self._purse.drop(token)
        return None

    def http_call(self, url: str, method: str, **kwargs: Any) -> Any:
        """Send one request through the lent client and judge what came back."""
        is_token = url.endswith(TOKEN_PATH)
        changes = self._is_write or method == "POST"
        uncertain = Unclear if changes and not is_token else Unavailable
        left = self._deadline - self._clock()
        if left <= 0:
            raise Unavailable("PayPal: no time was left for another call")
        try:
            answer = self._session.request(
                method,
                url,
                timeout=(min(CONNECT_SECONDS, left), min(READ_SECONDS, left)),
                allow_redirects=False,
                **kwargs,
            )
        except requests.RequestException as error:
            raise _unanswered(error, uncertain) from None
        require_an_answer(_said(answer), answer.status_code, answer.headers, uncertain)
        try:
            return self.handle_response(answer, answer.content.decode("utf-8", "replace"))
        except ValueError:
            raise uncertain("PayPal did not answer with JSON") from None


class Client:
    """One connection's way to PayPal."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._purse = Purse()

    def open(self, *, is_write: bool = False, seconds: float = TOTAL_SECONDS) -> "Conversation":
        """Begin one verb."""
        session = self._services.requests_session()
        api = LentApi(self._settings, session, self._purse, is_write=is_write, seconds=seconds)
        return Conversation(api)


class Conversation:
    """The calls of one verb, in PayPal's words; what PayPal refuses leaves as the SDK says it."""

    def __init__(self, api: LentApi) -> None:
        self._api = api

    def get(self, path: str, **params: str) -> Any:
        query = f"?{urlencode(params)}" if params else ""
        with refusals():
            return self._api.get(f"{path}{query}")

    def post(self, path: str, body: Mapping[str, Any], *, once: str) -> Any:
        """Ask for something to be done; PayPal does it once for each key."""
        with refusals():
            return self._api.post(
                path, body, headers={"PayPal-Request-Id": once, "Prefer": "return=representation"}
            )

    def post_form(self, path: str, parts: Sequence[Part]) -> Any:
        """Send a form of several parts."""
        fields = [RequestField(name, each[1], each[0]) for name, each in parts]
        for field, (_, each) in zip(fields, parts, strict=True):
            field.make_multipart(content_type=each[2])
        body, kind = encode_multipart_formdata(fields)
        with refusals():
            return self._api.post(path, body, headers={"Content-Type": kind})

    def patch(self, path: str, changes: list[dict[str, Any]]) -> None:
        with refusals():
            self._api.patch(path, changes)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the library raises into the SDK's words; no text of an answer is repeated."""
    try:
        yield
    except exceptions.UnauthorizedAccess:
        raise Misconfigured("PayPal refused the client ID or its secret") from None
    except exceptions.ForbiddenAccess:
        raise Misconfigured(
            "PayPal does not allow this app to do that, or not for this merchant"
        ) from None
    except exceptions.ConnectionError as error:
        raise refusal_of(error.response.status_code, error.content) from None


def _unanswered(
    error: requests.RequestException, uncertain: Callable[[str], AdapterError]
) -> AdapterError:
    """Tell by what the lent client met whether anything was sent; nothing of it is quoted."""
    cause = error.__cause__
    if isinstance(error, requests.exceptions.InvalidURL) or isinstance(cause, WRONG_ADDRESS):
        return Misconfigured("PayPal: this address cannot be called")
    said = f"PayPal: {type(cause or error).__name__}"
    return Unavailable(said) if isinstance(cause, NOT_SENT) else uncertain(said)


def _said(answer: requests.Response) -> str:
    debug_id = str(answer.headers.get("PayPal-Debug-Id", ""))
    said = f"PayPal answered {answer.status_code}"
    return f"{said} (debug ID {debug_id})" if _DEBUG_ID.fullmatch(debug_id) else said


def _partner_headers(settings: Settings) -> dict[str, str]:
    """A partner says who it is and for whom it acts, by a token without a signature."""
    if not settings.is_partner:
        return {}
    parts = ({"alg": "none"}, {"iss": settings.client_id, "payer_id": settings.merchant_id})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    return {
        "PayPal-Partner-Attribution-Id": str(settings.partner_attribution_id),
        "PayPal-Auth-Assertion": f"{b'.'.join(encoded).decode()}.",
    }
