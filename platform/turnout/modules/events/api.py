"""What others may ask of events."""

from turnout.modules.events.errors import EventArchived, EventNotFound, NotReady, TemplateStays
from turnout.modules.events.hooks import (
    EVENT_COPIED,
    EVENT_EXPORTED,
    EVENT_IMPORTED,
    EVENT_SHIFTED,
    IS_HELD,
    OCCURRENCE_PURGED,
    PLACES_SOLD,
    WAITS_FOR_APPROVAL,
    EventCopy,
    EventPublishing,
    EventShift,
    places_sold,
)
from turnout.modules.events.models import (
    EventChange,
    EventKind,
    NewsKind,
    OrderHandling,
    State,
    Visibility,
)
from turnout.modules.events.policies import (
    PUBLISH,
    READ,
    WRITE,
    require_can_create,
    require_can_publish_all,
    require_can_read,
    require_can_write,
)
from turnout.modules.events.rules import (
    NOTIFIED_STATES,
    Action,
    center_new_cover,
    choose_language,
    in_language,
    instant,
    local_time,
    numbered,
    require_order,
    require_slug,
    require_zone,
    slugify,
)
from turnout.modules.events.service.access import get_visible, grants_access, is_valid_code
from turnout.modules.events.service.change_notices import (
    claim_event_change,
    claim_published,
    claim_session_notes,
    list_due_notices,
    note_session_changes,
)
from turnout.modules.events.service.copies import copy_event, shift_local
from turnout.modules.events.service.covers import cover_jpeg, fitted_png, logo_png, open_image
from turnout.modules.events.service.custom_fields import shown_fields
from turnout.modules.events.service.event_reader import (
    events_by_id,
    find_event,
    find_event_by_slug,
    get_event,
    get_event_brief,
    list_events,
    lock_event_brief,
    lock_open_event,
    page_url,
)
from turnout.modules.events.service.events import (
    change_event,
    complete_event,
    create_event,
    read_event,
)
from turnout.modules.events.service.exports import (
    as_document,
    export_event,
    files_of,
    import_event,
    of_document,
)
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
    find_order_action_of,
    list_due_order_actions,
    report_order_action,
)
from turnout.modules.events.service.public_events import (
    as_of,
    feed_url,
    get_event_by_feed,
    get_for_member,
    list_published_events,
    member_of,
    read_feed_url,
    renew_feed_url,
    sees_private,
    to_public,
)
from turnout.modules.events.service.series_members import (
    change_members,
    copy_occurrences,
    detach_members,
    events_of_series,
    free_members,
    join_series,
    leave_series,
    list_occurrence_times,
    lock_member,
    lock_members,
    purge_member,
    set_occurrence_times,
)
from turnout.modules.events.types import (
    SHOWN,
    ChangeKind,
    Changes,
    CopiedPart,
    DueNotice,
    Event,
    EventBrief,
    EventExport,
    EventInvitationMail,
    EventMove,
    EventNews,
    Location,
    NewCopy,
    NewEvent,
    OrderAction,
    PublicEvent,
    PublishedEventSummary,
    SeriesMember,
    SessionNote,
    ShownField,
    Texts,
)
