"""Checks: the index is held against the database by contents, and put right."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import structlog

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.modules.search_index import gateways, hooks, queries, rules
from turnout.modules.search_index.metrics import DRIFT
from turnout.modules.search_index.service import changes
from turnout.modules.search_index.types import (
    IndexCheck,
    IndexSource,
    IndexStatus,
    KnownVersion,
)
from turnout_sdk.search import Document, KeptDocument, Removal

CHECKING: Final = rules.CHECK_AGAIN
log = structlog.get_logger(__name__)


def check_due(ctx: SystemContext) -> None:
    """Compare each collection whose turn it is; one that fails is compared again soon."""
    permissions.require_platform(ctx)
    if not gateways.is_set():
        return
    for source in hooks.list_sources():
        with transaction(ctx) as tx:
            is_claimed = queries.claim_check(tx, source.collection, lease=CHECKING)
        if is_claimed:
            try:
                check(ctx, source)
            except changes.FAILURES as error:
                log.warning("index not checked", collection=source.collection, why=str(error))


def check_all(ctx: SystemContext) -> dict[str, IndexCheck]:
    """Compare every collection now, by name; one of the SDK's errors where the server fails."""
    permissions.require_platform(ctx)
    for source in hooks.list_sources():
        with transaction(ctx) as tx:
            queries.claim_check(tx, source.collection, lease=CHECKING)
    return {source.collection: check(ctx, source) for source in hooks.list_sources()}


def check(ctx: SystemContext, source: IndexSource) -> IndexCheck:
    """Compare by id and content, page by page; have what is missing or different sent anew.

    Documents that change while they are compared are left to their own way.
    """
    counts = {"documents": 0, "kept": 0, "missing": 0, "extra": 0, "different": 0}
    digest, kept_digest = rules.Digest(), rules.Digest()
    for ids, documents, kept, still in _pages(ctx, source):
        missing, extra, different = rules.compare(documents, kept, still=still)
        extra = _still_extra(source, extra)
        digest.add((str(each), document.digest) for each, document in documents.items())
        kept_digest.add((str(each), entry.digest) for each, entry in kept.items())
        counts["documents"] += len(documents)
        counts["kept"] += len(kept)
        for kind, found in (("missing", missing), ("extra", extra), ("different", different)):
            counts[kind] += len(found)
            if found:
                DRIFT.add(len(found), kind=kind)
        _catch_up(ctx, kept)
        _repair(ctx, source, ids, wrong=missing | different)
        _remove(ctx, source, {each: kept[each] for each in extra})
    result = IndexCheck(**counts, digest=str(digest), kept_digest=str(kept_digest))
    with transaction(ctx) as tx:
        later = tx.now + (rules.CHECK_AGAIN if result.drift else rules.CHECK_EVERY)
        queries.keep_check(tx, source.collection, result, due_at=later)
    if result.drift:
        log.warning("index put right", collection=source.collection, documents=result.drift)
    return result


Page = tuple[
    dict[UUID, UUID],
    Mapping[UUID, Document],
    dict[UUID, KeptDocument],
    dict[UUID, KnownVersion],
]


def _pages(ctx: SystemContext, source: IndexSource) -> Iterator[Page]:
    """Both sides in order of ids, up to the same id on each page."""
    after: UUID | None = None
    while True:
        with transaction(ctx) as tx:
            keys = source.list_keys(tx, after, rules.PAGE)
            queries.ensure(tx, source.collection, keys)
        with transaction(ctx) as tx:
            before = queries.list_versions(tx, source.collection, [each for _, each in keys])
        last = keys[-1][1] if len(keys) == rules.PAGE else None
        kept = dict(_kept(source, after, last))
        with transaction(ctx) as tx:
            versions = queries.list_versions(tx, source.collection, [*before, *kept])
            documents = source.read(tx, {each.id: each.version for each in versions.values()})
        still = {
            each.id: each
            for each in versions.values()
            if each.is_sent and before.get(each.id, each).version == each.version
        }
        moving = set(versions) - set(still)
        yield (
            {each: organization_id for organization_id, each in keys},
            {each: document for each, document in documents.items() if each not in moving},
            {each: entry for each, entry in kept.items() if each not in moving},
            still,
        )
        if last is None:
            return
        after = last


def _kept(
    source: IndexSource, after: UUID | None, last: UUID | None
) -> Iterator[tuple[UUID, KeptDocument]]:
    """What the server keeps after one id and up to another."""
    place = str(after) if after else ""
    while True:
        found = gateways.write(_entries(source, place))
        for each in found:
            if last is not None and each.id > str(last):
                return
            yield UUID(each.id), each
        if len(found) < rules.PAGE:
            return
        place = found[-1].id


def _entries(source: IndexSource, after: str) -> Callable[[Any], Sequence[KeptDocument]]:
    def entries(port: Any) -> Sequence[KeptDocument]:
        found: Sequence[KeptDocument] = port.entries(source.alias, after=after, limit=rules.PAGE)
        return found

    return entries


def _forgetting(name: str, removals: Sequence[Removal]) -> Callable[[Any], None]:
    def forget(port: Any) -> None:
        port.forget(name, removals)

    return forget


def _still_extra(source: IndexSource, extra: set[UUID]) -> set[UUID]:
    """Those of them that the server keeps still: what was removed meanwhile is no drift."""
    if not extra:
        return extra
    first, last = min(extra), max(extra)
    before = UUID(int=first.int - 1) if first.int else None
    return extra & {each for each, _ in _kept(source, before, last)}


def _catch_up(ctx: SystemContext, kept: Mapping[UUID, KeptDocument]) -> None:
    newest = max((entry.version for entry in kept.values()), default=0)
    if newest:
        with transaction(ctx) as tx:
            queries.catch_up(tx, newest)


def _repair(
    ctx: SystemContext, source: IndexSource, owners: Mapping[UUID, UUID], *, wrong: Iterable[UUID]
) -> None:
    """Mark them under a new version, which overwrites whatever is there."""
    by_organization: dict[UUID, set[UUID]] = {}
    for each in wrong:
        if each in owners:
            by_organization.setdefault(owners[each], set()).add(each)
    if by_organization:
        with transaction(ctx) as tx:
            for organization_id in sorted(by_organization):
                queries.mark_as(
                    tx, source.collection, organization_id, ids=by_organization[organization_id]
                )


def _remove(ctx: SystemContext, source: IndexSource, extra: Mapping[UUID, KeptDocument]) -> None:
    """Forget, in every index, what has no original; one that comes back has a newer version."""
    removals = [Removal(id=str(each), version=entry.version + 1) for each, entry in extra.items()]
    if not removals:
        return
    with transaction(ctx) as tx:
        targets = queries.targets_of(queries.list_builds(tx, source.collection))
    for target in targets:
        gateways.write(_forgetting(target.name, removals))


def status(ctx: SystemContext) -> list[IndexStatus]:
    """How every collection stands; none without a server."""
    permissions.require_platform(ctx)
    found = []
    for source in hooks.list_sources() if gateways.is_set() else ():
        with transaction(ctx) as tx:
            builds = queries.list_builds(tx, source.collection)
            waiting, lag = queries.measure_backlog(tx, [source.collection])
            checked = queries.find_check(tx, source.collection)
        found.append(
            IndexStatus(
                collection=source.collection,
                builds=builds,
                waiting=waiting,
                lag_seconds=lag,
                checked_at=checked[0] if checked else None,
                check=checked[1] if checked else None,
            )
        )
    return found
