"""Refusals of shifts."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound


class GateNotFound(NotFound):
    code = "shifts.gate-unknown"
    title = "There is no such gate at this event"


class GateTaken(Conflict):
    code = "shifts.gate-taken"
    title = "This event has a gate of this name"


class GateInUse(Conflict):
    code = "shifts.gate-in-use"
    title = "Shifts take place at this gate; move or delete them first"


class ShiftNotFound(NotFound):
    code = "shifts.unknown"
    title = "There is no such shift at this event"


class OtherGate(Forbidden):
    """`gates` are those where the person works."""

    code = "shifts.other-gate"
    title = "You work at another gate of this event"
