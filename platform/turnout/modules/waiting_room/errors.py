"""Refusals of waiting rooms."""

from turnout.kernel.errors import Conflict, Forbidden, Gone, NotFound


class RoomNotFound(NotFound):
    code = "waiting-room.none"
    title = "There is no waiting room for this event now"


class RoomNotOpen(Conflict):
    """`lobby_opens_at` says when one may come."""

    code = "waiting-room.not-open"
    title = "The waiting room is not open yet"


class PlaceOver(Gone):
    """The place was used, given up, or is of a waiting room that has ended."""

    code = "waiting-room.place-over"
    title = "This place in the waiting room is over; join again"


class PassMissing(Forbidden):
    code = "waiting-room.pass-missing"
    title = "There is a waiting room for this event; wait for your turn there first"


class PassRefused(Forbidden):
    """Forged, of another event, or of a waiting room that has ended."""

    code = "waiting-room.pass-refused"
    title = "This pass does not open the checkout of this event"


class PassExpired(Forbidden):
    code = "waiting-room.pass-expired"
    title = "Your time to buy is over; join the waiting room again"


class PassInUse(Conflict):
    code = "waiting-room.pass-in-use"
    title = "This pass already has an order that is not finished"


class PassUsed(Forbidden):
    code = "waiting-room.pass-used"
    title = "You have bought with this pass; to buy again, join the waiting room again"
