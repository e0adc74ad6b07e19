"""What others may ask of programmes."""

from turnout.modules.programme.errors import LinkNotFound, SessionNotFound
from turnout.modules.programme.hooks import (
    AFFECTED_BY_SESSIONS,
    SESSIONS_COPIED,
    AffectedPerson,
    affected_by_sessions,
)
from turnout.modules.programme.models import SessionState
from turnout.modules.programme.queries.sessions import lock_session
from turnout.modules.programme.rules import double_bookings
from turnout.modules.programme.service.change_notices import claim_session_changes
from turnout.modules.programme.service.exports import (
    export_programme,
    get_programme_file,
    list_appointments,
)
from turnout.modules.programme.service.imports import dry_run_import, import_programme
from turnout.modules.programme.service.programme_reader import (
    find_session,
    get_programme,
    list_sessions_with_registration,
    require_session,
    sessions_by_id,
)
from turnout.modules.programme.service.self_service import (
    change_own_part,
    create_self_service_link,
    get_open_link,
    get_own_event,
    open_speaker_part,
)
from turnout.modules.programme.service.sessions import create_session, read_programme
from turnout.modules.programme.service.speakers import create_speaker, create_track
from turnout.modules.programme.types import (
    Conflict,
    Format,
    ImportReport,
    MadeSelfServiceLink,
    MissingSessions,
    NewSession,
    NewSpeaker,
    OwnEvent,
    Programme,
    PublicSpeaker,
    Session,
    SessionAppointment,
    SessionCapacity,
    SessionChange,
    SessionSnapshot,
    Speaker,
    SpeakerPart,
    Track,
)
