"""Secrets of an order, a transfer offer or a transferred ticket: derived, never stored."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from turnout.kernel.http.access import requires_or_secret
from turnout.kernel.http.headers import ORDER_SECRET, TICKET_SECRET, TRANSFER_SECRET
from turnout.kernel.security.capability_links import derive_secret
from turnout.kernel.security.crypto import constant_time_equal

V = TypeVar("V", bound=Callable[..., Any])
HEADER = ORDER_SECRET
TRANSFER_HEADER = TRANSFER_SECRET
TICKET_HEADER = TICKET_SECRET


def order_secret(order_id: UUID) -> str:
    """160 bits that only this platform can compute for the order."""
    return derive_secret("orders.secret", order_id.bytes)


def proves(order_id: UUID, secret: str) -> bool:
    return constant_time_equal(secret, order_secret(order_id))


def requires_buyer_or(permission: str) -> Callable[[V], V]:
    """Let a route be called by the buyer, with the order's secret, or a member who may."""
    return requires_or_secret(permission, header=HEADER, path_id="order_id", proves=proves)


def transfer_secret(transfer_id: UUID) -> str:
    """The secret of a transfer offer, for whom it was mailed to; an accepted ticket has its own."""
    return derive_secret("orders.transfer", transfer_id.bytes)


def may_answer(transfer_id: UUID, secret: str) -> bool:
    return constant_time_equal(secret, transfer_secret(transfer_id))


def ticket_secret(transfer_id: UUID) -> str:
    """The secret of a ticket for whom this transfer gave it to, until it is transferred again."""
    return derive_secret("orders.held-ticket", transfer_id.bytes)


def holds_ticket(transfer_id: UUID, secret: str) -> bool:
    return constant_time_equal(secret, ticket_secret(transfer_id))
