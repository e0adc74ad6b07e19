"""Who may invite people by a list: whoever may invite one."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import require
from turnout.modules.organizations import api as organizations

INVITE: Final = organizations.MEMBERS_MANAGE


def require_can_invite(ctx: Context) -> None:
    require(ctx, INVITE)
