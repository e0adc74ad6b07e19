"""The outbox of text messages: written down with what causes them, swept, listed, forgotten."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.claims import ClaimedRow
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.security import permissions
from turnout.modules.connections import api as connections
from turnout.modules.text_messages import policies
from turnout.modules.text_messages.metrics import OLDEST, WAITING
from turnout.modules.text_messages.models import BlockReason
from turnout.modules.text_messages.queries import attempts, consents, outbox
from turnout.modules.text_messages.segments import measure
from turnout.modules.text_messages.types import (
    NewText,
    TextEstimate,
    TextFilter,
    TextHistory,
    TextMessage,
    TextPrice,
)
from turnout.modules.text_messages.words import with_way_out
from turnout_sdk.adapter import Kind

MOST: Final = 500
MOST_FORGOTTEN: Final = 10_000
SEND_NOW: Final = 20
"""So few texts are handed to workers at once; more wait for the sweep, a few seconds."""


def queue_texts(tx: Transaction, new: Sequence[NewText], *, due_at: Sequence[datetime]) -> None:
    """Write finished texts down; those of one cause and number only once."""
    if not new:
        return
    made = outbox.insert_texts(tx, new, due_at)
    if len(new) <= SEND_NOW:
        tx.after_commit.extend(_dispatch(tx.organization_id, each) for each in made)


def _dispatch(organization_id: UUID, text_id: UUID) -> Callable[[], None]:
    return lambda: enqueue("text_messages.send", str(organization_id), str(text_id))


def find_blocked(tx: Transaction, phones: Collection[str]) -> dict[str, BlockReason]:
    """Those of the numbers that get no texts of the organization, and why."""
    return consents.find_blocked(tx, phones)


def list_texts(
    ctx: OrganizationContext, request: PageRequest, wanted: TextFilter
) -> Page[TextMessage]:
    """The log, the newest first; of the member's own events where they see no others."""
    policies.require_can_read(ctx, wanted.event_id)
    with transaction(ctx) as tx:
        found = outbox.list_texts(tx, request, wanted, event_ids=ctx.event_ids)
    return page(found, request, key=lambda each: (each.queued_at.isoformat(), each.id))


def get_history(ctx: OrganizationContext, text_id: UUID) -> TextHistory:
    """What was tried with a text, and what its provider told."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        text = outbox.get_text(tx, text_id)
        policies.require_can_read(ctx, text.event_id)
        names = connections.list_names(tx, Kind.SMS)
        return TextHistory(
            attempts=attempts.list_attempts(tx, text_id, names=names),
            receipts=attempts.list_receipts(tx, text_id),
        )


def estimate(ctx: OrganizationContext, text: str, *, language: str) -> TextEstimate:
    """How long a text is as it is sent, and what its provider publishes of prices."""
    policies.require_can_read(ctx)
    whole = with_way_out(text, language)
    length = measure(whole)
    with transaction(ctx) as tx:
        routes = connections.list_active_adapters(tx, Kind.SMS)
    adapter = connections.find_adapter(Kind.SMS, routes[0][1]) if routes else None
    prices = adapter.capabilities.prices_per_thousand if adapter else {}
    return TextEstimate(
        text=whole,
        encoding=length.encoding,
        segments=length.segments,
        left=length.left,
        prices=[
            TextPrice(country=country, per_thousand=price * length.segments)
            for country, price in sorted(prices.items())
        ],
    )


def take_due(ctx: SystemContext, *, limit: int = MOST) -> list[ClaimedRow]:
    """Mark due texts as handed out and say which: organization and text."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        found = outbox.WAITING_TEXTS.hand_out(tx, limit=limit)
        waiting, oldest = outbox.WAITING_TEXTS.measure_backlog(tx)
    WAITING.set(waiting)
    OLDEST.set(oldest)
    return found


def count_waiting(ctx: SystemContext) -> int:
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return outbox.WAITING_TEXTS.measure_backlog(tx)[0]


def forget_old(ctx: SystemContext) -> int:
    """Drop texts and replies of more than a year ago; numbers that want none stay."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return outbox.forget_texts(tx, limit=MOST_FORGOTTEN) + attempts.forget_replies(
            tx, limit=MOST_FORGOTTEN
        )
