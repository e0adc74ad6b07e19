"""HTTP of print stations: for organizers and teams, devices at the door, and connectors."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, of_protocol, public, requires
from turnout.kernel.http.answers import file_answer, list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import network
from turnout.modules.badges import api as badges
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.print_stations import policies
from turnout.modules.print_stations.schemas import (
    ConnectorJoinSchema,
    ConnectorReportSchema,
    DeviceJobSchema,
    JobArguments,
    JobResultSchema,
    NewJobsSchema,
    NewStationSchema,
    RetrySchema,
    StationUpdateSchema,
)
from turnout.modules.print_stations.service import connectors, jobs, stations
from turnout.modules.print_stations.types import (
    Assignment,
    ConnectorContext,
    ConnectorReport,
    IssuedStationCode,
    JobResult,
    JoinedConnector,
    NewJobs,
    NewStation,
    PrintJob,
    PrintStation,
    StationBrief,
    StationFormat,
)

PDF: Final = "application/pdf"
ZPL: Final = "text/plain"
BYTES: Final = {"schema": {"type": "string", "format": "binary"}}
FILE: Final = {
    "responses": {
        "200": {"description": "What the printer gets.", "content": {PDF: BYTES, ZPL: BYTES}},
    }
}
Tagged: TypeAlias = tuple[PrintStation, int, dict[str, str]]
Jobs: TypeAlias = dict[str, list[PrintJob]]
blueprint = StrictBlueprint(
    "print-stations",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Printers at the entrance, and the queues of badges that they print",
)
device_blueprint = StrictBlueprint(
    "print-station-of-device",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/checkin-device",
    description="Devices at the door send badges to their print station",
)
connector_blueprint = StrictBlueprint(
    "print-connector",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/print-connector",
    description="What a connector, such as turnout-print, calls itself",
)
STATION: Final = "/print-stations/<uuid:print_station_id>"
PRINT_JOB: Final = "/print-jobs/<uuid:print_job_id>"
OWN_JOB: Final = "/jobs/<uuid:print_job_id>"


def _device(organization_id: UUID, bearer: str) -> checkin_devices.DeviceContext:
    return checkin_devices.device_of(organization_id, bearer, request_id=request_id())


def _connector(organization_id: UUID, bearer: str) -> ConnectorContext:
    return connectors.connector_of(organization_id, bearer, request_id=request_id())


by_device = of_protocol("the token of a check-in device proves it", proves=_device, limited="scan")
by_connector = of_protocol("the token of a connector proves it", proves=_connector, limited="scan")


@blueprint.route("/print-stations")
class PrintStations(MethodView):
    @requires(badges.READ)
    @blueprint.doc(operationId="listPrintStations")
    @blueprint.response(200, list_of(PrintStation))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, list[PrintStation]]:
        """List the print stations of an event with what their printers last said."""
        return {"items": stations.list_stations(ctx, event_id)}

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="createPrintStation")
    @blueprint.arguments(NewStationSchema)
    @blueprint.response(201, response(PrintStation))
    def post(self, ctx: OrganizationContext, new: NewStation, event_id: UUID) -> Tagged:
        """Make a print station; nothing prints for it until a connector joins."""
        return with_etag(stations.create_station(ctx, event_id, new), 201)


@blueprint.route(STATION)
class OnePrintStation(MethodView):
    @requires(badges.READ)
    @blueprint.doc(operationId="getPrintStation")
    @blueprint.response(200, response(PrintStation))
    def get(self, ctx: OrganizationContext, event_id: UUID, print_station_id: UUID) -> Tagged:
        """Show a print station."""
        return with_etag(stations.get_station(ctx, event_id, print_station_id))

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="updatePrintStation")
    @blueprint.arguments(StationUpdateSchema)
    @blueprint.response(200, response(PrintStation))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        print_station_id: UUID,
    ) -> Tagged:
        """Change a print station. `If-Match` guards it."""
        version = if_match()
        return with_etag(
            stations.update_station(ctx, event_id, print_station_id, changes, version=version)
        )

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="deletePrintStation")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, print_station_id: UUID) -> None:
        """Delete a print station with its connector and jobs. `If-Match` guards it."""
        stations.delete_station(ctx, event_id, print_station_id, version=if_match())


@blueprint.route(f"{STATION}/code")
class StationCode(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="issuePrintStationCode")
    @blueprint.response(201, response(IssuedStationCode))
    def post(
        self, ctx: OrganizationContext, event_id: UUID, print_station_id: UUID
    ) -> IssuedStationCode:
        """Make the code by which a connector joins, once, within half an hour."""
        return stations.issue_code(ctx, event_id, print_station_id)


@blueprint.route(f"{STATION}/revoke")
class RevokedConnector(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="revokePrintConnector")
    @blueprint.response(200, response(PrintStation))
    def post(
        self, ctx: OrganizationContext, event_id: UUID, print_station_id: UUID
    ) -> PrintStation:
        """Take the station's connector away: its next request is refused."""
        return stations.revoke_connector(ctx, event_id, print_station_id)


@blueprint.route(f"{STATION}/test-page")
class TestPage(MethodView):
    @requires(badges.PRINT)
    @blueprint.doc(operationId="printTestPage")
    @blueprint.response(201, response(PrintJob))
    @idempotent(PrintJob, required=True)
    def post(self, ctx: OrganizationContext, event_id: UUID, print_station_id: UUID) -> PrintJob:
        """Print a made-up badge as the event's default layout has it."""
        return jobs.print_test_page(ctx, event_id, print_station_id)


@blueprint.route("/print-jobs")
class PrintJobs(MethodView):
    @requires(badges.READ)
    @blueprint.doc(operationId="listPrintJobs")
    @blueprint.arguments(JobArguments, location="query")
    @blueprint.response(200, page_of(PrintJob))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[PrintJob]:
        """List badges that were sent to print stations, the latest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return jobs.list_jobs(
            ctx, event_id, request, station_id=asked["station_id"], state=asked["state"]
        )

    @requires(badges.PRINT)
    @blueprint.doc(operationId="sendBadgesToStation")
    @blueprint.arguments(NewJobsSchema)
    @blueprint.response(201, list_of(PrintJob))
    @idempotent(Jobs, required=True)
    def post(self, ctx: OrganizationContext, new: NewJobs, event_id: UUID) -> Jobs:
        """Send badges to a print station; each is on record, and a reprint needs a reason."""
        return jobs.send(ctx, event_id, new)


@blueprint.route(PRINT_JOB)
class OnePrintJob(MethodView):
    @requires(badges.READ)
    @blueprint.doc(operationId="getPrintJob")
    @blueprint.response(200, response(PrintJob))
    def get(self, ctx: OrganizationContext, event_id: UUID, print_job_id: UUID) -> PrintJob:
        """Show a badge on its way through a print station."""
        return jobs.get_job(ctx, event_id, print_job_id)


@blueprint.route(f"{PRINT_JOB}/cancel")
class CancelledPrintJob(MethodView):
    @requires(badges.PRINT)
    @blueprint.doc(operationId="cancelPrintJob")
    @blueprint.response(200, response(PrintJob))
    def post(self, ctx: OrganizationContext, event_id: UUID, print_job_id: UUID) -> PrintJob:
        """End a job that has not reached the printer, or put a failed one aside."""
        return jobs.cancel(ctx, event_id, print_job_id)


@blueprint.route(f"{PRINT_JOB}/retry")
class RetriedPrintJob(MethodView):
    @requires(badges.PRINT)
    @blueprint.doc(operationId="retryPrintJob")
    @blueprint.arguments(RetrySchema)
    @blueprint.response(201, response(PrintJob))
    @idempotent(PrintJob, required=True)
    def post(
        self, ctx: OrganizationContext, sent: dict[str, Any], event_id: UUID, print_job_id: UUID
    ) -> PrintJob:
        """Send a job that failed or was cancelled again; where one may have come out, say why."""
        return jobs.retry(
            ctx,
            event_id,
            print_job_id,
            station_id=sent["station_id"],
            reason=sent["reason"].strip(),
        )


@device_blueprint.route("/print-station")
class StationOfDevice(MethodView):
    @by_device
    @device_blueprint.doc(operationId="getStationOfCheckinDevice")
    @device_blueprint.response(200, response(StationBrief))
    def get(self, ctx: checkin_devices.DeviceContext) -> StationBrief:
        """Show this device's print station, and whether it prints now."""
        return jobs.get_device_station(ctx)


@device_blueprint.route("/print-jobs")
class JobsOfDevice(MethodView):
    @by_device
    @device_blueprint.doc(operationId="printByCheckinDevice")
    @device_blueprint.arguments(DeviceJobSchema)
    @device_blueprint.response(201, response(PrintJob))
    @idempotent(PrintJob, required=True)
    def post(self, ctx: checkin_devices.DeviceContext, sent: dict[str, Any]) -> PrintJob:
        """Send the badge of a ticket to this device's print station."""
        return jobs.send_by_device(ctx, sent["ticket_id"], reason=sent["reason"].strip())


@device_blueprint.route(PRINT_JOB)
class JobOfDevice(MethodView):
    @by_device
    @device_blueprint.doc(operationId="getPrintJobOfCheckinDevice")
    @device_blueprint.response(200, response(PrintJob))
    def get(self, ctx: checkin_devices.DeviceContext, print_job_id: UUID) -> PrintJob:
        """Show what became of a badge that this device sent; a kiosk asks each second."""
        return jobs.get_device_job(ctx, print_job_id)


@connector_blueprint.route("/join")
class ConnectorJoining(MethodView):
    @public("whoever has the code of a print station", limited="secret")
    @connector_blueprint.doc(operationId="joinPrintConnector")
    @connector_blueprint.arguments(ConnectorJoinSchema)
    @connector_blueprint.response(201, response(JoinedConnector))
    def post(self, ctx: PublicContext, sent: dict[str, str]) -> JoinedConnector:
        """Join as the connector of a print station; the token is in this answer alone."""
        return connectors.join(ctx, sent["code"], sent["name"], address=network())


@connector_blueprint.route("/jobs/take")
class TakenJobs(MethodView):
    @by_connector
    @connector_blueprint.doc(operationId="takePrintJob")
    @connector_blueprint.arguments(ConnectorReportSchema)
    @connector_blueprint.response(200, response(Assignment))
    def post(self, ctx: ConnectorContext, said: ConnectorReport) -> Assignment:
        """Report the printer, and get the job that was sent first; once a second is enough."""
        return connectors.take(ctx, said)


@connector_blueprint.route(f"{OWN_JOB}/file")
class JobFile(MethodView):
    @by_connector
    @connector_blueprint.doc(operationId="downloadPrintJob", **FILE)
    def get(self, ctx: ConnectorContext, print_job_id: UUID) -> Response:
        """Download what the printer gets."""
        content = connectors.render_job(ctx, print_job_id)
        is_zpl = ctx.connector.format == StationFormat.ZPL
        media_type = f"{ZPL}; charset=utf-8" if is_zpl else PDF
        name = f"badge.{ctx.connector.format}"
        return file_answer(content, name, media_type=media_type)


@connector_blueprint.route(f"{OWN_JOB}/start")
class StartedJob(MethodView):
    @by_connector
    @connector_blueprint.doc(operationId="startPrintJob")
    @connector_blueprint.response(204)
    def post(self, ctx: ConnectorContext, print_job_id: UUID) -> None:
        """Say that a job is about to reach the printer; print nothing where this is refused."""
        connectors.start(ctx, print_job_id)


@connector_blueprint.route(f"{OWN_JOB}/result")
class FinishedJob(MethodView):
    @by_connector
    @connector_blueprint.doc(operationId="finishPrintJob")
    @connector_blueprint.arguments(JobResultSchema)
    @connector_blueprint.response(204)
    def post(self, ctx: ConnectorContext, result: JobResult, print_job_id: UUID) -> None:
        """Say what came of a job; said again, nothing changes."""
        connectors.finish(ctx, print_job_id, result)


blueprints = (blueprint, device_blueprint, connector_blueprint)
