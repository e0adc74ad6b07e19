"""The front door of badges."""

from turnout.modules.badges.policies import PRINT, require_can_print
from turnout.modules.badges.queries import list_ids_of_tickets
from turnout.modules.badges.service.prints import print_sold, render_file
