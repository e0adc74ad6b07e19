"""Attempts to send: a text goes to the first connection that surely takes it, and to one only.

Each attempt is written down before the provider is asked, and nobody's network is waited for with
a transaction open. Where an earlier attempt may have been taken, its provider is asked or has time
to tell; where nobody can say, the text is not sent again.
"""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final, TypeVar
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.security import permissions
from turnout.modules.connections import api as connections
from turnout.modules.text_messages import hooks, rules
from turnout.modules.text_messages.errors import FateLost, FateUnknown
from turnout.modules.text_messages.metrics import ATTEMPTS, TEXTS
from turnout.modules.text_messages.models import TextAttemptState, TextPurpose
from turnout.modules.text_messages.queries import attempts, consents, outbox
from turnout.modules.text_messages.rules import Action, Step, TextKnowledge, TextOutcome
from turnout.modules.text_messages.service.consents import change_block
from turnout.modules.text_messages.types import ClaimedText, Objection, PastAttempt
from turnout_sdk.adapter import Kind
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.sms import Accepted, Capabilities, Finds, OutgoingText
from turnout_sdk.time_limits import CALL_SECONDS

Routes = Sequence[tuple[UUID, str]]
Answer = TypeVar("Answer")
GOES_ON: Final = (Unavailable, Misconfigured, TurnoutError)
"""What surely leaves a text untaken, so that the next connection may take it."""
UNRESOLVED: Final = frozenset({TextAttemptState.STARTED, TextAttemptState.UNCLEAR})
WORDS: Final = {
    Action.ACCEPT: "sent",
    Action.GIVE_UP: "failed",
    Action.POSTPONE: "postponed",
    Action.LOSE: "unknown",
}
log = structlog.get_logger(__name__)


def send_text(ctx: OrganizationContext, text_id: UUID) -> None:
    """Send one text, if it is due and nobody else is at it."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        text = outbox.claim_text(tx, text_id)
        if text is None:
            return
        objection = _objection(tx, text)
        routes = connections.list_active_adapters(tx, Kind.SMS)
        earlier = attempts.find_last_attempt(tx, text.id) if text.attempts > 1 else None
    outcome, error = _tried(ctx, text, objection=objection, routes=routes, earlier=earlier)
    with transaction(ctx) as tx:
        outbox.settle_text(tx, text, outcome)
        block = rules.BLOCKING.get(error.code) if isinstance(error, Declined) else None
        if block is not None:
            change_block(tx, text.phone, block, is_blocked=True, at=tx.now)
    TEXTS.add(outcome=WORDS[outcome.action])


def _objection(tx: Transaction, text: ClaimedText) -> Objection | None:
    """Why a text is not wanted any more, or not now; None where it is."""
    if text.purpose is TextPurpose.REPLY:
        return None
    blocked = consents.find_blocked(tx, [text.phone])
    if blocked:
        return Objection(reason=rules.BLOCKED[blocked[text.phone]])
    is_test = text.purpose is TextPurpose.TEST
    if not is_test and not (text.event_id and consents.agrees(tx, text.event_id, text.phone)):
        return Objection(reason=rules.NO_CONSENT)
    return hooks.find_objection(tx, text)


def _tried(
    ctx: OrganizationContext,
    text: ClaimedText,
    *,
    objection: Objection | None,
    routes: Routes,
    earlier: PastAttempt | None,
) -> tuple[TextOutcome, Exception | None]:
    """What became of one attempt; whatever goes wrong, bugs too, is an outcome."""
    try:
        if earlier is not None and _was_taken(ctx, text, earlier, routes):
            return TextOutcome(action=Action.ACCEPT), None
        if objection is not None:
            return rules.after_objection(objection, now=clock.now()), None
        if not routes:
            return TextOutcome(action=Action.GIVE_UP, reason=rules.NO_CONNECTION), None
        _send_by_routes(ctx, text, routes)
    except Exception as error:  # noqa: BLE001  the row must not be left to its lease
        outcome = rules.after_failure(
            error, attempts=text.attempts, queued_at=text.queued_at, now=clock.now()
        )
        _log(text, error, outcome)
        return outcome, error
    return TextOutcome(action=Action.ACCEPT), None


def _send_by_routes(ctx: OrganizationContext, text: ClaimedText, routes: Routes) -> None:
    """Try one connection after the other; what the first one said of its failure is raised."""
    began, first = monotonic(), None
    for connection_id, adapter_key in routes:
        if first is not None and monotonic() - began > rules.LONGEST_SECONDS:
            break
        try:
            _attempt(ctx, text, connection_id, adapter=adapter_key)
        except GOES_ON as error:
            log.warning(
                "connection did not take a text",
                connection_id=str(connection_id),
                text_id=str(text.id),
                why=f"{type(error).__name__}: {error}",
            )
            first = first or error
        else:
            return
    raise first or Unavailable("no connection could be tried")


def _attempt(
    ctx: OrganizationContext, text: ClaimedText, connection_id: UUID, *, adapter: str
) -> None:
    """Write the attempt down, ask the provider, and write down how it ended."""
    opened = connections.open_gateway(ctx, connection_id)
    with transaction(ctx) as tx:
        attempt_id = attempts.start_attempt(tx, text, connection_id)
    if attempt_id is None:
        raise FateUnknown(retry_after_seconds=rules.ASK_AGAIN_SECONDS)
    state, reason, named = TextAttemptState.UNCLEAR, "", ""
    try:
        named = _send(opened, text)
        state = TextAttemptState.ACCEPTED
    except AdapterError as error:
        is_unclear = isinstance(error, Unclear)
        state = TextAttemptState.UNCLEAR if is_unclear else TextAttemptState.REFUSED
        reason = rules.reason_of(error)
        raise
    finally:
        with transaction(ctx) as tx:
            attempts.end_attempt(tx, attempt_id, state, reason=reason, provider_ref=named)
        ATTEMPTS.add(adapter=adapter, outcome=state.value)


def _was_taken(
    ctx: OrganizationContext, text: ClaimedText, earlier: PastAttempt, routes: Routes
) -> bool:
    """Whether a provider has the text already; FateUnknown and FateLost while nobody can say."""
    opened = _opened(ctx, earlier, routes)
    now = clock.now()
    step = rules.next_step(earlier, knows=_knowledge(opened), now=now)
    if step is Step.WAIT:
        raise FateUnknown(retry_after_seconds=rules.ASK_AGAIN_SECONDS)
    if step is Step.LOSE:
        raise FateLost
    if step is not Step.ASK or opened is None:
        return step is Step.DONE
    found = _find(opened, text, earlier)
    left = rules.seconds_until_believed(earlier, now=now)
    if found is None and left > 0:
        raise FateUnknown(retry_after_seconds=left)
    with transaction(ctx) as tx:
        state = TextAttemptState.ACCEPTED if found else TextAttemptState.REFUSED
        named = found.provider_ref if found else ""
        attempts.end_attempt(tx, earlier.id, state, provider_ref=named)
    return found is not None


def _opened(
    ctx: OrganizationContext, earlier: PastAttempt, routes: Routes
) -> connections.Opened | None:
    """The connection of an unresolved attempt; None when it is gone or was switched off."""
    is_there = earlier.connection_id in {each for each, _ in routes}
    if not is_there or earlier.state not in UNRESOLVED:
        return None
    return connections.open_gateway(ctx, earlier.connection_id)


def _knowledge(opened: connections.Opened | None) -> TextKnowledge:
    if opened is None:
        return TextKnowledge(is_there=False)
    can: Capabilities = opened.capabilities
    return TextKnowledge(is_there=True, can_look_up=can.lookup, reports=can.receipts)


def _find(opened: connections.Opened, text: ClaimedText, earlier: PastAttempt) -> Accepted | None:
    port = opened.port
    if not isinstance(port, Finds):
        return None
    outgoing, since = _outgoing(text), earlier.started_at
    return _call(opened, lambda: port.find(outgoing, since=since), purpose=":find")


def _send(opened: connections.Opened, text: ClaimedText) -> str:
    """The provider's name for the text that it took."""
    found = _call(opened, lambda: opened.port.send(_outgoing(text)))
    if not isinstance(found, Accepted):
        raise Unclear("The adapter answered something that is no acceptance.")
    return found.provider_ref


def _outgoing(text: ClaimedText) -> OutgoingText:
    return OutgoingText(key=text.key, to=text.phone, text=text.body)


def _call(opened: connections.Opened, work: Callable[[], Answer], *, purpose: str = "") -> Answer:
    """A provider that cannot say what it took is not one that takes nothing: each has its rest."""
    where = f"{opened.connection_id or 'platform'}{purpose}"
    calls = runtime.current().calls
    return calls.call(opened.adapter_key, where, work, timeout_seconds=CALL_SECONDS)


def _log(text: ClaimedText, error: Exception, outcome: TextOutcome) -> None:
    is_expected = isinstance(error, AdapterError | TurnoutError | FateLost)
    write = log.warning if is_expected else log.exception
    write(
        "text postponed" if outcome.action is Action.POSTPONE else "text given up",
        text_id=str(text.id),
        purpose=text.purpose.value,
        attempts=text.attempts,
        why=f"{type(error).__name__}: {error}",
    )
