"""Use cases of warehouse feeds: set up, changed, run now, looked at, deleted."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.connections import api as connections
from turnout.modules.warehouse_feeds import policies, queries, rules, runs
from turnout.modules.warehouse_feeds.errors import WarehouseFeedPaused
from turnout.modules.warehouse_feeds.facts import (
    WarehouseFeedChanged,
    WarehouseFeedCreated,
    WarehouseFeedDeleted,
)
from turnout.modules.warehouse_feeds.tables import ADDED, TABLES
from turnout.modules.warehouse_feeds.types import (
    NewWarehouseFeed,
    OfferedFeedColumn,
    OfferedFeedTable,
    WarehouseFeed,
    WarehouseFeedUpdate,
    WarehouseRun,
)
from turnout_sdk.adapter import Kind


def list_tables(ctx: OrganizationContext) -> list[OfferedFeedTable]:
    """What a feed can have, in words."""
    policies.require_can_read(ctx)
    return [
        OfferedFeedTable(
            name=name,
            schema_version=table.version,
            description=table.says,
            is_allowed=policies.may_send(ctx, name),
            columns=[
                OfferedFeedColumn(
                    name=each.name,
                    type=each.type.value,
                    description=each.says,
                    is_personal=each.is_personal,
                )
                for each in (*table.columns, *ADDED)
            ],
        )
        for name, table in TABLES.items()
    ]


def list_feeds(ctx: OrganizationContext) -> list[WarehouseFeed]:
    """The organization's, the oldest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_feeds(tx)


def get_feed(ctx: OrganizationContext, feed_id: UUID) -> WarehouseFeed:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.get_feed(tx, feed_id)


def create_feed(ctx: OrganizationContext, new: NewWarehouseFeed) -> WarehouseFeed:
    """Send tables into a store from now on: whole at first, then what changed."""
    policies.require_can_send(ctx, new.tables, has_personal_data=new.has_personal_data)
    with transaction(ctx) as tx:
        queries.lock_organization(tx)
        rules.require_room(len(queries.list_feeds(tx)))
        _require_place(tx, connection_id=new.connection_id, folder=new.folder)
        said = replace(new, tables=tuple(rules.in_order(new.tables)))
        feed = queries.insert_feed(tx, said)
        tx.publish(
            WarehouseFeedCreated(
                warehouse_feed_id=feed.id, has_personal_data=feed.has_personal_data
            )
        )
        return feed


def update_feed(
    ctx: OrganizationContext,
    feed_id: UUID,
    changes: WarehouseFeedUpdate,
    *,
    version: int | None = None,
) -> WarehouseFeed:
    """Change a feed, pause it, or let it go on; the next run is due at once.

    A run under way that would send something else, or elsewhere, ends without a manifest.
    """
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_organization(tx)
        before = queries.get_feed(tx, feed_id, for_update=True)
        require_version(version, before.version)
        after = rules.changed(before, changes)
        policies.require_can_send(ctx, after.tables, has_personal_data=after.has_personal_data)
        if (before.connection_id, before.folder) != (after.connection_id, after.folder):
            _require_place(tx, connection_id=after.connection_id, folder=after.folder, but=feed_id)
        running = queries.lock_running(tx, feed_id)
        if running is not None and rules.is_sent_otherwise(before, after):
            runs.cancel_run(tx, running)
        feed = queries.update_feed(tx, replace(after, next_at=None if after.is_paused else tx.now))
        tx.publish(
            WarehouseFeedChanged(
                warehouse_feed_id=feed_id,
                has_personal_data=feed.has_personal_data,
                is_paused=feed.is_paused,
            )
        )
        return feed


def delete_feed(ctx: OrganizationContext, feed_id: UUID) -> None:
    """Send nothing more; what lies in the store stays there."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.get_feed(tx, feed_id, for_update=True)
        queries.delete_feed(tx, feed_id)
        tx.publish(WarehouseFeedDeleted(warehouse_feed_id=feed_id))


def run_now(ctx: OrganizationContext, feed_id: UUID, *, is_full: bool) -> WarehouseFeed:
    """Let the next run be due at once; WarehouseFeedPaused.

    With `is_full` it has every table whole, in place of one under way. Else one under way goes on
    now, wherever it waits.
    """
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        feed = queries.get_feed(tx, feed_id, for_update=True)
        if feed.is_paused:
            raise WarehouseFeedPaused
        policies.require_can_send(ctx, feed.tables, has_personal_data=feed.has_personal_data)
        running = queries.lock_running(tx, feed_id)
        if running is not None and is_full:
            runs.cancel_run(tx, running)
        elif running is not None and running.failure is not None:
            queries.be_due(tx, running.id, due_at=tx.now, failure=running.failure)
        covered = {} if is_full else feed.covered
        queries.move_feed(tx, replace(feed, next_at=tx.now, covered=covered))
        return queries.get_feed(tx, feed_id)


def list_runs(ctx: OrganizationContext, feed_id: UUID, request: PageRequest) -> Page[WarehouseRun]:
    """The runs of a feed, the latest first, of the last ninety days."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        queries.get_feed(tx, feed_id)
        found = queries.list_runs(tx, feed_id, request)
    return page(found, request, key=lambda each: (str(each.sequence), each.id))


def _require_place(
    tx: Transaction, *, connection_id: UUID, folder: str, but: UUID | None = None
) -> None:
    stores = dict(connections.list_active_adapters(tx, Kind.STORAGE))
    if connection_id not in stores:
        says = "Choose a store that the organization has connected, and that is switched on."
        raise Invalid(FieldError("/connection_id", says))
    if queries.is_folder_taken(tx, connection_id=connection_id, folder=folder, but=but):
        says = "Another warehouse feed has this folder of the store; choose one of its own."
        raise Invalid(FieldError("/folder", says, "taken"))
