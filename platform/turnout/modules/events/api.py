"""What others may ask of events."""

from turnout.modules.events.markup import plain_text
from turnout.modules.events.models import Kind, SessionState, State, Visibility
from turnout.modules.events.records import (
    CheckList,
    Event,
    ImportReport,
    Location,
    NewEvent,
    NewSession,
    NewSpeaker,
    Programme,
    PublicSpeaker,
    Session,
    Speaker,
    Track,
    Vanished,
)
from turnout.modules.events.rules import Action
from turnout.modules.events.service.events import change_event, create_event, read_event
from turnout.modules.events.service.imports import import_programme
from turnout.modules.events.service.lifecycle import act_on_event, cancel_event, publish_event
from turnout.modules.events.service.people import create_speaker, create_track
from turnout.modules.events.service.programme import create_session, read_programme
from turnout.modules.events.service.reading import (
    find_event,
    find_event_by_slug,
    get_event,
    list_events,
    programme,
)

__all__ = [
    "Action",
    "CheckList",
    "Event",
    "ImportReport",
    "Kind",
    "Location",
    "NewEvent",
    "NewSession",
    "NewSpeaker",
    "Programme",
    "PublicSpeaker",
    "Session",
    "SessionState",
    "Speaker",
    "State",
    "Track",
    "Vanished",
    "Visibility",
    "act_on_event",
    "cancel_event",
    "change_event",
    "create_event",
    "create_session",
    "create_speaker",
    "create_track",
    "find_event",
    "find_event_by_slug",
    "get_event",
    "import_programme",
    "list_events",
    "plain_text",
    "programme",
    "publish_event",
    "read_event",
    "read_programme",
]
