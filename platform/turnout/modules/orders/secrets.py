"""Secrets of an order, a transfer offer or a transferred ticket: derived, never stored."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.http.access import requires_or_secret
from turnout.kernel.security.crypto import constant_time_equal

V = TypeVar("V", bound=Callable[..., Any])
HEADER = "Turnout-Order-Secret"
TRANSFER_HEADER = "Turnout-Transfer-Secret"
TICKET_HEADER = "Turnout-Ticket-Secret"
LENGTH = 20


@cache
def _key(_runtime: int, purpose: str) -> bytes:
    return runtime.current().keys.derive(purpose)


def order_secret(order_id: UUID) -> str:
    """160 bits that only this platform can compute for the order."""
    return _secret("orders.secret", order_id)


def proves(order_id: UUID, secret: str) -> bool:
    return constant_time_equal(secret, order_secret(order_id))


def requires_buyer_or(permission: str) -> Callable[[V], V]:
    """Let a route be called by the buyer, with the order's secret, or a member who may."""
    return requires_or_secret(permission, header=HEADER, path_id="order_id", proves=proves)


def transfer_secret(transfer_id: UUID) -> str:
    """What opens an offer to whom it was mailed; an accepted ticket has a link of its own."""
    return _secret("orders.transfer", transfer_id)


def may_answer(transfer_id: UUID, secret: str) -> bool:
    return constant_time_equal(secret, transfer_secret(transfer_id))


def ticket_secret(transfer_id: UUID) -> str:
    """What opens a ticket to whom that transfer gave it; worthless once it is passed on again."""
    return _secret("orders.held-ticket", transfer_id)


def holds_ticket(transfer_id: UUID, secret: str) -> bool:
    return constant_time_equal(secret, ticket_secret(transfer_id))


def _secret(purpose: str, subject: UUID) -> str:
    key = _key(id(runtime.current()), purpose)
    mark = hmac.new(key, subject.bytes, hashlib.sha256).digest()[:LENGTH]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()
