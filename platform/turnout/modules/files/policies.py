"""Who may upload, see and remove an organization's files."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import TEAM, permission, require
from turnout.modules.organizations import api as organizations

READ = permission("files.read", "see and download files", roles=TEAM)
WRITE = permission("files.write", "upload and delete files", roles=TEAM)

OPEN: Final[dict[str, str]] = {
    "store_entrusted": "a visitor's file, for a module that has judged whether they may send it",
}


def require_can_read(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_write(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, WRITE, event_id=event_id)


def require_can_brand(ctx: Context) -> None:
    """How the organization looks is for those who may change the organization."""
    require(ctx, organizations.MANAGE)
