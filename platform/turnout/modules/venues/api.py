"""The front door of venues."""

from turnout.modules.venues.service import (
    create_venue,
    ensure_room,
    ensure_rooms,
    ensure_venue,
    find_venue,
    rooms_by_id,
    venues_by_id,
)
from turnout.modules.venues.types import NewVenue, Room, Venue
