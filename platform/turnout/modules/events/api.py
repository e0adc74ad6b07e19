"""What others may ask of events."""

from turnout.kernel.security.sanitize import plain_text
from turnout.modules.events.holders import Proof, holders
from turnout.modules.events.languages import choose_language, in_language
from turnout.modules.events.models import (
    AftermathStep,
    Kind,
    NewsKind,
    OrderFate,
    SessionState,
    State,
    Visibility,
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
from turnout.modules.events.service.agendas import drop_session, pick_session, read_own_agenda
from turnout.modules.events.service.copying import copy_event, shift_local
from turnout.modules.events.service.events import change_event, create_event, read_event
from turnout.modules.events.service.exports import export_programme
from turnout.modules.events.service.feeds import feed_url
from turnout.modules.events.service.for_pages import (
    find_series,
    find_series_by_slug,
    sponsors_of,
)
from turnout.modules.events.service.imports import import_programme, rehearse_import
from turnout.modules.events.service.invitations import (
    note_invitation_mailed,
    read_event_invitation,
)
from turnout.modules.events.service.lifecycle import (
    act_on_event,
    cancel_event,
    delete_event,
    publish_event,
    purge_event,
)
from turnout.modules.events.service.news import (
    concerned_by,
    followers,
    keepers,
    list_due_news,
    start_following,
    stop_following,
    take_event_news,
    take_published,
    take_session_news,
)
from turnout.modules.events.service.people import create_speaker, create_track
from turnout.modules.events.service.programme import create_session, read_programme
from turnout.modules.events.service.reading import (
    events_by_id,
    find_event,
    find_event_by_slug,
    find_session,
    get_event,
    list_events,
    programme,
)
from turnout.modules.events.service.registrations import (
    count_registered,
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
from turnout.modules.events.service.series import (
    add_event,
    create_series,
    events_of_series,
    show_series,
)
from turnout.modules.events.service.showing import at_instant, sees_private
from turnout.modules.events.stakes import stakes
from turnout.modules.events.types import (
    SHOWN,
    Aftermath,
    CheckList,
    Concerned,
    DueNews,
    Event,
    EventInvitationMail,
    EventNews,
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
    SessionNews,
    Slot,
    Speaker,
    SpeakerPart,
    SponsorPart,
    SponsorsOfLevel,
    Texts,
    Track,
    Turn,
    Vanished,
)
from turnout.modules.events.what_changed import TELLS
