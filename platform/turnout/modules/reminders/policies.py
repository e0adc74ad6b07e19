"""Whoever sees announcements sees reminders, and whoever sends them defines reminders."""

from typing import Final

from turnout.modules.announcements import api as announcements

READ: Final = announcements.READ
SEND: Final = announcements.SEND
require_can_read = announcements.require_can_read
require_can_send = announcements.require_can_send
