"""What participation answers to the modules below it: whom a change of a session concerns."""

from turnout.modules.participation import queries
from turnout.modules.programme import api as programme

programme.AFFECTED_BY_SESSIONS.register(queries.affected_by_sessions)
