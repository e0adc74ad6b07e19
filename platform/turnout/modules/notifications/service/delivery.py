"""Delivery of mails: claimed, composed, handed over, settled; and the sweep for lost ones.

No transaction is open while a mail is composed or handed over. A worker that dies in between
leaves a lapsed lease: the mail is sent again, under the same Message-ID.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.claims import ClaimedRow
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.observability.metrics import counter, gauge, histogram
from turnout.kernel.security import permissions
from turnout.kernel.values import attributes_of
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.mail_providers import api as mail_providers
from turnout.modules.notifications import hooks, queries, rules
from turnout.modules.notifications.facts import MailFailed, MailSent
from turnout.modules.notifications.models import MailRow, PlatformMailRow
from turnout.modules.notifications.rules import Action, Outcome
from turnout.modules.notifications.service import composer, enqueue
from turnout.modules.notifications.types import NOTICES, UNASKED, ClaimedMail, NewMail, Template
from turnout.modules.organizations import api as organizations
from turnout_sdk.email import OutgoingMail
from turnout_sdk.errors import AdapterError

log = structlog.get_logger(__name__)
MAILS = counter(
    "turnout_mails", "Attempts to send a mail by how they ended",
    outcome=("sent", "failed", "postponed"),
)  # fmt: skip
WAITED = histogram(
    "turnout_mail_seconds",
    "Time from when a mail was written down until a mail server took it",
    buckets=(1, 5, 15, 30, 60, 120, 300, 900, 3600),
)
WORDS = {Action.ACCEPT: "sent", Action.GIVE_UP: "failed", Action.POSTPONE: "postponed"}


def send_mail(ctx: OrganizationContext, mail_id: UUID) -> bool:
    """Send one mail of an organization, if it is due and nobody else is at it; whether it left."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        mail = queries.claim_mail(tx, MailRow, mail_id)
        if mail is None:
            return False
        prepared = mail_providers.prepare(tx, _to_send(mail))
    is_trial = hooks.TRIAL in mail.details
    compose = next(iter(hooks.TRIALS)) if is_trial else _composer_of(mail.template)
    composed: list[OutgoingMail] = []

    def compose_once() -> OutgoingMail:
        composed.append(compose(ctx, mail))
        return composed[-1]

    done, outcome = _attempt(mail, lambda: mail_providers.hand_over(ctx, prepared, compose_once))
    try:
        _settle(ctx, mail, done, outcome, composed=None if is_trial else composed)
    except BaseException:
        if done is not None:  # that it was taken is known: what follows from it waits
            with transaction(ctx) as tx:
                mail_providers.note_accepted(tx, done)
        raise
    if mail.template is Template.INVITATION and outcome.is_final:
        organizations.mark_invitation_sent(ctx, mail.source_id, serial=mail.details["serial"])
    return outcome.action is Action.ACCEPT


def _to_send(mail: ClaimedMail) -> mail_providers.MailToSend:
    said = attributes_of(mail, ("id", "message_id", "template", "recipient"))
    return mail_providers.MailToSend(**said, is_repeat=mail.attempts > 1)


def _settle(
    ctx: OrganizationContext,
    mail: ClaimedMail,
    done: mail_providers.HandedOver | None,
    outcome: Outcome,
    *,
    composed: list[OutgoingMail] | None,
) -> None:
    """Write down how the attempt ended, with what follows from it; a trial has no copy."""
    with transaction(ctx) as tx:
        if done is not None:
            mail_providers.note_accepted(tx, done)
        if not queries.settle_mail(tx, MailRow, mail, outcome):
            return
        if composed:
            for keep_copy in hooks.COPIES:
                keep_copy(tx, mail, composed[-1])
        if outcome.is_final:
            kind = MailSent if outcome.action is Action.ACCEPT else MailFailed
            fact = kind(mail_id=mail.id, template=mail.template.value, order_id=mail.order_id)
            tx.publish(fact)
        is_invitation = mail.template is Template.EVENT_INVITATION and composed is not None
        if is_invitation and outcome.action is Action.ACCEPT:
            events.note_invitation_mailed(tx, mail.source_id, serial=mail.details["serial"])


def send_platform_mail(ctx: SystemContext, mail_id: UUID) -> None:
    """Send one mail that belongs to no organization."""
    with transaction(ctx) as tx:
        mail = queries.claim_mail(tx, PlatformMailRow, mail_id)
    if mail is None:
        return
    compose = hooks.PLATFORM_COMPOSERS.get(mail.template, composer.compose_identity_mail)
    _, outcome = _attempt(
        mail, lambda: mail_providers.send_as_platform(_to_send(mail), lambda: compose(mail))
    )
    with transaction(ctx) as tx:
        queries.settle_mail(tx, PlatformMailRow, mail, outcome)
    if outcome.is_final and mail.template not in hooks.PLATFORM_COMPOSERS:
        identity.mark_identity_mail_sent(mail.source_id)


def send_identity_mail(ctx: SystemContext, token_id: UUID) -> None:
    """Write down and send the mail that an account waits for, unless it is no longer needed."""
    found = identity.find_identity_mail(token_id)
    if found is None:
        return
    new = NewMail.to_person(found, Template(found.purpose), source_id=token_id)
    with transaction(ctx) as tx:
        mail_id, _ = queries.write_mail(tx, PlatformMailRow, new, host=enqueue.mail_host())
        is_done = queries.is_final(tx, PlatformMailRow, mail_id)
    if is_done:
        identity.mark_identity_mail_sent(token_id)
    else:
        send_platform_mail(ctx, mail_id)


def send_invitation(ctx: OrganizationContext, invitation_id: UUID) -> None:
    """Write down and send an invitation; a renewed one is a mail of its own."""
    permissions.require_platform(ctx)
    found = organizations.find_invitation_mail(ctx, invitation_id)
    if found is None:
        return
    new = NewMail(
        template=Template.INVITATION,
        source_id=invitation_id,
        serial=found.serial,
        recipient=found.email,
        locale=found.locale,
        details={"serial": found.serial},
    )
    with transaction(ctx) as tx:
        mail_id = enqueue.queue(tx, new)
        is_done = queries.is_final(tx, MailRow, mail_id)
    if is_done:
        organizations.mark_invitation_sent(ctx, invitation_id, serial=found.serial)


def _composer_of(template: Template) -> hooks.Composer:
    if above := hooks.find_composer(template):
        return above
    if template is Template.INVITATION:
        return composer.compose_invitation
    if template is Template.EVENT_INVITATION:
        return composer.compose_event_invitation
    if template in NOTICES:
        return composer.compose_notice
    if template in UNASKED:
        return composer.compose_news
    return composer.compose_order_mail


def _attempt(
    mail: ClaimedMail, hand_over: Callable[[], mail_providers.HandedOver]
) -> tuple[mail_providers.HandedOver | None, Outcome]:
    """Compose and hand over; None where it was not taken.

    Whatever goes wrong, bugs too, is an outcome: the mail stays ours.
    """
    done: mail_providers.HandedOver | None = None
    try:
        done = hand_over()
    except Exception as error:  # noqa: BLE001  the row must not be left to its lease
        outcome = rules.after_failure(
            error, attempts=mail.attempts, queued_at=mail.queued_at, now=clock.now()
        )
        _log(mail, error, outcome)
    else:
        outcome = Outcome(action=Action.ACCEPT, provider_ref=done.provider_ref)
        WAITED.observe((clock.now() - mail.queued_at).total_seconds())
    MAILS.add(outcome=WORDS[outcome.action])
    return done, outcome


def _log(mail: ClaimedMail, error: Exception, outcome: Outcome) -> None:
    says = "mail given up" if outcome.is_final else "mail postponed"
    write = log.warning if isinstance(error, AdapterError | TurnoutError) else log.exception
    write(
        says,
        delivery_id=str(mail.id),
        template=mail.template.value,
        attempts=mail.attempts,
        why=f"{type(error).__name__}: {error}",
    )


MOST_OF_PLATFORM: Final = 500
WAITING: Final = gauge("turnout_mails_waiting", "Mails written down and not sent yet")
OLDEST: Final = gauge("turnout_mails_oldest_seconds", "Age of the oldest mail that waits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a worker should be told of now."""

    mails: list[ClaimedRow]
    """Organization and mail."""
    platform_mails: list[UUID]
    tokens: list[UUID]
    """Account mails that were never written down."""
    invitations: list[tuple[UUID, UUID]]
    """Organization and invitation whose mail was never written down."""


def take_due(ctx: SystemContext) -> Due:
    """Mark due mails as handed out and say which; each comes once in `rules.HAND_OUT_AGAIN`."""
    tokens = identity.list_unsent_identity_mails()
    invitations = organizations.list_unsent_invitations(ctx)
    with transaction(ctx) as tx:
        waiting, oldest, told = queries.measure_backlog(tx, MailRow)
        ours, oldest_of_ours, _ = queries.measure_backlog(tx, PlatformMailRow)
        mails = queries.hand_out(tx, limit=max(rules.MOST_TOLD - told, 0))
        platform_mails = queries.hand_out_platform_mails(tx, limit=MOST_OF_PLATFORM)
        known = queries.list_sources_under_way(tx, PlatformMailRow, tokens)
        invited = queries.list_sources_under_way(tx, MailRow, [each for _, each in invitations])
    WAITING.set(waiting + ours)
    OLDEST.set(max(oldest, oldest_of_ours))
    return Due(
        mails=mails,
        platform_mails=platform_mails,
        tokens=[each for each in tokens if each not in known],
        invitations=[each for each in invitations if each[1] not in invited],
    )


def take_next(ctx: SystemContext, *, limit: int) -> list[ClaimedRow]:
    """Mark the next due mails as handed out, in the place of as many that have left."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.hand_out(tx, limit=limit)


def count_waiting(ctx: SystemContext) -> int:
    """Mails of every kind that have not left: written down, or still to be."""
    tokens = identity.list_unsent_identity_mails()
    invitations = [each for _, each in organizations.list_unsent_invitations(ctx)]
    with transaction(ctx) as tx:
        backlogs = [queries.measure_backlog(tx, kind) for kind in (MailRow, PlatformMailRow)]
        known = queries.list_sources_under_way(tx, PlatformMailRow, tokens)
        known |= queries.list_sources_under_way(tx, MailRow, invitations)
    return sum(waiting for waiting, _, _ in backlogs) + len({*tokens, *invitations} - known)


def forget_old(ctx: SystemContext) -> int:
    """Drop our own mails of a while ago: addresses are not kept longer than they serve."""
    with transaction(ctx) as tx:
        return queries.forget_platform_mails(tx, older_than=rules.KEEP_PLATFORM_MAILS)
