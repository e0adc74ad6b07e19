"""The front door of calendars."""

from turnout.modules.calendars.errors import (
    CalendarAttemptOver,
    CalendarAway,
    CalendarEnding,
    CalendarNotFound,
    CalendarRefused,
)
from turnout.modules.calendars.gateways import list_providers, provider_of
from turnout.modules.calendars.service.links import (
    begin_link,
    end_link,
    finish_link,
    list_calendars,
    list_links,
)
from turnout.modules.calendars.types import Calendar, CalendarLink, CalendarProvider, LinkState
