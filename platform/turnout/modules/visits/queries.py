"""Every statement of visits."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.visits.rules import Key
from turnout.modules.visits.types import VisitCounting, VisitSource

SOURCE: Final = "source_kind, source, medium, campaign, link, device"
KNOWN: Final = f"""
    SELECT DISTINCT event_id, hour_at, step, {SOURCE} FROM visit_hours
    WHERE organization_id = %(organization_id)s AND event_id = ANY(%(event_ids)s)
        AND hour_at > %(since)s
"""
ADD: Final = f"""
    INSERT INTO visit_hours (organization_id, event_id, hour_at, step, {SOURCE}, visits)
    SELECT %(organization_id)s, v.event_id, v.at, v.step, v.source_kind, v.source, v.medium,
        v.campaign, v.link, v.device, v.visits
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS v(event_id uuid, at timestamptz, step text,
        source_kind text, source text, medium text, campaign text, link text, device text,
        visits bigint)
    ORDER BY v.event_id, v.at, v.step, v.source_kind, v.source, v.medium, v.campaign, v.link,
        v.device
    ON CONFLICT (organization_id, event_id, hour_at, step, {SOURCE})
        DO UPDATE SET visits = visit_hours.visits + excluded.visits
"""
TAKE_OLD: Final = f"""
    DELETE FROM visit_hours
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND hour_at < %(before)s
    RETURNING event_id, hour_at, step, {SOURCE}, visits
"""
ADD_DAYS: Final = f"""
    INSERT INTO visit_days (organization_id, event_id, day, step, {SOURCE}, visits)
    SELECT %(organization_id)s, v.event_id, v.at::date, v.step, v.source_kind, v.source, v.medium,
        v.campaign, v.link, v.device, v.visits
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS v(event_id uuid, at text, step text,
        source_kind text, source text, medium text, campaign text, link text, device text,
        visits bigint)
    ON CONFLICT (organization_id, event_id, day, step, {SOURCE})
        DO UPDATE SET visits = visit_days.visits + excluded.visits
"""
WITH_OLD: Final = """
    SELECT DISTINCT organization_id, event_id FROM visit_hours
    WHERE hour_at < %(before)s LIMIT %(most)s
"""
ADD_SESSIONS: Final = """
    INSERT INTO visit_session_days (organization_id, event_id, session_id, day, visits)
    SELECT %(organization_id)s, v.event_id, v.session_id, v.day, v.visits
    FROM unnest(%(event_ids)s::uuid[], %(session_ids)s::uuid[], %(days)s::date[],
        %(visits)s::bigint[]) AS v(event_id, session_id, day, visits)
    ORDER BY v.session_id, v.day
    ON CONFLICT (organization_id, session_id, day)
        DO UPDATE SET visits = visit_session_days.visits + excluded.visits
"""
COUNTING: Final = """
    SELECT is_on, version FROM visit_counting WHERE organization_id = %(organization_id)s
"""
SET: Final = """
    INSERT INTO visit_counting (organization_id, id, is_on, version)
    VALUES (%(organization_id)s, %(id)s, %(is_on)s, 1)
    ON CONFLICT (organization_id)
        DO UPDATE SET is_on = excluded.is_on, version = visit_counting.version + 1
        WHERE visit_counting.is_on <> excluded.is_on
"""


def list_known(tx: Transaction, event_ids: Collection[UUID], *, since: datetime) -> list[Key]:
    """What is counted of these events after an instant."""
    rows = tx.query(KNOWN, tx.here(event_ids=list(event_ids), since=since))
    return [_key(*row) for row in rows]


def add_hours(tx: Transaction, counts: Mapping[Key, int]) -> None:
    """Add to the sums of hours."""
    tx.query(ADD, tx.here(rows=_rows(counts)))


def take_old(tx: Transaction, event_id: UUID, *, before: datetime) -> dict[Key, int]:
    """The hours of an event before an instant, which are deleted."""
    found: dict[Key, int] = {}
    for *key, visits in tx.query(TAKE_OLD, tx.here(event_id=event_id, before=before)):
        found[_key(*key)] = visits
    return found


def add_days(tx: Transaction, counts: Mapping[tuple[UUID, date, str, VisitSource], int]) -> None:
    """Add to the sums of days."""
    tx.query(ADD_DAYS, tx.here(rows=_rows(counts)))


def add_sessions(tx: Transaction, counts: Mapping[tuple[UUID, UUID, date], int]) -> None:
    """Add to the sums of sessions, by event, session and day."""
    keys = list(counts)
    values = {
        "event_ids": [event_id for event_id, _, _ in keys],
        "session_ids": [session_id for _, session_id, _ in keys],
        "days": [day for _, _, day in keys],
        "visits": [counts[key] for key in keys],
    }
    tx.query(ADD_SESSIONS, tx.here(**values))


def list_with_old(tx: Transaction, *, before: datetime, most: int) -> list[tuple[UUID, UUID]]:
    """Organization and event of hours before an instant; asked over all organizations."""
    rows = tx.query(WITH_OLD, {"before": before, "most": most})
    return [(UUID(str(organization_id)), UUID(str(event_id))) for organization_id, event_id in rows]


def find_counting(tx: Transaction) -> VisitCounting | None:
    return next(iter(tx.query(COUNTING, tx.here(), into=VisitCounting)), None)


def set_counting(tx: Transaction, *, is_on: bool) -> None:
    tx.query(SET, tx.here(id=new_id(), is_on=is_on))


def _key(event_id: Any, at: datetime, step: str, *source: str) -> Key:
    kind, name, medium, campaign, link, device = source
    return (
        UUID(str(event_id)),
        at,
        step,
        VisitSource(
            kind=kind, name=name, medium=medium, campaign=campaign, link=link, device=device
        ),
    )


def _rows(counts: Mapping[Any, int]) -> str:
    """As the statements take them; `at` is an instant or a day."""
    return msgspec.json.encode(
        [
            {
                "event_id": event_id,
                "at": at,
                "step": step,
                "source_kind": source.kind,
                "source": source.name,
                "medium": source.medium,
                "campaign": source.campaign,
                "link": source.link,
                "device": source.device,
                "visits": visits,
            }
            for (event_id, at, step, source), visits in counts.items()
        ]
    ).decode()
