"""Tables of events."""

from turnout.modules.events.models.change_notices import InvitationRow, NewsKind, NewsRow
from turnout.modules.events.models.event import (
    AccessCodeRow,
    EventChange,
    EventRow,
    EventSlugRow,
    FieldSchemaRow,
    Kind,
    OrderHandling,
    State,
    Visibility,
)
from turnout.modules.events.models.favourites import FavouriteRow, FollowerRow
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
from turnout.modules.events.models.series import OrderActionRow, SeriesRow
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
    "AgendaItemRow",
    "AgendaRow",
    "EventChange",
    "EventRow",
    "EventSlugRow",
    "FavouriteRow",
    "FieldSchemaRow",
    "FollowerRow",
    "InvitationRow",
    "Kind",
    "NewsKind",
    "NewsRow",
    "OrderActionRow",
    "OrderHandling",
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
