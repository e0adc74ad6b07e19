"""What buyers say about text messages, and numbers that get none.

Only who has the order's secret agrees, with a box that was empty; the sentence is kept word for
word with its version. Taking back is always possible, and STOP counts for every event.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.text_messages import policies, rules
from turnout.modules.text_messages.errors import TextsNotOffered, TextWordingChanged
from turnout.modules.text_messages.facts import TextBlockChanged, TextConsentChanged
from turnout.modules.text_messages.metrics import CONSENTS
from turnout.modules.text_messages.models import BlockReason
from turnout.modules.text_messages.queries import consents
from turnout.modules.text_messages.types import TextConsent, TextConsentChoice
from turnout.modules.text_messages.words import WORDING, statement_of
from turnout_sdk.adapter import Kind

OFFER_KEPT_SECONDS: Final = 600


def is_offered(tx: Transaction) -> bool:
    """Whether the organization can send texts."""
    return bool(connections.list_active_adapters(tx, Kind.SMS))


def may_offer(ctx: PublicContext) -> bool:
    """Whether buyers are asked for their consent to texts; kept until a connection changes."""
    redis, name = runtime.current().redis, _offer_key(ctx.organization_id)
    known, _ = cache.get_with(redis, name)
    if isinstance(known, bool):
        return known
    with transaction(ctx) as tx:
        found = is_offered(tx)
    cache.put(redis, name, found, ttl_seconds=OFFER_KEPT_SECONDS)
    return found


def forget_offer(organization_id: UUID, kind: str) -> None:
    """A connection changed: look again."""
    if kind == Kind.SMS:
        cache.delete(runtime.current().redis, _offer_key(organization_id))


def _offer_key(organization_id: UUID) -> str:
    return cache.key(organization_id, "text-messages", "offered")


def get_consent(ctx: PublicContext, order_id: UUID, *, language: str | None = None) -> TextConsent:
    """What the buyer would agree to, and whether they did."""
    policies.require_buyer(ctx)
    with transaction(ctx) as tx:
        return _shown(tx, orders.get_whole_order(tx, order_id), language)


def set_consent(ctx: PublicContext, order_id: UUID, choice: TextConsentChoice) -> TextConsent:
    """Agree to texts at a number, or take it back; at once.

    TextWordingChanged when the sentence is another one by now, TextsNotOffered where nobody sends
    any, Invalid for what is no number.
    """
    policies.require_buyer(ctx)
    phone = rules.written(choice.phone) if choice.is_given else ""
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        consents.lock_order(tx, order_id)
        if choice.is_given:
            _give(tx, order, replace(choice, phone=phone))
        elif consents.withdraw_consent(tx, order_id):
            _announce(tx, order, is_given=False)
        return _shown(tx, order, choice.language)


def change_block(
    tx: Transaction, phone: str, reason: BlockReason, *, is_blocked: bool, at: datetime
) -> None:
    """Send a number no more texts, or texts again; what its holder said later stays."""
    block_id = consents.change_block(tx, phone, reason, is_blocked=is_blocked, changed_at=at)
    if block_id is not None:
        tx.publish(TextBlockChanged(block_id=block_id, reason=reason.value, is_blocked=is_blocked))


def _give(tx: Transaction, order: orders.Order, choice: TextConsentChoice) -> None:
    if not is_offered(tx):
        raise TextsNotOffered
    if choice.wording != WORDING:
        raise TextWordingChanged(wording=WORDING)
    known = consents.find_consent(tx, order.id)
    if known is not None and (known.phone, known.wording) == (choice.phone, choice.wording):
        return
    language = choice.language or order.locale
    consents.withdraw_consent(tx, order.id)
    consents.give_consent(
        tx,
        order.id,
        choice,
        event_id=order.event_id,
        statement=_statement(tx, order, language),
        language=language,
    )
    _announce(tx, order, is_given=True)


def _announce(tx: Transaction, order: orders.Order, *, is_given: bool) -> None:
    tx.publish(TextConsentChanged(event_id=order.event_id, order_id=order.id, is_given=is_given))
    said = "given" if is_given else "withdrawn"
    tx.after_commit.append(lambda: CONSENTS.add(said=said))


def _statement(tx: Transaction, order: orders.Order, language: str) -> str:
    event = events.in_language(events.get_event(tx, order.event_id), [language])
    return statement_of(organizations.branding_of(tx).name, event.title, language)


def _shown(tx: Transaction, order: orders.Order, language: str | None) -> TextConsent:
    own = consents.find_consent(tx, order.id)
    blocked = consents.find_blocked(tx, [own.phone]) if own else {}
    return TextConsent(
        is_offered=is_offered(tx),
        is_given=own is not None,
        phone=own.phone if own else "",
        statement=_statement(tx, order, language or order.locale),
        wording=WORDING,
        given_at=own.given_at if own else None,
        blocked=blocked[own.phone].value if own and own.phone in blocked else "",
        event_id=order.event_id,
    )
