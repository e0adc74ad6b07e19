"""Connectors: they join by a code, ask for work, and say what came of it.

A job is taken for a while. Until its connector says that it begins, a lapse hands it back; from
then on nobody knows whether a badge came out, so it is never printed again unless somebody who
was told so asks for it.
"""

from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import Actor, ActorKind, OrganizationContext, PublicContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.http.secret_tries import count_wrong_token, network
from turnout.kernel.ids import new_id
from turnout.kernel.security import crypto
from turnout.modules.badges import api as badges
from turnout.modules.print_stations import policies, queries, rules
from turnout.modules.print_stations.errors import (
    ConnectorNotGenuine,
    ConnectorRevoked,
    OrganizationPrintsNothing,
    PrintJobLost,
    StationCodeExpired,
    StationCodeNotFound,
)
from turnout.modules.print_stations.facts import (
    PrintConnectorJoined,
    PrintConnectorRevoked,
    PrintJobFailed,
    PrintJobPrinted,
)
from turnout.modules.print_stations.metrics import ENDED, JOINED, REFUSED
from turnout.modules.print_stations.service import stations
from turnout.modules.print_stations.types import (
    TAKING,
    Assignment,
    ConnectorContext,
    ConnectorReport,
    FailureReason,
    JobKind,
    JobResult,
    JobState,
    JoinedConnector,
    PrintOutcome,
    StationFormat,
    StoredConnector,
    TakenJob,
)
from turnout.modules.security_events import api as security_events

OPEN_ORGANIZATION: Final = "active"
LABEL: Final = "label"
"""The template for rolls."""
_Kind = security_events.SecurityEventKind


def join(ctx: PublicContext, code: str, name: str, *, address: str) -> JoinedConnector:
    """Make a connector of whoever has a station's code, and hand out its token this once.

    A connector that the station had is removed: one at a time prints for it.
    """
    policies.require_station_code(code)
    connector_id, token = new_id(), crypto.token(rules.TOKEN_PREFIX)
    as_device = OrganizationContext(
        organization_id=ctx.organization_id,
        actor=Actor(ActorKind.DEVICE, str(connector_id)),
        request_id=ctx.request_id,
    )
    with transaction(as_device) as tx:
        hashed = crypto.hash_token(code)
        used = queries.use_code(tx, hashed)
        if used is None:
            raise StationCodeExpired if queries.has_code(tx, hashed) else StationCodeNotFound
        event_id, station_id = used
        stated = {"station_id": station_id, "event_id": event_id}
        former = queries.revoke_connector(tx, station_id)
        if former is not None:
            tx.publish(PrintConnectorRevoked(connector_id=former, **stated))
        queries.insert_connector(
            tx,
            connector_id=connector_id,
            name=" ".join(name.split()),
            token_hash=crypto.hash_token(token),
            **stated,
        )
        tx.publish(PrintConnectorJoined(connector_id=connector_id, **stated))
        details = {"print_connector_id": str(connector_id)}
        security_events.record_security_event(
            tx, _Kind.DEVICE_JOINED, address=address, details=details
        )
        tx.after_commit.append(JOINED.add)
        station = stations.found_station(tx, event_id, station_id)
    return JoinedConnector(
        connector_id=connector_id, station_name=station.name, format=station.format, token=token
    )


def connector_of(organization_id: UUID, bearer: str, *, request_id: str) -> ConnectorContext:
    """The context of the connector that has this token, by one statement; else why it has none."""
    known = None
    if rules.is_token_shaped(bearer):
        with transaction(system_in(organization_id, policies.JOB, request_id=request_id)) as tx:
            known = queries.connector_of_token(tx, crypto.hash_token(bearer))
    if known is None:
        raise _refused("unknown", None, organization_id, ConnectorNotGenuine())
    if known.revoked_at is not None:
        raise _refused("revoked", known.id, organization_id, ConnectorRevoked())
    if known.organization_state != OPEN_ORGANIZATION:
        raise OrganizationPrintsNothing
    return ConnectorContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.DEVICE, str(known.id)),
        permissions=policies.OF_CONNECTOR,
        event_ids=frozenset({known.event_id}),
        on_behalf_of=f"print-connector:{known.id}",
        request_id=request_id,
        connector=known,
    )


def take(ctx: ConnectorContext, report: ConnectorReport) -> Assignment:
    """Note how the printer is, and hand out the job that was sent first if it takes one.

    Asked again, a job that was handed out and not begun is handed out again. A connector that
    says what it prints now keeps that for longer, and gets nothing else.
    """
    connector = policies.require_connector(ctx).connector
    with transaction(ctx) as tx:
        queries.write_report(tx, connector.id, report)
        printing = report.printing_job_id
        if printing is not None:
            queries.start_job(tx, printing, connector.id)
        _settle_lapsed(tx, ctx, printing=printing)
        found = None
        if printing is None and report.printer_state in TAKING:
            found = queries.take_job(tx, connector.station_id, connector.id)
        station = stations.found_station(tx, connector.event_id, connector.station_id)
        job = found and TakenJob(
            id=found[0], kind=found[1], format=connector.format, leased_until=found[2]
        )
        return Assignment(job=job, station_name=station.name, server_time=tx.now)


def render_job(ctx: ConnectorContext, job_id: UUID) -> bytes:
    """What is sent to the printer; PrintJobLost where the job is no longer this connector's."""
    connector = policies.require_connector(ctx).connector
    with transaction(ctx) as tx:
        found = queries.find_taken(tx, job_id, connector.id)
    if found is None:
        raise PrintJobLost
    kind, run_id = found
    if kind == JobKind.TEST or run_id is None:
        return _sample(ctx, connector)
    content, _ = badges.render_file(
        ctx, connector.event_id, run_id, 1, printer=(connector.format, connector.dpi)
    )
    return content


def _sample(ctx: ConnectorContext, connector: StoredConnector) -> bytes:
    """A made-up badge by the event's default layout, else by the label to begin with."""
    found = [each.design for each in badges.list_layouts(ctx, connector.event_id)]
    if not found:
        offered = badges.list_templates(ctx, connector.event_id)
        found = [each.design for each in offered if each.key == LABEL]
    design = found[0]
    if connector.format == StationFormat.ZPL:
        design = replace(design, sheet=None, sides=badges.BadgeSides.ONE.value)
    dpi = connector.dpi or rules.DPI[0]
    asked = badges.Preview(design=design, format=connector.format, dpi=dpi)
    content = badges.preview(ctx, connector.event_id, asked).content
    return content.encode() if isinstance(content, str) else content


def start(ctx: ConnectorContext, job_id: UUID) -> None:
    """Note that a job is about to reach the printer; PrintJobLost where it must not."""
    connector = policies.require_connector(ctx).connector
    with transaction(ctx) as tx:
        if not queries.start_job(tx, job_id, connector.id):
            raise PrintJobLost


def finish(ctx: ConnectorContext, job_id: UUID, result: JobResult) -> None:
    """Write what came of a job; said again, nothing changes.

    Of a job that was in doubt it counts as well. PrintJobLost for one that never was this one's.
    """
    connector = policies.require_connector(ctx).connector
    with transaction(ctx) as tx:
        job = queries.lock_job(tx, connector.event_id, job_id)
        stated = {"detail": result.detail}
        if result.outcome == PrintOutcome.RETURNED:
            if queries.give_back(tx, job_id, connector.id, **stated):
                tx.after_commit.append(lambda: ENDED.add(outcome="returned"))
            return
        is_printed = result.outcome == PrintOutcome.PRINTED
        state = JobState.PRINTED if is_printed else JobState.FAILED
        reason = "" if is_printed else result.reason
        done = queries.end_job(
            tx, job_id, connector.id, state=state.value, reason=reason, **stated
        ) or (is_printed and queries.set_printed_late(tx, job_id, connector.id, **stated))
        if not done:
            if job.state == state and job.reason == reason:
                return
            raise PrintJobLost
        if is_printed:
            fact = PrintJobPrinted(
                job_id=job.id,
                station_id=job.station_id,
                event_id=connector.event_id,
                ticket_id=job.ticket_id,
            )
            tx.publish(fact)
            tx.after_commit.append(lambda: ENDED.add(outcome="printed"))
        else:
            _tell_failed(tx, connector.event_id, job_id, reason)


def _settle_lapsed(tx: Transaction, ctx: ConnectorContext, *, printing: UUID | None) -> None:
    connector = ctx.connector
    doubted, expired = queries.settle_lapsed(
        tx, connector.station_id, connector.id, printing=printing
    )
    for job_ids, reason in (
        (doubted, FailureReason.UNCLEAR),
        (expired, FailureReason.EXPIRED),
    ):
        for job_id in job_ids:
            _tell_failed(tx, connector.event_id, job_id, reason.value)


def _tell_failed(tx: Transaction, event_id: UUID, job_id: UUID, reason: str) -> None:
    job = queries.get_job(tx, event_id, job_id)
    fact = PrintJobFailed(
        job_id=job_id,
        station_id=job.station_id,
        event_id=event_id,
        ticket_id=job.ticket_id,
        reason=reason,
    )
    tx.publish(fact)
    tx.after_commit.append(lambda: ENDED.add(outcome=reason))


def _refused(
    reason: str, connector_id: UUID | None, organization_id: UUID, refusal: TurnoutError
) -> TurnoutError:
    """The refusal of a token, recorded; RateLimited for one too many that is nobody's."""
    REFUSED.add(reason=reason)
    details = {"reason": reason}
    if connector_id is None:
        count_wrong_token()
        security_events.record_on_platform(_Kind.DEVICE_REFUSED, address=network(), details=details)
    else:
        details["print_connector_id"] = str(connector_id)
        security_events.record_in_organization(
            organization_id, _Kind.DEVICE_REFUSED, address=network(), details=details
        )
    return refusal
