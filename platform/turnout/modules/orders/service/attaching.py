"""Files that buyers send as answers, and what becomes of them."""

from functools import partial
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.files import api as files
from turnout.modules.orders import policies, rules
from turnout.modules.orders.errors import FileInAnswer, NoFileAsked, TooManyFiles
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.queries import answering, changing
from turnout.modules.orders.queries import files as queries
from turnout.modules.orders.rules import Action
from turnout.modules.orders.sent_files import LOOK_AFTER, MOST_FILES, Fate, fate, file_questions
from turnout.modules.orders.service.changing import require_alive

LINK_SECONDS = 600


def add_file(
    ctx: PublicContext | OrganizationContext, order_id: UUID, upload: files.Upload
) -> files.LentFile:
    """Take one file for an order that may still be changed; its id is the answer.

    Asked before the file is looked at, so that nobody makes us work in vain, and again in the
    transaction that keeps it.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = changing.find_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        _require_open(tx, order)
    file = files.store_entrusted(ctx, upload, claim=partial(_claim, order_id))
    with transaction(ctx) as tx:
        [lent] = files.lend(tx, [file.id], seconds=LINK_SECONDS)
    return lent


def list_files(ctx: PublicContext | OrganizationContext, order_id: UUID) -> list[files.LentFile]:
    """What was sent for an order, with links that lapse: for its buyer, and who sees answers."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        policies.require_can_open(ctx, changing.find_order(tx, order_id).event_id)
        return files.lend(tx, queries.list_ids(tx, order_id), seconds=LINK_SECONDS)


def remove_file(ctx: PublicContext | OrganizationContext, order_id: UUID, *, file_id: UUID) -> None:
    """Take a file back while the order may be changed; FileInAnswer while an answer names it."""
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        row = queries.get_of(tx, order_id, file_id)
        _require_changeable(order)
        if _is_named(tx, order_id, file_id):
            raise FileInAnswer
        queries.remove(tx, row)
        files.discard(tx, file_id)


def list_due(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, row) of files of which it should be asked what they are still for."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, now=tx.now, limit=limit)


def sweep_file(ctx: OrganizationContext, row_id: UUID) -> Fate:
    """Remove the file of an order that came to nothing, or one that no answer names."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.find(tx, row_id)
        if row is None or row.due_at is None or row.due_at > tx.now:
            return Fate.WAIT
        order = changing.lock_order(tx, row.order_id)
        chosen = fate(
            OrderState(order.state),
            ended_at=order.ended_at,
            was_confirmed=order.confirmed_at is not None,
            is_named=_is_named(tx, order.id, row.file_id),
            now=tx.now,
        )
        row.due_at = tx.now + LOOK_AFTER if chosen is Fate.WAIT else None
        if chosen is Fate.REMOVE:
            file_id = row.file_id
            queries.remove(tx, row)
            files.discard(tx, file_id)
        return chosen


def _claim(order_id: UUID, tx: Transaction, file_id: UUID) -> None:
    order = changing.lock_order(tx, order_id)
    _require_open(tx, order)
    queries.add(tx, order_id, file_id, due_at=tx.now + LOOK_AFTER)


def _require_open(tx: Transaction, order: Order) -> None:
    _require_changeable(order)
    version_id = catalog.find_version_id(tx, order.event_id)
    if version_id is None or not file_questions(catalog.get_form(tx, version_id)):
        raise NoFileAsked
    if len(queries.list_ids(tx, order.id)) >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)


def _require_changeable(order: Order) -> None:
    require_alive(order)
    rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)


def _is_named(tx: Transaction, order_id: UUID, file_id: UUID) -> bool:
    given = answering.list_answers(tx, order_id).values()
    return any(str(file_id) in answers.values() for _, answers in given)
