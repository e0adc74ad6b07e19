"""Who may read the audit log: it names people and shows what they changed."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.audit.errors import WholeLogOnly

READ: Final = permission("audit.read", "read the audit log", roles=MANAGERS)


def require_can_read(ctx: OrganizationContext) -> None:
    """A grant that is limited to single events shows no log of the whole organization."""
    require(ctx, READ)
    if ctx.event_ids is not None:
        raise WholeLogOnly
