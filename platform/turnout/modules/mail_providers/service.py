"""Sending: a finished mail goes to the first connection that takes it, and to one only.

Each attempt is written down before the provider is asked. Where an earlier one may have been
taken, its provider is asked first, or has time to tell; no other connection is tried meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Calls, Resting
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.connections import api as connections
from turnout.modules.mail_providers import queries, rules
from turnout.modules.mail_providers.errors import StillUnknown
from turnout.modules.mail_providers.metrics import ATTEMPTS
from turnout.modules.mail_providers.models import AttemptState
from turnout.modules.mail_providers.rules import Knowledge, Step
from turnout.modules.mail_providers.types import (
    Attempt,
    HandedOver,
    MailToSend,
    PreparedMail,
)
from turnout.modules.sending_domains import api as sending_domains
from turnout.modules.sending_domains.api import MailSender
from turnout.modules.suppressions import api as suppressions
from turnout_sdk.adapter import Kind
from turnout_sdk.email import Accepted, Capabilities, Finds, OutgoingMail
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.time_limits import CALL_SECONDS, MAIL_SECONDS

Compose = Callable[[], OutgoingMail]
Routes = Sequence[connections.SealedConnection]
GOES_ON: Final = (Unavailable, Misconfigured, TurnoutError)
"""What leaves a mail untouched, so that the next connection may take it."""
REASONS: Final = (
    (Declined, "The provider refused this mail."),
    (Misconfigured, "The connection is not set up correctly."),
    (Unclear, "The provider did not say whether it took the mail."),
    (Unavailable, "The provider could not be reached, or has too much to do."),
)
UNSUBSCRIBE: Final = "List-Unsubscribe"
"""What news have and other mails have not."""
log = structlog.get_logger(__name__)


def prepare(tx: Transaction, mail: MailToSend) -> PreparedMail:
    """What sending a mail needs to know, read as it is claimed."""
    return PreparedMail(
        mail=mail,
        routes=connections.list_sealed(tx, Kind.EMAIL),
        earlier=queries.find_last_attempt(tx, mail.id) if mail.is_repeat else None,
        listed=suppressions.find_entry(tx, mail.recipient),
    )


def send_as_platform(mail: MailToSend, compose: Compose) -> HandedOver:
    """Send a mail of nobody's but ours by our own server; fails as `hand_over` does."""
    accepted = _send(connections.open_platform_mailer(), _labelled(compose(), mail.template))
    return HandedOver(provider_ref=accepted.provider_ref)


def hand_over(ctx: OrganizationContext, prepared: PreparedMail, compose: Compose) -> HandedOver:
    """Send a mail through an organization's connections, else by the platform's own server.

    What was taken is to be told to `note_accepted`, together with what follows from it. Fails as
    `turnout_sdk.email.Sends.send` does; StillUnknown while an earlier attempt may have been taken.
    """
    mail, routes = prepared.mail, prepared.routes
    if prepared.earlier is not None:
        done, routes = _follow_up(ctx, prepared.earlier, mail, routes)
        if done is not None:
            return HandedOver(provider_ref=done.provider_ref)
    awake = [each for each in routes if not _is_resting(each)]
    if routes and not awake:
        raise Resting("every connection failed repeatedly and is given a rest")
    outgoing = _labelled(compose(), mail.template, organization_id=ctx.organization_id)
    _require_wanted(outgoing, prepared.listed)
    if not routes:
        with transaction(ctx) as tx:
            sender = sending_domains.choose_sender(tx, is_news=_is_news(outgoing))
        opened = connections.open_platform_mailer()
        accepted = _send(opened, _aligned(opened, sender, outgoing))
        return HandedOver(provider_ref=accepted.provider_ref)
    return _send_by_routes(ctx, mail, outgoing, routes=awake)


def _is_resting(route: connections.SealedConnection) -> bool:
    return _calls().is_resting(route.adapter_key, route.id)


def note_accepted(tx: Transaction, done: HandedOver) -> None:
    """Write down that the attempt ended well."""
    if done.attempt_id is not None:
        state, named = AttemptState.ACCEPTED, done.provider_ref
        queries.end_attempt(tx, done.attempt_id, state, provider_ref=named)


def _is_news(outgoing: OutgoingMail) -> bool:
    return UNSUBSCRIBE in outgoing.headers


def _require_wanted(outgoing: OutgoingMail, listed: suppressions.Entry | None) -> None:
    """Decline what the suppression list stops; news are what offers to be unsubscribed from."""
    if listed is not None and suppressions.stops(listed.scope, is_news=_is_news(outgoing)):
        raise Declined("suppressed", suppressions.why(listed.reason))


def _aligned(
    opened: connections.Opened, sender: MailSender | None, outgoing: OutgoingMail
) -> OutgoingMail:
    """The mail from the organization's own address, where this connection can vouch for it."""
    can: Capabilities = opened.capabilities
    return sending_domains.align(sender, outgoing, takes_signatures=can.own_signatures)


def _send_by_routes(
    ctx: OrganizationContext, mail: MailToSend, outgoing: OutgoingMail, *, routes: Routes
) -> HandedOver:
    """Try one connection after the other; what the first one said of its failure is raised."""
    began, first = monotonic(), None
    chosen: list[MailSender | None] = []  # once for the mail, whichever connection takes it
    for route in routes:
        if first is not None and monotonic() - began > rules.LONGEST_SECONDS:
            break
        try:
            opened = connections.open_sealed(ctx.organization_id, route)
            with transaction(ctx) as tx:
                if not chosen:
                    chosen.append(sending_domains.choose_sender(tx, is_news=_is_news(outgoing)))
                aligned = _aligned(opened, chosen[0], outgoing)
                attempt_id = _begin(tx, mail, aligned, connection_id=route.id)
            accepted = _attempt(ctx, opened, aligned, attempt_id)
        except GOES_ON as error:
            log.warning(
                "connection did not take a mail",
                connection_id=str(route.id),
                mail_id=str(mail.id),
                why=f"{type(error).__name__}: {error}",
            )
            first = first or error
        else:
            return HandedOver(provider_ref=accepted.provider_ref, attempt_id=attempt_id)
    raise first or Unavailable("no connection could be tried")


def _begin(
    tx: Transaction, mail: MailToSend, outgoing: OutgoingMail, *, connection_id: UUID
) -> UUID:
    domain = outgoing.sender.email.rpartition("@")[2]
    return queries.insert_attempt(
        tx, connection_id, mail_id=mail.id, message_id=mail.message_id, sender_domain=domain
    )


def _attempt(
    ctx: OrganizationContext, opened: connections.Opened, outgoing: OutgoingMail, attempt_id: UUID
) -> Accepted:
    """Ask the provider; what it did not take is written down."""
    state = AttemptState.UNCLEAR
    try:
        accepted = _send(opened, outgoing)
    except BaseException as error:
        if isinstance(error, AdapterError) and not isinstance(error, Unclear):
            state = AttemptState.REFUSED
        reason = next((says for kind, says in REASONS if isinstance(error, kind)), "")
        with transaction(ctx) as tx:
            queries.end_attempt(tx, attempt_id, state, reason=reason)
        ATTEMPTS.add(adapter=opened.adapter_key, outcome=state.value)
        raise
    ATTEMPTS.add(adapter=opened.adapter_key, outcome=AttemptState.ACCEPTED.value)
    return accepted


def _follow_up(
    ctx: OrganizationContext, earlier: Attempt, mail: MailToSend, routes: Routes
) -> tuple[Accepted | None, Routes]:
    """What became of an earlier attempt, or through which connections to send now."""
    opened = _opened(ctx, earlier, routes)
    now = clock.now()
    step = rules.next_step(earlier, knows=_knowledge(ctx, earlier, opened), now=now)
    if step is Step.DONE:
        return Accepted(provider_ref=earlier.provider_ref), routes
    if step is Step.WAIT:
        raise StillUnknown(retry_after_seconds=rules.ASK_AGAIN_SECONDS)
    if step is Step.REPEAT:
        return None, [each for each in routes if each.id == earlier.connection_id]
    if step is Step.SEND or opened is None:
        return None, routes
    found = _find(opened, mail.message_id)
    if found is None:
        delay = opened.capabilities.lookup_delay_seconds
        left = rules.wait_seconds(earlier, delay_seconds=delay, now=now)
        if left > 0:
            raise StillUnknown(retry_after_seconds=left)
    with transaction(ctx) as tx:
        state = AttemptState.ACCEPTED if found else AttemptState.REFUSED
        named = found.provider_ref if found else ""
        queries.end_attempt(tx, earlier.id, state, provider_ref=named)
    return found, routes


def _opened(
    ctx: OrganizationContext, earlier: Attempt, routes: Routes
) -> connections.Opened | None:
    """The connection of an unresolved attempt; None when it is gone or was switched off."""
    found = next((each for each in routes if each.id == earlier.connection_id), None)
    if found is None or earlier.state not in rules.UNRESOLVED:
        return None
    return connections.open_sealed(ctx.organization_id, found)


def _knowledge(
    ctx: OrganizationContext, earlier: Attempt, opened: connections.Opened | None
) -> Knowledge:
    if opened is None:
        return Knowledge(is_there=False)
    can: Capabilities = opened.capabilities
    if can.lookup or not can.bounces:
        return Knowledge(is_there=True, can_look_up=can.lookup)
    with transaction(ctx) as tx:
        return Knowledge(is_there=True, reports=queries.has_reports(tx, earlier.connection_id))


def _find(opened: connections.Opened, message_id: str) -> Accepted | None:
    port = opened.port
    if not isinstance(port, Finds):
        return None
    return _call(opened, lambda: port.find(message_id), seconds=CALL_SECONDS, purpose=":find")


def _send(opened: connections.Opened, outgoing: OutgoingMail) -> Accepted:
    found = _call(opened, lambda: opened.port.send(outgoing), seconds=MAIL_SECONDS)
    if not isinstance(found, Accepted):
        raise Unclear("The adapter answered something that is no acceptance.")
    return found


def _call(
    opened: connections.Opened,
    work: Callable[[], Accepted | None],
    *,
    seconds: float,
    purpose: str = "",
) -> Accepted | None:
    """A provider that cannot say what it took is not one that takes nothing: each has its rest."""
    where = f"{opened.connection_id or 'platform'}{purpose}"
    return _calls().call(opened.adapter_key, where, work, timeout_seconds=seconds)


def _calls() -> Calls:
    places = runtime.current().calls_for
    return places("mail", per_connection=rules.AT_ONCE, per_process=rules.IN_ALL)


def _labelled(
    mail: OutgoingMail, template: str, *, organization_id: UUID | None = None
) -> OutgoingMail:
    """Say whose mail of which kind it is, by which mailbox providers count complaints."""
    whose = organization_id.hex[-12:] if organization_id else "platform"
    labels = {"Feedback-ID": f"{template}:{whose}:turnout"}
    if UNSUBSCRIBE in mail.headers:
        host = mail.sender.email.rpartition("@")[2] or "turnout.invalid"
        labels["List-Id"] = f"<{template}.{whose}.{host}>"
    return replace(mail, headers={**mail.headers, **labels})
