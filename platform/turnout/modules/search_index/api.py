"""The front door of the search index."""

from turnout.modules.search_index.commands import add_commands
from turnout.modules.search_index.hooks import SOURCES
from turnout.modules.search_index.service.builds import keep_up, rebuild
from turnout.modules.search_index.service.changes import count_waiting, mark, send_changes
from turnout.modules.search_index.service.checks import check_all, check_due, status
from turnout.modules.search_index.service.searches import complete, find, is_set
from turnout.modules.search_index.types import (
    Build,
    BuildState,
    IndexCheck,
    IndexSource,
    IndexStatus,
    Key,
)
