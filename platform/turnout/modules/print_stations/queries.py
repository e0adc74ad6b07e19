"""Every statement of print stations, connectors and jobs."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.organizations.sql_fragments import ZONE
from turnout.modules.print_stations import rules
from turnout.modules.print_stations.errors import PrintJobNotFound, PrintStationNameTaken
from turnout.modules.print_stations.types import (
    ConnectorReport,
    JobKind,
    NewStation,
    PrintJob,
    StoredConnector,
    StoredStation,
)
from turnout.modules.tickets.sql_fragments import TICKETS

_IS_LAPSED: Final = "(j.state = 'taken' AND j.leased_until <= %(now)s)"
_IS_UNCLEAR: Final = f"({_IS_LAPSED} AND j.started_at IS NOT NULL)"
_IS_EXPIRED: Final = f"""(j.expires_at <= %(now)s AND (j.state = 'queued'
    OR ({_IS_LAPSED} AND j.started_at IS NULL)))"""
_STATE: Final = f"""CASE WHEN {_IS_UNCLEAR} OR {_IS_EXPIRED} THEN 'failed'
    WHEN {_IS_LAPSED} THEN 'queued' ELSE j.state END"""
"""What a job is now: a lease that ended hands back what was not begun, and leaves in doubt what
was; nobody has to come by and write that down."""
_REASON: Final = f"""CASE WHEN {_IS_UNCLEAR} THEN 'unclear' WHEN {_IS_EXPIRED} THEN 'expired'
    ELSE j.reason END"""
_STATIONS: Final = f"""
    SELECT s.id, s.event_id, s.name, s.format, s.dpi, s.version, s.created_at,
        c.id AS connector_id, c.name AS connector_name, c.joined_at, w.seen_at, w.app_version,
        w.printer_state, w.printer_detail, n.waiting, n.failed
    FROM print_stations s
    LEFT JOIN print_connectors c ON c.organization_id = s.organization_id
        AND c.station_id = s.id AND c.revoked_at IS NULL
    LEFT JOIN print_connector_status w
        ON w.organization_id = c.organization_id AND w.connector_id = c.id
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE state IN ('queued', 'taken')) AS waiting,
            count(*) FILTER (WHERE state = 'failed' AND NOT is_retried) AS failed
        FROM (SELECT {_STATE} AS state, EXISTS (SELECT FROM print_jobs r
                    WHERE r.organization_id = j.organization_id AND r.retry_of = j.id) AS is_retried
            FROM print_jobs j
            WHERE j.organization_id = s.organization_id AND j.station_id = s.id
                AND j.state IN ('queued', 'taken', 'failed')) AS open) n
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
"""
LIST_STATIONS: Final = f"{_STATIONS} ORDER BY lower(s.name), s.id"
FIND_STATION: Final = f"{_STATIONS} AND s.id = %(id)s"
LOCK_STATION: Final = """
    SELECT version FROM print_stations WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND id = %(id)s FOR UPDATE
"""
INSERT_STATION: Final = """
    INSERT INTO print_stations (organization_id, id, event_id, name, format, dpi, version,
        created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(name)s, %(format)s, %(dpi)s, 1, %(now)s,
        %(actor)s)
"""
UPDATE_STATION: Final = """
    UPDATE print_stations SET name = %(name)s, format = %(format)s, dpi = %(dpi)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE_STATION: Final = """
    DELETE FROM print_stations WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
SET_CODE: Final = """
    UPDATE print_stations SET code_hash = %(code_hash)s, code_expires_at = %(expires_at)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
USE_CODE: Final = """
    UPDATE print_stations SET code_hash = NULL, code_expires_at = NULL
    WHERE organization_id = %(organization_id)s AND code_hash = %(code_hash)s
        AND code_expires_at > %(now)s
    RETURNING event_id, id
"""
HAS_CODE: Final = """
    SELECT EXISTS (SELECT FROM print_stations
        WHERE organization_id = %(organization_id)s AND code_hash = %(code_hash)s)
"""
REVOKE: Final = """
    UPDATE print_connectors SET revoked_at = %(now)s, revoked_by = %(actor)s
    WHERE organization_id = %(organization_id)s AND station_id = %(station_id)s
        AND revoked_at IS NULL
    RETURNING id
"""
INSERT_CONNECTOR: Final = """
    INSERT INTO print_connectors (organization_id, id, event_id, station_id, name, token_hash,
        joined_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(station_id)s, %(name)s, %(token_hash)s,
        %(now)s)
"""
CONNECTOR_OF_TOKEN: Final = f"""
    SELECT c.id, c.event_id, c.station_id, c.name, s.format, s.dpi, c.revoked_at,
        o.state AS organization_state
    FROM print_connectors c
    JOIN print_stations s ON s.organization_id = c.organization_id AND s.id = c.station_id
    CROSS JOIN ({ZONE}) o
    WHERE c.organization_id = %(organization_id)s AND c.token_hash = %(token_hash)s
"""
WRITE_REPORT: Final = """
    INSERT INTO print_connector_status (organization_id, connector_id, seen_at, app_version,
        printer_state, printer_detail)
    VALUES (%(organization_id)s, %(connector_id)s, %(now)s, %(app_version)s, %(printer_state)s,
        %(printer_detail)s)
    ON CONFLICT (organization_id, connector_id) DO UPDATE SET seen_at = excluded.seen_at,
        app_version = excluded.app_version, printer_state = excluded.printer_state,
        printer_detail = excluded.printer_detail
"""
INSERT_JOB: Final = """
    INSERT INTO print_jobs (organization_id, id, event_id, station_id, kind, run_id, ticket_id,
        state, reason, detail, sent_from, tries, retry_of, created_at, created_by, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(station_id)s, %(kind)s, %(run_id)s,
        %(ticket_id)s, 'queued', '', '', %(sent_from)s, 0, %(retry_of)s, %(now)s, %(actor)s,
        %(now)s + %(lifetime)s)
"""
JOBS: Final = f"""
    SELECT * FROM (
        SELECT j.id, j.station_id, j.kind, j.ticket_id,
            coalesce(t.holder_name, '') AS attendee_name, {_STATE} AS state,
            {_REASON} AS reason, {_REASON} IN ('unclear', 'interrupted') AS may_be_printed,
            j.detail, j.sent_from,
            CASE WHEN {_STATE} <> 'queued' THEN 0 ELSE (SELECT count(*) FROM print_jobs b
                WHERE b.organization_id = j.organization_id AND b.station_id = j.station_id
                    AND b.state IN ('queued', 'taken') AND b.id < j.id
                    AND b.expires_at > %(now)s) END AS ahead,
            j.tries, j.retry_of, r.id AS retried_as, j.run_id AS badge_print_run_id, j.created_at,
            j.created_by, j.ended_at, j.expires_at
        FROM print_jobs j
        LEFT JOIN print_jobs r ON r.organization_id = j.organization_id AND r.retry_of = j.id
        LEFT JOIN {TICKETS} t
            ON t.organization_id = j.organization_id AND t.ticket_id = j.ticket_id
        WHERE j.organization_id = %(organization_id)s AND j.event_id = %(event_id)s) AS jobs
"""
LIST_JOBS: Final = f"""
    {JOBS} WHERE (%(station_id)s::uuid IS NULL OR station_id = %(station_id)s)
        AND (%(state)s::text IS NULL OR state = %(state)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (created_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
ONE_JOB: Final = f"{JOBS} WHERE id = %(id)s"
LOCK_JOB: Final = """
    SELECT id FROM print_jobs WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND id = %(id)s FOR UPDATE
"""
DOUBT: Final = """
    UPDATE print_jobs j SET state = 'failed', reason = 'unclear', ended_at = %(now)s
    WHERE j.organization_id = %(organization_id)s AND j.station_id = %(station_id)s
        AND j.state = 'taken' AND j.started_at IS NOT NULL
        AND (j.taken_by = %(connector_id)s OR j.leased_until <= %(now)s)
        AND j.id IS DISTINCT FROM %(printing_job_id)s::uuid
    RETURNING j.id
"""
EXPIRE: Final = f"""
    UPDATE print_jobs j SET state = 'failed', reason = 'expired', ended_at = j.expires_at,
        taken_by = NULL, leased_until = NULL
    WHERE j.organization_id = %(organization_id)s AND j.station_id = %(station_id)s
        AND {_IS_EXPIRED}
    RETURNING j.id
"""
TAKE: Final = """
    UPDATE print_jobs SET state = 'taken', taken_by = %(connector_id)s,
        leased_until = %(now)s + %(lease)s, tries = tries + 1
    WHERE organization_id = %(organization_id)s AND id = (
        SELECT j.id FROM print_jobs j
        WHERE j.organization_id = %(organization_id)s AND j.station_id = %(station_id)s
            AND (j.state = 'queued' OR (j.state = 'taken' AND j.started_at IS NULL
                AND (j.taken_by = %(connector_id)s OR j.leased_until <= %(now)s)))
        ORDER BY j.id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, leased_until
"""
_OWN: Final = """
    j.organization_id = %(organization_id)s AND j.id = %(id)s
        AND j.taken_by = %(connector_id)s
        AND (j.state = 'taken' OR (j.state = 'failed' AND j.reason = 'unclear'))
        AND NOT EXISTS (SELECT FROM print_jobs r
            WHERE r.organization_id = j.organization_id AND r.retry_of = j.id)
"""
START: Final = """
    UPDATE print_jobs SET started_at = coalesce(started_at, %(now)s),
        leased_until = %(now)s + %(lease)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'taken'
        AND taken_by = %(connector_id)s AND leased_until > %(now)s
    RETURNING id
"""
GIVE_BACK: Final = f"""
    UPDATE print_jobs j SET state = 'queued', reason = '', detail = %(detail)s, taken_by = NULL,
        leased_until = NULL, started_at = NULL, ended_at = NULL
    WHERE {_OWN} RETURNING j.id
"""
END: Final = f"""
    UPDATE print_jobs j SET state = %(state)s, reason = %(reason)s, detail = %(detail)s,
        ended_at = %(now)s
    WHERE {_OWN} RETURNING j.id
"""
LATE: Final = """
    UPDATE print_jobs SET state = 'printed', reason = '', detail = %(detail)s, ended_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND taken_by = %(connector_id)s
        AND state = 'failed' AND reason = 'unclear'
    RETURNING id
"""
FIND_TAKEN: Final = """
    SELECT kind, run_id FROM print_jobs
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'taken'
        AND taken_by = %(connector_id)s AND leased_until > %(now)s
"""
IS_STARTED: Final = """
    SELECT EXISTS (SELECT FROM print_jobs WHERE organization_id = %(organization_id)s
        AND id = %(id)s AND state = 'taken' AND started_at IS NOT NULL AND leased_until > %(now)s)
"""
CANCEL: Final = """
    UPDATE print_jobs SET state = 'cancelled', reason = '', ended_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def list_stations(tx: Transaction, event_id: UUID) -> list[StoredStation]:
    """By name."""
    return tx.query(LIST_STATIONS, tx.here(event_id=event_id), into=StoredStation)


def find_station(tx: Transaction, event_id: UUID, station_id: UUID) -> StoredStation | None:
    where = tx.here(event_id=event_id, id=station_id)
    return next(iter(tx.query(FIND_STATION, where, into=StoredStation)), None)


def lock_station(tx: Transaction, event_id: UUID, station_id: UUID) -> int | None:
    """Its version, locked; None where the event has no such station."""
    rows = tx.query(LOCK_STATION, tx.here(event_id=event_id, id=station_id))
    return next((version for (version,) in rows), None)


def insert_station(tx: Transaction, event_id: UUID, new: NewStation) -> UUID:
    """Write a station; PrintStationNameTaken beside one of the same name."""
    station_id = new_id()
    _write(tx, INSERT_STATION, new, id=station_id, event_id=event_id, actor=str(tx.ctx.actor))
    return station_id


def update_station(tx: Transaction, station_id: UUID, new: NewStation) -> None:
    _write(tx, UPDATE_STATION, new, id=station_id)


def _write(tx: Transaction, statement: str, new: NewStation, **more: Any) -> None:
    try:
        tx.query(statement, tx.here(**attributes_of(new), **more))
    except UniqueViolation as error:
        raise PrintStationNameTaken from error


def delete_station(tx: Transaction, station_id: UUID) -> None:
    tx.query(DELETE_STATION, tx.here(id=station_id))


def set_code(tx: Transaction, station_id: UUID, code_hash: bytes) -> None:
    """A code by which a connector joins; a former one is none any more."""
    expires_at = tx.now + rules.CODE_LIFETIME
    tx.query(SET_CODE, tx.here(id=station_id, code_hash=code_hash, expires_at=expires_at))


def use_code(tx: Transaction, code_hash: bytes) -> tuple[UUID, UUID] | None:
    """(event, station) of a code that is good, once; None for any other."""
    rows = tx.query(USE_CODE, tx.here(code_hash=code_hash))
    return next(((event_id, station_id) for event_id, station_id in rows), None)


def has_code(tx: Transaction, code_hash: bytes) -> bool:
    [(there,)] = tx.query(HAS_CODE, tx.here(code_hash=code_hash))
    return bool(there)


def revoke_connector(tx: Transaction, station_id: UUID) -> UUID | None:
    """Take a station's connector away; None where it has none."""
    rows = tx.query(REVOKE, tx.here(station_id=station_id, actor=str(tx.ctx.actor)))
    return next((connector_id for (connector_id,) in rows), None)


def insert_connector(
    tx: Transaction, *, connector_id: UUID, event_id: UUID, station_id: UUID, name: str,
    token_hash: bytes,
) -> None:  # fmt: skip
    values = tx.here(
        id=connector_id, event_id=event_id, station_id=station_id, name=name, token_hash=token_hash
    )
    tx.query(INSERT_CONNECTOR, values)


def connector_of_token(tx: Transaction, token_hash: bytes) -> StoredConnector | None:
    """The connector of this organization that has this token: one statement."""
    where = tx.here(token_hash=token_hash)
    return next(iter(tx.query(CONNECTOR_OF_TOKEN, where, into=StoredConnector)), None)


def write_report(tx: Transaction, connector_id: UUID, report: ConnectorReport) -> None:
    """How the printer is; `printing_job_id` is no part of that."""
    said = attributes_of(report, ("app_version", "printer_state", "printer_detail"))
    tx.query(WRITE_REPORT, tx.here(connector_id=connector_id, **said))


def insert_job(
    tx: Transaction, event_id: UUID, station_id: UUID, *, kind: JobKind = JobKind.BADGE,
    run_id: UUID | None = None, ticket_id: UUID | None = None, sent_from: str = "",
    retry_of: UUID | None = None,
) -> UUID:  # fmt: skip
    job_id = new_id()
    values = tx.here(
        id=job_id,
        event_id=event_id,
        station_id=station_id,
        kind=kind.value,
        run_id=run_id,
        ticket_id=ticket_id,
        sent_from=sent_from,
        retry_of=retry_of,
        lifetime=rules.JOB_LIFETIME,
        actor=str(tx.ctx.actor),
    )
    tx.query(INSERT_JOB, values)
    return job_id


def list_jobs(
    tx: Transaction,
    event_id: UUID,
    request: PageRequest,
    *,
    station_id: UUID | None,
    state: str | None,
) -> list[PrintJob]:
    """The latest sent first; one more than asked for says that more follow."""
    after = place_in_time(request)
    where = tx.here(
        event_id=event_id,
        station_id=station_id,
        state=state,
        after_at=after[0] if after else None,
        after_id=after[1] if after else None,
        limit=request.limit + 1,
    )
    return tx.query(LIST_JOBS, where, into=PrintJob)


def get_job(tx: Transaction, event_id: UUID, job_id: UUID) -> PrintJob:
    """The job as it is now, or PrintJobNotFound."""
    for found in tx.query(ONE_JOB, tx.here(event_id=event_id, id=job_id), into=PrintJob):
        return found
    raise PrintJobNotFound


def lock_job(tx: Transaction, event_id: UUID, job_id: UUID) -> PrintJob:
    """The same, locked."""
    tx.query(LOCK_JOB, tx.here(event_id=event_id, id=job_id))
    return get_job(tx, event_id, job_id)


def settle_lapsed(
    tx: Transaction, station_id: UUID, connector_id: UUID, *, printing: UUID | None
) -> tuple[Sequence[UUID], Sequence[UUID]]:
    """Write down what has lapsed: jobs that are in doubt, and those that expired.

    In doubt is what this connector began, too, unless it says that it prints that now.
    """
    where = tx.here(station_id=station_id, connector_id=connector_id, printing_job_id=printing)
    doubted = [job_id for (job_id,) in tx.query(DOUBT, where)]
    return doubted, [job_id for (job_id,) in tx.query(EXPIRE, where)]


def take_job(tx: Transaction, station_id: UUID, connector_id: UUID) -> tuple[UUID, str, Any] | None:
    """(id, kind, end of the lease) of the job that was sent first; None where nothing waits."""
    where = tx.here(station_id=station_id, connector_id=connector_id, lease=rules.LEASE)
    return next(iter(tx.query(TAKE, where)), None)


def find_taken(tx: Transaction, job_id: UUID, connector_id: UUID) -> tuple[str, UUID | None] | None:
    """(kind, print run) of a job that is this connector's now."""
    return next(iter(tx.query(FIND_TAKEN, tx.here(id=job_id, connector_id=connector_id))), None)


def start_job(tx: Transaction, job_id: UUID, connector_id: UUID) -> bool:
    """Note that a job is about to reach the printer; False where it is no longer this one's."""
    where = tx.here(id=job_id, connector_id=connector_id, lease=rules.PRINT_LEASE)
    return bool(tx.query(START, where))


def give_back(tx: Transaction, job_id: UUID, connector_id: UUID, *, detail: str) -> bool:
    """Queue a job again of which nothing reached the printer."""
    where = tx.here(id=job_id, connector_id=connector_id, detail=detail)
    return bool(tx.query(GIVE_BACK, where))


def end_job(
    tx: Transaction, job_id: UUID, connector_id: UUID, *, state: str, reason: str, detail: str
) -> bool:
    """Write what came of a job, or of one that was in doubt and that nobody has tried again."""
    values = {"state": state, "reason": reason, "detail": detail}
    return bool(tx.query(END, tx.here(id=job_id, connector_id=connector_id, **values)))


def set_printed_late(tx: Transaction, job_id: UUID, connector_id: UUID, *, detail: str) -> bool:
    """Write that a job in doubt was printed, though somebody has tried it again since."""
    return bool(tx.query(LATE, tx.here(id=job_id, connector_id=connector_id, detail=detail)))


def is_started(tx: Transaction, job_id: UUID) -> bool:
    """Whether a job is on its way to the printer now."""
    [(started,)] = tx.query(IS_STARTED, tx.here(id=job_id))
    return bool(started)


def cancel_job(tx: Transaction, job_id: UUID) -> None:
    tx.query(CANCEL, tx.here(id=job_id))
