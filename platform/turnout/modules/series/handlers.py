"""What series answer to those below them: purged occurrences stay away; what files they use."""

from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.series import queries

events.OCCURRENCE_PURGED.register(queries.leave_out)
files.FILE_USES.register(queries.list_file_uses)
