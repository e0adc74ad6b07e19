"""The front door of quiet hours."""

from turnout.modules.quiet_hours.service import find_end, get_quiet_hours, set_quiet_hours
from turnout.modules.quiet_hours.types import QuietHours
