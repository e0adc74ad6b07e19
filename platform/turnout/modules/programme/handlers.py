"""What programmes answer to those below them: sessions follow events; what files they use."""

from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.programme.queries import speakers
from turnout.modules.programme.service import copies

events.EVENT_COPIED.register(copies.copy_programme)
events.EVENT_EXPORTED.register(copies.export_programme)
events.EVENT_IMPORTED.register(copies.copy_programme)
events.EVENT_SHIFTED.register(copies.shift_sessions)
files.FILE_USES.register(speakers.list_file_uses)
