"""Who sees what became of mails: whoever sees the organization's sending domains."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.sending_domains import api as sending_domains

READ: Final = sending_domains.READ


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)
