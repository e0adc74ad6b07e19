"""Refusals of venues and rooms."""

from turnout.kernel.errors import Conflict, NotFound


class VenueNotFound(NotFound):
    code = "venues.missing"
    title = "There is no such venue"


class RoomNotFound(NotFound):
    code = "venues.room-missing"
    title = "There is no such room"


class RoomNameTaken(Conflict):
    code = "venues.room-name-taken"
    title = "The venue has a room of this name already"


class RoomInUse(Conflict):
    code = "venues.room-in-use"
    title = "Sessions take place in this room; move them first"
