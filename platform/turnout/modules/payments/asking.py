"""Calls into payment adapters: bounded, never inside a transaction, every failure a word."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import structlog

from turnout.kernel import runtime
from turnout.kernel.adapters import Busy, Calls
from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.errors import TurnoutError
from turnout.kernel.errors import Unavailable as TryAgain
from turnout.kernel.outbound.circuit_breaker import Breaker
from turnout.modules.connections import api as connections
from turnout.modules.payments import understood
from turnout.modules.payments.by_hand import by_hand
from turnout.modules.payments.errors import NoWebhooks, UntrustedDelivery
from turnout.modules.payments.metrics import DELIVERIES, OPERATIONS
from turnout.modules.payments.types import Errand, Outcome
from turnout.modules.payments.waiting import Full, Places
from turnout_sdk.errors import (
    AdapterError,
    Declined,
    Misconfigured,
    Unavailable,
    Unclear,
    Untrusted,
)
from turnout_sdk.payments import (
    Capabilities,
    Capture,
    Captures,
    Charge,
    Delivery,
    FactKind,
    Fetches,
    Finds,
    Operation,
    Reads,
    Refund,
    Refunds,
    Starts,
    Update,
    Verifies,
    Void,
    Voids,
)
from turnout_sdk.statements import Statements

T = TypeVar("T")
CALL_SECONDS = 5.0

log = structlog.get_logger(__name__)
_inboxes: dict[int, tuple[Calls, Places]] = {}
_inbox_lock = threading.Lock()


def carry_out(ctx: OrganizationContext, errand: Errand) -> Outcome:
    """Send a request, or first find out what became of it when it may have been sent before."""
    outcome = _carry_out(ctx, errand)
    OPERATIONS.add(kind=errand.kind, outcome=outcome.word)
    if outcome.word != "answered":
        log.warning(
            "payment operation", kind=errand.kind, outcome=outcome.word, detail=outcome.detail
        )
    return outcome


def fetch(ctx: OrganizationContext, connection_id: UUID, provider_ref: str) -> Operation | None:
    """How a payment stands at the provider; None when it cannot be asked, or not now."""
    try:
        opened = connections.open_gateway(ctx, connection_id)
        port = opened.port
        if not isinstance(port, Fetches):
            return None
        return _call(opened, lambda: understood.operation(port.fetch(provider_ref)))
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
    return _call_inbox(opened, "read", lambda: understood.update(port.read(delivery)))


def _carry_out(ctx: OrganizationContext, errand: Errand) -> Outcome:
    try:
        opened = connections.open_gateway(ctx, errand.connection_id)
    except (connections.Disabled, connections.ConnectionNotFound) as error:
        return Outcome(word="refused", code="connection-off", detail=str(error), may_change=True)
    except (TurnoutError, Misconfigured) as error:  # quarantined, or not installed at present
        return Outcome(word="not_sent", detail=str(error))
    longest = _longest(opened.capabilities, errand)
    try:
        operation = _call(opened, lambda: understood.operation(_send(opened, errand)))
    except AdapterError as error:
        return _failure(error, longest=longest)
    return Outcome(word="answered", operation=operation, longest_pending_seconds=longest)


def _longest(capabilities: Capabilities, errand: Errand) -> int:
    """How long the money may be on its way: by the method that was chosen, else by any."""
    request = errand.request
    if not isinstance(request, Charge):
        return 0
    chosen = capabilities.method(request.method) if request.method else None
    longest = (chosen or capabilities).longest_pending_seconds
    return longest if request.capture else max(longest, capabilities.authorization_seconds)


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
    return Outcome(word="refused", code="misconfigured", detail=str(error), may_change=True)


def _send(opened: connections.Opened, errand: Errand) -> Operation:
    """The same key goes out every time, so the provider carries it out once at most."""
    port, request = opened.port, errand.request
    if errand.is_repeat:
        done = _found(port, errand)
        if done is not None:
            return done
    if isinstance(request, Charge):
        if not opened.capabilities.accepts(request.amount, request.method):
            raise Declined("amount-not-accepted", "This amount cannot be paid this way.")
        if isinstance(port, Starts):
            return port.start(request)
    elif isinstance(request, Capture) and isinstance(port, Captures):
        return port.capture(request)
    elif isinstance(request, Void) and isinstance(port, Voids):
        return port.void(request)
    elif isinstance(request, Refund):
        return _refund(port, request)
    raise Declined("not-offered", "This provider does not offer that.")


def _refund(port: Any, request: Refund) -> Operation:
    if isinstance(port, Refunds):
        return port.refund(request)
    if isinstance(port, Statements):
        return by_hand(request)
    raise Declined("not-offered", "This provider gives no money back.")


def _found(port: Any, errand: Errand) -> Operation | None:
    """What an earlier sending of the same request made; None: it may be sent again.

    A provider that cannot look a key up is asked for the payment: it may show what we wanted.
    """
    request = errand.request
    if isinstance(port, Finds):
        return port.find(request.key)
    if errand.payment_ref is None or not isinstance(port, Fetches):
        return None
    if isinstance(request, Capture | Void):
        standing = port.fetch(errand.payment_ref)
        wanted = FactKind.PAYMENT_VOIDED if isinstance(request, Void) else None
        shows = any(each.key == request.key or each.kind is wanted for each in standing.facts)
        return standing if shows else None
    return None


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
    Deliveries that come in a burst wait for their turn, at most 2 s.
    """
    calls, places = _inbox()
    subject = f"{opened.connection_id}:{purpose}"
    try:
        with places.one(subject):
            return calls.call(opened.adapter_key, subject, function, timeout_seconds=CALL_SECONDS)
    except Full as error:
        raise Busy("too many deliveries at once") from error


def _inbox() -> tuple[Calls, Places]:
    """A hanging adapter gets half of the web's threads, all together all of them but one."""
    current = runtime.current()
    with _inbox_lock:
        found = _inboxes.get(id(current))
        if found is None:
            threads = current.settings.web_threads
            most, each = max(1, threads - 1), max(1, threads // 2)
            found = (
                Calls(Breaker(current.redis), per_connection=each, per_process=most),
                Places(per_subject=each, in_all=most),
            )
            _inboxes.clear()
            _inboxes[id(current)] = found
        return found
