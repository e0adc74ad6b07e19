"""Print stations: set up by managers, joined by a code, watched by the team."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid, require_version
from turnout.kernel.security import crypto
from turnout.modules.events import api as events
from turnout.modules.print_stations import policies, queries, rules
from turnout.modules.print_stations.errors import PrintStationNotFound, TooManyPrintStations
from turnout.modules.print_stations.facts import PrintConnectorRevoked
from turnout.modules.print_stations.types import (
    IssuedStationCode,
    NewStation,
    PrintStation,
    StationBrief,
    StationFormat,
)
from turnout.modules.security_events import api as security_events


def list_stations(ctx: OrganizationContext, event_id: UUID) -> list[PrintStation]:
    """By name, each with what its printer last said and how much waits."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return [rules.shown(each, tx.now) for each in queries.list_stations(tx, event_id)]


def get_station(ctx: OrganizationContext, event_id: UUID, station_id: UUID) -> PrintStation:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return found_station(tx, event_id, station_id)


def create_station(ctx: OrganizationContext, event_id: UUID, new: NewStation) -> PrintStation:
    """Make a station; nothing prints for it until a connector joins."""
    policies.require_can_manage(ctx, event_id)
    _judge(new)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        if len(queries.list_stations(tx, event_id)) >= rules.MOST_STATIONS:
            raise TooManyPrintStations
        station_id = queries.insert_station(tx, event_id, _trimmed(new))
        return found_station(tx, event_id, station_id)


def update_station(
    ctx: OrganizationContext,
    event_id: UUID,
    station_id: UUID,
    changes: dict[str, Any],
    *,
    version: int | None,
) -> PrintStation:
    """Change a station; what waits is drawn for its printer as it is then."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        require_version(version, _lock(tx, event_id, station_id))
        before = found_station(tx, event_id, station_id)
        stated: dict[str, Any] = {"name": before.name, "format": before.format, "dpi": before.dpi}
        stated |= changes
        if changes.get("format") == StationFormat.PDF and "dpi" not in changes:
            stated["dpi"] = 0
        after = NewStation(**stated)
        _judge(after)
        queries.update_station(tx, station_id, _trimmed(after))
        return found_station(tx, event_id, station_id)


def delete_station(
    ctx: OrganizationContext, event_id: UUID, station_id: UUID, *, version: int | None
) -> None:
    """Delete a station with its connector and jobs; prints of badges stay on record."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        require_version(version, _lock(tx, event_id, station_id))
        _revoke(tx, event_id, station_id)
        queries.delete_station(tx, station_id)


def issue_code(ctx: OrganizationContext, event_id: UUID, station_id: UUID) -> IssuedStationCode:
    """Make the code by which a connector joins, for half an hour; a former one ends.

    The connector that prints now goes on until another one joins in its place.
    """
    policies.require_can_manage(ctx, event_id)
    secret = crypto.token(rules.CODE_PREFIX)
    with transaction(ctx) as tx:
        _lock(tx, event_id, station_id)
        queries.set_code(tx, station_id, crypto.hash_token(secret))
        station = found_station(tx, event_id, station_id)
        expires_at = tx.now + rules.CODE_LIFETIME
    base = runtime.current().settings.public_url.rstrip("/")
    code = f"{base}#{ctx.organization_id}.{secret}"
    command = rules.command_of(code, format_=station.format)
    return IssuedStationCode(code=code, command=command, expires_at=expires_at)


def revoke_connector(ctx: OrganizationContext, event_id: UUID, station_id: UUID) -> PrintStation:
    """Take the station's connector away: its next request is refused. Again changes nothing."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        _lock(tx, event_id, station_id)
        _revoke(tx, event_id, station_id)
        return found_station(tx, event_id, station_id)


def find_brief(tx: Transaction, event_id: UUID, station_id: UUID) -> StationBrief:
    """A station as a device sees it, for who has asked who may."""
    found = found_station(tx, event_id, station_id)
    return StationBrief(id=found.id, name=found.name, state=found.state, waiting=found.waiting)


def found_station(tx: Transaction, event_id: UUID, station_id: UUID) -> PrintStation:
    """The station as it is now; PrintStationNotFound where the event has no such one."""
    found = queries.find_station(tx, event_id, station_id)
    if found is None:
        raise PrintStationNotFound
    return rules.shown(found, tx.now)


def _lock(tx: Transaction, event_id: UUID, station_id: UUID) -> int:
    version = queries.lock_station(tx, event_id, station_id)
    if version is None:
        raise PrintStationNotFound
    return version


def _revoke(tx: Transaction, event_id: UUID, station_id: UUID) -> None:
    connector_id = queries.revoke_connector(tx, station_id)
    if connector_id is None:
        return
    fact = PrintConnectorRevoked(
        station_id=station_id, event_id=event_id, connector_id=connector_id
    )
    tx.publish(fact)
    security_events.record_security_event(
        tx,
        security_events.SecurityEventKind.DEVICE_REVOKED,
        details={"print_connector_id": str(connector_id)},
    )


def _judge(new: NewStation) -> None:
    if wrong := rules.station_errors(new):
        raise Invalid(*wrong)


def _trimmed(new: NewStation) -> NewStation:
    return replace(new, name=" ".join(new.name.split()))
