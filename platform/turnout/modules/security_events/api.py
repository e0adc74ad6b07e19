"""The front door of security events."""

from turnout.modules.security_events.queries import Log
from turnout.modules.security_events.service import (
    last_log_position,
    list_events,
    list_numbered,
    list_platform_events,
    number_events,
    record_export,
    record_in_organization,
    record_on_platform,
    record_operator_act,
    record_security_event,
)
from turnout.modules.security_events.types import (
    SECURITY_EVENT_KINDS,
    NumberedEvent,
    SecurityEvent,
    SecurityEventKind,
    SecurityEventSearch,
)
