"""Tables of events."""

from turnout.modules.events.models.change_notices import InvitationRow, NewsKind, NewsRow
from turnout.modules.events.models.event import (
    AccessCodeRow,
    EventChange,
    EventKind,
    EventRow,
    EventSlugRow,
    FieldSchemaRow,
    OrderHandling,
    State,
    Visibility,
)
from turnout.modules.events.models.programme import (
    ProgrammeFrameRow,
    ProgrammeImportRow,
    SelfServiceLinkRow,
    SessionLinkRow,
    SessionRow,
    SessionSpeakerRow,
    SessionState,
    SpeakerRow,
    TrackRow,
)
from turnout.modules.events.models.series import OrderActionRow, SeriesRow

__all__ = [
    "AccessCodeRow",
    "EventChange",
    "EventKind",
    "EventRow",
    "EventSlugRow",
    "FieldSchemaRow",
    "InvitationRow",
    "NewsKind",
    "NewsRow",
    "OrderActionRow",
    "OrderHandling",
    "ProgrammeFrameRow",
    "ProgrammeImportRow",
    "SelfServiceLinkRow",
    "SeriesRow",
    "SessionLinkRow",
    "SessionRow",
    "SessionSpeakerRow",
    "SessionState",
    "SpeakerRow",
    "State",
    "TrackRow",
    "Visibility",
]
