"""What others may ask of participation."""

from turnout.modules.participation.hooks import TICKET_HOLDER, HolderProof
from turnout.modules.participation.service import (
    affected_by_sessions,
    count_registered,
    drop_session,
    favourited_by,
    followers,
    pick_session,
    read_own_agenda,
    registered_tickets,
    release_places,
    start_following,
    stop_following,
    users_who_picked,
)
