"""What participation answers to the modules below it: whom a change of a session concerns."""

from turnout.modules.events import api as events
from turnout.modules.participation import service

events.AFFECTED_BY_SESSIONS.register(service.affected_by_sessions)
