"""What others may ask of participation."""

from turnout.modules.participation.errors import (
    NoRegistration,
    NotYourTicket,
    RegistrationClosed,
    SessionFull,
)
from turnout.modules.participation.hooks import (
    HOLDER_NAMES,
    PLACE_TAKEN,
    PLACES_KEPT,
    TICKET_HOLDER,
    HolderProof,
    TicketHolder,
    name_holders,
    verify_ticket_holder,
)
from turnout.modules.participation.queries import (
    affected_by_sessions,
    count_places,
    count_registered,
    favourited_by,
    follow,
    followers,
    list_agendas_of,
    picked_by,
    registered_tickets,
    release_places,
    sessions_of_tickets,
    unfollow,
    unregister,
    users_who_picked,
)
from turnout.modules.participation.service import (
    REGISTERING,
    add_favourite,
    count_taken,
    drop_session,
    follow_organizer,
    give_place,
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
