"""What badges have jobs do, and which files they use."""

from turnout.modules.badges import queries
from turnout.modules.badges.service import prints
from turnout.modules.files import api as files
from turnout.modules.jobs import api as jobs

jobs.register(prints.KIND, prints.print_item)
files.FILE_USES.register(queries.list_file_uses)
