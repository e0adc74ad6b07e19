"""What other modules may ask of print stations."""

from turnout.modules.print_stations.errors import PrintStationNotFound
from turnout.modules.print_stations.service.jobs import send_at_kiosk, send_in, send_sold
from turnout.modules.print_stations.types import PrintJob
