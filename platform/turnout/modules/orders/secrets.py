"""The secret that opens one order to its buyer: derived, never stored, constant-time compared."""

import base64
import hashlib
import hmac
from functools import cache
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.crypto import constant_time_equal

HEADER = "Turnout-Order-Secret"
LENGTH = 20


@cache
def _key(_runtime: int) -> bytes:
    return runtime.current().keys.derive("orders.secret")


def order_secret(order_id: UUID) -> str:
    """160 bits that only this platform can compute for the order."""
    key = _key(id(runtime.current()))
    mark = hmac.new(key, order_id.bytes, hashlib.sha256).digest()[:LENGTH]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()


def proves(order_id: UUID, secret: str) -> bool:
    return constant_time_equal(secret, order_secret(order_id))
