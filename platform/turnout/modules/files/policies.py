"""Who may upload, see and remove an organization's files."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.permissions import TEAM, permission, require

READ = permission("files.read", "see and download files", roles=TEAM)
WRITE = permission("files.write", "upload and delete files", roles=TEAM)

OPEN: Final[dict[str, str]] = {}


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_write(ctx: Context) -> None:
    require(ctx, WRITE)
