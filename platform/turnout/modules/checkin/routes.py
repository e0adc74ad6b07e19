"""HTTP of check-in: scans, reversals, attendance and lists."""

from typing import Any
from uuid import UUID

import msgspec
from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.checkin import policies, service
from turnout.modules.checkin.schemas import CompiledScan, NewListSchema, ScanSchema, UndoSchema
from turnout.modules.checkin.types import (
    Attendance,
    CheckinList,
    CheckinLists,
    CheckinStream,
    NewList,
    Scan,
    Verdict,
)

blueprint = StrictBlueprint(
    "checkin",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="The door.",
)


@blueprint.route("/checkins")
class Checkins(MethodView):
    @requires(policies.SCAN, limited="scan")
    @blueprint.arguments(ScanSchema)
    @blueprint.response(200, response(Verdict))
    def post(self, ctx: OrganizationContext, sent: CompiledScan, event_id: UUID) -> Response:
        """Let the holder of a code in, once, or say why not."""
        scan = Scan(
            code=sent.code,
            list_id=sent.list_id,
            gate=sent.gate,
            device=sent.device,
            scan_id=sent.scan_id,
        )
        verdict = msgspec.json.encode(service.scan(ctx, event_id, scan))
        return Response(verdict, 200, content_type="application/json")


@blueprint.route("/checkins/counts")
class Counts(MethodView):
    @requires(policies.SCAN)
    @blueprint.response(200, response(Attendance))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Attendance:
        """Count who came in, by list, ticket type and gate."""
        return service.count_inside(ctx, event_id)


@blueprint.route("/checkins/stream")
class Stream(MethodView):
    @requires(policies.SCAN)
    @blueprint.response(201, response(CheckinStream))
    def post(self, ctx: OrganizationContext, event_id: UUID) -> CheckinStream:
        """Open a stream of the counts: server-sent events named `checkins`, like `…/counts`."""
        return service.open_stream(ctx, event_id)


@blueprint.route("/checkins/<uuid:admission_id>/undo")
class Undo(MethodView):
    @requires(policies.UNDO)
    @blueprint.arguments(UndoSchema)
    @blueprint.response(204)
    def post(
        self, ctx: OrganizationContext, sent: dict[str, str], event_id: UUID, admission_id: UUID
    ) -> None:
        """Take a check-in back; the ticket admits again."""
        service.undo_admission(ctx, event_id, admission_id, reason=sent["reason"])


@blueprint.route("/checkin-lists")
class Lists(MethodView):
    @requires(policies.SCAN)
    @blueprint.response(200, response(CheckinLists))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> CheckinLists:
        """List the check-in lists of an event, the default one first."""
        return CheckinLists(items=service.list_lists(ctx, event_id))

    @requires(policies.MANAGE)
    @blueprint.arguments(NewListSchema)
    @blueprint.response(201, response(CheckinList))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> CheckinList:
        """Set up a list for a gate, a day, some ticket types, or a session with registration."""
        return service.create_list(ctx, event_id, NewList(**new))


blueprints = (blueprint,)
