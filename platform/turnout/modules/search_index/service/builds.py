"""Builds: a new index is filled beside the one that serves, and takes over in one step."""

from collections.abc import Callable, Sequence
from time import monotonic, sleep
from typing import Any, Final

import structlog

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.modules.search_index import gateways, hooks, queries, rules
from turnout.modules.search_index.service import changes
from turnout.modules.search_index.types import Build, BuildState, IndexSource
from turnout_sdk.errors import Declined
from turnout_sdk.search import MISSING, Document

MOST_SECONDS: Final = 45.0
WAIT_SECONDS: Final = 0.5
log = structlog.get_logger(__name__)


def keep_up(ctx: SystemContext) -> None:
    """Have one index that serves, made as the settings ask: begin, fill, switch, drop old ones."""
    permissions.require_platform(ctx)
    if not gateways.is_set():
        return
    for source in hooks.list_sources():
        try:
            _keep_up(ctx, source)
        except changes.FAILURES as error:
            # The next round tries again; what waits meanwhile says the metric.
            log.warning("search server failed", collection=source.collection, why=str(error))


def rebuild(ctx: SystemContext, *, tell: Callable[[Build], None] = lambda _: None) -> list[Build]:
    """Fill a new index for every collection and let it take over; searches go on meanwhile.

    `tell` hears of every step. One of the SDK's errors where the server fails; the timed work
    then goes on with it.
    """
    permissions.require_platform(ctx)
    return [_rebuild(ctx, source, tell) for source in hooks.list_sources()]


def _rebuild(ctx: SystemContext, source: IndexSource, tell: Callable[[Build], None]) -> Build:
    begun = _filling(ctx, source) or _begin(ctx, source)
    while (build := _filling(ctx, source)) is not None and build.id == begun.id:
        if _fill(ctx, source, build):
            tell(build)
        else:
            sleep(WAIT_SECONDS)  # the timed work is at it
    return next((each for each in _builds(ctx, source) if each.id == begun.id), begun)


def _keep_up(ctx: SystemContext, source: IndexSource) -> None:
    builds = _builds(ctx, source)
    for each in builds:
        if each.state is BuildState.RETIRED:
            _drop(ctx, each)
        else:
            _require_there(ctx, each)
    builds = _builds(ctx, source)
    serving = next((each for each in builds if each.state is BuildState.SERVING), None)
    build = next((each for each in builds if each.state is BuildState.FILLING), None)
    if build is None and (serving is None or serving.layout != gateways.layout_of(source)):
        build = _begin(ctx, source)
    until = monotonic() + MOST_SECONDS
    while build is not None and monotonic() < until and _fill(ctx, source, build):
        build = _filling(ctx, source)


def _require_there(ctx: SystemContext, build: Build) -> None:
    """Retire an index that the server lost: another one is then begun."""
    try:
        gateways.write(lambda port: port.entries(build.name, limit=1))
    except Declined as declined:
        if declined.code != MISSING:
            raise
        log.warning("index lost", index=build.name)
        with transaction(ctx) as tx:
            queries.retire(tx, build)


def _begin(ctx: SystemContext, source: IndexSource) -> Build:
    """Make an empty index and remember it: from then on changes are written to it as well."""
    layout = gateways.layout_of(source)
    name: str = gateways.write(lambda port: port.begin(source.alias))
    with transaction(ctx) as tx:
        build = queries.insert_build(tx, source.collection, name, layout=layout)
    if build is not None:
        return build
    gateways.write(lambda port: port.drop(name))
    found = _filling(ctx, source)
    if found is None:
        raise RuntimeError("another build began and ended at once")
    return found


def _fill(ctx: SystemContext, source: IndexSource, build: Build) -> bool:
    """Copy the next documents, or switch after the last; False while another worker is at it.

    Each is copied under its present version. What is marked after the build was remembered is
    sent to it as well, and the newer version stays, whichever comes first.
    """
    with transaction(ctx) as tx:
        if not queries.lease_build(tx, build, lease=rules.LEASE):
            return False
    with transaction(ctx) as tx:
        keys = source.list_keys(tx, build.cursor, rules.BATCH)
        queries.ensure(tx, source.collection, keys)
    if not keys:
        _switch(ctx, source, build)
        return True
    with transaction(ctx) as tx:
        versions = queries.list_versions(tx, source.collection, [each for _, each in keys])
        documents = source.read(tx, {each.id: each.version for each in versions.values()})
    if documents:
        with changes.retired_if_lost(ctx, build):
            gateways.write(_storing(build.name, list(documents.values())))
    with transaction(ctx) as tx:
        queries.advance(tx, build, cursor=keys[-1][1], copied=len(documents))
    return True


def _storing(name: str, documents: Sequence[Document]) -> Callable[[Any], None]:
    """Nobody searches an index that is filled: each document need not be found at once."""
    can_fill = gateways.open_server().capabilities.fills

    def store(port: Any) -> None:
        (port.fill if can_fill else port.index)(name, documents)

    return store


def _switch(ctx: SystemContext, source: IndexSource, build: Build) -> None:
    """Let the new index answer, first on the server: both have every change at that moment."""
    gateways.write(lambda port: port.replace(source.alias, build.name))
    with transaction(ctx) as tx:
        queries.serve(tx, build)
        queries.bring_check_forward(tx, build.collection)
    log.info("index switched", index=build.name)


def _drop(ctx: SystemContext, build: Build) -> None:
    with transaction(ctx) as tx:
        is_due = build.retired_at is None or build.retired_at + rules.KEPT_AFTER_SWITCH <= tx.now
    if is_due:
        gateways.write(lambda port: port.drop(build.name))
        with transaction(ctx) as tx:
            queries.delete_build(tx, build)


def _builds(ctx: SystemContext, source: IndexSource) -> list[Build]:
    with transaction(ctx) as tx:
        return queries.list_builds(tx, source.collection)


def _filling(ctx: SystemContext, source: IndexSource) -> Build | None:
    found = _builds(ctx, source)
    return next((each for each in found if each.state is BuildState.FILLING), None)
