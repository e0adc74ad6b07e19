"""What else its room or its speakers are booked for while a session takes place."""

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.models import SessionRow, SessionState
from turnout.modules.events.types import Conflict

CONFLICTS = """
    SELECT 'room', s.room_id, s.id FROM sessions s
    WHERE s.organization_id = %(organization_id)s AND s.room_id = %(room_id)s
        AND s.event_id = %(event_id)s AND s.id <> %(session_id)s AND s.state = 'scheduled'
        AND s.starts_at < %(ends_at)s AND s.ends_at > %(starts_at)s
    UNION ALL
    SELECT 'speaker', theirs.speaker_id, s.id FROM session_speakers mine
    JOIN session_speakers theirs ON theirs.organization_id = mine.organization_id
        AND theirs.speaker_id = mine.speaker_id AND theirs.session_id <> mine.session_id
    JOIN sessions s ON s.organization_id = theirs.organization_id AND s.id = theirs.session_id
    WHERE mine.organization_id = %(organization_id)s AND mine.session_id = %(session_id)s
        AND s.state = 'scheduled' AND s.starts_at < %(ends_at)s AND s.ends_at > %(starts_at)s
    ORDER BY 1, 2, 3
    LIMIT %(most)s
"""
MOST = 100


def list_conflicts_of(tx: Transaction, row: SessionRow) -> list[Conflict]:
    """Sessions of the event that overlap this one in its room, or with one of its speakers."""
    if row.state != SessionState.SCHEDULED:
        return []
    values = {
        "organization_id": tx.organization_id,
        "event_id": row.event_id,
        "session_id": row.id,
        "room_id": row.room_id,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "most": MOST,
    }
    return [
        Conflict(kind=kind, resource_id=resource, first_session_id=other, second_session_id=row.id)
        for kind, resource, other in tx.query(CONFLICTS, values)
    ]
