"""What others may ask of events."""

from turnout.modules.events.holders import Proof, holders
from turnout.modules.events.languages import choose_language, in_language
from turnout.modules.events.markup import plain_text
from turnout.modules.events.models import (
    AftermathStep,
    Kind,
    OrderFate,
    SessionState,
    State,
    Visibility,
)
from turnout.modules.events.records import (
    SHOWN,
    Aftermath,
    CheckList,
    Event,
    Format,
    ImportReport,
    Location,
    NewCopy,
    NewEvent,
    NewSeries,
    NewSession,
    NewSpeaker,
    Part,
    Programme,
    PublicSpeaker,
    Repetition,
    Series,
    Session,
    Speaker,
    SpeakerPart,
    SponsorPart,
    SponsorsOfLevel,
    Texts,
    Track,
    Vanished,
)
from turnout.modules.events.rules import Action
from turnout.modules.events.service.access import admits, get_shown, opens
from turnout.modules.events.service.addresses import page_url
from turnout.modules.events.service.aftermaths import (
    claim_aftermath,
    delay_aftermath,
    find_aftermath_of,
    get_aftermath,
    list_due_aftermaths,
    report_aftermath,
)
from turnout.modules.events.service.copying import copy_event, shift_local
from turnout.modules.events.service.events import change_event, create_event, read_event
from turnout.modules.events.service.exports import export_programme
from turnout.modules.events.service.for_pages import find_series, sponsors_of
from turnout.modules.events.service.imports import import_programme, rehearse_import
from turnout.modules.events.service.lifecycle import (
    act_on_event,
    cancel_event,
    delete_event,
    publish_event,
    purge_event,
)
from turnout.modules.events.service.people import create_speaker, create_track
from turnout.modules.events.service.programme import create_session, read_programme
from turnout.modules.events.service.reading import (
    find_event,
    find_event_by_slug,
    get_event,
    list_events,
    programme,
)
from turnout.modules.events.service.registrations import (
    registered_tickets,
    release_places,
    users_who_picked,
)
from turnout.modules.events.service.repeating import change_rule, repeat_event
from turnout.modules.events.service.self_service import (
    change_own_part,
    open_speaker_part,
    open_sponsor_part,
)
from turnout.modules.events.service.series import create_series, events_of_series, show_series
from turnout.modules.events.service.showing import at_instant, sees_private
from turnout.modules.events.stakes import stakes

__all__ = [
    "SHOWN",
    "Action",
    "Aftermath",
    "AftermathStep",
    "CheckList",
    "Event",
    "Format",
    "ImportReport",
    "Kind",
    "Location",
    "NewCopy",
    "NewEvent",
    "NewSeries",
    "NewSession",
    "NewSpeaker",
    "OrderFate",
    "Part",
    "Programme",
    "Proof",
    "PublicSpeaker",
    "Repetition",
    "Series",
    "Session",
    "SessionState",
    "Speaker",
    "SpeakerPart",
    "SponsorPart",
    "SponsorsOfLevel",
    "State",
    "Texts",
    "Track",
    "Vanished",
    "Visibility",
    "act_on_event",
    "admits",
    "at_instant",
    "cancel_event",
    "change_event",
    "change_own_part",
    "change_rule",
    "choose_language",
    "claim_aftermath",
    "copy_event",
    "create_event",
    "create_series",
    "create_session",
    "create_speaker",
    "create_track",
    "delay_aftermath",
    "delete_event",
    "events_of_series",
    "export_programme",
    "find_aftermath_of",
    "find_event",
    "find_event_by_slug",
    "find_series",
    "get_aftermath",
    "get_event",
    "get_shown",
    "holders",
    "import_programme",
    "in_language",
    "list_due_aftermaths",
    "list_events",
    "open_speaker_part",
    "open_sponsor_part",
    "opens",
    "page_url",
    "plain_text",
    "programme",
    "publish_event",
    "purge_event",
    "read_event",
    "read_programme",
    "registered_tickets",
    "rehearse_import",
    "release_places",
    "repeat_event",
    "report_aftermath",
    "sees_private",
    "shift_local",
    "show_series",
    "sponsors_of",
    "stakes",
    "users_who_picked",
]
