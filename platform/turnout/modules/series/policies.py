"""Who may see and change series: whoever may read, change or publish their events."""

from turnout.modules.events.api import (
    PUBLISH,
    READ,
    WRITE,
    require_can_create,
    require_can_publish_all,
    require_can_read,
    require_can_write,
    require_platform,
)

__all__ = [
    "PUBLISH",
    "READ",
    "WRITE",
    "require_can_create",
    "require_can_publish_all",
    "require_can_read",
    "require_can_write",
    "require_platform",
]
