"""What sponsors answer to those below them: event copies take them along; what files they use."""

from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.sponsors import queries, service

events.EVENT_COPIED.register(service.copy_sponsors)
events.EVENT_EXPORTED.register(service.export_sponsors)
events.EVENT_IMPORTED.register(service.copy_sponsors)
files.FILE_USES.register(queries.list_file_uses)
