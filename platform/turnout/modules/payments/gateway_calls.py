"""Calls to payment gateways: limited in time, outside transactions; answers are validated."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog

from turnout.kernel import runtime
from turnout.kernel.adapters import Busy, Calls
from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.errors import TurnoutError
from turnout.kernel.errors import Unavailable as TryAgain
from turnout.kernel.outbound.circuit_breaker import Breaker
from turnout.modules.connections import api as connections
from turnout.modules.payments import risks
from turnout.modules.payments.errors import NoWebhooks, UntrustedDelivery
from turnout.modules.payments.metrics import DELIVERIES, OPERATIONS
from turnout.modules.payments.provider_objects import MANUAL_PREFIX
from turnout_sdk.errors import (
    AdapterError,
    Declined,
    Misconfigured,
    Unavailable,
    Unclear,
    Untrusted,
)
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    REFUND_STATES,
    Capabilities,
    Capture,
    Captures,
    Charge,
    Delivery,
    FactKind,
    Fetches,
    Finds,
    NextAction,
    Operation,
    OperationState,
    Points,
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
from turnout_sdk.time_limits import CALL_SECONDS

T = TypeVar("T")
WAIT_SECONDS: Final = 2.0
SLOW_SECONDS: Final = 0.5
LONGEST_NAME: Final = 255
"""Of a payment at its provider, as a stranger may name it."""
log = structlog.get_logger(__name__)


def valid_operation(answer: object) -> Operation:
    """Return a valid answer; Unclear for any other: a request was sent, its outcome unknown."""
    if not isinstance(answer, Operation) or not _is_valid_operation(answer):
        raise Unclear("The adapter answered something that is no operation.")
    return answer


def valid_update(answer: object) -> Update | None:
    """Return the update that a delivery was read as; Unclear for anything that is no update."""
    if answer is None or (isinstance(answer, Update) and _is_valid_update(answer)):
        return answer
    raise Unclear("The adapter read something that is no update.")


def _is_valid_operation(answer: Operation) -> bool:
    action = answer.next_action
    return (
        _is_named(answer.provider_ref)
        and isinstance(answer.state, OperationState)
        and isinstance(answer.amount, Money)
        and (action is None or isinstance(action, NextAction))
        and isinstance(answer.facts, tuple)
        and all(isinstance(each, Update) and _is_valid_update(each) for each in answer.facts)
    )


def _is_valid_update(each: Update) -> bool:
    return (
        isinstance(each.kind, FactKind)
        and isinstance(each.amount, Money)
        and _is_named(each.provider_ref)
        and _is_named(each.object_id)
        and each.occurred_at.tzinfo is not None
        and risks.is_valid(each.risk)
    )


def _is_named(text: object) -> bool:
    return isinstance(text, str) and bool(text)


def _is_possible_name(text: object) -> bool:
    """Whether a stranger's word may be looked up at all."""
    return isinstance(text, str) and 0 < len(text) <= LONGEST_NAME and text.isprintable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """An unsigned delivery: nothing is proved but that somebody named a payment, or none."""

    provider_ref: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRequest:
    """One operation to send to its provider: read in a transaction, carried out after it."""

    operation_id: UUID
    payment_id: UUID
    connection_id: UUID | None
    """None: a person took the money, and gives it back."""
    kind: str
    payload: Charge | Refund | Capture | Void
    payment_ref: str | None
    is_repeat: bool
    """It may have reached the provider before: ask what became of it first."""
    age_seconds: float = 0.0
    """Since it was first sent under its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a request ended; `status` is answered, refused, not_sent, busy or unclear."""

    status: str
    operation: Operation | None = None
    code: str = ""
    detail: str = ""
    retry_after_seconds: float | None = None
    longest_pending_seconds: int = 0
    may_change: bool = False
    """Refused because of our own settings: once somebody changed them, it may succeed."""


def execute(ctx: OrganizationContext, request: ProviderRequest) -> Outcome:
    """Send a request, or first find out what became of it when it may have been sent before."""
    outcome = _execute(ctx, request)
    OPERATIONS.add(kind=request.kind, outcome=outcome.status)
    if outcome.status != "answered":
        log.warning(
            "payment operation", kind=request.kind, outcome=outcome.status, detail=outcome.detail
        )
    return outcome


def fetch(ctx: OrganizationContext, connection_id: UUID, provider_ref: str) -> Operation | None:
    """Fetch a payment from its provider; None when it cannot be asked, or not now."""
    try:
        opened = connections.open_gateway(ctx, connection_id)
        port = opened.port
        if not isinstance(port, Fetches):
            return None
        return _call(opened, lambda: valid_operation(port.fetch(provider_ref)))
    except (AdapterError, TurnoutError) as error:
        log.warning("payment not fetched", why=str(error))
        return None


def tells_risk(ctx: OrganizationContext, connection_id: UUID) -> bool:
    """Whether a provider says of the risk of a payment, and can be asked about one."""
    opened = connections.open_gateway(ctx, connection_id)
    return bool(opened.capabilities.risk_levels) and isinstance(opened.port, Fetches)


def verify(ctx: TenantContext, connection_id: UUID, delivery: Delivery) -> Ping | None:
    """Let the adapter prove a delivery, or name the payment that an unsigned one names.

    UntrustedDelivery, or Unavailable when it cannot now. None: it is proved, and to be read.
    """
    opened = connections.open_gateway(ctx, connection_id)
    port = opened.port
    reads = isinstance(port, Points) or (isinstance(port, Verifies) and isinstance(port, Reads))
    if not reads or not isinstance(opened.capabilities, Capabilities):
        raise NoWebhooks
    try:
        return _call_inbox(opened, "verify", lambda: _prove(port, delivery))
    except Untrusted as error:
        DELIVERIES.add(outcome="untrusted")
        log.warning("untrusted delivery", connection_id=str(connection_id), why=str(error))
        raise UntrustedDelivery from error
    except AdapterError as error:
        DELIVERIES.add(outcome="busy")
        raise TryAgain("This delivery cannot be checked right now.") from error


def _prove(port: Any, delivery: Delivery) -> Ping | None:
    if not isinstance(port, Points):
        port.verify(delivery)
        return None
    named = port.points_to(delivery)
    return Ping(provider_ref=named if _is_possible_name(named) else None)


def read(ctx: OrganizationContext, connection_id: UUID, delivery: Delivery) -> Update | None:
    """Read a stored delivery as an update; AdapterError when the adapter cannot."""
    opened = connections.open_gateway(ctx, connection_id)
    port = opened.port
    if not isinstance(port, Reads):
        raise NoWebhooks
    return _call_inbox(opened, "read", lambda: valid_update(port.read(delivery)))


def _execute(ctx: OrganizationContext, request: ProviderRequest) -> Outcome:
    payload = request.payload
    if request.connection_id is None:
        if isinstance(payload, Refund):
            return Outcome(status="answered", operation=_by_hand(payload))
        return Outcome(status="refused", code="not-offered")
    try:
        opened = connections.open_gateway(ctx, request.connection_id)
    except (connections.Disabled, connections.ConnectionNotFound) as error:
        return Outcome(status="refused", code="connection-off", detail=str(error), may_change=True)
    except (TurnoutError, Misconfigured) as error:  # quarantined, or not installed at present
        return Outcome(status="not_sent", detail=str(error))
    longest = _longest(opened.capabilities, request)
    try:
        operation = _call(opened, lambda: valid_operation(_send(opened, request)))
    except AdapterError as error:
        return _failure(error, longest=longest)
    return Outcome(status="answered", operation=operation, longest_pending_seconds=longest)


def _longest(capabilities: Capabilities, request: ProviderRequest) -> int:
    """Seconds that the money may be on its way, by the chosen method, else by the slowest."""
    payload = request.payload
    if not isinstance(payload, Charge):
        return 0
    chosen = capabilities.method(payload.method) if payload.method else None
    longest = (chosen or capabilities).longest_pending_seconds
    return longest if payload.capture else max(longest, capabilities.authorization_seconds)


def _failure(error: AdapterError, *, longest: int) -> Outcome:
    if isinstance(error, Declined):
        return Outcome(status="refused", code=error.code, detail=error.message)
    if isinstance(error, Unavailable):
        return Outcome(
            status="busy" if isinstance(error, Busy) else "not_sent",
            detail=str(error),
            retry_after_seconds=error.retry_after_seconds,
        )
    if isinstance(error, Unclear):
        return Outcome(status="unclear", detail=str(error), longest_pending_seconds=longest)
    return Outcome(status="refused", code="misconfigured", detail=str(error), may_change=True)


def _send(opened: connections.Opened, request: ProviderRequest) -> Operation:
    """The same key goes out every time, so the provider carries it out once at most."""
    port, payload = opened.port, request.payload
    if request.is_repeat:
        done = _found(port, request)
        if done is not None:
            return done
        if not isinstance(port, Finds) and _is_key_forgotten(opened.capabilities, request):
            return _find_refund(port, request)
    if isinstance(payload, Charge):
        if not opened.capabilities.accepts(payload.amount, payload.method):
            raise Declined("amount-not-accepted", "This amount cannot be paid this way.")
        if isinstance(port, Starts):
            return port.start(payload)
    elif isinstance(payload, Capture) and isinstance(port, Captures):
        return port.capture(payload)
    elif isinstance(payload, Void) and isinstance(port, Voids):
        return port.void(payload)
    elif isinstance(payload, Refund):
        return _refund(port, payload)
    raise Declined("not-offered", "This provider does not offer that.")


def _refund(port: Any, refund: Refund) -> Operation:
    """Ask for a refund; where the adapter only reads statements, a person sends it at the bank.

    Such a refund is pending until somebody sent it, or a line of a statement shows it.
    """
    if isinstance(port, Refunds):
        return port.refund(refund)
    if isinstance(port, Statements):
        return _by_hand(refund)
    raise Declined("not-offered", "This provider gives no money back.")


def _by_hand(refund: Refund) -> Operation:
    return Operation(
        provider_ref=f"{MANUAL_PREFIX}{refund.key}",
        state=OperationState.PENDING,
        amount=refund.amount,
    )


def _found(port: Any, request: ProviderRequest) -> Operation | None:
    """Find what an earlier attempt of the request did; None: it may be sent again.

    A provider that cannot look a key up is asked for the payment: it may show what we wanted.
    """
    payload = request.payload
    if isinstance(port, Finds):
        return port.find(payload.key)
    if request.payment_ref is None or not isinstance(port, Fetches):
        return None
    if isinstance(payload, Capture | Void):
        standing = port.fetch(request.payment_ref)
        wanted = FactKind.PAYMENT_VOIDED if isinstance(payload, Void) else None
        shows = any(each.key == payload.key or each.kind is wanted for each in standing.facts)
        return standing if shows else None
    return None


def _is_key_forgotten(capabilities: Capabilities, request: ProviderRequest) -> bool:
    """Whether the provider may take the key for a new one by the time that it is asked."""
    lasts = capabilities.keys_last_seconds
    return 0 < lasts <= request.age_seconds + CALL_SECONDS


def _find_refund(port: Any, request: ProviderRequest) -> Operation:
    """Look for a refund among the facts of its payment; Unclear, and never sent again, if not."""
    payload = request.payload
    if isinstance(payload, Refund) and isinstance(port, Fetches):
        for each in port.fetch(payload.provider_ref).facts:
            if each.key == payload.key and each.kind in REFUND_STATES:
                state = REFUND_STATES[each.kind]
                return Operation(
                    provider_ref=each.object_id, state=state, amount=each.amount, facts=(each,)
                )
    raise Unclear("The provider has forgotten the key of this request: look there if it was done.")


def _call(opened: connections.Opened, function: Callable[[], T]) -> T:
    return runtime.current().calls.call(
        opened.adapter_key, opened.connection_id or "platform", function
    )


class NoSlot(Exception):
    """No slot came free within the time."""


class Slots:
    """Slots for calls: `per_subject` at once for one subject, `in_all` together; others wait.

    Nobody waits behind a call that is slow already: the threads that wait are the web's, and a
    provider's adapter that hangs gets its share of them and no more.
    """

    def __init__(
        self,
        *,
        per_subject: int,
        in_all: int,
        wait_seconds: float = WAIT_SECONDS,
        slow_seconds: float = SLOW_SECONDS,
    ) -> None:
        self._per_subject = per_subject
        self._in_all = in_all
        self._wait_seconds = wait_seconds
        self._slow_seconds = slow_seconds
        self._since: dict[str, list[float]] = {}
        self._freed = threading.Condition()

    @contextmanager
    def take(self, subject: str) -> Generator[None]:
        """Hold a slot; NoSlot when none came free within the time."""
        with self._freed:
            self._wait(subject)
            entered = monotonic()
            self._since.setdefault(subject, []).append(entered)
        try:
            yield
        finally:
            with self._freed:
                self._since[subject].remove(entered)
                if not self._since[subject]:
                    del self._since[subject]
                self._freed.notify_all()

    def _wait(self, subject: str) -> None:
        limit = monotonic() + self._wait_seconds
        while not self._is_free(subject):
            left = limit - monotonic()
            if left <= 0 or self._is_slow(subject):
                raise NoSlot
            self._freed.wait(min(left, self._slow_seconds))

    def _is_free(self, subject: str) -> bool:
        mine = len(self._since.get(subject, ()))
        return mine < self._per_subject and sum(map(len, self._since.values())) < self._in_all

    def _is_slow(self, subject: str) -> bool:
        """Whether everybody who stands in the way has been inside for long."""
        mine = self._since.get(subject, [])
        others = [each for every in self._since.values() for each in every]
        ahead = mine if len(mine) >= self._per_subject else others
        return bool(ahead) and max(ahead) < monotonic() - self._slow_seconds


_inboxes: dict[int, tuple[Calls, Slots]] = {}
_inbox_lock = threading.Lock()


def _call_inbox(opened: connections.Opened, purpose: str, function: Callable[[], T]) -> T:
    """Call an adapter about a webhook, with slots and circuits apart from those of requests.

    A provider whose API hangs can still deliver. Checking and reading are apart, so that a
    delivery nobody can read keeps no other one out. A burst waits for its turn, at most 2 s.
    """
    calls, slots = _inbox()
    subject = f"{opened.connection_id}:{purpose}"
    try:
        with slots.take(subject):
            return calls.call(opened.adapter_key, subject, function)
    except NoSlot as error:
        raise Busy("too many deliveries at once") from error


def _inbox() -> tuple[Calls, Slots]:
    """The slots of deliveries: half of the web's threads for one adapter, all but one together."""
    current = runtime.current()
    with _inbox_lock:
        found = _inboxes.get(id(current))
        if found is None:
            threads = current.settings.web_threads
            most, each = max(1, threads - 1), max(1, threads // 2)
            found = (
                Calls(Breaker(current.redis), per_connection=each, per_process=most),
                Slots(per_subject=each, in_all=most),
            )
            _inboxes.clear()
            _inboxes[id(current)] = found
        return found
