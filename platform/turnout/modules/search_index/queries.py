"""Every statement of the search index: versions of documents, builds, comparisons."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.db.claims import Claim
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.search_index.types import (
    Build,
    BuildState,
    ChangedDocument,
    IndexCheck,
    Key,
    KnownVersion,
)

BUILD: Final = (
    "id, collection, name, layout, state, cursor, copied, created_at, served_at, retired_at"
)
NEXT_VERSIONS: Final = "SELECT nextval('search_versions') FROM generate_series(1, %(count)s::int)"
# The oldest change that waits says how long the index lags.
MARK: Final = """
    INSERT INTO search_documents (organization_id, id, collection, version, sent_version,
        marked_at, due_at, tries, last_error)
    SELECT %(organization_id)s, wanted.id, %(collection)s, wanted.version, 0, %(now)s, %(now)s, 0,
        ''
    FROM unnest(%(ids)s::uuid[], %(versions)s::bigint[]) AS wanted (id, version)
    ON CONFLICT (organization_id, id) DO UPDATE SET version = excluded.version,
        marked_at = CASE WHEN search_documents.sent_version < search_documents.version
            THEN search_documents.marked_at ELSE excluded.marked_at END,
        due_at = excluded.due_at, tries = 0, last_error = ''
"""
# Rows of what was there before the server was: as sent as the build that is being filled.
ENSURE: Final = """
    INSERT INTO search_documents (organization_id, id, collection, version, sent_version,
        marked_at, due_at, tries, last_error)
    SELECT %(organization_id)s, wanted.id, %(collection)s, wanted.version, wanted.version, %(now)s,
        %(now)s, 0, ''
    FROM unnest(%(ids)s::uuid[], %(versions)s::bigint[]) AS wanted (id, version)
    ON CONFLICT (organization_id, id) DO NOTHING
"""
# A database that was restored is behind the server: what it writes next has to be newer.
CATCH_UP: Final = """
    SELECT setval('search_versions', %(known)s)
    FROM search_versions WHERE last_value < %(known)s
"""
VERSIONS: Final = """
    SELECT id, version, sent_version FROM search_documents
    WHERE collection = %(collection)s AND id = ANY(%(ids)s)
"""
CHANGED: Final = Claim(
    "search_documents",
    due="sent_version < version AND collection = %(collection)s AND due_at <= %(now)s",
    first="due_at",
    taken="due_at = %(until)s, tries = tries + 1",
    returned=("organization_id", "id", "version", "tries"),
)
SETTLE: Final = """
    UPDATE search_documents d SET sent_version = s.version, tries = 0, last_error = ''
    FROM unnest(%(ids)s::uuid[], %(versions)s::bigint[]) AS s (id, version)
    WHERE d.collection = %(collection)s AND d.id = s.id AND d.sent_version < s.version
"""
FORGET: Final = """
    DELETE FROM search_documents d
    USING unnest(%(ids)s::uuid[], %(versions)s::bigint[]) AS s (id, version)
    WHERE d.collection = %(collection)s AND d.id = s.id AND d.version = s.version
"""
# One that was marked meanwhile is due at once, and stays so.
POSTPONE: Final = """
    UPDATE search_documents d SET due_at = %(due_at)s, last_error = %(error)s
    FROM unnest(%(ids)s::uuid[], %(versions)s::bigint[]) AS s (id, version)
    WHERE d.collection = %(collection)s AND d.id = s.id AND d.version = s.version
"""
BACKLOG: Final = """
    SELECT count(*), coalesce(extract(epoch FROM %(now)s - min(marked_at)), 0)::float
    FROM search_documents WHERE sent_version < version AND collection = ANY(%(collections)s)
"""
BUILDS: Final = f"""
    SELECT {BUILD} FROM search_builds WHERE collection = %(collection)s ORDER BY created_at, id
"""
INSERT_BUILD: Final = f"""
    INSERT INTO search_builds (id, collection, name, layout, state, copied, created_at)
    VALUES (%(id)s, %(collection)s, %(name)s, %(layout)s, 'filling', 0, %(now)s)
    ON CONFLICT DO NOTHING RETURNING {BUILD}
"""
LEASE_BUILD: Final = """
    UPDATE search_builds SET leased_until = %(until)s
    WHERE id = %(id)s AND (leased_until IS NULL OR leased_until <= %(now)s) RETURNING id
"""
ADVANCE: Final = """
    UPDATE search_builds SET cursor = %(cursor)s, copied = copied + %(copied)s,
        leased_until = NULL
    WHERE id = %(id)s AND cursor IS NOT DISTINCT FROM %(before)s AND state = 'filling'
    RETURNING id
"""
RETIRE: Final = """
    UPDATE search_builds SET state = 'retired', retired_at = %(now)s
    WHERE collection = %(collection)s AND state = 'serving' AND id <> %(id)s
"""
SERVE: Final = """
    UPDATE search_builds SET state = 'serving', served_at = %(now)s, leased_until = NULL
    WHERE id = %(id)s AND state = 'filling' RETURNING id
"""
RETIRE_ONE: Final = """
    UPDATE search_builds SET state = 'retired', retired_at = %(now)s, leased_until = NULL
    WHERE id = %(id)s
"""
DELETE_BUILD: Final = "DELETE FROM search_builds WHERE id = %(id)s"
CLAIM_CHECK: Final = """
    INSERT INTO search_checks (id, collection, due_at) VALUES (%(id)s, %(collection)s, %(until)s)
    ON CONFLICT (collection) DO UPDATE SET due_at = excluded.due_at
        WHERE search_checks.due_at <= %(now)s
    RETURNING id
"""
KEEP_CHECK: Final = """
    UPDATE search_checks SET checked_at = %(now)s, due_at = %(due_at)s, documents = %(documents)s,
        kept = %(kept)s, missing = %(missing)s, extra = %(extra)s, different = %(different)s,
        digest = %(digest)s, kept_digest = %(kept_digest)s
    WHERE collection = %(collection)s
"""
DUE_CHECK: Final = """
    UPDATE search_checks SET due_at = %(now)s WHERE collection = %(collection)s
"""
FIND_CHECK: Final = """
    SELECT checked_at, documents, kept, missing, extra, different, digest, kept_digest
    FROM search_checks WHERE collection = %(collection)s AND checked_at IS NOT NULL
"""


def mark(tx: Transaction, collection: str, ids: Collection[UUID]) -> None:
    mark_as(tx, collection, tx.organization_id, ids=ids)


def mark_as(
    tx: Transaction, collection: str, organization_id: UUID, *, ids: Collection[UUID]
) -> None:
    """The same, by a job that goes over organizations."""
    _write(tx, MARK, collection, [(organization_id, each) for each in ids])


def ensure(tx: Transaction, collection: str, keys: Sequence[Key]) -> None:
    """Have a row for each of them; a new one counts as sent."""
    _write(tx, ENSURE, collection, keys)


def _write(tx: Transaction, text: str, collection: str, keys: Sequence[Key]) -> None:
    """Write the rows of each organization, with versions that are newer than any before."""
    rows = sorted(set(keys))
    versions = [version for (version,) in tx.query(NEXT_VERSIONS, {"count": len(rows)})]
    written = defaultdict[UUID, list[tuple[UUID, int]]](list)
    for (organization_id, each), version in zip(rows, versions, strict=True):
        written[organization_id].append((each, version))
    same = {"collection": collection, "now": tx.now}
    tx.execute_many(
        text,
        [
            {
                "organization_id": organization_id,
                "ids": [each for each, _ in found],
                "versions": [version for _, version in found],
                **same,
            }
            for organization_id, found in written.items()
        ],
    )


def catch_up(tx: Transaction, known: int) -> None:
    """Let the next version be higher than one that the server has."""
    tx.query(CATCH_UP, {"known": known})


def list_versions(
    tx: Transaction, collection: str, ids: Collection[UUID]
) -> dict[UUID, KnownVersion]:
    found = tx.query(VERSIONS, {"collection": collection, "ids": list(ids)}, into=KnownVersion)
    return {each.id: each for each in found}


def claim(
    tx: Transaction, collection: str, *, most: int, lease: timedelta
) -> list[ChangedDocument]:
    values = {"collection": collection, "now": tx.now, "until": tx.now + lease}
    return CHANGED.take(tx, values, limit=most, into=ChangedDocument)


def settle(tx: Transaction, collection: str, sent: Sequence[ChangedDocument]) -> None:
    tx.query(SETTLE, _pairs(collection, sent))


def forget(tx: Transaction, collection: str, removed: Sequence[ChangedDocument]) -> None:
    """Drop the rows of what is no more, unless it came back meanwhile."""
    tx.query(FORGET, _pairs(collection, removed))


def postpone(
    tx: Transaction,
    collection: str,
    failed: Sequence[ChangedDocument],
    *,
    due_at: datetime,
    error: str,
) -> None:
    tx.query(POSTPONE, _pairs(collection, failed) | {"due_at": due_at, "error": error})


def _pairs(collection: str, documents: Sequence[ChangedDocument]) -> dict[str, object]:
    return {
        "collection": collection,
        "ids": [each.id for each in documents],
        "versions": [each.version for each in documents],
    }


def measure_backlog(tx: Transaction, collections: Sequence[str]) -> tuple[int, float]:
    """How many documents wait for the server, and for how many seconds the oldest has."""
    [(waiting, oldest)] = tx.query(BACKLOG, {"collections": list(collections), "now": tx.now})
    return waiting, max(oldest, 0.0)


def list_builds(tx: Transaction, collection: str) -> list[Build]:
    return tx.query(BUILDS, {"collection": collection}, into=Build.of)


def insert_build(tx: Transaction, collection: str, name: str, *, layout: str) -> Build | None:
    """A build that begins; None where one is under way already."""
    values = {"id": new_id(), "collection": collection, "name": name, "layout": layout}
    return next(iter(tx.query(INSERT_BUILD, {**values, "now": tx.now}, into=Build.of)), None)


def lease_build(tx: Transaction, build: Build, *, lease: timedelta) -> bool:
    return bool(tx.query(LEASE_BUILD, {"id": build.id, "now": tx.now, "until": tx.now + lease}))


def advance(tx: Transaction, build: Build, *, cursor: UUID, copied: int) -> bool:
    """Remember how far a build is; False where another worker went on with it meanwhile."""
    values = {"id": build.id, "before": build.cursor, "cursor": cursor, "copied": copied}
    return bool(tx.query(ADVANCE, values))


def serve(tx: Transaction, build: Build) -> bool:
    """Let a build take over from the one that served until now."""
    values = {"id": build.id, "collection": build.collection, "now": tx.now}
    tx.query(RETIRE, values)
    return bool(tx.query(SERVE, values))


def retire(tx: Transaction, build: Build) -> None:
    tx.query(RETIRE_ONE, {"id": build.id, "now": tx.now})


def delete_build(tx: Transaction, build: Build) -> None:
    tx.query(DELETE_BUILD, {"id": build.id})


def targets_of(builds: Sequence[Build]) -> list[Build]:
    """Those that every change is written to."""
    return [each for each in builds if each.state is not BuildState.RETIRED]


def claim_check(tx: Transaction, collection: str, *, lease: timedelta) -> bool:
    values = {"id": new_id(), "collection": collection, "now": tx.now, "until": tx.now + lease}
    return bool(tx.query(CLAIM_CHECK, values))


def keep_check(tx: Transaction, collection: str, check: IndexCheck, *, due_at: datetime) -> None:
    values = {
        "collection": collection, "now": tx.now, "due_at": due_at, "documents": check.documents,
        "kept": check.kept, "missing": check.missing, "extra": check.extra,
        "different": check.different, "digest": check.digest, "kept_digest": check.kept_digest,
    }  # fmt: skip
    tx.query(KEEP_CHECK, values)


def bring_check_forward(tx: Transaction, collection: str) -> None:
    """Have the next comparison made at once."""
    tx.query(DUE_CHECK, {"collection": collection, "now": tx.now})


def find_check(tx: Transaction, collection: str) -> tuple[datetime, IndexCheck] | None:
    for checked_at, *figures in tx.query(FIND_CHECK, {"collection": collection}):
        names = ("documents", "kept", "missing", "extra", "different", "digest", "kept_digest")
        return checked_at, IndexCheck(**dict(zip(names, figures, strict=True)))
    return None
