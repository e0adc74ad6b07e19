"""Who may see and change programmes: whoever may read or change the event."""

from turnout.modules.events.api import READ, WRITE, require_can_read, require_can_write

__all__ = ["READ", "WRITE", "require_can_read", "require_can_write"]
