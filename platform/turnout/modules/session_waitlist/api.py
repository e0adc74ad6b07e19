"""The front door of waitlists of sessions."""

from turnout.modules.session_waitlist.errors import SessionEntryNotFound, SessionOfferOver
from turnout.modules.session_waitlist.service import (
    accept_session_place,
    join_session_waitlist,
    leave_session_waitlist,
    list_open_waitlists,
    list_session_entries,
    list_session_waits,
    session_wait_mail_data,
    update_session_settings,
)
from turnout.modules.session_waitlist.types import (
    NewSessionSettings,
    SessionEntryState,
    SessionWait,
    SessionWaitMailData,
)
