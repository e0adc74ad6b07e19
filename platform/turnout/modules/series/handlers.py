"""What series answer to events below them: a purged occurrence is not made again."""

from turnout.modules.events import api as events
from turnout.modules.series import queries

events.OCCURRENCE_PURGED.register(queries.leave_out)
