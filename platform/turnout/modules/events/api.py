"""What others may ask of events."""

from turnout.kernel.security.sanitize import plain_text
from turnout.modules.events.change_rules import NOTIFIED_STATES
from turnout.modules.events.errors import LinkNotFound
from turnout.modules.events.hooks import (
    AFFECTED_BY_SESSIONS,
    EVENT_COPIED,
    PLACES_SOLD,
    AffectedPerson,
    EventCopy,
)
from turnout.modules.events.languages import choose_language, in_language
from turnout.modules.events.models import (
    EventChange,
    EventKind,
    NewsKind,
    OrderHandling,
    SessionState,
    State,
    Visibility,
)
from turnout.modules.events.policies import READ, WRITE, require_can_read, require_can_write
from turnout.modules.events.rules import Action
from turnout.modules.events.service.access import get_visible, grants_access, is_valid_code
from turnout.modules.events.service.change_notices import (
    claim_event_change,
    claim_published,
    claim_session_changes,
    list_due_notices,
)
from turnout.modules.events.service.copies import copy_event, shift_local
from turnout.modules.events.service.event_reader import (
    events_by_id,
    find_event,
    find_event_by_slug,
    find_session,
    get_event,
    get_event_brief,
    list_events,
    list_sessions_with_registration,
    lock_event_brief,
    lock_session,
    programme,
    require_session,
    sessions_by_id,
)
from turnout.modules.events.service.events import change_event, create_event, read_event
from turnout.modules.events.service.exports import export_programme, read_file
from turnout.modules.events.service.feeds import feed_url
from turnout.modules.events.service.imports import dry_run_import, import_programme
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
from turnout.modules.events.service.order_actions import (
    claim_order_action,
    delay_order_action,
    find_order_action_of,
    get_order_action,
    list_due_order_actions,
    report_order_action,
)
from turnout.modules.events.service.programme import create_session, read_programme
from turnout.modules.events.service.public_events import as_of, sees_private, to_public
from turnout.modules.events.service.recurrence import change_rule, repeat_event
from turnout.modules.events.service.self_service import (
    change_own_part,
    create_self_service_link,
    get_open_link,
    get_own_event,
    open_speaker_part,
)
from turnout.modules.events.service.series import (
    add_event,
    create_series,
    events_of_series,
    find_series,
    find_series_by_slug,
    show_series,
)
from turnout.modules.events.service.share_links import page_url
from turnout.modules.events.service.speakers import create_speaker
from turnout.modules.events.service.tracks import create_track
from turnout.modules.events.types import (
    SHOWN,
    ChangeKind,
    Changes,
    Conflict,
    CopiedPart,
    DueNotice,
    Event,
    EventBrief,
    EventInvitationMail,
    EventNews,
    Format,
    ImportReport,
    Location,
    MadeSelfServiceLink,
    MissingSessions,
    NewCopy,
    NewEvent,
    NewSeries,
    NewSession,
    NewSpeaker,
    OrderAction,
    OwnEvent,
    Programme,
    PublicEvent,
    PublicSpeaker,
    PublishChecklist,
    RecurrenceInput,
    Series,
    Session,
    SessionChange,
    SessionSnapshot,
    Speaker,
    SpeakerPart,
    Texts,
    Track,
)
