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
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.connections import api as connections
from turnout.modules.mail_providers import queries, rules
from turnout.modules.mail_providers.errors import StillUnknown
from turnout.modules.mail_providers.metrics import ATTEMPTS
from turnout.modules.mail_providers.models import AttemptState
from turnout.modules.mail_providers.rules import Knowledge, Step
from turnout.modules.mail_providers.types import Attempt, MailToSend
from turnout.modules.sending_domains import api as sending_domains
from turnout.modules.sending_domains.api import MailSender
from turnout.modules.suppressions import api as suppressions
from turnout_sdk.adapter import Kind
from turnout_sdk.email import Accepted, Capabilities, Finds, OutgoingMail
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.time_limits import CALL_SECONDS, MAIL_SECONDS

Compose = Callable[[], OutgoingMail]
Routes = Sequence[tuple[UUID, str]]
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


def hand_over(ctx: OrganizationContext | None, mail: MailToSend, compose: Compose) -> Accepted:
    """Send a mail through an organization's connections, else by the platform's own server.

    Fails as `turnout_sdk.email.Sends.send` does; StillUnknown while an earlier attempt may have
    been taken.
    """
    if ctx is None:
        return _send(connections.open_platform_mailer(), _labelled(compose(), mail.template))
    with transaction(ctx) as tx:
        routes: Routes = connections.list_active_adapters(tx, Kind.EMAIL)
        earlier = queries.find_last_attempt(tx, mail.id) if mail.is_repeat else None
        listed = suppressions.find_entry(tx, mail.recipient)
    if earlier is not None:
        done, routes = _follow_up(ctx, earlier, mail, routes)
        if done is not None:
            return done
    outgoing = _labelled(compose(), mail.template, organization_id=ctx.organization_id)
    _require_wanted(outgoing, listed)
    is_news = UNSUBSCRIBE in outgoing.headers
    sender = sending_domains.choose_sender(ctx, is_news=is_news)
    if not routes:
        opened = connections.open_platform_mailer()
        return _send(opened, _aligned(opened, sender, outgoing))
    return _send_by_routes(ctx, mail, outgoing, routes=routes, sender=sender)


def _require_wanted(outgoing: OutgoingMail, listed: suppressions.Entry | None) -> None:
    """Decline what the suppression list stops; news are what offers to be unsubscribed from."""
    is_news = UNSUBSCRIBE in outgoing.headers
    if listed is not None and suppressions.stops(listed.scope, is_news=is_news):
        raise Declined("suppressed", suppressions.why(listed.reason))


def _aligned(
    opened: connections.Opened, sender: MailSender | None, outgoing: OutgoingMail
) -> OutgoingMail:
    """The mail from the organization's own address, where this connection can vouch for it."""
    can: Capabilities = opened.capabilities
    return sending_domains.align(sender, outgoing, takes_signatures=can.own_signatures)


def _send_by_routes(
    ctx: OrganizationContext,
    mail: MailToSend,
    outgoing: OutgoingMail,
    *,
    routes: Routes,
    sender: MailSender | None,
) -> Accepted:
    """Try one connection after the other; what the first one said of its failure is raised."""
    began, first = monotonic(), None
    for connection_id, adapter_key in routes:
        if first is not None and monotonic() - began > rules.LONGEST_SECONDS:
            break
        try:
            return _attempt(
                ctx,
                mail,
                outgoing,
                sender=sender,
                connection_id=connection_id,
                adapter=adapter_key,
            )
        except GOES_ON as error:
            log.warning(
                "connection did not take a mail",
                connection_id=str(connection_id),
                mail_id=str(mail.id),
                why=f"{type(error).__name__}: {error}",
            )
            first = first or error
    raise first or Unavailable("no connection could be tried")


def _attempt(
    ctx: OrganizationContext,
    mail: MailToSend,
    outgoing: OutgoingMail,
    *,
    sender: MailSender | None,
    connection_id: UUID,
    adapter: str,
) -> Accepted:
    """Write the attempt down, ask the provider, and write down how it ended."""
    opened = connections.open_gateway(ctx, connection_id)
    outgoing = _aligned(opened, sender, outgoing)
    with transaction(ctx) as tx:
        attempt_id = queries.insert_attempt(
            tx,
            connection_id,
            mail_id=mail.id,
            message_id=mail.message_id,
            sender_domain=outgoing.sender.email.rpartition("@")[2],
        )
    state, reason, accepted = AttemptState.UNCLEAR, "", None
    try:
        accepted = _send(opened, outgoing)
        state = AttemptState.ACCEPTED
    except AdapterError as error:
        state = AttemptState.UNCLEAR if isinstance(error, Unclear) else AttemptState.REFUSED
        reason = next((says for kind, says in REASONS if isinstance(error, kind)), "")
        raise
    finally:
        with transaction(ctx) as tx:
            named = accepted.provider_ref if accepted else ""
            queries.end_attempt(tx, attempt_id, state, reason=reason, provider_ref=named)
        ATTEMPTS.add(adapter=adapter, outcome=state.value)
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
        return None, [each for each in routes if each[0] == earlier.connection_id]
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
    is_there = earlier.connection_id in {each for each, _ in routes}
    if not is_there or earlier.state not in rules.UNRESOLVED:
        return None
    return connections.open_gateway(ctx, earlier.connection_id)


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
    return _call(opened, lambda: port.find(message_id), seconds=CALL_SECONDS)


def _send(opened: connections.Opened, outgoing: OutgoingMail) -> Accepted:
    found = _call(opened, lambda: opened.port.send(outgoing), seconds=MAIL_SECONDS)
    if not isinstance(found, Accepted):
        raise Unclear("The adapter answered something that is no acceptance.")
    return found


def _call(
    opened: connections.Opened, work: Callable[[], Accepted | None], *, seconds: float
) -> Accepted | None:
    where = opened.connection_id or "platform"
    return runtime.current().calls.call(opened.adapter_key, where, work, timeout_seconds=seconds)


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
