"""What others may ask of events."""

from turnout.kernel.security.sanitize import plain_text
from turnout.modules.events.change_rules import NOTIFIED_STATES
from turnout.modules.events.hooks import PLACES_SOLD, TICKET_HOLDER, HolderProof
from turnout.modules.events.languages import choose_language, in_language
from turnout.modules.events.models import (
    EventChange,
    Kind,
    NewsKind,
    OrderHandling,
    SessionState,
    State,
    Visibility,
)
from turnout.modules.events.rules import Action
from turnout.modules.events.service.access import get_visible, grants_access, is_valid_code
from turnout.modules.events.service.agendas import drop_session, pick_session, read_own_agenda
from turnout.modules.events.service.change_notices import (
    affected_users,
    claim_event_change,
    claim_published,
    claim_session_changes,
    favourited_by,
    followers,
    list_due_notices,
    start_following,
    stop_following,
)
from turnout.modules.events.service.copies import copy_event, shift_local
from turnout.modules.events.service.event_reader import (
    events_by_id,
    find_event,
    find_event_by_slug,
    find_session,
    get_event,
    list_events,
    programme,
)
from turnout.modules.events.service.events import change_event, create_event, read_event
from turnout.modules.events.service.exports import export_programme
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
from turnout.modules.events.service.public_events import as_of, sees_private
from turnout.modules.events.service.recurrence import change_rule, repeat_event
from turnout.modules.events.service.registrations import (
    count_registered,
    registered_tickets,
    release_places,
    users_who_picked,
)
from turnout.modules.events.service.self_service import (
    change_own_part,
    open_speaker_part,
    open_sponsor_part,
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
from turnout.modules.events.service.sponsors import sponsors_of
from turnout.modules.events.service.tracks import create_track
from turnout.modules.events.types import (
    SHOWN,
    AffectedPerson,
    ChangeKind,
    DueNotice,
    Event,
    EventInvitationMail,
    EventNews,
    Format,
    ImportReport,
    Location,
    MissingSessions,
    NewCopy,
    NewEvent,
    NewSeries,
    NewSession,
    NewSpeaker,
    OrderAction,
    Part,
    Programme,
    PublicSpeaker,
    PublishChecklist,
    RecurrenceInput,
    Series,
    Session,
    SessionChange,
    SessionSnapshot,
    Speaker,
    SpeakerPart,
    SponsorPart,
    SponsorsOfLevel,
    Texts,
    Track,
)
