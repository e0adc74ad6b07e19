"""What badges have jobs do, which files they use, and layouts of copied events."""

from turnout.modules.badges import queries
from turnout.modules.badges.service import copies, prints
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.inventory import api as inventory
from turnout.modules.jobs import api as jobs

jobs.register(prints.KIND, prints.print_item)
events.EVENT_COPIED.register(copies.copy_layouts)
events.EVENT_EXPORTED.register(copies.export_layouts)
events.EVENT_IMPORTED.register(copies.import_layouts)
inventory.TICKET_TYPES_COPIED.register(copies.copy_with_types)
files.FILE_USES.register(queries.list_file_uses)
