"""Decisions about print stations: codes and tokens, times, and whether a station prints. Pure."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError
from turnout.kernel.security.crypto import is_token
from turnout.kernel.values import from_attributes
from turnout.modules.print_stations.types import (
    FailureReason,
    JobState,
    NewStation,
    PrinterState,
    PrintJob,
    PrintStation,
    StationFormat,
    StationState,
    StoredStation,
)

CODE_PREFIX: Final = "turnout_station"
TOKEN_PREFIX: Final = "turnout_print"  # noqa: S105  what tokens begin with, not a secret
CODE_LIFETIME: Final = timedelta(minutes=30)
JOB_LIFETIME: Final = timedelta(minutes=30)
"""A badge that comes out later would lie there for somebody who is long inside."""
LEASE: Final = timedelta(seconds=30)
"""How long a connector has from taking a job until it begins to print."""
PRINT_LEASE: Final = timedelta(seconds=120)
"""How long it has from there until it says what came of it."""
SILENT_AFTER: Final = timedelta(seconds=10)
"""A connector asks every second; after so long it is taken for dead, or cut off."""
MOST_STATIONS: Final = 50
MOST_SENT: Final = 100
DPI: Final = (203, 300)
MAY_BE_PRINTED: Final = frozenset({FailureReason.UNCLEAR, FailureReason.INTERRUPTED})
AGAIN: Final = frozenset({JobState.FAILED, JobState.CANCELLED})


def is_code_shaped(code: str) -> bool:
    return is_token(code, CODE_PREFIX)


def is_token_shaped(bearer: str) -> bool:
    """Whether prefix, length and checksum are right: what is not was never made by us."""
    return is_token(bearer, TOKEN_PREFIX)


def station_errors(station: NewStation) -> list[FieldError]:
    """What is wrong with a station, by field."""
    is_zpl = station.format == StationFormat.ZPL
    if is_zpl == (station.dpi in DPI):
        return []
    says = "Say 203 or 300 for a label printer." if is_zpl else "Leave this at 0 for PDF."
    return [FieldError("/dpi", says)]


def state_of(
    *, connector_id: UUID | None, seen_at: datetime | None, printer_state: str | None, now: datetime
) -> StationState:
    """Whether a station prints now, or what keeps it from it."""
    if connector_id is None:
        return StationState.NOT_JOINED
    if seen_at is None or printer_state is None or now - seen_at > SILENT_AFTER:
        return StationState.SILENT
    return StationState(PrinterState(printer_state).value)


def shown(station: StoredStation, now: datetime) -> PrintStation:
    """A station as it is shown at an instant."""
    state = state_of(
        connector_id=station.connector_id,
        seen_at=station.seen_at,
        printer_state=station.printer_state,
        now=now,
    )
    is_heard = state not in {StationState.SILENT, StationState.NOT_JOINED}
    detail = station.printer_detail or "" if is_heard else ""
    return from_attributes(PrintStation, station, state=state, printer_detail=detail)


def is_retried(job: PrintJob) -> bool:
    """Whether a job can be tried again: it ended unprinted, and nobody has."""
    return job.state in AGAIN and job.retried_as is None


def command_of(code: str, *, format_: str) -> str:
    """What somebody types where the connector is to run; the printer's address is theirs."""
    printer = "zpl://PRINTER" if format_ == StationFormat.ZPL else "ipp://PRINTER/ipp/print"
    return f"turnout-print join '{code}' --printer {printer}"
