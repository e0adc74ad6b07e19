"""Statements of announcements, and of whom an event's segment is made of."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from msgspec import to_builtins
from sqlalchemy import Select, delete, func, select

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.announcements.errors import AnnouncementNotFound
from turnout.modules.announcements.models import AnnouncementRow, AnnouncementState
from turnout.modules.announcements.types import (
    Addressee,
    Addressees,
    LeavingAnnouncement,
    NewAnnouncement,
    Segment,
    TextAddressee,
)
from turnout.modules.order_search.sql_fragments import ATTENDEE_LINES, TAGS_OF_ORDERS
from turnout.modules.orders.sql_fragments import ATTENDEES, BUYERS, ORDERS
from turnout.modules.participation.sql_fragments import SESSIONS_OF_TICKETS
from turnout.modules.text_messages.sql_fragments import TEXT_CONSENTS

ANSWERED: Final = f"""
    EXISTS (SELECT FROM {ATTENDEES} a JOIN {ORDERS} w
            ON w.organization_id = a.organization_id AND w.order_id = a.order_id
        WHERE a.organization_id = %(organization_id)s AND a.attendee_id = l.attendee_id
            AND w.organization_id = %(organization_id)s
            AND NOT EXISTS (SELECT FROM jsonb_array_elements(%(answers)s::jsonb) AS wanted (answer)
                WHERE NOT coalesce((w.answers || a.answers) -> (wanted.answer ->> 'question')
                    @> (wanted.answer -> 'value'), false)))
"""
SIGNED_UP: Final = f"""
    EXISTS (SELECT FROM {SESSIONS_OF_TICKETS} g
        WHERE g.organization_id = %(organization_id)s AND g.ticket_id = l.ticket_id
            AND g.session_id = ANY(%(session_ids)s))
"""
TAGGED: Final = f"""
    l.tag_ids ?| %(tag_ids)s OR EXISTS (SELECT FROM {TAGS_OF_ORDERS} x
        WHERE x.organization_id = %(organization_id)s AND x.order_id = l.order_id
            AND x.tag_ids ?| %(tag_ids)s)
"""
BOUGHT_BEFORE: Final = f"""
    %(bought_before)s = EXISTS (SELECT FROM {BUYERS} earlier
        WHERE earlier.organization_id = %(organization_id)s AND earlier.buyer_key = o.buyer_key
            AND o.buyer_key <> '' AND earlier.state = 'confirmed'
            AND earlier.event_id IS DISTINCT FROM o.event_id AND earlier.placed_at < o.placed_at)
"""
CONDITIONS: Final = {
    "ticket_type_ids": "l.ticket_type_id = ANY(%(ticket_type_ids)s)",
    "order_states": "o.state = ANY(%(order_states)s)",
    "checked_in": "l.is_checked_in = %(checked_in)s",
    "bought_before": BOUGHT_BEFORE,
    "session_ids": SIGNED_UP,
    "languages": "lower(o.locale) = ANY(%(languages)s)"
    " OR lower(split_part(replace(o.locale, '_', '-'), '-', 1)) = ANY(%(languages)s)",
    "tag_ids": TAGGED,
    "answers": ANSWERED,
}
"""By what a segment states; what is empty or null states nothing."""
PEOPLE: Final = f"""
    SELECT DISTINCT ON (lower(said.email)) lower(said.email) AS address, said.email,
        CASE WHEN said.email = l.email THEN l.name ELSE o.buyer_name END AS name,
        o.locale, l.order_id, o.number AS order_number
    FROM {ATTENDEE_LINES} l
    JOIN {BUYERS} o ON o.organization_id = l.organization_id AND o.order_id = l.order_id
    CROSS JOIN LATERAL (SELECT CASE WHEN %(to_buyers)s OR l.email = '' THEN o.buyer_email
        ELSE l.email END AS email) said
    WHERE l.organization_id = %(organization_id)s AND o.organization_id = %(organization_id)s
        AND l.event_id = %(event_id)s AND l.state IN ('valid', 'none') AND said.email <> ''
        {{place}}{{conditions}}
    ORDER BY lower(said.email), l.placed_at, l.id
"""
"""Everybody once, by the earliest of their orders. What admits no longer counts for nobody."""
NUMBERS: Final = f"""
    SELECT DISTINCT ON (c.phone) c.phone, o.buyer_name AS name, o.locale, l.order_id,
        o.number AS order_number
    FROM {ATTENDEE_LINES} l
    JOIN {BUYERS} o ON o.organization_id = l.organization_id AND o.order_id = l.order_id
    JOIN {TEXT_CONSENTS} c ON c.organization_id = l.organization_id AND c.order_id = l.order_id
    WHERE l.organization_id = %(organization_id)s AND o.organization_id = %(organization_id)s
        AND c.organization_id = %(organization_id)s AND l.event_id = %(event_id)s
        AND l.state IN ('valid', 'none') {{place}}{{conditions}}
    ORDER BY c.phone, l.placed_at, l.id
"""
"""Every number once at which a buyer agreed to texts, by the earliest of their orders."""
AFTER_NUMBER: Final = "AND c.phone > %(after)s"
OF_NUMBER: Final = "AND c.phone = %(phone)s"
SOME_NUMBERS: Final = f"{NUMBERS} LIMIT %(limit)s"
NUMBERS_OF_ALL: Final = f"SELECT phone FROM ({NUMBERS}) people"
AFTER: Final = "AND lower(said.email) > %(after)s"
OF_ORDER: Final = "AND l.order_id = %(order_id)s AND lower(said.email) = lower(%(address)s)"
ANYWHERE: Final = "AND lower(said.email) = lower(%(address)s)"
PORTION: Final = f"{PEOPLE} LIMIT %(limit)s"
ALL: Final = f"SELECT lower(email) FROM ({PEOPLE}) people"
LEAVING: Final = """
    SELECT event_id, state, texts, segment, is_important FROM announcements
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DUE: Final = """
    SELECT organization_id, id FROM announcements
    WHERE state = 'sending' OR (state = 'scheduled' AND send_at <= %(now)s)
    ORDER BY queued_at IS NOT NULL, send_at LIMIT %(limit)s
"""


def list_due(tx: Transaction, *, limit: int = 1_000) -> list[tuple[UUID, UUID]]:
    """As operator: organization and announcement of all that are to begin or under way.

    Those whose mails are all written down come last: they only wait to be done.
    """
    return tx.query(DUE, {"now": tx.now, "limit": limit})


def list_addressees(
    tx: Transaction, event_id: UUID, segment: Segment, *, after: str = "", limit: int
) -> list[Addressee]:
    """The next people of a segment by their address."""
    conditions, values = _stated(tx, event_id, segment)
    statement = PORTION.format(place=AFTER, conditions=conditions)
    return tx.query(statement, values | {"after": after, "limit": limit}, into=Addressee)


def list_all_addresses(tx: Transaction, event_id: UUID, segment: Segment) -> list[str]:
    """Everybody's address in small letters, each once."""
    conditions, values = _stated(tx, event_id, segment)
    return [email for (email,) in tx.query(ALL.format(place="", conditions=conditions), values)]


def is_addressee(
    tx: Transaction, event_id: UUID, segment: Segment, *, address: str, order_id: UUID | None
) -> bool:
    """Whether an address is in a segment now: by the order of its mail, else by any other."""
    conditions, values = _stated(tx, event_id, segment)
    values |= {"address": address, "order_id": order_id, "limit": 1}
    return any(
        tx.query(PORTION.format(place=place, conditions=conditions), values, into=Addressee)
        for place in ((OF_ORDER, ANYWHERE) if order_id else (ANYWHERE,))
    )


def list_numbers(
    tx: Transaction, event_id: UUID, segment: Segment, *, after: str = "", limit: int
) -> list[TextAddressee]:
    """The next numbers of a segment whose holders agreed to texts."""
    conditions, values = _stated(tx, event_id, segment)
    statement = SOME_NUMBERS.format(place=AFTER_NUMBER, conditions=conditions)
    return tx.query(statement, values | {"after": after, "limit": limit}, into=TextAddressee)


def list_all_numbers(tx: Transaction, event_id: UUID, segment: Segment) -> list[str]:
    conditions, values = _stated(tx, event_id, segment)
    statement = NUMBERS_OF_ALL.format(place="", conditions=conditions)
    return [phone for (phone,) in tx.query(statement, values)]


def has_number(tx: Transaction, event_id: UUID, segment: Segment, *, phone: str) -> bool:
    """Whether somebody in a segment agreed to texts at a number."""
    conditions, values = _stated(tx, event_id, segment)
    statement = SOME_NUMBERS.format(place=OF_NUMBER, conditions=conditions)
    return bool(tx.query(statement, values | {"phone": phone, "limit": 1}))


def _stated(tx: Transaction, event_id: UUID, segment: Segment) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {
        "ticket_type_ids": segment.ticket_type_ids,
        "order_states": segment.order_states,
        "checked_in": segment.checked_in,
        "bought_before": segment.bought_before,
        "session_ids": segment.session_ids,
        "languages": [each.lower() for each in segment.languages],
        "tag_ids": [str(each) for each in segment.tag_ids],
        "answers": as_json([to_builtins(each) for each in segment.answers])
        if segment.answers
        else None,
    }
    stated = {name: each for name, each in values.items() if each is not None and each != []}
    conditions = "".join(f" AND ({CONDITIONS[name]})" for name in stated)
    to_buyers = segment.to == Addressees.BUYERS
    return conditions, tx.here(event_id=event_id, to_buyers=to_buyers, **stated)


def insert_announcement(tx: Transaction, event_id: UUID, new: NewAnnouncement) -> AnnouncementRow:
    row = AnnouncementRow(
        id=new_id(), event_id=event_id, state=AnnouncementState.DRAFT.value,
        texts=to_builtins(list(new.texts)), segment=to_builtins(new.segment),
        channels=list(new.channels), run_channel=new.channels[0], opted_out=0,
        is_important=new.is_important, run_count=0, last_seen="", unsubscribed=0, suppressed=0,
        created_at=tx.now, version=1,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    return row


def find_leaving(tx: Transaction, announcement_id: UUID) -> LeavingAnnouncement | None:
    """What a mail or a text of it asks as it leaves; None where it is no more."""
    found = tx.query(LEAVING, tx.here(id=announcement_id), into=LeavingAnnouncement.of)
    return next(iter(found), None)


def get_announcement(tx: Transaction, event_id: UUID, announcement_id: UUID) -> AnnouncementRow:
    """AnnouncementNotFound also for one of another event."""
    row = tx.session.get(AnnouncementRow, (tx.organization_id, announcement_id))
    if row is None or row.event_id != event_id:
        raise AnnouncementNotFound
    return row


def lock_announcement(tx: Transaction, event_id: UUID, announcement_id: UUID) -> AnnouncementRow:
    """The same for update."""
    found = _one(tx, announcement_id).with_for_update()
    row = tx.session.scalars(found).one_or_none()
    if row is None or row.event_id != event_id:
        raise AnnouncementNotFound
    return row


def claim_announcement(tx: Transaction, announcement_id: UUID) -> AnnouncementRow | None:
    """For update; None while another transaction has it."""
    found = _one(tx, announcement_id).with_for_update(skip_locked=True)
    return tx.session.scalars(found).one_or_none()


def _one(tx: Transaction, announcement_id: UUID) -> Select[AnnouncementRow]:
    return select(AnnouncementRow).where(
        AnnouncementRow.organization_id == tx.organization_id,
        AnnouncementRow.id == announcement_id,
    )


def list_announcements(
    tx: Transaction, event_id: UUID, request: PageRequest
) -> list[AnnouncementRow]:
    """The newest first; one row more than asked for says that a next page exists."""
    found = select(AnnouncementRow).where(
        AnnouncementRow.organization_id == tx.organization_id,
        AnnouncementRow.event_id == event_id,
    )
    if request.after is not None:
        found = found.where(AnnouncementRow.id < request.after[1])
    return list(
        tx.session.scalars(found.order_by(AnnouncementRow.id.desc()).limit(request.limit + 1))
    )


def count_announcements(tx: Transaction, event_id: UUID) -> int:
    found = select(func.count()).where(
        AnnouncementRow.organization_id == tx.organization_id,
        AnnouncementRow.event_id == event_id,
    )
    return int(tx.execute(found).scalar_one())


def update_announcement(tx: Transaction, row: AnnouncementRow, values: Mapping[str, Any]) -> None:
    """Set values and count the version up."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    tx.flush()


def delete_announcement(tx: Transaction, row: AnnouncementRow) -> None:
    tx.execute(
        delete(AnnouncementRow).where(
            AnnouncementRow.organization_id == tx.organization_id, AnnouncementRow.id == row.id
        )
    )
