"""Print jobs: badges on their way through a station, each put on record as it is sent."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.modules.badges import api as badges
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.events import api as events
from turnout.modules.print_stations import policies, queries, rules
from turnout.modules.print_stations.errors import (
    PrintJobNotFailed,
    PrintJobNotFound,
    PrintJobUnderWay,
)
from turnout.modules.print_stations.metrics import SENT
from turnout.modules.print_stations.service import stations
from turnout.modules.print_stations.types import (
    JobKind,
    JobState,
    NewJobs,
    PrintJob,
    PrintStation,
    StationBrief,
)


def list_jobs(
    ctx: OrganizationContext,
    event_id: UUID,
    request: PageRequest,
    *,
    station_id: UUID | None,
    state: str | None,
) -> Page[PrintJob]:
    """The latest sent first, of one station or of all of the event."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_jobs(tx, event_id, request, station_id=station_id, state=state)
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def get_job(ctx: OrganizationContext, event_id: UUID, job_id: UUID) -> PrintJob:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_job(tx, event_id, job_id)


def send(ctx: OrganizationContext, event_id: UUID, new: NewJobs) -> dict[str, list[PrintJob]]:
    """Send badges to a station, all or none, and put their prints on record.

    A badge that was printed before needs a reason, as everywhere.
    """
    policies.require_can_print(ctx, event_id)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        station = stations.found_station(tx, event_id, new.station_id)
        wanted = list(dict.fromkeys(new.ticket_ids))
        jobs = []
        for place, ticket_id in enumerate(wanted):
            try:
                jobs.append(_sent(tx, station, ticket_id, new))
            except badges.NothingPrinted as error:
                says = "The event has no such valid ticket."
                raise Invalid(FieldError(f"/ticket_ids/{place}", says)) from error
        answer = {"items": jobs}
        idempotency.complete(tx, answer)
        _count(tx, "console", len(jobs))
        return answer


def send_by_device(
    ctx: checkin_devices.DeviceContext, ticket_id: UUID, *, reason: str = ""
) -> PrintJob:
    """Send the badge of a ticket of the device's event to the device's station."""
    device, station_id = policies.require_printing_device(ctx)
    checkin_devices.require_staffed_device(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        try:
            job = send_in(
                tx, device.event_id, station_id, ticket_id, sent_from=device.name, reason=reason
            )
        except badges.NothingPrinted as error:
            says = "The event has no such valid ticket."
            raise Invalid(FieldError("/ticket_id", says)) from error
        idempotency.complete(tx, job)
        _count(tx, "device", 1)
        return job


def send_at_kiosk(
    tx: Transaction,
    event_id: UUID,
    station_id: UUID,
    ticket_id: UUID,
    *,
    sent_from: str,
    name_form: str,
) -> tuple[UUID, UUID]:
    """Send the badge of whoever stands at a kiosk, for who has asked who may: (job, print run)."""
    job = send_in(tx, event_id, station_id, ticket_id, sent_from=sent_from, name_form=name_form)
    if job.badge_print_run_id is None:
        raise badges.NothingPrinted
    _count(tx, "kiosk", 1)
    return job.id, job.badge_print_run_id


def send_sold(
    tx: Transaction, event_id: UUID, station_id: UUID, ticket_ids: Sequence[UUID], *, sent_from: str
) -> dict[UUID, UUID]:
    """Send the badges of new tickets in the sale's own transaction: ticket → job.

    For who has asked who may. A ticket without a layout, or with one that the station's printer
    cannot take, is left out. PrintStationNotFound where the event has no such station.
    """
    station = stations.found_station(tx, event_id, station_id)
    new = NewJobs(station_id=station_id, ticket_ids=[], sent_from=sent_from)
    sent = {}
    for ticket_id in ticket_ids:
        # Refused before anything is written: the sale goes on without these.
        with suppress(badges.NoLayoutForTicketType, badges.NothingPrinted, Invalid):
            sent[ticket_id] = _sent(tx, station, ticket_id, new).id
    if sent:
        _count(tx, "sale", len(sent))
    return sent


def send_in(
    tx: Transaction,
    event_id: UUID,
    station_id: UUID,
    ticket_id: UUID,
    *,
    sent_from: str,
    reason: str = "",
    name_form: str = badges.NameForm.FULL.value,
) -> PrintJob:
    """Send a badge in the caller's transaction, for who has asked who may.

    badges.NothingPrinted where the event has no such valid ticket, badges.PrintedBefore for a
    second badge without a reason.
    """
    station = stations.found_station(tx, event_id, station_id)
    new = NewJobs(station_id=station_id, ticket_ids=[], reason=reason, sent_from=sent_from)
    return _sent(tx, station, ticket_id, new, name_form=name_form)


def get_device_job(ctx: checkin_devices.DeviceContext, job_id: UUID) -> PrintJob:
    """A job that this device sent; PrintJobNotFound for any other."""
    device, _ = policies.require_printing_device(ctx)
    with transaction(ctx) as tx:
        job = queries.get_job(tx, device.event_id, job_id)
    if job.created_by != str(ctx.actor):
        raise PrintJobNotFound
    return job


def get_device_station(ctx: checkin_devices.DeviceContext) -> StationBrief:
    """The station of a device, and whether it prints now."""
    device, station_id = policies.require_printing_device(ctx)
    with transaction(ctx) as tx:
        return stations.find_brief(tx, device.event_id, station_id)


def print_test_page(ctx: OrganizationContext, event_id: UUID, station_id: UUID) -> PrintJob:
    """Send a made-up badge to a station: the event's default layout, as it will come out."""
    policies.require_can_print(ctx, event_id)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        station = stations.found_station(tx, event_id, station_id)
        job_id = queries.insert_job(tx, event_id, station.id, kind=JobKind.TEST)
        job = queries.get_job(tx, event_id, job_id)
        idempotency.complete(tx, job)
        return job


def cancel(ctx: OrganizationContext, event_id: UUID, job_id: UUID) -> PrintJob:
    """End a job that has not reached the printer, or put a failed one aside.

    PrintJobUnderWay for one that has, or that was printed.
    """
    policies.require_can_print(ctx, event_id)
    with transaction(ctx) as tx:
        job = queries.lock_job(tx, event_id, job_id)
        if job.state == JobState.CANCELLED:
            return job
        if job.state == JobState.PRINTED or queries.is_started(tx, job_id):
            raise PrintJobUnderWay
        queries.cancel_job(tx, job_id)
        return queries.get_job(tx, event_id, job_id)


def retry(
    ctx: OrganizationContext, event_id: UUID, job_id: UUID, *, station_id: UUID | None, reason: str
) -> PrintJob:
    """Send a job that failed or was cancelled again, to the same station or to another, once.

    Where a badge may have come out it is a reprint: it needs a reason, and is on record as one.
    """
    policies.require_can_print(ctx, event_id)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        job = queries.lock_job(tx, event_id, job_id)
        if not rules.is_retried(job):
            raise PrintJobNotFailed
        station = stations.found_station(tx, event_id, station_id or job.station_id)
        again = _again(tx, event_id, station, job, reason=reason)
        idempotency.complete(tx, again)
        _count(tx, "console", 1)
        return again


def _again(
    tx: Transaction, event_id: UUID, station: PrintStation, job: PrintJob, *, reason: str
) -> PrintJob:
    if job.kind == JobKind.TEST or job.ticket_id is None or job.badge_print_run_id is None:
        job_id = queries.insert_job(
            tx, event_id, station.id, kind=JobKind.TEST, retry_of=job.id, sent_from=job.sent_from
        )
        return queries.get_job(tx, event_id, job_id)
    run = badges.find_run(tx, event_id, job.badge_print_run_id)
    if not job.may_be_printed and run is not None and tx.now < run.expires_at - rules.JOB_LIFETIME:
        job_id = queries.insert_job(
            tx,
            event_id,
            station.id,
            run_id=run.id,
            ticket_id=job.ticket_id,
            sent_from=job.sent_from,
            retry_of=job.id,
        )
        return queries.get_job(tx, event_id, job_id)
    new = NewJobs(station_id=station.id, ticket_ids=[], reason=reason, sent_from=job.sent_from)
    return _sent(tx, station, job.ticket_id, new, retry_of=job.id)


def _sent(
    tx: Transaction,
    station: PrintStation,
    ticket_id: UUID,
    new: NewJobs,
    *,
    name_form: str = badges.NameForm.FULL.value,
    retry_of: UUID | None = None,
) -> PrintJob:
    wanted = badges.NewPrintRun(
        format=station.format,
        dpi=station.dpi,
        layout_id=new.layout_id,
        reason=new.reason,
        device=new.sent_from or station.name,
    )
    run = badges.print_one(tx, station.event_id, ticket_id, wanted, name_form=name_form)
    job_id = queries.insert_job(
        tx,
        station.event_id,
        station.id,
        run_id=run.id,
        ticket_id=ticket_id,
        sent_from=new.sent_from,
        retry_of=retry_of,
    )
    return queries.get_job(tx, station.event_id, job_id)


def _count(tx: Transaction, sender: str, jobs: int) -> None:
    tx.after_commit.append(lambda: SENT.add(jobs, sender=sender))
