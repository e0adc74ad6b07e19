"""The answers of shifts to events and to check-in."""

from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events
from turnout.modules.shifts import service

events.EVENT_SHIFTED.register(service.shift_with_event)
checkin.GATE.register(service.require_own_gate)
