"""Whose inbox it is: everybody's own, and of a team's messages those that rights still open."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security import permissions
from turnout.kernel.security.permissions import require
from turnout.modules.inbox.errors import NoInbox
from turnout.modules.organizations import api as organizations

READ: Final = organizations.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, and what their rights open now."""

    user_id: UUID
    permissions: tuple[str, ...]
    event_ids: tuple[UUID, ...] | None


def require_reader(ctx: OrganizationContext) -> Reader:
    """The member who asks; NoInbox for a machine."""
    require(ctx, READ)
    if ctx.user_id is None:
        raise NoInbox
    held = ctx.permissions
    if ctx.event_ids is not None:
        held = permissions.for_some_events(held)
    return Reader(
        user_id=ctx.user_id,
        permissions=tuple(sorted(held)),
        event_ids=None if ctx.event_ids is None else tuple(sorted(ctx.event_ids)),
    )
