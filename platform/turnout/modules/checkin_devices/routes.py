"""HTTP of check-in devices: codes and devices for organizers, and what devices call themselves."""

from typing import Any, Final
from uuid import UUID

import msgspec
from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import of_protocol, public, requires
from turnout.kernel.http.answers import list_of, packed, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.headers import IF_NONE_MATCH
from turnout.kernel.http.request_fields import PageArguments
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import network
from turnout.modules.checkin.api import Scan, Verdict
from turnout.modules.checkin_devices import offline_scans, policies, rules, service
from turnout.modules.checkin_devices.schemas import (
    AttendeeArguments,
    CompiledDeviceScan,
    DeviceScanSchema,
    JoinSchema,
    NewJoiningCodeSchema,
    ReportSchema,
    SearchArguments,
    UploadSchema,
)
from turnout.modules.checkin_devices.types import (
    AttendeeList,
    CheckinConflict,
    Device,
    DeviceContext,
    DeviceSetup,
    FoundTicket,
    Heartbeat,
    IssuedJoiningCode,
    JoinedDevice,
    JoiningCode,
    NewJoiningCode,
    OfflineScanOutcome,
    Report,
)

blueprint = StrictBlueprint(
    "checkin-devices",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Phones and scanners at the door: joining codes, devices, and their removal",
)
own_blueprint = StrictBlueprint(
    "checkin-device",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/checkin-device",
    description="What a check-in device calls itself, by the token that it got as it joined",
)
JSON: Final = "application/json"


def _proved(organization_id: UUID, bearer: str) -> DeviceContext:
    return service.device_of(organization_id, bearer, request_id=request_id())


def _proved_with_queue(organization_id: UUID, bearer: str) -> DeviceContext:
    grace = rules.UPLOAD_GRACE
    return service.device_of(organization_id, bearer, request_id=request_id(), grace=grace)


by_device = of_protocol("the token of a check-in device proves it", proves=_proved, limited="scan")

by_device_with_queue = of_protocol(
    "the token of a check-in device proves it", proves=_proved_with_queue, limited="scan"
)


@blueprint.route("/checkin-joining-codes")
class JoiningCodes(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(JoiningCode))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the codes by which a check-in device can still join, without their text."""
        return {"items": service.list_joining_codes(ctx, event_id)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewJoiningCodeSchema)
    @blueprint.response(201, response(IssuedJoiningCode))
    def post(
        self, ctx: OrganizationContext, new: NewJoiningCode, event_id: UUID
    ) -> IssuedJoiningCode:
        """Make a code by which check-in devices join; its text is in this answer alone."""
        return service.create_joining_code(ctx, event_id, new)


@blueprint.route("/checkin-joining-codes/<uuid:joining_code_id>")
class OneJoiningCode(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, joining_code_id: UUID) -> None:
        """End a joining code; devices that joined by it stay."""
        service.revoke_joining_code(ctx, event_id, joining_code_id)


@blueprint.route("/checkin-devices")
class Devices(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(Device))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the check-in devices of an event with what they last reported."""
        return {"items": service.list_devices(ctx, event_id)}


@blueprint.route("/checkin-devices/<uuid:device_id>/revoke")
class RevokedDevice(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="revokeCheckinDevice")
    @blueprint.response(200, response(Device))
    def post(self, ctx: OrganizationContext, event_id: UUID, device_id: UUID) -> Device:
        """Take a check-in device away: its next request is refused and tells it to wipe itself."""
        return service.revoke_device(ctx, event_id, device_id)


@blueprint.route("/checkin-conflicts")
class Conflicts(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(CheckinConflict, called="CheckinConflictPage"))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[CheckinConflict]:
        """List whom devices without a connection let in against the rules, the latest first."""
        return offline_scans.list_conflicts(ctx, event_id, page_request(**query))


@own_blueprint.route("/join")
class Joining(MethodView):
    @public("whoever has a joining code", limited="secret")
    @own_blueprint.doc(operationId="joinCheckinDevice")
    @own_blueprint.arguments(JoinSchema)
    @own_blueprint.response(201, response(JoinedDevice))
    def post(self, ctx: PublicContext, sent: dict[str, str]) -> JoinedDevice:
        """Join as a check-in device by a code; the token is in this answer alone."""
        return service.join(ctx, sent["code"], sent["name"], address=network())


@own_blueprint.route("")
class OwnDevice(MethodView):
    @by_device
    @own_blueprint.doc(operationId="getOwnCheckinDevice")
    @own_blueprint.response(200, response(DeviceSetup))
    def get(self, ctx: DeviceContext) -> DeviceSetup:
        """Show what this device works with: event, lists, ticket types, keys, times."""
        return service.get_setup(ctx)


@own_blueprint.route("/heartbeat")
class Heartbeats(MethodView):
    @by_device
    @own_blueprint.doc(operationId="reportCheckinDevice")
    @own_blueprint.arguments(ReportSchema)
    @own_blueprint.response(200, response(Heartbeat))
    def post(self, ctx: DeviceContext, said: Report) -> Heartbeat:
        """Report battery, version and queue of this device; once a minute is enough."""
        return service.report(ctx, said)


@own_blueprint.route("/attendees")
class Attendees(MethodView):
    @by_device
    @own_blueprint.doc(operationId="listCheckinDeviceAttendees")
    @own_blueprint.arguments(AttendeeArguments, location="query")
    @own_blueprint.response(200, response(AttendeeList))
    def get(self, ctx: DeviceContext, asked: dict[str, Any]) -> Response:
        """Download the tickets of this device's lists, or what has changed since a cursor.

        With `If-None-Match` and the ETag of an earlier answer the answer is 304 when the same
        would come again.
        """
        found, etag = service.list_attendees(ctx, asked["cursor"])
        headers = {"ETag": f'"{etag}"', "Cache-Control": "private, no-store"}
        if request.headers.get(IF_NONE_MATCH) == headers["ETag"]:
            return Response(status=304, headers=headers)
        answer = Response(msgspec.json.encode(found), headers=headers, content_type=JSON)
        return packed(answer)


@own_blueprint.route("/scans")
class Scans(MethodView):
    @by_device
    @own_blueprint.doc(operationId="scanByCheckinDevice")
    @own_blueprint.arguments(DeviceScanSchema)
    @own_blueprint.response(200, response(Verdict))
    def post(self, ctx: DeviceContext, sent: CompiledDeviceScan) -> Response:
        """Let the holder of a code, or of a ticket found by name, in or out; or say why not.

        With `override_reason` a device that may lets in whom a rule of the list refuses; never a
        ticket that is void, refunded, passed on, forged or of another event.
        """
        scan = Scan(
            code=sent.code or "",
            ticket_id=sent.ticket_id,
            list_id=sent.list_id,
            scan_id=sent.scan_id,
            direction=sent.direction,
        )
        verdict = service.scan(ctx, scan, override_reason=sent.override_reason)
        return Response(msgspec.json.encode(verdict), content_type=JSON)


@own_blueprint.route("/scans/uploads")
class Uploads(MethodView):
    @by_device_with_queue
    @own_blueprint.doc(operationId="uploadScansOfCheckinDevice")
    @own_blueprint.arguments(UploadSchema)
    @own_blueprint.response(200, list_of(OfflineScanOutcome))
    def post(self, ctx: DeviceContext, sent: dict[str, Any]) -> dict[str, Any]:
        """Upload scans that were made without a connection, in any order and as often as needed.

        Each is judged as of its time, corrected by the device's clock, and answered once and for
        all. Up to two days after its time a device may still upload.
        """
        found = offline_scans.upload(ctx, sent["scans"], device_time=sent["device_time"])
        return {"items": found}


@own_blueprint.route("/search")
class Search(MethodView):
    @by_device
    @own_blueprint.doc(operationId="searchByCheckinDevice")
    @own_blueprint.arguments(SearchArguments, location="query")
    @own_blueprint.response(200, list_of(FoundTicket))
    def get(self, ctx: DeviceContext, asked: dict[str, Any]) -> dict[str, Any]:
        """Find tickets of this device's lists by a part of the name, or an order number."""
        return {"items": service.search(ctx, asked["q"])}


blueprints = (blueprint, own_blueprint)
