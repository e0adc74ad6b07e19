"""What sponsors answer to the modules below them: a copy of an event takes its sponsors along."""

from turnout.modules.events import api as events
from turnout.modules.sponsors import service

events.EVENT_COPIED.register(service.copy_sponsors)
