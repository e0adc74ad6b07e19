"""What programmes answer to events below them: sessions follow an event's copies and moves."""

from turnout.modules.events import api as events
from turnout.modules.programme.service import copies

events.EVENT_COPIED.register(copies.copy_programme)
events.EVENT_SHIFTED.register(copies.shift_sessions)
