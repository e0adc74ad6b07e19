"""The answers of event plans to events."""

from turnout.modules.event_plans import service
from turnout.modules.events import api as events

events.EVENT_COPIED.register(service.copy_plan)
events.EVENT_EXPORTED.register(service.export_plan)
events.EVENT_IMPORTED.register(service.copy_plan)
events.EVENT_SHIFTED.register(service.shift_plan)
