"""Calls into payment adapters: bounded, never inside a transaction, every failure a word."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import structlog

from turnout.kernel import runtime
from turnout.kernel.adapters import Busy, Calls
from turnout.kernel.circuit import Breaker
from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.errors import TurnoutError
from turnout.kernel.errors import Unavailable as TryAgain
from turnout.modules.connections import api as connections
from turnout.modules.payments.counting import DELIVERIES, OPERATIONS
from turnout.modules.payments.errors import NoWebhooks, UntrustedDelivery
from turnout.modules.payments.records import Errand, Outcome
from turnout_sdk.errors import (
    AdapterError,
    Declined,
    Misconfigured,
    Unavailable,
    Unclear,
    Untrusted,
)
from turnout_sdk.payments import (
    Charge,
    Delivery,
    Fetches,
    Finds,
    Operation,
    Reads,
    Refunds,
    Starts,
    Update,
    Verifies,
)

T = TypeVar("T")
CALL_SECONDS = 5.0
READERS = 4
"""Webhooks of one connection that may be in its adapter at a time, in this process."""

log = structlog.get_logger(__name__)
_inbox_calls: dict[int, Calls] = {}


def carry_out(ctx: OrganizationContext, errand: Errand) -> Outcome:
    """Send a request, or first find out what became of it when it may have been sent before."""
    kind = "start" if isinstance(errand.request, Charge) else "refund"
    outcome = _carry_out(ctx, errand)
    OPERATIONS.add(kind=kind, outcome=outcome.word)
    if outcome.word != "answered":
        log.warning("payment operation", kind=kind, outcome=outcome.word, detail=outcome.detail)
    return outcome


def fetch(ctx: OrganizationContext, connection_id: UUID, provider_ref: str) -> Operation | None:
    """How a payment stands at the provider; None when it cannot be asked, or not now."""
    try:
        opened = connections.open_gateway(ctx, connection_id)
        port = opened.port
        if not isinstance(port, Fetches):
            return None
        return _call(opened, lambda: port.fetch(provider_ref))
    except (AdapterError, TurnoutError) as error:
        log.warning("payment not fetched", why=str(error))
        return None


def verify(ctx: TenantContext, connection_id: UUID, delivery: Delivery) -> None:
    """Let the adapter prove a delivery; UntrustedDelivery, or Unavailable when it cannot now."""
    opened = connections.open_gateway(ctx, connection_id)
    port = opened.port
    if not isinstance(port, Verifies) or not isinstance(port, Reads):
        raise NoWebhooks
    try:
        _call_inbox(opened, "verify", lambda: port.verify(delivery))
    except Untrusted as error:
        DELIVERIES.add(outcome="untrusted")
        log.warning("untrusted delivery", connection_id=str(connection_id), why=str(error))
        raise UntrustedDelivery from error
    except AdapterError as error:
        DELIVERIES.add(outcome="busy")
        raise TryAgain("This delivery cannot be checked right now.") from error


def read(ctx: OrganizationContext, connection_id: UUID, delivery: Delivery) -> Update | None:
    """What a stored delivery means; AdapterError when the adapter cannot say."""
    opened = connections.open_gateway(ctx, connection_id)
    port = opened.port
    if not isinstance(port, Reads):
        raise NoWebhooks
    return _call_inbox(opened, "read", lambda: port.read(delivery))


def _carry_out(ctx: OrganizationContext, errand: Errand) -> Outcome:
    try:
        opened = connections.open_gateway(ctx, errand.connection_id)
    except (connections.Disabled, connections.NoSuchConnection) as error:
        return Outcome(word="refused", code="connection-off", detail=str(error))
    except (TurnoutError, Misconfigured) as error:  # quarantined, or not installed at present
        return Outcome(word="not_sent", detail=str(error))
    longest = opened.capabilities.longest_pending_seconds
    try:
        operation = _call(opened, lambda: _send(opened, errand))
    except AdapterError as error:
        return _failure(error, longest=longest)
    return Outcome(word="answered", operation=operation, longest_pending_seconds=longest)


def _failure(error: AdapterError, *, longest: int) -> Outcome:
    if isinstance(error, Declined):
        return Outcome(word="refused", code=error.code, detail=error.message)
    if isinstance(error, Unavailable):
        return Outcome(
            word="busy" if isinstance(error, Busy) else "not_sent",
            detail=str(error),
            retry_after_seconds=error.retry_after_seconds,
        )
    if isinstance(error, Unclear):
        return Outcome(word="unclear", detail=str(error), longest_pending_seconds=longest)
    return Outcome(word="refused", code="misconfigured", detail=str(error))


def _send(opened: connections.Opened, errand: Errand) -> Operation:
    """The same key goes out every time, so the provider carries it out once at most."""
    port, request = opened.port, errand.request
    if errand.is_repeat and isinstance(port, Finds):
        found = port.find(request.key)
        if found is not None:
            return found
    if isinstance(request, Charge):
        if not opened.capabilities.accepts(request.amount, request.method):
            raise Declined("amount-not-accepted", "This amount cannot be paid this way.")
        if isinstance(port, Starts):
            return port.start(request)
    elif isinstance(port, Refunds):
        return port.refund(request)
    raise Declined("not-offered", "This provider does not offer that.")


def _call(opened: connections.Opened, function: Callable[[], T]) -> T:
    return runtime.current().calls.call(
        opened.adapter_key,
        opened.connection_id or "platform",
        function,
        timeout_seconds=CALL_SECONDS,
    )


def _call_inbox(opened: connections.Opened, purpose: str, function: Callable[[], T]) -> T:
    """With places and circuits of its own: a provider whose API hangs can still tell us things.

    Checking and reading are apart, so that a delivery nobody can read keeps no other one out.
    """
    return _inbox().call(
        opened.adapter_key,
        f"{opened.connection_id}:{purpose}",
        function,
        timeout_seconds=CALL_SECONDS,
    )


def _inbox() -> Calls:
    current = runtime.current()
    calls = _inbox_calls.get(id(current))
    if calls is None:
        calls = Calls(Breaker(current.redis), per_connection=READERS, per_process=2 * READERS)
        _inbox_calls.clear()
        _inbox_calls[id(current)] = calls
    return calls
