"""Changes: documents are marked in the transaction that changes them, and sent soon after."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.security import permissions
from turnout.modules.search_index import gateways, hooks, queries, rules
from turnout.modules.search_index.metrics import LAG, SENT, WAITING
from turnout.modules.search_index.types import Build, ChangedDocument, IndexSource
from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.search import MISSING, Document, Removal

MOST_SECONDS: Final = 50.0
FAILURES: Final = (AdapterError, TurnoutError)


def mark(tx: Transaction, collection: str, ids: Collection[UUID]) -> None:
    """Have the server told of these documents; nothing where there is no server.

    Belongs to the caller's commit. A document that is marked again before it was sent is sent
    once, as it is then.
    """
    if ids and gateways.is_set():
        queries.mark(tx, collection, ids)


def send_changes(ctx: SystemContext) -> int:
    """Send what was marked until nothing is due or others' turn comes; how many documents."""
    permissions.require_platform(ctx)
    if not gateways.is_set():
        return 0
    until, sent = monotonic() + MOST_SECONDS, 0
    sources = hooks.list_sources()
    for source in sources:
        while monotonic() < until and (count := _send_batch(ctx, source)):
            sent += count
    with transaction(ctx) as tx:
        waiting, oldest = queries.measure_backlog(tx, [each.collection for each in sources])
    WAITING.set(waiting)
    LAG.set(oldest)
    return sent


def count_waiting(ctx: SystemContext) -> int:
    """How many documents the server has not taken yet; none without a server."""
    permissions.require_platform(ctx)
    if not gateways.is_set():
        return 0
    with transaction(ctx) as tx:
        return queries.measure_backlog(tx, [each.collection for each in hooks.list_sources()])[0]


def _send_batch(ctx: SystemContext, source: IndexSource) -> int:
    """Send a batch to every index that is written to; how many were sent, 0 to stop.

    The versions are read before the documents: a version never comes with an older content. The
    indexes are read after the claim: a build that began before is told of all that was marked
    since.
    """
    with transaction(ctx) as tx:
        claimed = queries.claim(tx, source.collection, most=rules.BATCH, lease=rules.LEASE)
        if not claimed:
            return 0
        targets = queries.targets_of(queries.list_builds(tx, source.collection))
        documents = source.read(tx, {each.id: each.version for each in claimed})
    if not targets:
        return _postpone(ctx, source, claimed, error="no index yet")
    try:
        for target in targets:
            write_to(ctx, target, claimed, documents)
    except Declined as declined:
        if declined.code == MISSING:
            return _postpone(ctx, source, claimed, error=declined.code)
        return _send_singly(ctx, source, targets, claimed=claimed, documents=documents)
    except FAILURES as error:
        return _postpone(ctx, source, claimed, error=type(error).__name__)
    _settle(ctx, source, claimed, documents)
    return len(claimed)


def write_to(
    ctx: SystemContext,
    target: Build,
    claimed: Sequence[ChangedDocument],
    documents: Any,
) -> None:
    """Write documents, and what is no more, to one index; a lost one is retired."""
    present = [documents[each.id] for each in claimed if each.id in documents]
    gone = [
        Removal(id=str(each.id), version=each.version)
        for each in claimed
        if each.id not in documents
    ]
    with retired_if_lost(ctx, target):
        if present:
            gateways.write(_indexing(target.name, present))
        if gone:
            gateways.write(lambda port: port.forget(target.name, gone))


@contextmanager
def retired_if_lost(ctx: SystemContext, target: Build) -> Iterator[None]:
    """Retire an index that the server has no more, and let the refusal through."""
    try:
        yield
    except Declined as declined:
        if declined.code == MISSING:
            with transaction(ctx) as tx:
                queries.retire(tx, target)
        raise


def _indexing(name: str, documents: Sequence[Document]) -> Callable[[Any], None]:
    def index(port: Any) -> None:
        port.index(name, documents)

    return index


def _send_singly(
    ctx: SystemContext,
    source: IndexSource,
    targets: Sequence[Build],
    *,
    claimed: Sequence[ChangedDocument],
    documents: Any,
) -> int:
    """Send one after the other, so that one that the server cannot keep holds up no other."""
    sent = 0
    for each in claimed:
        try:
            for target in targets:
                write_to(ctx, target, [each], documents)
        except Declined as declined:
            SENT.add(outcome="refused")
            with transaction(ctx) as tx:
                later = tx.now + rules.REFUSED_PAUSE
                queries.postpone(tx, source.collection, [each], due_at=later, error=declined.code)
        except FAILURES as error:
            _postpone(ctx, source, [each], error=type(error).__name__)
        else:
            _settle(ctx, source, [each], documents)
            sent += 1
    return sent


def _settle(
    ctx: SystemContext, source: IndexSource, claimed: Sequence[ChangedDocument], documents: Any
) -> None:
    written = [each for each in claimed if each.id in documents]
    removed = [each for each in claimed if each.id not in documents]
    with transaction(ctx) as tx:
        queries.settle(tx, source.collection, written)
        queries.forget(tx, source.collection, removed)
    for count, outcome in ((len(written), "written"), (len(removed), "removed")):
        if count:
            SENT.add(count, outcome=outcome)


def _postpone(
    ctx: SystemContext, source: IndexSource, failed: Sequence[ChangedDocument], *, error: str
) -> int:
    """Try again later, the longer the more often it failed; 0, since nothing was sent."""
    SENT.add(len(failed), outcome="failed")
    tries = min(each.tries for each in failed)
    with transaction(ctx) as tx:
        due_at = tx.now + rules.pause_after(tries)
        queries.postpone(tx, source.collection, failed, due_at=due_at, error=error)
    return 0
