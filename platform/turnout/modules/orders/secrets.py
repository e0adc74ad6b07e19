"""Secrets of an order, a transfer offer or a transferred ticket: derived, never stored."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.http.access import requires_or_secret
from turnout.kernel.http.headers import ORDER_SECRET, TICKET_SECRET, TRANSFER_SECRET
from turnout.kernel.security.capability_links import derive_secret
from turnout.kernel.security.crypto import Lapsed, NotGenuine, constant_time_equal

V = TypeVar("V", bound=Callable[..., Any])
HEADER = ORDER_SECRET
TRANSFER_HEADER = TRANSFER_SECRET
TICKET_HEADER = TICKET_SECRET

ADDRESS_HEADER = "Turnout-Address-Proof"
PROOF_LIFETIME = timedelta(days=1)


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


def prove_address(email: str) -> str:
    """What a page gives whoever is signed in with a verified address, to order for it."""
    expires_at = clock.now() + PROOF_LIFETIME
    payload = email.strip().lower().encode()
    return runtime.current().keys.sign("orders.address", payload, expires_at=expires_at)


def proves_address(email: str, proof: str) -> bool:
    try:
        proven = runtime.current().keys.unsign("orders.address", proof, now=clock.now())
    except (Lapsed, NotGenuine):
        return False
    return proven == email.strip().lower().encode()
