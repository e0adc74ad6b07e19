"""What support may do in an organization that has let it in: pure, without clock or database."""

from datetime import datetime, timedelta
from typing import Final

from turnout.kernel.security.permissions import ADMIN, declared
from turnout.modules.support_access.types import Level

LONGEST_HOURS: Final = 72
LOOKING: Final = ".read"
HELPING: Final = frozenset(
    {
        "catalog.edit",
        "checkin.manage",
        "events.fields",
        "events.write",
        "files.write",
        "inventory.edit",
        "notifications.send",
        "orders.edit",
        "organizations.manage",
        "shifts.manage",
        "venues.write",
    }
)
"""What `write` adds. Nobody's rights, no money, no exports, no secrets, nothing published."""


def permissions_of(level: str) -> frozenset[str]:
    """Everything that administrators may see; with `write` what helps them, too."""
    administrators = {each.key for each in declared() if ADMIN in each.roles}
    looking = {key for key in administrators if key.endswith(LOOKING)}
    return frozenset(looking | (HELPING & administrators if level == Level.WRITE else set()))


def ends_at(now: datetime, hours: int) -> datetime:
    return now + timedelta(hours=hours)
