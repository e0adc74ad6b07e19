"""Reactions of certificates: the copy of an event gives the same ones."""

from turnout.modules.attendance_certificates.service import settings
from turnout.modules.events import api as events

events.EVENT_COPIED.register(settings.copy_settings)
events.EVENT_EXPORTED.register(settings.export_settings)
events.EVENT_IMPORTED.register(settings.copy_settings)
