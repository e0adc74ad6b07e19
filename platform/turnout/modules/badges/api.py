"""The front door of badges."""

from turnout.modules.badges.errors import NoLayoutForTicketType, NothingPrinted, PrintedBefore
from turnout.modules.badges.policies import PRINT, READ, require_can_print
from turnout.modules.badges.queries import list_ids_of_tickets
from turnout.modules.badges.service.layouts import list_layouts, list_templates, preview
from turnout.modules.badges.service.prints import find_run, print_one, print_sold, render_file
from turnout.modules.badges.types import BadgeSides, NameForm, NewPrintRun, Preview
