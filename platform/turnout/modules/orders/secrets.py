"""Secrets of an order, a transfer offer or a transferred ticket: derived, never stored."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http.access import requires_or_secret
from turnout.kernel.http.headers import ORDER_SECRET, TICKET_SECRET, TRANSFER_SECRET
from turnout.kernel.security.capability_links import derive_secret, head_of, is_derived
from turnout.modules.orders import queries

V = TypeVar("V", bound=Callable[..., Any])
HEADER = ORDER_SECRET
TRANSFER_HEADER = TRANSFER_SECRET
TICKET_HEADER = TICKET_SECRET

SERIAL_BYTES = 4


def order_secret(order_id: UUID, serial: int, *, key_id: str | None = None) -> str:
    """160 bits that only this platform can compute for the order.

    The order's serial grows when its address is corrected: what was derived with another one ends.
    With 0 there is no serial in it, as in every secret before there were serials.
    """
    head = serial.to_bytes(SERIAL_BYTES, "big") if serial else b""
    return derive_secret("orders.secret", order_id.bytes + head, head=head, key_id=key_id)


def opens(tx: Transaction, order_id: UUID, secret: str) -> bool:
    """Whether the secret is the order's present one."""
    serial = _genuine_serial(order_id, secret)
    return serial is not None and queries.find_secret_serial(tx, order_id) == serial


def proves(ctx: PublicContext, order_id: UUID, secret: str) -> bool:
    """As `opens`, in a transaction of its own; a forged secret costs no statement."""
    if _genuine_serial(order_id, secret) is None:
        return False
    with transaction(ctx) as tx:
        return opens(tx, order_id, secret)


def _genuine_serial(order_id: UUID, secret: str) -> int | None:
    """The serial of a secret that was made here for the order; None for any other text."""
    head = head_of(secret, SERIAL_BYTES)
    serial = int.from_bytes(head, "big") if head else 0
    return serial if is_derived(secret, partial(order_secret, order_id, serial)) else None


def requires_buyer_or(permission: str) -> Callable[[V], V]:
    """Let a route be called by the buyer, with the order's secret, or a member who may."""
    return requires_or_secret(permission, header=HEADER, path_id="order_id", proves=proves)


def transfer_secret(transfer_id: UUID, *, key_id: str | None = None) -> str:
    """The secret of a transfer offer, for whom it was mailed to; an accepted ticket has its own."""
    return derive_secret("orders.transfer", transfer_id.bytes, key_id=key_id)


def may_answer(transfer_id: UUID, secret: str) -> bool:
    return is_derived(secret, partial(transfer_secret, transfer_id))


def ticket_secret(transfer_id: UUID, *, key_id: str | None = None) -> str:
    """The secret of a ticket for whom this transfer gave it to, until it is transferred again."""
    return derive_secret("orders.held-ticket", transfer_id.bytes, key_id=key_id)


def holds_ticket(transfer_id: UUID, secret: str) -> bool:
    return is_derived(secret, partial(ticket_secret, transfer_id))
