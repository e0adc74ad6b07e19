"""Who may see how full sessions are: whoever may read the event."""

from turnout.modules.events.api import READ, require_can_read

__all__ = ["READ", "require_can_read"]
