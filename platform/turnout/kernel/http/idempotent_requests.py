"""The idempotency key of a request: whose it is, and what tells the request from another."""

import hashlib
from typing import Final

from flask import Request

from turnout.kernel.context import GUEST, Idempotency, OrganizationContext, PublicContext
from turnout.kernel.http.application import current_request
from turnout.kernel.http.idempotency import require_unguessable

CHECKOUT_COOKIE: Final = "turnout_checkout"
HELD: Final = "turnout.held"
"""In the environment of a request whose secret was proven."""


def idempotency_of(ctx: OrganizationContext | PublicContext, key: str) -> Idempotency:
    """Whose key it is on which route, and what it was sent with.

    Of nobody, a key that can be guessed is refused unless they have shown a secret.
    """
    request = current_request()
    who = str(ctx.actor)
    if ctx.actor == GUEST:
        browser = request.cookies.get(CHECKOUT_COOKIE, "")
        if not browser and HELD not in request.environ:
            require_unguessable(key)
        who = f"guest:{browser}"
    return Idempotency(
        scope=f"{request.method} {request.path} {who}",
        key=key,
        fingerprint=_fingerprint(request),
    )


def _fingerprint(request: Request) -> bytes:
    """What tells this request from another with its key: its body, and its query if any."""
    told = hashlib.sha256(request.get_data(cache=True))
    if request.query_string:
        told.update(b"?" + request.query_string)
    return told.digest()
