"""The HTTP transport of the official library: the client that Turnout lends carries it.

The library keeps no connection of its own and repeats nothing: whoever wrote down the idempotency
key decides about a second attempt.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import stripe

from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.http import NOT_SENT, WRONG_ADDRESS, require_an_answer
from turnout_stripe.settings import Settings

API_VERSION = "2026-10-28.endive"
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 2.0, 4.0, 5.0
LARGEST_ANSWER = 2_000_000

_NOTHING_DONE = (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)

# The library would send the machine's name and timings along, and its debug log repeats bodies.
stripe.enable_telemetry = False
logging.getLogger("stripe").setLevel(logging.WARNING)


def open_client(settings: Settings, http: httpx.Client) -> stripe.StripeClient:
    base = settings.api_base.rstrip("/")
    return stripe.StripeClient(
        settings.api_key.get_secret_value(),
        stripe_account=settings.connected_account,
        stripe_version=API_VERSION,
        base_addresses={"api": base, "files": settings.files_base},
        max_network_retries=0,
        http_client=LentClient(http),
    )


class LentClient(stripe.HTTPClient):
    """Send one request; a failure below Stripe's own answers leaves as an error of the SDK."""

    name = "turnout"

    def __init__(self, http: httpx.Client, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._http = http
        self._clock = clock

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        **_: Any,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Return text, status and headers; Unavailable, Unclear or Misconfigured."""
        is_write = method.lower() != "get"
        try:
            with self._http.stream(
                method.upper(),
                url,
                headers=dict(headers or {}),
                content=post_data,
                timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
                follow_redirects=False,
            ) as response:
                body = self._receive(response, is_write=is_write)
        except NOT_SENT as error:
            raise Unavailable(f"Stripe: {type(error).__name__}") from error
        except (*WRONG_ADDRESS, UnicodeError) as error:
            # The original text quotes the header or address that is wrong, perhaps a secret.
            raise Misconfigured(f"Stripe: {type(error).__name__}") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _uncertain(f"Stripe: {type(error).__name__}", is_write=is_write) from error
        _require_an_answer(response, body, is_write=is_write)
        return body.decode("utf-8", "replace"), response.status_code, response.headers

    def close(self) -> None:
        """Leave the client open: it is lent."""

    def _receive(self, response: httpx.Response, *, is_write: bool) -> bytes:
        # The read time-out is per piece; an answer that drips would outlast it for ever.
        deadline = self._clock() + TOTAL_SECONDS
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if self._clock() > deadline or len(body) > LARGEST_ANSWER:
                raise _uncertain("Stripe answered too slowly or too much", is_write=is_write)
        return bytes(body)


def _require_an_answer(response: httpx.Response, body: bytes, *, is_write: bool) -> None:
    """Tell apart: nothing was done; nobody knows; Stripe has something to say, in JSON."""
    status = response.status_code
    said, uncertain = f"Stripe answered {status}", Unclear if is_write else Unavailable
    require_an_answer(said, status, response.headers, uncertain, nothing_done=_NOTHING_DONE)
    try:
        json.loads(body)
    except ValueError:
        if status >= httpx.codes.BAD_REQUEST:
            raise Misconfigured(f"{said} without saying why: is this address Stripe's?") from None
        raise uncertain("Stripe did not answer with JSON") from None


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the library raises into the SDK's words; no text of a request is repeated."""
    try:
        yield
    except stripe.CardError as error:
        code = getattr(error.error, "decline_code", None) or error.code or "card_declined"
        raise Declined(code, error.user_message or "The card was declined.") from None
    except stripe.IdempotencyError:
        raise Declined(
            "idempotency_conflict", "This operation was already asked for in another form."
        ) from None
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise _misconfigured(error) from None
    except stripe.InvalidRequestError as error:
        code = error.code or f"invalid_{error.param or 'request'}"
        raise Declined(code, "The payment provider refused this operation.") from None
    except (stripe.StripeError, LookupError, TypeError, ValueError, AttributeError) as error:
        # Carried out, perhaps, but the answer is not what was asked for.
        raise Unclear(f"Stripe's answer cannot be read: {type(error).__name__}") from None


def _misconfigured(error: stripe.StripeError) -> AdapterError:
    if error.http_status == httpx.codes.UNAUTHORIZED:
        return Misconfigured("Stripe refused the secret key")
    return Misconfigured("the key may not do this, or not for this connected account")


def _uncertain(detail: str, *, is_write: bool) -> AdapterError:
    return Unclear(detail) if is_write else Unavailable(detail)
