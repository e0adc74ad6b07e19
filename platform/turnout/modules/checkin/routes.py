"""HTTP of check-in: scans, reversals, attendance and lists."""

from typing import Any
from uuid import UUID

import msgspec
from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.checkin import overrides, policies, service
from turnout.modules.checkin.schemas import (
    AdmissionArguments,
    CompiledScan,
    ListUpdateSchema,
    NewListSchema,
    OverrideSchema,
    ScanSchema,
    UndoSchema,
)
from turnout.modules.checkin.types import (
    Admission,
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
    @requires(policies.SCAN)
    @blueprint.arguments(AdmissionArguments, location="query")
    @blueprint.response(200, page_of(Admission))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[Admission]:
        """List who came in, the latest first, with entries that were taken back."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_admissions(ctx, event_id, request, list_id=query["list_id"])

    @requires(policies.SCAN, limited="scan")
    @blueprint.arguments(ScanSchema)
    @blueprint.response(200, response(Verdict))
    def post(self, ctx: OrganizationContext, sent: CompiledScan, event_id: UUID) -> Response:
        """Let the holder of a code in, once, or out by a list with re-entry; or say why not."""
        scan = Scan(
            code=sent.code,
            list_id=sent.list_id,
            gate=sent.gate,
            device=sent.device,
            scan_id=sent.scan_id,
            direction=sent.direction,
        )
        verdict = msgspec.json.encode(service.scan(ctx, event_id, scan))
        return Response(verdict, 200, content_type="application/json")


@blueprint.route("/checkins/override")
class Overrides(MethodView):
    @requires(policies.OVERRIDE, limited="scan")
    @blueprint.doc(operationId="overrideCheckin")
    @blueprint.arguments(OverrideSchema)
    @blueprint.response(200, response(Verdict))
    def post(self, ctx: OrganizationContext, sent: dict[str, Any], event_id: UUID) -> Verdict:
        """Let in whom a rule of the list refuses, with a reason that stays on record.

        Somebody who is in already, or by another list, outside its times, or of a full session;
        never a ticket that is void, refunded, passed on, forged or of another event.
        """
        reason = sent.pop("reason")
        return overrides.override(ctx, event_id, Scan(**sent), reason=reason)


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


@blueprint.route("/checkin-exits/<uuid:exit_id>/undo")
class UndoExit(MethodView):
    @requires(policies.UNDO)
    @blueprint.doc(operationId="undoCheckinExit")
    @blueprint.arguments(UndoSchema)
    @blueprint.response(204)
    def post(
        self, ctx: OrganizationContext, sent: dict[str, str], event_id: UUID, exit_id: UUID
    ) -> None:
        """Take back that somebody went out; they are inside again.

        Refused once the ticket came in again that day: take that check-in back first.
        """
        service.undo_exit(ctx, event_id, exit_id, reason=sent["reason"])


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
        """Set up a list for a gate, a day, some ticket types, or sessions with registration."""
        return service.create_list(ctx, event_id, NewList(**new))


@blueprint.route("/checkin-lists/<uuid:list_id>")
class OneList(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(ListUpdateSchema)
    @blueprint.response(200, response(CheckinList))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, list_id: UUID
    ) -> tuple[CheckinList, int, dict[str, str]]:
        """Rename a list, change whom it admits, open or close it. `If-Match` guards it."""
        return with_etag(
            service.update_list(ctx, event_id, list_id, changes=changes, version=if_match())
        )


blueprints = (blueprint,)
