"""What others may ask of participation."""

from turnout.modules.participation.errors import NotYourTicket
from turnout.modules.participation.hooks import (
    HOLDER_NAMES,
    TICKET_HOLDER,
    HolderProof,
    TicketHolder,
    verify_ticket_holder,
)
from turnout.modules.participation.queries import (
    affected_by_sessions,
    count_registered,
    favourited_by,
    follow,
    followers,
    registered_tickets,
    release_places,
    sessions_of_tickets,
    unfollow,
    users_who_picked,
)
from turnout.modules.participation.service import (
    add_favourite,
    drop_session,
    follow_organizer,
    leave_session,
    list_favourites,
    list_followed,
    list_open_sessions,
    pick_session,
    read_bookmarks,
    read_own_agenda,
    register_for_session,
    remove_favourite,
    takes_registrations,
    unfollow_organizer,
)
from turnout.modules.participation.types import Bookmarks, Favourite, Followed, OpenSession
