"""What others may ask of participation."""

from turnout.modules.participation.hooks import TICKET_HOLDER, HolderProof
from turnout.modules.participation.service.agendas import (
    drop_session,
    pick_session,
    read_own_agenda,
)
from turnout.modules.participation.service.favourites import (
    favourited_by,
    followers,
    start_following,
    stop_following,
)
from turnout.modules.participation.service.registrations import (
    affected_by_sessions,
    count_registered,
    registered_tickets,
    release_places,
    users_who_picked,
)
