"""The front door of badges."""

from turnout.modules.badges.errors import PrintedBefore
from turnout.modules.badges.policies import PRINT, require_can_print
from turnout.modules.badges.queries import list_ids_of_tickets
from turnout.modules.badges.service.prints import find_run, print_at_kiosk, print_sold, render_file
from turnout.modules.badges.types import NameForm
