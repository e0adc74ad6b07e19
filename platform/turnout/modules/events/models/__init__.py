"""Tables of events."""

from turnout.modules.events.models.event import (
    AccessCodeRow,
    AftermathStep,
    EventRow,
    EventSlugRow,
    FieldSchemaRow,
    Kind,
    OrderFate,
    State,
    Visibility,
)
from turnout.modules.events.models.news import InvitationRow, NewsKind, NewsRow
from turnout.modules.events.models.people import FavouriteRow, FollowerRow
from turnout.modules.events.models.programme import (
    ProgrammeFrameRow,
    ProgrammeImportRow,
    SessionLinkRow,
    SessionRow,
    SessionSpeakerRow,
    SessionState,
    SpeakerRow,
    TrackRow,
)
from turnout.modules.events.models.series import AftermathRow, SeriesRow
from turnout.modules.events.models.taking_part import (
    AgendaItemRow,
    AgendaRow,
    SelfServiceLinkRow,
    SessionRegistrationRow,
    SponsorLevelRow,
    SponsorRow,
)

__all__ = [
    "AccessCodeRow",
    "AftermathRow",
    "AftermathStep",
    "AgendaItemRow",
    "AgendaRow",
    "EventRow",
    "EventSlugRow",
    "FavouriteRow",
    "FieldSchemaRow",
    "FollowerRow",
    "InvitationRow",
    "Kind",
    "NewsKind",
    "NewsRow",
    "OrderFate",
    "ProgrammeFrameRow",
    "ProgrammeImportRow",
    "SelfServiceLinkRow",
    "SeriesRow",
    "SessionLinkRow",
    "SessionRegistrationRow",
    "SessionRow",
    "SessionSpeakerRow",
    "SessionState",
    "SpeakerRow",
    "SponsorLevelRow",
    "SponsorRow",
    "State",
    "TrackRow",
    "Visibility",
]
