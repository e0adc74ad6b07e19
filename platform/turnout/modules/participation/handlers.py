"""What participation answers to the modules below it: whom a change of a session concerns."""

from turnout.modules.participation import service
from turnout.modules.programme import api as programme

programme.AFFECTED_BY_SESSIONS.register(service.affected_by_sessions)
