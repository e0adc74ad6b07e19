"""Deliveries of providers' webhooks: what became of texts, and what people answer.

In any order and however often: each receipt and each reply counts once, and what shows in the end
is the same. What does not prove its sender changes nothing.
"""

from typing import Any
from uuid import UUID

import structlog

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Unavailable as TryAgain
from turnout.kernel.typed_addresses import phone_number
from turnout.modules.connections import api as connections
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import SecurityEventKind, record_in_organization
from turnout.modules.text_messages import rules
from turnout.modules.text_messages.errors import NoTextHooks, UntrustedTextDelivery
from turnout.modules.text_messages.metrics import DELIVERIES, REPLIES
from turnout.modules.text_messages.models import BlockReason, TextAttemptState, TextPurpose
from turnout.modules.text_messages.queries import attempts, outbox
from turnout.modules.text_messages.service.consents import change_block
from turnout.modules.text_messages.service.outbox import queue_texts
from turnout.modules.text_messages.types import NewText
from turnout.modules.text_messages.words import reply_to
from turnout_sdk.errors import AdapterError, Untrusted
from turnout_sdk.sms import Capabilities, Hears, IncomingText, Reads, Receipt, ReceiptState, Wish
from turnout_sdk.time_limits import CALL_SECONDS
from turnout_sdk.webhooks import Delivery, Verifies

Told = tuple[Receipt | None, IncomingText | None]
log = structlog.get_logger(__name__)


def receive(ctx: PublicContext, connection_id: UUID, delivery: Delivery) -> None:
    """Take in what a provider tells; UntrustedTextDelivery, and nothing changed, for a forgery."""
    opened = connections.open_gateway(ctx, connection_id)
    try:
        receipt, incoming = _read(opened, delivery)
    except Untrusted as error:
        DELIVERIES.add(outcome="untrusted")
        log.warning("untrusted delivery", connection_id=str(connection_id), why=str(error))
        record_in_organization(
            ctx.organization_id,
            SecurityEventKind.WEBHOOK_REFUSED,
            request_id=ctx.request_id,
            details={"connection_id": connection_id},
        )
        raise UntrustedTextDelivery from error
    except AdapterError as error:
        DELIVERIES.add(outcome="busy")
        log.warning("delivery not read", connection_id=str(connection_id), why=str(error))
        raise TryAgain("This delivery cannot be checked right now.") from error
    job = system_in(ctx.organization_id, "text_messages.receive", request_id=ctx.request_id)
    with transaction(job) as tx:
        if receipt is not None:
            outcome = _take_receipt(tx, connection_id, receipt)
        elif incoming is not None:
            answers = opened.capabilities.answers_opt_outs
            outcome = _take_reply(tx, connection_id, incoming, is_answered=answers)
        else:
            outcome = "nothing"
        tx.after_commit.append(lambda: DELIVERIES.add(outcome=outcome))


def _read(opened: connections.Opened, delivery: Delivery) -> Told:
    """Prove a delivery and read it."""
    port: Any = opened.port
    if not isinstance(opened.capabilities, Capabilities) or not isinstance(port, Verifies):
        raise NoTextHooks

    def judged() -> Told:
        port.verify(delivery)
        receipt = port.read(delivery) if isinstance(port, Reads) else None
        if receipt is not None or not isinstance(port, Hears):
            return receipt, None
        return None, port.hear(delivery)

    where = f"{opened.connection_id}:verify"
    calls = runtime.current().calls
    return calls.call(opened.adapter_key, where, judged, timeout_seconds=CALL_SECONDS)


def _take_receipt(tx: Transaction, connection_id: UUID, receipt: Receipt) -> str:
    found = attempts.lock_attempt(tx, connection_id, receipt)
    if found is None:
        return "foreign"
    attempt_id, text_id, phone = found
    if not attempts.insert_receipt(tx, connection_id, receipt, text_id=text_id):
        return "repeated"
    attempts.end_attempt(
        tx, attempt_id, TextAttemptState.ACCEPTED, provider_ref=receipt.provider_ref
    )
    attempts.take_receipt(tx, text_id, receipt)
    block = rules.BLOCKING.get(receipt.code or "")
    if receipt.state is ReceiptState.FAILED and block is not None:
        change_block(tx, phone, block, is_blocked=True, at=receipt.occurred_at)
    return "taken"


def _take_reply(
    tx: Transaction, connection_id: UUID, incoming: IncomingText, *, is_answered: bool
) -> str:
    """Honour STOP and START; what else somebody writes is not kept."""
    phone = phone_number(incoming.sender) or incoming.sender[:20]
    wish = incoming.wish or rules.wish_of(incoming.text)
    reply_id = attempts.insert_reply(tx, connection_id, incoming, wish)
    if reply_id is None:
        return "repeated"
    if wish in {Wish.STOP, Wish.START}:
        is_stop = wish is Wish.STOP
        change_block(tx, phone, BlockReason.STOPPED, is_blocked=is_stop, at=incoming.received_at)
    if wish is not None and not is_answered:
        _answer(tx, reply_id, phone, wish)
    tx.after_commit.append(lambda: REPLIES.add(wish=wish.value if wish else "none"))
    return "taken"


def _answer(tx: Transaction, reply_id: UUID, phone: str, wish: Wish) -> None:
    """Answer where the provider does not; to everybody once for each of their texts."""
    language, event_id, order_id = outbox.find_last_sent(tx, phone)
    organizer = organizations.branding_of(tx).name
    new = NewText(
        purpose=TextPurpose.REPLY,
        source_id=reply_id,
        phone=phone,
        language=language,
        body=reply_to(wish, organizer, language),
        event_id=event_id,
        order_id=order_id,
    )
    queue_texts(tx, [new], due_at=[tx.now])
