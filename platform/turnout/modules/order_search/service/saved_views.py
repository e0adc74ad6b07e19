"""Saved views: filters, columns and sort under a name, one's own or shared."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import require_version
from turnout.modules.order_search import policies
from turnout.modules.order_search.errors import SavedViewNotFound, TooManyViews
from turnout.modules.order_search.queries import saved_views as queries
from turnout.modules.order_search.types import NewView, SavedView


def list_views(ctx: OrganizationContext, *, kind: str | None = None) -> list[SavedView]:
    """One's own views and those that colleagues share, by name."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_views(tx, ctx.user_id, kind=kind)


def save_view(ctx: OrganizationContext, new: NewView) -> SavedView:
    """Save a view for oneself, or shared with everybody who sees the list."""
    user_id = policies.require_person(ctx)
    if new.is_shared:
        policies.require_can_share(ctx)
    with transaction(ctx) as tx:
        view = queries.insert_view(tx, user_id, new)
        if view is None:
            raise TooManyViews
        return view


def replace_view(
    ctx: OrganizationContext, view_id: UUID, new: NewView, *, version: int | None
) -> SavedView:
    """Save one's own view anew; a shared one of somebody else is theirs."""
    user_id = policies.require_person(ctx)
    with transaction(ctx) as tx:
        view = queries.lock_view(tx, user_id, view_id)
        if view.user_id != user_id:
            raise SavedViewNotFound
        if new.is_shared and not view.is_shared:
            policies.require_can_share(ctx)
        require_version(version, view.version)
        return queries.update_view(tx, view_id, new)


def delete_view(ctx: OrganizationContext, view_id: UUID) -> None:
    """Delete one's own view, or as a manager a shared one."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        view = queries.lock_view(tx, ctx.user_id, view_id)
        policies.require_can_delete(ctx, view)
        queries.delete_view(tx, view_id)
