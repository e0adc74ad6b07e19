"""Queries of directories: filtered, sorted, in pages by place or by cursor (RFC 9865)."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.scim import policies, resources
from turnout.modules.scim.errors import InvalidCursor, InvalidFilter
from turnout.modules.scim.queries import filters, groups, users
from turnout.modules.scim.service.directory import base_url
from turnout.modules.scim.types import Window

DEFAULT_COUNT: Final = 100
MOST_CONDITIONS: Final = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a result, as directories see it."""

    total: int
    start: int
    items: list[dict[str, Any]]
    next_cursor: str | None = None
    has_cursor: bool = False


def search(ctx: OrganizationContext, kinds: tuple[str, ...], said: Any) -> Found:
    """What fits a query among resources of these kinds; of two kinds the users come first."""
    policies.require_directory(ctx)
    models = [resources.MODELS[kind] for kind in kinds]
    bound = models[0] if len(models) == 1 else models[0] | models[1]
    request = resources.read_search(bound, said)
    if request.filter is not None and filters.every_node(request.filter.ast) > MOST_CONDITIONS:
        raise InvalidFilter(f"A filter has at most {MOST_CONDITIONS} conditions.")
    limit = DEFAULT_COUNT if request.count is None else request.count
    limit = min(limit, resources.MOST_RESULTS)
    if request.cursor is not None:
        return _after_cursor(ctx, kinds, request, limit)
    offset = request.start_index_0 or 0
    items: list[dict[str, Any]] = []
    total = 0
    with transaction(ctx) as tx:
        for kind in kinds:
            room = limit - len(items)
            window = Window(offset=max(offset - total, 0), limit=room)
            count, found = _of_kind(tx, kind, request, window)
            items += found
            total += count
    return Found(total, offset + 1, items)


def _after_cursor(
    ctx: OrganizationContext, kinds: tuple[str, ...], request: Any, limit: int
) -> Found:
    """The page after a cursor: by id, which neither skips nor repeats while others write."""
    if request.sort_by is not None or len(kinds) > 1:
        raise InvalidCursor("Cursors go through one kind in its own order; leave sortBy out.")
    try:
        after = UUID(hex=request.cursor) if request.cursor else None
    except ValueError:
        raise InvalidCursor from None
    with transaction(ctx) as tx:
        window = Window(offset=0, limit=limit + 1, after=after)
        total, items = _of_kind(tx, kinds[0], request, window, shows_ids=True)
    ids = [each.pop("_id") for each in items]
    has_more = len(items) > limit > 0
    following = UUID(ids[limit - 1]).hex if has_more else None
    return Found(total, 1, items[:limit], next_cursor=following, has_cursor=True)


def _of_kind(
    tx: Transaction, kind: str, request: Any, window: Window, *, shows_ids: bool = False
) -> tuple[int, list[dict[str, Any]]]:
    base, model = base_url(tx.organization_id), resources.MODELS[kind]
    if kind == "User":
        where = filters.where_of(filters.user_source(model), request)
        count = users.count_users(tx, where)
        rows = users.list_users(tx, where, window) if window.limit else []
        shown = [resources.shown_user(each, base) for each in rows]
    else:
        where = filters.where_of(filters.group_source(model), request)
        count = groups.count_groups(tx, where)
        wants = wants_members(request)
        listed = groups.list_groups(tx, where, window, has_members=wants) if window.limit else []
        shown = [resources.shown_group(each, base) for each in listed]
    items = [resources.chosen(model, each, request) for each in shown]
    if shows_ids:
        items = [{**item, "_id": each["id"]} for item, each in zip(items, shown, strict=True)]
    return count, items


def wants_members(asked: Any) -> bool:
    """Whether a query asks for the members of groups, who may be thousands."""
    if asked is None:
        return True
    if asked.attributes:
        return any("members" in str(each).lower() for each in asked.attributes)
    return not any(str(each).lower() == "members" for each in asked.excluded_attributes or ())
