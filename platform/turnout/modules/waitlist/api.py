"""The front door of waitlists."""

from turnout.modules.waitlist.errors import EntryOver, TicketsLeft, WaitlistClosed
from turnout.modules.waitlist.policies import EDIT, READ
from turnout.modules.waitlist.rules import (
    LEAST_OFFER_MINUTES,
    MOST_OFFER_MINUTES,
    MOST_QUANTITY,
    RANKS,
    Priority,
    deadline,
    next_offers,
    remind_at,
)
from turnout.modules.waitlist.secrets import (
    entry_secret,
    offer_token,
    opens,
    place_path,
    read_token,
)
from turnout.modules.waitlist.service import (
    confirm,
    find_offer,
    get_place,
    join,
    leave,
    list_entries,
    list_open_types,
    update_settings,
    waitlist_mail_data,
)
from turnout.modules.waitlist.types import (
    EntryState,
    JoinedWaitlist,
    NewEntry,
    NewSettings,
    WaitlistMailData,
    WaitlistPlace,
)
